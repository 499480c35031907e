"""Opening hours over public holidays, leap days, and the nights when the clock changes."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from services.hours import OSLO, State
from services.public_holidays import holiday_name
from tests.services.made_hours import OFFICE, at, said, schedule, standing

SPRING, AUTUMN = dt.date(2026, 3, 29), dt.date(2026, 10, 25)


# Public holidays


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(2026, 4, 2), "Maundy Thursday"),
        (dt.date(2026, 4, 3), "Good Friday"),
        (dt.date(2026, 4, 6), "Easter Monday"),
        (dt.date(2026, 5, 1), "Labour Day"),
        (dt.date(2027, 5, 17), "Constitution Day, Whit Monday"),
        (dt.date(2026, 5, 14), "Ascension Day"),
        (dt.date(2026, 5, 25), "Whit Monday"),
        (dt.date(2026, 12, 25), "Christmas Day"),
        (dt.date(2027, 1, 1), "New Year’s Day"),
    ],
)
def test_public_holidays_are_closed_and_named(day, name):
    noon = dt.datetime.combine(day, dt.time(12), OSLO)
    assert standing(noon, OFFICE).state != State.OPEN
    assert said(noon, OFFICE).startswith(f"Closed today ({name}). Opens ")
    always = schedule("09–15", weekend="09–15", open_on_holidays=True)
    assert standing(noon, always).state == State.OPEN


def test_an_ordinary_sunday_and_christmas_eve_are_no_public_holidays():
    assert not holiday_name(dt.date(2026, 3, 8))
    assert not holiday_name(dt.date(2026, 12, 24))


def test_easter_and_new_year_are_crossed():
    assert said(at(1, "16.00", month=4), OFFICE) == "Opens Tuesday 09:00"
    assert standing(at(31, "16.00", month=12, year=2027), OFFICE).opens == at(
        3, "09.00", month=1, year=2028
    )


def test_leap_day_is_a_day_like_others():
    assert standing(at(28, "16.00", month=2, year=2028), OFFICE).opens == at(
        29, "09.00", month=2, year=2028
    )


# The clock


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo", "Pacific/Kiritimati"])
def test_the_reader_may_be_anywhere(zone):
    now = at(2, "09.00").astimezone(ZoneInfo(zone))
    assert said(now, OFFICE) == "Open now, closes 15:30"
    late = at(2, "23.30").astimezone(ZoneInfo(zone))
    assert said(late, OFFICE) == "Opens tomorrow 09:00"
    assert standing(late, OFFICE).opens.tzinfo is OSLO


def utc(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=dt.UTC)


def test_in_spring_what_the_clock_skips_comes_an_hour_later():
    skipped = schedule(weekend="02.30–05.00")
    assert standing(utc(SPRING, 1, 29), skipped).state == State.OPENS_LATER  # 03.29 in summer time
    assert standing(utc(SPRING, 1, 30), skipped).state == State.OPEN
    assert standing(utc(SPRING, 2, 59), skipped).closes == utc(SPRING, 3)
    assert standing(utc(SPRING, 0), schedule(weekend="01–02.30")).closes == utc(SPRING, 1, 30)
    swallowed = schedule(weekend="02.30–03.15")
    assert standing(utc(SPRING, 1, 0), swallowed).opens is not None
    assert standing(utc(SPRING, 1, 0), swallowed).opens.date() == dt.date(2026, 4, 4)


def test_in_autumn_the_first_time_opens_and_the_second_closes():
    twice = schedule(weekend="02.15–02.45")
    assert standing(utc(AUTUMN, 0, 14), twice).state == State.OPENS_LATER
    assert standing(utc(AUTUMN, 0, 15), twice).state == State.OPEN
    assert standing(utc(AUTUMN, 1, 44), twice).state == State.OPEN
    assert standing(utc(AUTUMN, 1, 44), twice).closes.fold == 1
    assert standing(utc(AUTUMN, 1, 45), twice).state != State.OPEN


def test_office_hours_keep_to_the_wall_clock_over_both_changes():
    for changed in (SPRING, AUTUMN):
        friday = dt.datetime.combine(changed - dt.timedelta(2), dt.time(16), OSLO)
        assert said(friday, OFFICE) == "Opens Monday 09:00"
