"""Open now, opens next: the words, what holds on a day, and the order of the desks."""

import datetime as dt

import pytest
from django.utils.translation import override

from portal.base import moments
from services import hours
from services.hours import State
from tests.services.made_hours import OFFICE, at, other_day, said, schedule, standing

# Words


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (at(2, "09.00"), "Open now, closes 15:30"),
        (at(2, "15.29"), "Open now, closes 15:30"),
        (at(2, "08.59"), "Opens today 09:00"),
        (at(2, "15.30"), "Opens tomorrow 09:00"),
        (at(6, "16.00"), "Opens Monday 09:00"),
        (at(7), "Opens Monday 09:00"),
        (at(8), "Opens tomorrow 09:00"),
    ],
)
def test_the_words_say_what_a_door_would(now, words):
    assert said(now, OFFICE) == words


@pytest.mark.parametrize(
    ("language", "clock", "weekday"),
    [("nb", "09.00", "mandag"), ("nn", "09.00", "måndag"), ("en", "09:00", "Monday")],
)
def test_times_and_weekdays_are_written_as_the_language_does(language, clock, weekday):
    words = said(at(7), OFFICE, language=language)
    assert clock in words
    assert weekday in words
    with override(language):
        first = hours.week([OFFICE], [], first=dt.date(2026, 3, 2))[0]
        assert first.times == f"{clock}–{clock[:0]}15{clock[2]}30"
        assert first.title.startswith(weekday.capitalize())


def test_a_day_a_week_ahead_is_said_with_its_date():
    mondays = schedule(monday="10–12")
    assert said(at(2, "13.00"), mondays) == "Opens Monday, March 9 10:00"


def test_the_hours_between_two_intervals_are_closed():
    late = schedule("09–12, 17–19")
    assert said(at(2, "11.59"), late) == "Open now, closes 12:00"
    assert said(at(2, "12.00"), late) == "Opens today 17:00"
    assert said(at(2, "18.00"), late) == "Open now, closes 19:00"


def test_intervals_that_touch_are_one():
    assert said(at(2, "10.00"), schedule("09–12, 12–15")) == "Open now, closes 15:00"


def test_midnight_is_neither_a_gap_nor_a_time_before_the_opening():
    night = schedule("20–24", weekend="00–02")
    assert said(at(2, "21.00"), night) == "Open now, closes at midnight"
    assert said(at(6, "21.00"), night) == "Open now, closes Saturday 02:00"
    assert standing(at(2, "23.59"), night).closes == at(3, "00.00")


def test_what_is_open_day_and_night_never_closes():
    always = schedule("0–24", weekend="0–24", open_on_holidays=True)
    assert said(at(2), always) == "Open now"
    assert standing(at(2), always).closes is None


# What holds on a day


def test_without_hours_nothing_is_known():
    assert standing(at(2)).state == State.UNKNOWN
    assert said(at(2)) == "Opening hours not given"
    closed = other_day(dt.date(2026, 3, 2))
    assert standing(at(2), exceptions=[closed]).state == State.UNKNOWN  # it leans on no schedule


def test_hours_that_cannot_be_read_are_not_known():
    assert standing(at(2), schedule("nine to five")).state == State.UNKNOWN
    with override("en"):
        assert not hours.week([schedule("nine")], [], first=dt.date(2026, 3, 2))[0].known


def test_a_day_outside_every_period_is_not_known():
    until_sunday = schedule("09–15", valid_until=dt.date(2026, 3, 8))
    assert standing(at(8), until_sunday).state == State.CLOSED
    assert standing(at(9), until_sunday).state == State.UNKNOWN


def test_an_opening_beyond_an_unknown_day_is_not_promised():
    """There might be an earlier one."""
    before = schedule("09–15", valid_until=dt.date(2026, 3, 6))
    after = schedule("09–15", valid_from=dt.date(2026, 3, 9))
    assert standing(at(6, "16.00"), before, after).opens is None
    assert standing(at(9), before, after).state == State.OPEN


def test_each_period_has_its_own_hours():
    winter = schedule("09–15", valid_until=dt.date(2026, 6, 19))
    summer = schedule("10–14", valid_from=dt.date(2026, 6, 20), valid_until=dt.date(2026, 8, 14))
    assert standing(at(19, "15.00", month=6), winter, summer).opens == at(22, "10.00", month=6)
    assert standing(at(19, "14.30", month=6), winter, summer).state == State.OPEN
    assert standing(at(22, "14.30", month=6), winter, summer).state == State.OPENS_LATER


