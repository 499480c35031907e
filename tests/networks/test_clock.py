"""From clocks on the wall to moments: the hour that is skipped, and the one that comes twice."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override

from networks import clock
from networks.meetings import times
from networks.models import Meeting
from tests import factories
from tests.drafts.forms import publish_now

SPRING, AUTUMN = dt.date(2027, 3, 28), dt.date(2027, 10, 31)
HALF_PAST_TWO = dt.time(2, 30)


def utc(*numbers: int) -> dt.datetime:
    return dt.datetime(*numbers, tzinfo=dt.UTC)


def meeting(**given: object) -> Meeting:
    """Return a meeting that is not saved."""
    return factories.MeetingFactory.build(network=None, year=None, **given)


def problems(**given: object) -> dict[str, list[str]]:
    """Return what is wrong with a meeting's times, by field."""
    with override("en"), pytest.raises(ValidationError) as refused:
        meeting(**given).clean()
    return refused.value.message_dict


def test_a_time_on_the_wall_is_a_moment():
    assert clock.moment(dt.date(2027, 1, 14), dt.time(10)) == utc(2027, 1, 14, 9)
    assert clock.moment(dt.date(2027, 7, 14), dt.time(10)) == utc(2027, 7, 14, 8)


def test_the_hour_that_clocks_skip_in_spring_does_not_exist():
    with pytest.raises(clock.NoSuchTime) as refused:
        clock.moment(SPRING, HALF_PAST_TWO)
    assert refused.value.until.time() == dt.time(3)
    assert clock.moment(SPRING, dt.time(3)) - clock.moment(SPRING, dt.time(1, 59)) == dt.timedelta(
        minutes=1
    )


def test_the_hour_that_clocks_repeat_in_autumn_is_asked_about():
    with pytest.raises(clock.TwoSuchTimes):
        clock.moment(AUTUMN, HALF_PAST_TWO)
    first, second = (clock.moment(AUTUMN, HALF_PAST_TWO, turn=t) for t in ("first", "second"))
    assert (first, second) == (utc(2027, 10, 31, 0, 30), utc(2027, 10, 31, 1, 30))


def test_only_the_repeated_hour_is_repeated():
    assert clock.is_repeated(AUTUMN, HALF_PAST_TWO)
    assert not clock.is_repeated(AUTUMN, dt.time(3))
    assert not clock.is_repeated(SPRING, HALF_PAST_TWO)


def test_other_places_change_their_clocks_at_other_times():
    assert clock.moment(SPRING, HALF_PAST_TWO, "Europe/Helsinki") == utc(2027, 3, 28, 0, 30)
    assert clock.moment(SPRING, HALF_PAST_TWO, "Atlantic/Reykjavik") == utc(2027, 3, 28, 2, 30)
    with pytest.raises(clock.NoSuchTime):
        clock.moment(SPRING, dt.time(3, 30), "Europe/Helsinki")
    with pytest.raises(clock.NoSuchTime):
        clock.moment(dt.date(2027, 3, 14), HALF_PAST_TWO, "America/New_York")


def test_a_skipped_time_is_refused_and_the_first_that_exists_is_named():
    (message,) = problems(starts_on=SPRING, start_time=HALF_PAST_TWO)["start_time"]
    assert "2:30" in message
    assert "28, 2027" in message
    assert "3 a.m." in message


def test_a_time_that_exists_twice_is_asked_about_until_it_is_said_which():
    given = {"starts_on": AUTUMN, "start_time": HALF_PAST_TWO}
    (message,) = problems(**given)["start_turn"]
    assert "2:30" in message
    assert "31, 2027" in message
    first, second = meeting(**given, start_turn="first"), meeting(**given, start_turn="second")
    first.clean()
    second.clean()
    assert second.starts_at - first.starts_at == dt.timedelta(hours=1)


def test_the_end_is_checked_as_the_beginning_is():
    given = {"starts_on": dt.date(2027, 3, 27), "start_time": dt.time(10), "ends_on": SPRING}
    assert list(problems(**given, end_time=HALF_PAST_TWO)) == ["end_time"]
    given |= {"ends_on": AUTUMN}
    assert list(problems(**given, end_time=HALF_PAST_TWO)) == ["end_turn"]


def test_a_meeting_across_the_change_of_clocks_lasts_as_long_as_it_does():
    spring = meeting(starts_on=SPRING, start_time=dt.time(1), ends_on=SPRING, end_time=dt.time(4))
    autumn = meeting(starts_on=AUTUMN, start_time=dt.time(1), end_time=dt.time(4))
    spring.clean()
    autumn.clean()
    assert spring.ends_at - spring.starts_at == dt.timedelta(hours=2)
    assert autumn.ends_at - autumn.starts_at == dt.timedelta(hours=4)


def test_a_whole_day_lasts_from_midnight_to_midnight_on_the_wall():
    day, days = meeting(starts_on=SPRING), meeting(starts_on=SPRING, ends_on=dt.date(2027, 3, 30))
    day.clean()
    days.clean()
    assert (day.starts_at, day.ends_at) == (utc(2027, 3, 27, 23), utc(2027, 3, 28, 22))
    assert days.ends_at == utc(2027, 3, 30, 22)


