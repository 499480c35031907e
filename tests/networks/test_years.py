"""Years that can only be a slip of the pen are refused at their field, and nothing is lost."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from networks import whens
from networks.models import Meeting, MeetingSeries
from tests.drafts.forms import publish_now
from tests.factories import MeetingFactory, NetworkFactory
from tests.networks.test_papers import page_of, save, untouched

pytestmark = pytest.mark.django_db

SLIPS = ["0001-01-01", "9999-12-31", "0206-03-02"]
SAID = ["Write a year between 1900 and 2100."]


@pytest.fixture
def editor(client: Client) -> Client:
    """A client signed in as someone who may do everything."""
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


def errors_of(answer: Any) -> dict[str, list[str]]:
    """Return the messages at the fields of the entry."""
    assert answer.status_code == 200, "it was saved"
    return dict(answer.context["adminform"].form.errors)


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("name", ["starts_on", "ends_on", "registration_deadline"])
def test_a_day_of_a_meeting_in_an_unlikely_year_is_refused(
    editor: Client, name: str, slip: str
) -> None:
    meeting = MeetingFactory(starts_on=dt.date(2026, 3, 2))
    answer = save(editor, meeting, **{name: slip}, start_time="10:00", name_nb="Nytt navn")
    assert errors_of(answer)[name] == SAID
    assert answer.context["adminform"].form[name].value() == slip
    assert "Nytt navn" in answer.text
    assert Meeting.objects.get(pk=meeting.pk).name_nb == meeting.name_nb


@pytest.mark.parametrize("slip", SLIPS)
def test_a_new_meeting_in_an_unlikely_year_is_refused(editor: Client, slip: str) -> None:
    with override("en"):
        url = reverse("admin:networks_meeting_add")
    data = untouched(editor, url) | {"network": str(NetworkFactory().pk), "starts_on": slip}
    data |= {f"name_{code}": "Nytt navn" for code in ("nb", "nn", "en")}
    answer = editor.post(url, data)
    assert errors_of(answer) == {"starts_on": SAID}
    assert "Nytt navn" in answer.text
    assert not Meeting.objects.filter(name_nb="Nytt navn").exists()


@pytest.mark.parametrize("year", ["1", "206", "1899", "2101", "9999"])
def test_an_unlikely_year_of_a_meeting_is_refused(editor: Client, year: str) -> None:
    answer = save(editor, MeetingFactory(starts_on=None), year=year)
    assert errors_of(answer) == {"year": SAID}
    assert answer.context["adminform"].form["year"].value() == year


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("name", ["starts_on", "until"])
def test_a_series_in_an_unlikely_year_is_refused(editor: Client, name: str, slip: str) -> None:
    with override("en"):
        url = reverse("admin:networks_meetingseries_add")
    data = untouched(editor, url) | {"network": str(NetworkFactory().pk), "frequency": "weekly"}
    data |= {"starts_on": "2026-03-02", "until": "2026-03-30", "start_time": "10:00", name: slip}
    data |= {f"name_{code}": "Nytt navn" for code in ("nb", "nn", "en")}
    answer = editor.post(url, data)
    assert errors_of(answer)[name] == SAID
    assert answer.context["adminform"].form[name].value() == slip
    assert "Nytt navn" in answer.text
    assert not MeetingSeries.objects.filter(name_nb="Nytt navn").exists()


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("name", ["starts_on", "ends_on"])
def test_what_is_saved_without_a_form_is_refused_at_the_field_too(name: str, slip: str) -> None:
    meeting = MeetingFactory(starts_on=dt.date(2026, 3, 2))
    setattr(meeting, name, dt.date.fromisoformat(slip))
    with override("en"), pytest.raises(ValidationError) as refused:
        meeting.save()
    assert refused.value.message_dict == {name: SAID}


def test_the_first_and_the_last_likely_year_are_taken(editor: Client) -> None:
    meeting = MeetingFactory(starts_on=dt.date(2026, 3, 2))
    for day in (dt.date(whens.FIRST_YEAR, 1, 1), dt.date(whens.LAST_YEAR, 12, 31)):
        answer = editor.post(
            page_of(meeting), untouched(editor, page_of(meeting)) | {"starts_on": day.isoformat()}
        )
        assert answer.status_code == 302, errors_of(answer)
        publish_now(meeting)
        assert Meeting.objects.get(pk=meeting.pk).year == day.year
