"""What editors can rely on when they write opening hours."""

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from portal.base.accounts.kinds import entry_of
from services.models import HoursException, Schedule, Site
from tests.drafts.forms import publish_now
from tests.factories import (
    CentreFactory,
    ContactFactory,
    HoursExceptionFactory,
    ScheduleFactory,
    SiteFactory,
)

pytestmark = pytest.mark.django_db

LANGUAGES = ("nb", "nn", "en")


@pytest.fixture
def editor(client: Client) -> Client:
    """A client signed in as someone who may do everything."""
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


def page_of(entry: Any, language: str = "nb") -> str:
    """Return the address of an entry's page in the admin."""
    with override(language):
        return reverse(f"admin:services_{entry._meta.model_name}_change", args=[entry.pk])


def untouched(client: Client, url: str) -> dict[str, str]:
    """Return what a browser would send back if the page were saved as it is."""
    context = client.get(url).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values = {bound.html_name: bound.value() for form in forms for bound in form}
    return {
        n: str(value) for n, value in values.items() if value is not None and value is not False
    }


def save(client: Client, entry: Any, language: str = "nb", **changes: str) -> Any:
    """Save a part through its page, and publish what it belongs to; return the response."""
    url = page_of(entry, language)
    answer = client.post(url, untouched(client, url) | changes)
    publish_now(entry_of(entry))
    return answer


def rows(part: str, *new: dict[str, str], kept: int = 0) -> dict[str, str]:
    """Return the fields of new rows, after those that are kept."""
    data = {f"{part}-TOTAL_FORMS": str(kept + len(new))}
    for number, row in enumerate(new, kept):
        data |= {f"{part}-{number}-{name}": value for name, value in row.items()}
    return data


def period(first: str = "", last: str = "", **more: str) -> dict[str, str]:
    weekly = {"kind": "weekly", "monday": "9-15.30, 17–19", "standing": "confirmed"}
    return weekly | {"valid_from": first, "valid_until": last} | more


def errors_of(answer: Any, part: str = "schedules") -> list[dict[str, list[str]]]:
    """Return the messages at the fields of the rows."""
    assert answer.status_code == 200, "it was saved"
    formsets = [inline.formset for inline in answer.context["inline_admin_formsets"]]
    return next(formset.errors for formset in formsets if formset.prefix == part)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_with_hours_open(editor: Client, language: str) -> None:
    site = ScheduleFactory().site
    HoursExceptionFactory(site=site)
    contact = ScheduleFactory(contact=ContactFactory(site=site)).contact
    for entry in (site, contact):
        assert editor.get(page_of(entry, language)).status_code == 200
    for page in ("changelist", "add"):
        with override(language):
            assert editor.get(reverse(f"admin:services_site_{page}")).status_code == 200


def test_a_new_site_is_saved_with_its_hours(editor: Client) -> None:
    with override("nb"):
        url = reverse("admin:services_site_add")
    centre = CentreFactory()
    new = {"centre": str(centre.pk), "name": "Ærlig", "place": "By"}
    hours = rows("schedules", period()) | rows("exceptions", {"date": "24.12.2026"})
    answer = editor.post(url, untouched(editor, url) | new | hours)
    assert answer.status_code == 302, answer.context["errors"]
    publish_now(centre)
    site = Site.objects.get(name="Ærlig")
    assert site.schedules.get().monday == "09.00–15.30, 17.00–19.00"
    assert site.exceptions.get().date == dt.date(2026, 12, 24)


