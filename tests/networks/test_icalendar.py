"""Calendars to subscribe to: strict, stable, and right for a program that keeps coming back."""

import datetime as dt
import zoneinfo
from typing import Any

import pytest
import recurring_ical_events
import vobject
from dateutil.rrule import rrulestr
from django.test import Client
from django.utils import timezone
from icalendar import Calendar, Event

from networks.calendars.zone import vtimezone
from networks.models import Meeting, MeetingSeries
from networks.series.planning import plan
from services.models import County
from tests import factories

pytestmark = pytest.mark.django_db

ALL = "/nb/moter/kalender.ics"
OSLO = zoneinfo.ZoneInfo("Europe/Oslo")
NEXT_YEAR = timezone.localdate().year + 1
SAMI = "Čálli rávven: Kárášjohka, Guovdageaidnu; Deatnu ja Unjárga ŋ đ ŧ ž š " * 6


@pytest.fixture(autouse=True)
def _no_other_meetings(db) -> None:
    """Let calendars hold what a test makes, and nothing else."""
    Meeting.objects.all().delete()


def fetch(path: str = ALL, **headers: str) -> bytes:
    response = Client().get(path, headers=headers)
    assert response.status_code == 200, path
    return response.content


def events(path: str = ALL) -> list[Event]:
    return Calendar.from_ical(fetch(path)).events


def event_of(name: str, path: str = ALL) -> Event:
    found = [event for event in events(path) if str(event["SUMMARY"]) == name]
    assert len(found) == 1, name
    return found[0]


def one(**values: Any) -> Meeting:
    values = {"starts_on": dt.date(NEXT_YEAR, 3, 2), "start_time": dt.time(10)} | values
    return factories.MeetingFactory(**{"end_time": dt.time(12), **values})


def on(meeting: Meeting) -> str:
    return f"{meeting.url_in('nb')}mote.ics"


def meeting_with_everything(network: Any = None) -> Meeting:
    more = {"network": network} if network else {}
    meeting = one(place_nb="Storsalen, Tromsø", registration_url="https://example.org/p", **more)
    case = factories.CaseFactory(meeting=meeting)
    paper = factories.PaperFactory(meeting=meeting, case=case)
    factories.PaperVersionFactory(paper=paper)
    return meeting


class Subscriber:
    """A calendar program that fetches again and again, and keeps what it was told."""

    def __init__(self, path: str = ALL) -> None:
        self.path, self.kept, self.etag = path, {}, ""

    def fetch(self) -> None:
        response = Client().get(self.path, headers={"If-None-Match": self.etag})
        if response.status_code == 304:
            return
        self.etag = response["ETag"]
        seen = set()
        for event in Calendar.from_ical(response.content).events:
            moment = event.get("RECURRENCE-ID")
            key = (str(event["UID"]), moment.to_ical() if moment else b"")
            seen.add(key)
            age = (event["SEQUENCE"], event["LAST-MODIFIED"].dt)
            if key not in self.kept or age > self.kept[key][0]:
                self.kept[key] = (age, event)
        self.kept = {key: kept for key, kept in self.kept.items() if key in seen}

    def unfolded(self, year: int = NEXT_YEAR) -> dict[dt.datetime, Event]:
        calendar = Calendar()
        for _age, event in self.kept.values():
            calendar.add_component(event)
        found = recurring_ical_events.of(calendar).between((year, 1, 1), (year + 1, 1, 1))
        return {event["DTSTART"].dt: event for event in found}


# Strict


def test_a_calendar_is_read_strictly_by_two_libraries_and_survives_a_round_trip():
    series = factories.SeriesFactory(name_nb=SAMI[:100])
    plan(series=series)
    meeting_with_everything()
    one(standing="cancelled")
    content = fetch()
    first = Calendar.from_ical(content)
    assert not first.errors
    assert Calendar.from_ical(first.to_ical()).to_ical() == first.to_ical() == content
    assert all(not event.errors for event in first.events)
    read = vobject.readOne(content.decode())
    assert read.validate(raiseException=True)
    assert len(read.vevent_list) == len(first.events) == 3


