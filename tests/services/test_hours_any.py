"""Opening hours of any kind, at any moment, and any text for them."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.base import moments
from services import hours
from services.hours import State
from tests.services.made_hours import other_day, schedule

# Reading what editors write


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("9-15.30", "09.00–15.30"),
        ("09:00–12:00; 13–15", "09.00–12.00, 13.00–15.00"),
        ("17–19, 9–12", "09.00–12.00, 17.00–19.00"),
        ("9–12, 12–15", "09.00–15.00"),
        ("0–24", "00.00–24.00"),
        ("18–00", "18.00–24.00"),
        (" , ", ""),
    ],
)
def test_hours_are_brought_into_one_form(text, normal):
    assert hours.write_intervals(hours.read_intervals(text)) == normal
    assert hours.write_intervals(hours.read_intervals(normal)) == normal


@pytest.mark.parametrize("text", ["nine", "9–25", "9–9", "15–9", "9.60–10", "9–12, 11–13", "\0"])
def test_hours_that_make_no_sense_are_refused(text):
    with pytest.raises(hours.BadHours):
        hours.read_intervals(text)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text):
    try:
        normal = hours.write_intervals(hours.read_intervals(text))
    except hours.BadHours:
        return
    assert hours.write_intervals(hours.read_intervals(normal)) == normal


# Any hours, at any moment

minutes = st.integers(0, 24 * 12).map(lambda n: n * 5)
intervals = st.lists(minutes, min_size=2, max_size=6, unique=True).map(sorted)


def as_text(edges: list[int]) -> str:
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return ", ".join(f"{a // 60}.{a % 60:02}–{b // 60}.{b % 60:02}" for a, b in pairs)


day_texts = st.one_of(st.just(""), intervals.map(as_text))
dates = st.one_of(
    st.dates(dt.date(2026, 3, 25), dt.date(2026, 4, 8)),  # summer time and Easter
    st.dates(dt.date(2026, 10, 20), dt.date(2026, 10, 28)),  # winter time
    st.dates(dt.date(2027, 12, 20), dt.date(2028, 3, 3)),  # New Year, leap day
    st.dates(dt.date(2026, 5, 10), dt.date(2026, 5, 27)),  # 17 May
)
zones = st.sampled_from(["Europe/Oslo", "UTC", "America/Los_Angeles", "Australia/Lord_Howe"])


@st.composite
def cases(draw):
    day = draw(dates)
    instant = dt.datetime.combine(day, dt.time(), dt.UTC) + dt.timedelta(
        minutes=draw(st.integers(0, 24 * 60))
    )
    texts = draw(st.lists(day_texts, min_size=7, max_size=7))
    around = st.none() | st.dates(day - dt.timedelta(5), day + dt.timedelta(20))
    first = schedule(
        **dict(zip(hours.WEEKDAYS, texts, strict=True)),
        kind=draw(st.sampled_from(["weekly", "weekly", "weekly", "appointment", "closed"])),
        valid_until=draw(around),
        open_on_holidays=draw(st.booleans()),
    )
    schedules = [first]
    if first.valid_until:
        schedules.append(schedule(draw(day_texts), valid_from=first.valid_until + dt.timedelta(1)))
    exceptions = draw(
        st.lists(
            st.builds(
                other_day, st.dates(day - dt.timedelta(1), day + dt.timedelta(15)), day_texts
            ),
            max_size=3,
            unique_by=lambda each: each.date,
        )
    )
    return schedules, exceptions, instant.astimezone(ZoneInfo(draw(zones)))


SECOND = dt.timedelta(seconds=1)


@settings(max_examples=300, deadline=None)
@given(cases())
def test_what_is_promised_is_kept(case):
    schedules, exceptions, now = case
    moment = now.astimezone(dt.UTC)
    found = hours.status(schedules, exceptions, now=now)
    assert found == hours.status(schedules, exceptions, now=moment)
    assert (found.opens is not None) == (found.state == State.OPENS_LATER)
    if found.state == State.OPEN and found.closes:
        closes = found.closes.astimezone(dt.UTC)
        assert closes > moment
        before = hours.status(schedules, exceptions, now=closes - SECOND)
        assert before.state == State.OPEN
        assert hours.status(schedules, exceptions, now=closes).state != State.OPEN
    if found.opens:
        opens = found.opens.astimezone(dt.UTC)
        assert moment < opens <= moment + dt.timedelta(15, 3600)
        assert hours.status(schedules, exceptions, now=opens).state == State.OPEN
        before = hours.status(schedules, exceptions, now=opens - SECOND).state
        assert before in {State.OPENS_LATER, State.APPOINTMENT}


@settings(max_examples=150, deadline=None)
@given(cases())
def test_an_answer_holds_as_long_as_it_says(case):
    schedules, exceptions, now = case
    moment = now.astimezone(dt.UTC)
    with moments.collected() as turns:
        found = hours.status(schedules, exceptions, now=moment)
        evening = hours.open_in_the_evening(schedules, exceptions, now=moment)
    end = turns.until.astimezone(dt.UTC)
    assert moment < end <= moment + dt.timedelta(hours=25)
    for later in (moment + (end - moment) / 2, end - SECOND):
        if later >= moment:
            assert hours.status(schedules, exceptions, now=later) == found
            assert hours.words(found, now=later) == hours.words(found, now=now)
            assert hours.open_in_the_evening(schedules, exceptions, now=later) == evening


@settings(max_examples=100, deadline=None)
@given(cases())
def test_the_week_says_the_same_as_the_status(case):
    schedules, exceptions, now = case
    today = hours.week(schedules, exceptions, first=hours.day_in_oslo(now))[0]
    state = hours.status(schedules, exceptions, now=now).state
    assert (state == State.UNKNOWN) == (not today.known)
    assert (state == State.APPOINTMENT) == today.by_appointment
    if state == State.OPEN:
        assert today.intervals
