"""Series: the rule gives days, the plan makes meetings, and no editor's work is lost."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from networks.models import Meeting, MeetingSeries
from networks.series import recurrence
from networks.series.planning import plan
from networks.series.words import rule_in_words
from portal.base.models import Source
from tests import factories
from tests.drafts.forms import admin_url, publish_now

pytestmark = pytest.mark.django_db

BEFORE = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)


def rule(frequency: str, first: str, until: str, **values: Any) -> MeetingSeries:
    days = {"starts_on": dt.date.fromisoformat(first), "until": dt.date.fromisoformat(until)}
    return factories.SeriesFactory.build(
        network=None, frequency=frequency, **days, **{"interval": 1} | values
    )


def days_of(*args: Any, **values: Any) -> list[str]:
    return [day.isoformat() for day in recurrence.dates(rule(*args, **values))]


def refused(*args: Any, **values: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as problem:
        recurrence.check_rule(rule(*args, **values))
    return problem.value.message_dict


def series_of(**values: Any) -> MeetingSeries:
    """Return a series on the first Tuesday of January, February and March of 2027."""
    return factories.SeriesFactory(**{"until": dt.date(2027, 3, 31)} | values)


def meetings_of(series: MeetingSeries) -> dict[str, Meeting]:
    return {m.series_date.isoformat(): m for m in series.meetings.order_by("series_date")}


JANUARY, FEBRUARY, MARCH = "2027-01-05", "2027-02-02", "2027-03-02"


# The rule


def test_every_week_and_every_third_week():
    assert days_of("weekly", "2027-01-05", "2027-01-19") == [
        "2027-01-05",
        "2027-01-12",
        "2027-01-19",
    ]
    assert days_of("weekly", "2027-01-05", "2027-02-16", interval=3) == [
        *("2027-01-05", "2027-01-26", "2027-02-16")
    ]


def test_the_second_tuesday_and_the_last_one():
    assert days_of("weekday", "2027-01-12", "2027-03-31") == [
        "2027-01-12",
        "2027-02-09",
        "2027-03-09",
    ]
    assert days_of("last_weekday", "2027-01-26", "2027-03-31") == [
        *("2027-01-26", "2027-02-23", "2027-03-30")
    ]


def test_months_and_years_without_the_date_are_skipped():
    assert days_of("day", "2027-01-31", "2027-05-31") == ["2027-01-31", "2027-03-31", "2027-05-31"]
    assert days_of("yearly", "2028-02-29", "2033-01-01") == ["2028-02-29", "2032-02-29"]


def test_the_fifth_weekday_is_refused_and_the_last_one_is_named_instead():
    assert "frequency" in refused("weekday", "2027-03-30", "2027-12-31")
    assert "starts_on" in refused("last_weekday", "2027-01-12", "2027-12-31")


def test_a_series_lasts_five_years_and_three_hundred_meetings_at_most():
    recurrence.check_rule(rule("day", "2027-01-05", "2032-01-05"))
    assert "until" in refused("day", "2027-01-05", "2032-01-06")
    recurrence.check_rule(rule("weekly", "2027-01-05", "2031-12-31"))  # 261
    many = rule("weekly", "2027-01-05", "2031-12-31")
    assert len(recurrence.dates(many)) == 261


def test_more_than_three_hundred_meetings_are_refused(monkeypatch):
    monkeypatch.setattr(recurrence, "MOST_MEETINGS", 3)
    recurrence.check_rule(rule("weekly", "2027-01-05", "2027-01-19"))
    assert "until" in refused("weekly", "2027-01-05", "2027-01-26")


def test_an_end_without_a_beginning_is_refused():
    assert "start_time" in refused("weekly", "2027-01-05", "2027-01-26", start_time=None)


@pytest.mark.parametrize(
    ("first", "day"), [("2027-03-21", "28. mars 2027"), ("2027-10-24", "31. oktober 2027")]
)
def test_a_time_that_clocks_skip_or_repeat_is_refused_with_its_date(first, day):
    series = series_of(
        frequency="weekly",
        starts_on=dt.date.fromisoformat(first),
        until=dt.date.fromisoformat(first) + dt.timedelta(14),
        start_time=dt.time(2, 30),
        end_time=dt.time(5),
    )
    with pytest.raises(ValidationError, match=day):
        plan(series=series, now=BEFORE)
    assert not series.meetings.exists()
    series.exceptions.create(key="test-e", date=series.starts_on + dt.timedelta(7))
    assert len(plan(series=series, now=BEFORE).made) == 2


# The plan


def test_a_plan_makes_the_meetings_with_all_that_the_series_says():
    source = Source.objects.create(key="test-source", title="Kilde")
    owner = factories.OrganisationFactory()
    series = series_of(name_nb="Forum", place_nb="Bodø", owner=owner, capacity=20, form="both")
    series.sources.add(source)
    report = plan(series=series, now=BEFORE)
    assert [day.isoformat() for day in report.made] == [JANUARY, FEBRUARY, MARCH]
    meeting = meetings_of(series)[FEBRUARY]
    assert meeting.name_nb == "Forum, 2. februar 2027"
    assert meeting.name_en == f"{series.name_en}, 2 February 2027"
    assert meeting.slug_nb == "forum-2027-02-02"
    assert (meeting.place_nb, meeting.capacity, meeting.form) == ("Bodø", 20, "both")
    assert (meeting.network, meeting.owner, meeting.state) == (series.network, owner, "published")
    assert meeting.starts_at == dt.datetime(2027, 2, 2, 9, tzinfo=dt.UTC)
    assert list(meeting.sources.all()) == [source]
    assert Client().get(meeting.url_in("nb")).status_code == 200


def test_planning_twice_changes_nothing():
    series = series_of()
    plan(series=series, now=BEFORE)
    before = list(Meeting.objects.order_by("pk").values())
    report = plan(series=series, now=BEFORE)
    assert (report.made, report.changed, report.removed, report.kept, report.own) == ([],) * 5
    assert list(Meeting.objects.order_by("pk").values()) == before


def test_two_series_of_the_same_name_have_pages_of_their_own():
    for _nth in range(2):
        plan(series=series_of(name_nb="Forum", name_nn="Forum", name_en="Forum"), now=BEFORE)
    slugs = Meeting.objects.filter(series__isnull=False).values_list("slug_nb", flat=True)
    assert {"forum-2027-01-05", "forum-2027-01-05-2"} <= set(slugs)


def test_meetings_to_come_follow_the_series_and_those_that_have_begun_do_not():
    series = series_of()
    plan(series=series, now=BEFORE)
    series.start_time, series.end_time, series.place_nb = dt.time(13), dt.time(15), "Hamar"
    series.save()
    report = plan(series=series, now=dt.datetime(2027, 1, 20, tzinfo=dt.UTC))
    assert [day.isoformat() for day in report.changed] == [FEBRUARY, MARCH]
    meetings = meetings_of(series)
    assert [m.start_time.hour for m in meetings.values()] == [10, 13, 13]
    assert meetings[MARCH].sequence == 1
    assert meetings[MARCH].name_nb == recurrence.planned_name(series, dt.date(2027, 3, 2), "nb")


def test_a_meeting_with_changes_of_its_own_is_left_as_it_is():
    series = series_of()
    plan(series=series, now=BEFORE)
    own = meetings_of(series)[FEBRUARY]
    own.change_note_nb = "Vi møtes et annet sted."
    own.save()
    series.place_nb = "Hamar"
    series.save()
    report = plan(series=series, now=BEFORE)
    assert report.own == [own]
    assert [m.place_nb for m in meetings_of(series).values()] == ["Hamar", None, "Hamar"]


def test_a_meeting_that_no_longer_differs_follows_again():
    series = series_of()
    plan(series=series, now=BEFORE)
    own = meetings_of(series)[FEBRUARY]
    own.address = "Storgata 1"
    own.save()
    plan(series=series, now=BEFORE)
    own.address = ""
    own.save()
    series.place_nb = "Hamar"
    series.save()
    plan(series=series, now=BEFORE)
    assert meetings_of(series)[FEBRUARY].place_nb == "Hamar"


def _with_case(meeting: Meeting) -> None:
    factories.CaseFactory(meeting=meeting)


def _with_paper(meeting: Meeting) -> None:
    factories.PaperFactory(meeting=meeting)


def _moved(meeting: Meeting) -> None:
    meeting.starts_on += dt.timedelta(days=1)
    meeting.save()


def _cancelled(meeting: Meeting) -> None:
    meeting.standing = "cancelled"
    meeting.save()


def _with_others(meeting: Meeting) -> None:
    meeting.with_networks.add(factories.NetworkFactory())


@pytest.mark.parametrize("happens", [_with_case, _with_paper, _moved, _cancelled, _with_others])
def test_what_an_editor_has_worked_on_is_never_removed(happens):
    series = series_of()
    plan(series=series, now=BEFORE)
    happens(meetings_of(series)[FEBRUARY])
    series.until = dt.date(2027, 1, 31)
    series.save()
    report = plan(series=series, now=BEFORE)
    assert [day.isoformat() for day in report.removed] == [MARCH]
    assert [meeting.series_date.isoformat() for meeting in report.kept] == [FEBRUARY]
    assert list(meetings_of(series)) == [JANUARY, FEBRUARY]


def test_a_meeting_that_has_begun_is_never_removed():
    series = series_of()
    plan(series=series, now=BEFORE)
    series.starts_on = dt.date(2027, 2, 2)
    series.save()
    report = plan(series=series, now=dt.datetime(2027, 1, 5, 9, 30, tzinfo=dt.UTC))
    assert [meeting.series_date.isoformat() for meeting in report.kept] == [JANUARY]
    assert JANUARY in meetings_of(series)


def test_an_exception_takes_a_date_out_and_without_it_the_date_is_planned_again():
    series = series_of()
    plan(series=series, now=BEFORE)
    key = meetings_of(series)[FEBRUARY].key
    exception = series.exceptions.create(key="test-e", date=dt.date(2027, 2, 2))
    plan(series=series, now=BEFORE)
    assert list(meetings_of(series)) == [JANUARY, MARCH]
    counted = series.sequence
    exception.delete()
    plan(series=series, now=BEFORE)
    assert meetings_of(series)[FEBRUARY].key == key
    assert series.sequence > counted > 0


def test_meetings_are_public_when_their_series_is_unless_an_editor_decided_otherwise():
    series = series_of(state="draft")
    plan(series=series, now=BEFORE)
    series.state = "published"
    series.save()
    report = plan(series=series, now=BEFORE)
    assert len(report.changed) == 3
    held_back = meetings_of(series)[FEBRUARY]
    held_back.state = "draft"
    held_back.save()
    plan(series=series, now=BEFORE)
    states = [meeting.state for meeting in meetings_of(series).values()]
    assert states == ["published", "draft", "published"]
    series.state = "draft"
    series.save()
    plan(series=series, now=dt.datetime(2027, 12, 1, tzinfo=dt.UTC))
    assert {meeting.state for meeting in meetings_of(series).values()} == {"draft"}


def test_a_meeting_deleted_by_itself_dates_its_series():
    series = series_of()
    plan(series=series, now=BEFORE)
    before = MeetingSeries.objects.get(pk=series.pk)
    meetings_of(series)[FEBRUARY].delete()
    after = MeetingSeries.objects.get(pk=series.pk)
    assert after.sequence == before.sequence + 1
    assert after.updated_at > before.updated_at


def test_a_meeting_that_was_deleted_does_not_come_back_until_its_exception_is_taken_out():
    series = series_of()
    plan(series=series, now=BEFORE)
    meetings_of(series)[FEBRUARY].delete()
    assert plan(series=series, now=BEFORE).made == []
    assert list(meetings_of(series)) == [JANUARY, MARCH]
    exception = series.exceptions.get()
    assert exception.date == dt.date(2027, 2, 2)
    assert exception.reason
    exception.delete()
    assert plan(series=series, now=BEFORE).made == [dt.date(2027, 2, 2)]


def test_a_meeting_that_the_plan_removed_comes_back_with_its_day():
    series = series_of()
    plan(series=series, now=BEFORE)
    series.until = dt.date(2027, 1, 31)
    series.save()
    plan(series=series, now=BEFORE)
    assert not series.exceptions.exists()
    series.until = dt.date(2027, 3, 31)
    series.save()
    assert len(plan(series=series, now=BEFORE).made) == 2


def test_meetings_deleted_together_each_leave_an_exception():
    series = series_of()
    plan(series=series, now=BEFORE)
    series.exceptions.create(key="test-e", date=dt.date(2027, 1, 5))
    series.meetings.all().delete()
    assert series.exceptions.count() == 3
    assert plan(series=series, now=BEFORE).made == []


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("starts_on", {"frequency": "last_weekday"}),
        ("until", {"until": dt.date(2032, 1, 6)}),
        ("start_time", {"start_time": None}),
        ("interval", {"interval": 0}),
        ("starts_on", {"starts_on": None}),
        ("starts_on", {"starts_on": dt.date(9999, 1, 1)}),
        ("frequency", {"frequency": "daily"}),
    ],
)
def test_a_rule_that_cannot_be_planned_is_refused_wherever_a_series_is_read_in(field, wrong):
    series = series_of()
    series.full_clean()
    for name, value in wrong.items():
        setattr(series, name, value)
    with pytest.raises(ValidationError) as problem:
        series.full_clean()
    assert field in problem.value.message_dict


# The admin


@pytest.fixture
def editor(client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


def sent(network: Any, *exceptions: str, **values: str) -> dict[str, str]:
    """Return what the form of a series sends."""
    form = {f"name_{code}": "Forum" for code in ("nb", "nn", "en")}
    form |= {
        **{"network": str(network.pk), "frequency": "weekday", "interval": "1"},
        **{"starts_on": "2027-01-05", "until": "2027-03-31", "time_zone": "Europe/Oslo"},
        **{"start_time": "10:00", "end_time": "12:00", "state": "published"},
        **{"confirmation": "not_confirmed", "exceptions-INITIAL_FORMS": "0"},
        "exceptions-TOTAL_FORMS": str(len(exceptions)),
        **{f"exceptions-{nth}-date": date for nth, date in enumerate(exceptions)},
    }
    return form | values


def save(editor: Client, *args: Any, **values: str) -> str:
    path = reverse("admin:networks_meetingseries_add")
    response = editor.post(path, sent(*args, **values), follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_publishing_in_the_admin_plans_the_meetings_and_the_receipt_says_so(editor):
    save(editor, factories.NetworkFactory(), FEBRUARY)
    series = MeetingSeries.objects.get()
    assert not list(meetings_of(series))
    assert "Forum: 2 " in editor.get(admin_url(series, "publish")).content.decode()
    assert not list(meetings_of(series))
    publish_now(series)
    assert list(meetings_of(series)) == [JANUARY, MARCH]


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": "2027-03-30", "until": "2027-12-31"},
        {"until": "2032-01-06"},
        {"start_time": ""},
    ],
)
def test_a_rule_that_cannot_be_planned_is_refused_in_the_form(editor, wrong):
    page = save(editor, factories.NetworkFactory(), **wrong)
    assert "errorlist" in page
    assert not MeetingSeries.objects.exists()


def test_a_skipped_time_is_refused_in_the_form_unless_the_date_is_an_exception(editor):
    network = factories.NetworkFactory()
    night = {"frequency": "weekly", "starts_on": "2027-03-21", "until": "2027-04-04"}
    night |= {"start_time": "02:30", "end_time": "05:00"}
    assert "28. mars 2027" in save(editor, network, **night)
    assert not MeetingSeries.objects.exists()
    save(editor, network, "2027-03-28", **night)
    publish_now(MeetingSeries.objects.get())
    assert list(meetings_of(MeetingSeries.objects.get())) == ["2027-03-21", "2027-04-04"]


def test_publishing_a_series_in_the_list_publishes_its_meetings(editor):
    series = series_of(state="draft")
    plan(series=series)
    path = reverse("admin:networks_meetingseries_changelist")
    for action, state in (("publish", "published"), ("unpublish", "draft")):
        data = {"action": action, "_selected_action": [str(series.pk)]}
        assert editor.post(path, data, follow=True).status_code == 200
        assert {meeting.state for meeting in meetings_of(series).values()} == {state}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"frequency": "weekly"}, "Hver uke: tirsdag"),
        ({"frequency": "weekly", "interval": 2}, "Hver 2. uke: tirsdag"),
        ({"frequency": "weekday"}, "Hver måned: tirsdag nummer 1 i måneden"),
        (
            {"frequency": "last_weekday", "starts_on": dt.date(2027, 1, 26), "interval": 3},
            "Hver 3. måned: den siste tirsdag i måneden",
        ),
        ({"frequency": "day"}, "Hver måned: dag 5 i måneden"),
        ({"frequency": "yearly"}, "Hvert år: 5. januar"),
    ],
)
def test_the_rule_is_told_in_words_with_its_own_day(rule, words):
    assert rule_in_words(factories.SeriesFactory(**rule)) == words