def test_a_calendar_says_what_it_is():
    network = factories.NetworkFactory(name_nb="Nettverk, med komma")
    calendar = Calendar.from_ical(fetch(f"/nb/nettverk/{network.slug_nb}/kalender.ics"))
    assert (calendar["VERSION"], calendar["CALSCALE"]) == ("2.0", "GREGORIAN")
    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Nettverk, med komma"
    assert calendar["REFRESH-INTERVAL"].dt == dt.timedelta(hours=6)
    assert calendar["X-PUBLISHED-TTL"] == "PT6H"
    assert str(calendar["PRODID"]).endswith("//NB")
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["Europe/Oslo"]


def test_an_event_says_all_that_is_known():
    meeting = meeting_with_everything()
    meeting.change_note_nb = "Flyttet fra mandag"
    meeting.save()
    event = event_of(meeting.name_nb)
    paper = meeting.papers.get().versions.get()
    assert str(event["UID"]) == meeting.uid
    assert event["URL"] == f"http://testserver{meeting.url_in('nb')}"
    assert event["LOCATION"] == "Storsalen, Tromsø"
    assert event["STATUS"] == "CONFIRMED"
    assert event["CATEGORIES"].to_ical().decode() == meeting.network.name_nb
    assert "CREATED" not in event
    assert event["LAST-MODIFIED"].dt == event["DTSTAMP"].dt
    assert event["DTSTAMP"].dt == meeting.updated_at.replace(microsecond=0)
    description = str(event["DESCRIPTION"])
    assert f"http://testserver{paper.get_absolute_url()}" in description
    assert "https://example.org/p" in description
    assert meeting.cases.get().name_nb in description
    assert "Flyttet fra mandag" in description


def test_the_calendar_is_in_the_readers_language():
    meeting = one()
    assert event_of(meeting.name_en, "/en/meetings/calendar.ics")["URL"].endswith(
        meeting.url_in("en")
    )


def test_a_name_in_another_language_says_so_unless_words_of_the_calendar_stand_before_it():
    values = {"name_nb": "", "name_nn": "", "name_en": "Only English"}
    one(**values)
    one(**values, standing="cancelled")
    marks = {str(e["SUMMARY"]): e["SUMMARY"].params.get("LANGUAGE") for e in events()}
    assert marks == {"Only English": "en", "Avlyst: Only English": None}


def test_long_lines_are_folded_at_75_octets_and_nothing_is_lost():
    text = f'{SAMI}\r\nkomma, semikolon; omvendt \\ strek og "anførsel"\n\n{SAMI}'
    meeting = one(themes_nb=text, place_nb=SAMI[:149])
    content = fetch()
    lines = content.split(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)  # no letter is cut in two
    event = event_of(meeting.name_nb)
    assert text.replace("\r\n", "\n") in str(event["DESCRIPTION"])
    assert event["LOCATION"] == SAMI[:149]
    read = vobject.readOne(content.decode())
    assert text.replace("\r\n", "\n") in read.vevent.description.value


def test_a_text_with_control_characters_stays_readable():
    meeting = one(themes_nb="før\x0better\x1f")
    assert "føretter" in str(event_of(meeting.name_nb)["DESCRIPTION"])


@pytest.mark.parametrize(
    "zone",
    [
        *("Europe/Oslo", "Europe/Helsinki", "Europe/London", "Europe/Dublin", "Europe/Vilnius"),
        *("Atlantic/Reykjavik", "America/New_York", "Europe/Istanbul"),
    ],
)
def test_the_time_zone_in_a_calendar_agrees_with_the_clocks_hour_by_hour(zone):
    """A change is told by the clock before it, and by the offset it had until then."""
    turns = []
    for part in vtimezone(zone).subcomponents:
        starts = [
            part.DTSTART,
            *([each.dt for each in part["RDATE"].dts] if "RDATE" in part else []),
        ]
        if "RRULE" in part:
            rule = rrulestr(part["RRULE"].to_ical().decode(), dtstart=part.DTSTART)
            starts += rule.between(part.DTSTART, dt.datetime(2036, 1, 1))
        turns += [(start - part.TZOFFSETFROM, part.TZOFFSETTO) for start in starts]
    turns.sort()
    place = zoneinfo.ZoneInfo(zone)
    hour, offset = dt.datetime(2016, 1, 1), None
    while hour.year <= 2035:
        while turns and turns[0][0] <= hour:
            offset = turns.pop(0)[1]
        assert offset == hour.replace(tzinfo=dt.UTC).astimezone(place).utcoffset(), hour
        hour += dt.timedelta(hours=1)