def test_a_meeting_elsewhere_follows_the_clocks_there():
    there = meeting(
        starts_on=dt.date(2027, 1, 14), start_time=dt.time(9), time_zone="Europe/Helsinki"
    )
    there.clean()
    assert there.starts_at == utc(2027, 1, 14, 7)
    with override("en"):
        assert times.when(there) == "Thursday 14 January 2027, 09:00"
        assert times.zone_note(there) == "Local time in Helsinki."
        assert "Thursday 14 January 2027, 08:00" in times.norwegian_time(there)


def test_a_zone_whose_clocks_show_norways_time_needs_no_note():
    there = meeting(
        starts_on=dt.date(2027, 1, 14), start_time=dt.time(9), time_zone="Europe/Stockholm"
    )
    there.clean()
    assert times.zone_note(there) == times.norwegian_time(there) == ""


def test_days_are_told_without_saying_the_same_month_twice():
    three = meeting(starts_on=dt.date(2027, 1, 14), ends_on=dt.date(2027, 1, 16))
    over = meeting(starts_on=dt.date(2026, 12, 31), ends_on=dt.date(2027, 1, 1))
    with override("en"):
        assert times.days(three) == "Thursday 14 – Saturday 16 January 2027"
        assert times.days(over) == "Thursday 31 December 2026 – Friday 1 January 2027"


def test_which_of_two_equal_times_is_meant_is_said_to_the_reader():
    late = meeting(starts_on=AUTUMN, start_time=HALF_PAST_TWO, start_turn="second")
    late.clean()
    with override("en"):
        assert any("the second time" in note for note in times.notes(late))


@pytest.mark.django_db
def test_an_end_before_the_beginning_is_refused():
    network = factories.NetworkFactory()
    backwards = factories.MeetingFactory.build(
        network=network, year=2027, starts_on=SPRING, start_time=dt.time(10), end_time=dt.time(9)
    )
    with override("en"), pytest.raises(ValidationError) as refused:
        backwards.full_clean()
    assert "The meeting cannot end before it begins." in refused.value.messages


@pytest.mark.django_db
def test_a_last_day_before_the_first_is_refused():
    backwards = factories.MeetingFactory.build(
        network=factories.NetworkFactory(), starts_on=SPRING, ends_on=dt.date(2027, 3, 27)
    )
    with override("en"), pytest.raises(ValidationError) as refused:
        backwards.full_clean()
    assert "The last day cannot be before the first." in refused.value.messages


@pytest.mark.django_db
def test_an_unknown_time_zone_is_refused():
    lost = factories.MeetingFactory.build(
        network=factories.NetworkFactory(), starts_on=SPRING, time_zone="Europe/Atlantis"
    )
    with override("en"), pytest.raises(ValidationError) as refused:
        lost.full_clean()
    with override("en"):
        messages = refused.value.message_dict["time_zone"]
    assert "There is no time zone “Europe/Atlantis”." in messages


@pytest.fixture
def editor(db, django_user_model) -> Client:
    """Return a browser in which an editor of everything is signed in."""
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("editor", password="x"))
    return client


def posted(client: Client, meeting: Meeting, **changed: str) -> object:
    """Send the admin's form of a meeting as it stands, with some fields changed."""
    address = f"/nb/admin/networks/meeting/{meeting.pk}/change/"
    form = client.get(address).context["adminform"].form
    data = {}
    for name in form.fields:
        value = form.initial.get(name)
        data[name] = value or ([] if isinstance(value, list) else "")
    for formset in client.get(address).context["inline_admin_formsets"]:
        for field in formset.formset.management_form:
            data[field.html_name] = field.value() or 0
    return client.post(address, data | changed)


def test_the_form_refuses_a_skipped_time_and_keeps_what_was_written(editor):
    saved = factories.MeetingFactory(starts_on=dt.date(2027, 3, 1))
    answer = posted(editor, saved, starts_on="2027-03-28", start_time="02:30", address="Gata 1")
    assert answer.status_code == 200
    html = answer.content.decode()
    errors = answer.context["adminform"].form.errors
    assert list(errors) == ["start_time"]
    for part in ("02:30", "28. mars 2027", "03:00"):
        assert part in errors["start_time"][0]
    assert 'value="Gata 1"' in html
    assert "02:30" in html
    saved.refresh_from_db()
    assert saved.starts_on == dt.date(2027, 3, 1)


def test_the_form_asks_which_of_two_times_is_meant_and_takes_the_answer(editor):
    saved = factories.MeetingFactory(starts_on=dt.date(2027, 3, 1))
    given = {"starts_on": "2027-10-31", "start_time": "02:30"}
    answer = posted(editor, saved, **given)
    assert list(answer.context["adminform"].form.errors) == ["start_turn"]
    answer = posted(editor, saved, **given, start_turn="second")
    assert answer.status_code == 302
    publish_now(saved)
    saved.refresh_from_db()
    assert saved.starts_at == utc(2027, 10, 31, 1, 30)


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_time": "10:00", "end_time": "09:00"},
        {"ends_on": "2027-02-01"},
        {"time_zone": "Europe/Atlantis"},
    ],
)
def test_the_form_refuses_what_cannot_be_and_keeps_what_was_written(editor, wrong):
    saved = factories.MeetingFactory(starts_on=dt.date(2027, 3, 1))
    answer = posted(editor, saved, address="Gata 1", **wrong)
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors
    assert 'value="Gata 1"' in answer.content.decode()