def test_hours_are_added_changed_and_deleted(editor: Client) -> None:
    site = SiteFactory()
    assert save(editor, site, **rows("schedules", period())).status_code == 302
    first = site.schedules.get()
    assert first.standing == "confirmed"
    assert save(editor, site, **{"schedules-0-monday": "10–14"}).status_code == 302
    assert site.schedules.get().monday == "10.00–14.00"
    closed = {"date": "24.12.2026", "reason_nb": "Julaften"}
    assert save(editor, site, **rows("exceptions", closed)).status_code == 302
    assert site.exceptions.get().reason_nb == "Julaften"
    gone = {"schedules-0-DELETE": "on", "exceptions-0-DELETE": "on"}
    assert save(editor, site, **gone).status_code == 302
    assert not site.schedules.exists()
    assert not site.exceptions.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_bad_hours_are_explained_at_the_field(editor: Client, language: str) -> None:
    bad = period(monday="ni til fire", tuesday="9–25", wednesday="15–9", thursday="9–12, 11–13")
    answer = save(editor, SiteFactory(), language, **rows("schedules", bad))
    (errors,) = errors_of(answer)
    assert list(errors) == ["monday", "tuesday", "wednesday", "thursday"]
    assert "“ni til fire”" in errors["monday"][0] or "«ni til fire»" in errors["monday"][0]
    assert not Schedule.objects.exists()


def test_hours_that_say_nothing_or_too_much_are_refused(editor: Client) -> None:
    site = SiteFactory()
    (errors,) = errors_of(save(editor, site, **rows("schedules", period(monday=""))))
    assert list(errors) == ["kind"]
    (errors,) = errors_of(save(editor, site, **rows("schedules", period(kind="closed"))))
    assert list(errors) == ["monday"]


def test_periods_that_overlap_are_refused_among_new_rows_too(editor: Client) -> None:
    site = SiteFactory()
    both = period("01.01.2026", "30.06.2026"), period("30.06.2026")
    first, second = errors_of(save(editor, site, **rows("schedules", *both)))
    assert not first
    assert list(second) == ["valid_from"]
    apart = period("01.01.2026", "30.06.2026"), period("01.07.2026")
    assert save(editor, site, **rows("schedules", *apart)).status_code == 302


def test_a_period_may_be_ended_and_the_next_begun_in_one_go(editor: Client) -> None:
    site = ScheduleFactory().site
    ended = {"schedules-0-valid_until": "30.06.2026"}
    new = rows("schedules", period("01.07.2026"), kept=1)
    assert save(editor, site, **(new | ended)).status_code == 302
    assert site.schedules.count() == 2


def test_a_period_that_ends_before_it_begins_is_refused(editor: Client) -> None:
    backwards = period("30.06.2026", "01.01.2026")
    answer = save(editor, SiteFactory(), **rows("schedules", backwards))
    assert any(errors_of(answer))


def test_a_day_is_given_once(editor: Client) -> None:
    site = SiteFactory()
    twice = rows("exceptions", {"date": "24.12.2026"}, {"date": "24.12.2026", "hours": "9–12"})
    first, second = errors_of(save(editor, site, **twice), "exceptions")
    assert not first
    assert list(second) == ["date"]
    HoursExceptionFactory(site=site, date=dt.date(2026, 12, 24))
    again = rows("exceptions", {"date": "24.12.2026"}, kept=1)
    _stored, second = errors_of(save(editor, site, **again), "exceptions")
    assert "date" in second
    assert HoursException.objects.filter(site=site).count() == 1


def test_an_overlap_is_refused_outside_the_admin_too() -> None:
    stored = ScheduleFactory()
    with pytest.raises(ValidationError) as caught:
        ScheduleFactory.build(site=stored.site).full_clean()
    assert list(caught.value.message_dict) == ["valid_from"]
    ScheduleFactory.build(site=stored.site, standing="not_confirmed").full_clean()
    ScheduleFactory.build(site=SiteFactory()).full_clean()


def test_the_page_of_a_centre_leads_to_its_sites(editor: Client) -> None:
    site = SiteFactory()
    html = editor.get(page_of(site.centre)).content.decode()
    assert re.search(rf'href="{page_of(site)}[^"]*"', html)


def test_more_periods_ask_no_more_queries(editor: Client) -> None:
    def queries(count: int) -> int:
        site = SiteFactory()
        for number in range(count):
            day = dt.date(2026, 1, 1 + number)
            ScheduleFactory(site=site, valid_from=day, valid_until=day)
            HoursExceptionFactory(site=site, date=day)
        editor.get(page_of(site))  # what is computed once is not counted
        with CaptureQueriesContext(connection) as captured:
            editor.get(page_of(site))
        return len(captured)

    assert queries(10) == queries(1)