def test_the_clocks_of_europe_are_told_by_their_rule():
    """A program that reads no lists of dates knows when it is summer time all the same."""
    summer, winter = vtimezone("Europe/Oslo").subcomponents
    assert summer.to_ical().decode().split("\r\n") == [
        *("BEGIN:DAYLIGHT", "DTSTART:19960331T020000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
        *("TZNAME:CEST", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT", ""),
    ]
    assert winter.to_ical().decode().split("\r\n") == [
        *("BEGIN:STANDARD", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
        *("TZNAME:CET", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD", ""),
    ]
    assert b"RRULE" in vtimezone("Europe/Vilnius").to_ical()
    assert b"RRULE" not in vtimezone("America/New_York").to_ical()


# Times


def test_a_time_on_the_wall_carries_its_zone():
    meeting = one(start_time=dt.time(9), end_time=None, time_zone="Europe/Helsinki")
    event = event_of(meeting.name_nb)
    assert event["DTSTART"].to_ical() == f"{NEXT_YEAR}0302T090000".encode()
    assert event["DTSTART"].params["TZID"] == "Europe/Helsinki"
    assert "DTEND" not in event  # nobody has said when it ends
    zones = {str(zone["TZID"]) for zone in Calendar.from_ical(fetch()).timezones}
    assert zones == {"Europe/Oslo", "Europe/Helsinki"}


def test_whole_days_end_before_the_day_after():
    meeting = one(start_time=None, end_time=None, ends_on=dt.date(NEXT_YEAR, 3, 4))
    event = event_of(meeting.name_nb)
    assert event["DTSTART"].params["VALUE"] == event["DTEND"].params["VALUE"] == "DATE"
    assert event["DTSTART"].dt == dt.date(NEXT_YEAR, 3, 2)
    assert event["DTEND"].dt == dt.date(NEXT_YEAR, 3, 5)


def test_several_days_with_times_go_from_the_first_to_the_last():
    event = event_of(one(ends_on=dt.date(NEXT_YEAR, 3, 4)).name_nb)
    assert event["DTSTART"].dt == dt.datetime(NEXT_YEAR, 3, 2, 10, tzinfo=OSLO)
    assert event["DTEND"].dt == dt.datetime(NEXT_YEAR, 3, 4, 12, tzinfo=OSLO)


@pytest.mark.parametrize(("turn", "hour"), [("first", 0), ("second", 1)])
def test_a_time_that_exists_twice_is_told_in_utc(turn, hour):
    meeting = one(
        starts_on=dt.date(2027, 10, 31),
        start_time=dt.time(2, 30),
        start_turn=turn,
        end_time=dt.time(4),
    )
    event = event_of(meeting.name_nb, on(meeting))
    assert event["DTSTART"].to_ical() == f"20271031T0{hour}3000Z".encode()
    assert event["DTEND"].to_ical() == b"20271031T030000Z"


def test_a_meeting_without_a_day_is_in_no_calendar():
    meeting = factories.MeetingFactory(year=NEXT_YEAR)
    assert events() == []
    assert Client().get(on(meeting)).status_code == 404


def test_a_calendar_holds_twelve_months_and_a_file_any_meeting():
    today = timezone.localdate()
    old, new = (one(starts_on=today - dt.timedelta(days)) for days in (367, 360))
    assert [str(event["UID"]) for event in events()] == [new.uid]
    assert [str(event["UID"]) for event in events(on(old))] == [old.uid]


# Which meetings


def test_each_calendar_holds_its_own_meetings():
    county, role = factories.CountyFactory(), factories.RoleFactory()
    mine = factories.NetworkFactory()
    mine.counties.add(county)
    mine.roles.add(role)
    elsewhere = factories.NetworkFactory()
    elsewhere.counties.add(factories.CountyFactory())
    abroad = factories.CooperationFactory()
    meetings = {
        "mine": one(network=mine),
        "elsewhere": one(network=elsewhere),
        "abroad": one(network=None, cooperation=abroad),
    }
    held = {
        ALL: {"mine", "elsewhere", "abroad"},
        f"/nb/nettverk/{mine.slug_nb}/kalender.ics": {"mine"},
        f"/nb/samarbeid/{abroad.slug_nb}/kalender.ics": {"abroad"},
        f"/nb/fylker/{county.slug_nb}/kalender.ics": {"mine", "abroad"},
        f"/nb/for-veiledere/{role.slug_nb}/kalender.ics": {"mine", "abroad"},
        f"/nb/for-veiledere/{role.slug_nb}/{county.slug_nb}/kalender.ics": {"mine", "abroad"},
    }
    for path, names in held.items():
        found = {str(event["UID"]) for event in events(path)}
        assert found == {meetings[name].uid for name in names}, path


def test_nothing_unpublished_is_in_a_calendar():
    hidden = [one(state="draft"), one(published_until=timezone.now() - dt.timedelta(1))]
    hidden.append(one(published_from=timezone.now() + dt.timedelta(1)))
    secret = one(network=factories.NetworkFactory(state="draft", name_nb="Hemmelig"))
    assert [str(event["UID"]) for event in events()] == [secret.uid]
    assert "Hemmelig" not in fetch().decode()
    assert [Client().get(on(meeting)).status_code for meeting in hidden] == [404, 404, 404]


def test_a_network_written_in_nynorsk_has_a_calendar_in_bokmaal():
    network = factories.NetworkFactory(body_nn="<p>Tekst.</p>", body_en="<p>Text.</p>")
    meeting = one(network=network)
    assert event_of(meeting.name_nb, f"/nb/nettverk/{network.slug_nb}/kalender.ics")


def test_an_old_address_leads_to_the_calendar_and_not_to_the_page():
    county = County.objects.get(pk=factories.CountyFactory().pk)
    role = factories.RoleFactory()
    old = county.slug_nb
    county.slug_nb = "nytt-fylke"
    county.save()
    response = Client().get(f"/nb/fylker/{old}/kalender.ics")
    assert (response.status_code, response["Location"]) == (
        301,
        "/nb/fylker/nytt-fylke/kalender.ics",
    )
    response = Client().get(f"/nb/for-veiledere/{role.slug_nb}/{old}/kalender.ics")
    assert response["Location"] == f"/nb/for-veiledere/{role.slug_nb}/nytt-fylke/kalender.ics"


# Fetched again and again


def test_what_has_not_changed_is_not_sent_again():
    meeting = one()
    first = Client().get(ALL)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Content-Disposition"] == 'inline; filename="all-nb.ics"'
    assert first["Cache-Control"].startswith("public, max-age=")
    for headers in (
        {"If-None-Match": first["ETag"]},
        {"If-None-Match": f"W/{first['ETag']}"},
    ):
        again = Client().get(ALL, headers=headers)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    head = Client().head(ALL)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])
    assert Client().post(ALL).status_code == 405
    meeting.delete()  # no date can tell of it
    for headers in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
        {"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]},
    ):
        assert Client().get(ALL, headers=headers).status_code == 200


def test_a_date_alone_is_not_enough_to_say_that_nothing_changed():
    one()
    since = {"If-Modified-Since": Client().get(ALL)["Last-Modified"]}
    assert Client().get(ALL, headers=since).status_code == 200


def test_a_public_calendar_sets_no_cookie():
    response = Client().get(ALL)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_subscriber_sees_a_meeting_come_move_and_be_cancelled():
    subscriber = Subscriber()
    subscriber.fetch()
    assert subscriber.unfolded() == {}
    meeting = one()
    subscriber.fetch()
    assert list(subscriber.unfolded()) == [dt.datetime(NEXT_YEAR, 3, 2, 10, tzinfo=OSLO)]
    meeting.starts_on, meeting.updated_at = dt.date(NEXT_YEAR, 3, 9), timezone.now()
    meeting.save()
    subscriber.fetch()
    assert list(subscriber.unfolded()) == [dt.datetime(NEXT_YEAR, 3, 9, 10, tzinfo=OSLO)]
    meeting.standing, meeting.updated_at = "cancelled", timezone.now()
    meeting.save()
    subscriber.fetch()
    (event,) = subscriber.unfolded().values()
    assert event["STATUS"] == "CANCELLED"
    assert event["SEQUENCE"] == 2
    assert meeting.name_nb in event["SUMMARY"]
    assert len(subscriber.kept) == 1


def test_a_subscriber_hears_of_a_new_case_although_the_time_is_the_same():
    meeting = one(updated_at=timezone.now() - dt.timedelta(days=1))
    subscriber = Subscriber()
    subscriber.fetch()
    case = factories.CaseFactory(meeting=meeting)
    meeting.updated_at = timezone.now()  # as the admin does when a part changes
    meeting.save()
    subscriber.fetch()
    (event,) = subscriber.unfolded().values()
    assert case.name_nb in event["DESCRIPTION"]


# Series


def planned(**values: Any) -> tuple[MeetingSeries, list[Meeting]]:
    """Return a weekly series over both changes of the clocks, and its meetings."""
    first = dt.date(NEXT_YEAR, 3, 1)
    first += dt.timedelta((1 - first.weekday()) % 7)  # a Tuesday
    values = {"frequency": "weekly", "starts_on": first, "until": first.replace(month=12)} | values
    series = factories.SeriesFactory(**values)
    plan(series=series)
    return series, list(series.meetings.order_by("series_date"))


def test_a_series_is_one_event_with_a_rule():
    series, meetings = planned()
    (event,) = events()
    assert str(event["UID"]) == series.uid == meetings[0].uid
    assert event["SUMMARY"] == series.name_nb
    assert event["RRULE"]["FREQ"] == ["WEEKLY"]
    (until,) = event["RRULE"]["UNTIL"]
    assert until.utcoffset() == dt.timedelta()
    assert event["DTSTART"].params["TZID"] == "Europe/Oslo"
    assert not {"EXDATE", "RDATE", "RECURRENCE-ID"} & set(event)


def test_a_series_is_at_ten_on_the_wall_before_and_after_the_clocks_change():
    _series, meetings = planned()
    subscriber = Subscriber()
    subscriber.fetch()
    starts = sorted(subscriber.unfolded())
    assert [start.astimezone(OSLO).date() for start in starts] == [m.starts_on for m in meetings]
    assert {start.astimezone(OSLO).hour for start in starts} == {10}
    assert {start.astimezone(dt.UTC).hour for start in starts} == {8, 9}
    assert [start.astimezone(dt.UTC) for start in starts] == [m.starts_at for m in meetings]


def test_a_series_of_whole_days_ends_with_a_date():
    series, meetings = planned(start_time=None, end_time=None)
    meetings[1].delete()
    (event,) = events()
    assert event["RRULE"]["UNTIL"] == [series.until]
    assert event["EXDATE"].dts[0].dt == meetings[1].series_date
    subscriber = Subscriber()
    subscriber.fetch()
    assert len(subscriber.unfolded()) == len(meetings) - 1


def test_an_exception_is_left_out_of_the_rule():
    series, meetings = planned()
    day = meetings[2].series_date
    series.exceptions.create(key="test-none", date=day)
    subscriber = Subscriber()
    subscriber.fetch()
    plan(series=series)
    subscriber.fetch()
    (event,) = events()
    assert event["EXDATE"].dts[0].dt == dt.datetime.combine(day, dt.time(10), OSLO)
    assert dt.datetime.combine(day, dt.time(10), OSLO) not in subscriber.unfolded()
    assert len(subscriber.unfolded()) == len(meetings) - 1


def test_a_subscriber_sees_one_meeting_of_a_series_move_be_cancelled_and_be_taken_out():
    series, meetings = planned()
    subscriber = Subscriber()
    subscriber.fetch()
    meeting, at = meetings[3], dt.time(10)
    first = dt.datetime.combine(meeting.starts_on, at, OSLO)
    moved = first + dt.timedelta(days=1)
    meeting.starts_on, meeting.updated_at = moved.date(), timezone.now()
    meeting.save()
    subscriber.fetch()
    found = subscriber.unfolded()
    assert first not in found
    assert str(found[moved]["UID"]) == series.uid
    assert found[moved]["RECURRENCE-ID"].dt == first
    meeting.standing, meeting.updated_at = "cancelled", timezone.now()
    meeting.save()
    subscriber.fetch()
    found = subscriber.unfolded()
    assert found[moved]["STATUS"] == "CANCELLED"
    assert len(found) == len(meetings)
    meeting.delete()
    subscriber.fetch()
    found = subscriber.unfolded()
    assert not {first, moved} & set(found)
    assert len(found) == len(meetings) - 1


def test_a_meeting_of_a_series_that_is_not_public_is_left_out():
    _series, meetings = planned()
    Meeting.objects.filter(pk=meetings[0].pk).update(state="draft")
    (event,) = events()
    assert event["EXDATE"].dts[0].dt.date() == meetings[0].series_date
    assert event["DTSTART"].dt.date() == meetings[0].series_date  # the rule begins as before


def test_of_a_series_that_is_a_draft_only_public_meetings_are_told():
    series, meetings = planned(name_nb="Kladd")
    MeetingSeries.objects.filter(pk=series.pk).update(state="draft")
    Meeting.objects.filter(series=series).exclude(pk=meetings[0].pk).update(state="draft")
    for path in (ALL, on(meetings[0])):
        (event,) = events(path)
        assert not {"RRULE", "RECURRENCE-ID"} & set(event)
        assert str(event["UID"]) not in {series.uid, ""}
        assert "Kladd, " in str(event["SUMMARY"])
    Meeting.objects.filter(pk=meetings[1].pk).update(state="published")
    assert len({str(event["UID"]) for event in events()}) == 2


def test_meetings_of_a_series_whose_rule_gives_no_day_are_told_one_by_one():
    series, meetings = planned()
    MeetingSeries.objects.filter(pk=series.pk).update(
        frequency="last_weekday", until=series.starts_on
    )
    found = events()
    assert len({str(event["UID"]) for event in found}) == len(found) == len(meetings)
    assert not any("RECURRENCE-ID" in event for event in found + events(on(meetings[0])))


def test_a_meeting_that_the_rule_no_longer_has_is_added_to_it():
    series, meetings = planned()
    factories.CaseFactory(meeting=meetings[4])
    series.interval = 2
    series.starts_on = meetings[1].series_date
    series.save()
    plan(series=series)
    subscriber = Subscriber()
    subscriber.fetch()
    kept = dt.datetime.combine(meetings[4].starts_on, dt.time(10), OSLO)
    assert kept in subscriber.unfolded()
    assert len(subscriber.unfolded()) == series.meetings.count()


def test_the_file_of_one_meeting_of_a_series_tells_which_it_is():
    series, meetings = planned()
    (event,) = events(on(meetings[1]))
    assert str(event["UID"]) == series.uid
    assert event["RECURRENCE-ID"].dt.date() == meetings[1].series_date
    assert "RRULE" not in event


# What it costs


def test_a_calendar_costs_the_same_with_ten_meetings_and_ten_series(queries_for):
    network = factories.NetworkFactory()
    path = f"/nb/nettverk/{network.slug_nb}/kalender.ics"
    meeting_with_everything(network)
    plan(series=factories.SeriesFactory(network=network))
    few = {each: queries_for(each) for each in (path, ALL)}
    for _nth in range(9):
        meeting_with_everything(network)
        plan(series=factories.SeriesFactory(network=network))
        meeting_with_everything()
    assert {each: queries_for(each) for each in (path, ALL)} == few