def test_a_closed_period_says_until_when():
    before = schedule("09–15", valid_until=dt.date(2026, 7, 5))
    summer = schedule(
        kind="closed", valid_from=dt.date(2026, 7, 6), valid_until=dt.date(2026, 8, 2)
    )
    after = schedule("09–15", valid_from=dt.date(2026, 8, 3))
    every = (before, summer, after)
    assert said(at(6, month=7), *every) == "Closed today (up to and including Aug. 2, 2026)"
    closed = "Closed today (up to and including Aug. 2, 2026). Opens Monday, August 3 09:00"
    assert said(at(20, month=7), *every) == closed
    assert said(at(20, month=7), schedule(kind="closed")) == "Closed today (until further notice)"


def test_by_appointment_is_neither_open_nor_closed():
    desk = schedule("09–15", kind="appointment")
    assert said(at(2), desk) == "By appointment"
    assert said(at(7), desk) == "By appointment"
    day = other_day(dt.date(2026, 3, 2), reason="Kurs")
    assert standing(at(2), desk, exceptions=[day]).state == State.CLOSED
    drop_in = other_day(dt.date(2026, 3, 2), "10–14")
    assert standing(at(2), desk, exceptions=[drop_in]).state == State.OPEN
    assert standing(at(17, month=5), desk).state == State.CLOSED  # the National Day


def test_an_exception_wins_over_the_week_the_holiday_and_the_period():
    monday = other_day(dt.date(2026, 3, 2), reason="Planleggingsdag")
    assert standing(at(2), OFFICE, exceptions=[monday]).opens == at(3, "09.00")
    assert standing(at(2), OFFICE, exceptions=[monday]).reason == "Planleggingsdag"
    first_may = other_day(dt.date(2026, 5, 1), "11–13")
    assert standing(at(1, month=5), OFFICE, exceptions=[first_may]).state == State.OPEN
    closed = schedule(kind="closed")
    assert standing(at(1, month=5), closed, exceptions=[first_may]).state == State.OPEN


def test_a_reason_in_another_language_stays_out_of_the_sentence():
    monday = other_day(dt.date(2026, 3, 2), reason="Planleggingsdag")
    assert said(at(2), OFFICE, exceptions=[monday]) == "Opens tomorrow 09:00"
    assert "Planleggingsdag" in said(at(2), OFFICE, exceptions=[monday], language="nb")
    with override("en"):
        first = hours.week([OFFICE], [monday], first=dt.date(2026, 3, 2))[0]
    assert (first.reason, first.reason_language) == ("Planleggingsdag", "nb")


def test_the_next_opening_is_looked_for_two_weeks_ahead():
    far = [schedule(monday="10–12", valid_from=dt.date(2026, 3, 16))]
    near = [schedule(kind="closed", valid_until=dt.date(2026, 3, 15))]
    assert standing(at(2), *near, *far).opens == at(16, "10.00")
    assert standing(at(1), *near, *far).state == State.CLOSED


# Order, evenings, and how long an answer holds


def test_open_ones_come_first_and_unknown_ones_last():
    desks = [
        standing(at(2)),
        standing(at(2), schedule(kind="closed")),
        standing(at(2), schedule(kind="appointment")),
        standing(at(2), schedule("14–15", monday="")),
        standing(at(2), schedule("13–15")),
        standing(at(2), OFFICE),
    ]
    assert sorted(desks, key=hours.rank) == desks[::-1]


def test_evenings_are_hours_beyond_five_within_seven_days():
    assert not hours.open_in_the_evening([schedule("09–17")], [], now=at(2))
    tuesday = schedule(tuesday="12–18")
    assert hours.open_in_the_evening([tuesday], [], now=at(2))
    assert hours.open_in_the_evening([tuesday], [], now=at(3, "20.00"))  # next Tuesday
    ends = schedule(tuesday="12–18", valid_until=dt.date(2026, 3, 3))
    assert not hours.open_in_the_evening([ends], [], now=at(3, "20.00"))
    closed = other_day(dt.date(2026, 3, 3))
    assert not hours.open_in_the_evening([tuesday], [closed], now=at(2))


def holds_until(schedules, now):
    with moments.collected() as turns:
        hours.status(schedules, [], now=now)
    return turns.until


def test_an_answer_holds_until_the_next_change_or_midnight():
    past = schedule("09–15", valid_until=dt.date(2026, 3, 1))
    assert holds_until([past], at(2)) == at(3, "00.00")
    assert holds_until([OFFICE], at(2, "08.00")) == at(2, "09.00")
    assert holds_until([OFFICE], at(2, "09.00")) == at(2, "15.30")
    assert holds_until([OFFICE], at(2, "16.00")) == at(3, "00.00")
    assert holds_until([schedule(kind="appointment")], at(2)) == at(3, "00.00")
