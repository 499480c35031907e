"""Open now, opens next: pure rules over opening hours, with the moment passed in.

What holds on a day stands in days.py. The hours handed in are one owner's, and confirmed.
"""

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.base import languages, moments
from portal.base.languages import Text
from services.days import (
    DAYS_AHEAD,
    OSLO,
    WEEKDAYS,
    Calendar,
    Day,
    day_in_oslo,
    first_moment,
    last_moment,
    separator,
)
from services.intervals import BadHours, Interval, read_intervals, write_clock, write_intervals

__all__ = [
    "BadHours",
    "Calendar",
    "Day",
    "Interval",
    "OSLO",
    "State",
    "Status",
    "WEEKDAYS",
    "day_in_oslo",
    "open_in_the_evening",
    "rank",
    "read_intervals",
    "status",
    "week",
    "words",
    "write_intervals",
]

EVENING = dt.time(17)


class State(enum.Enum):
    """Where a desk stands at a moment."""

    OPEN = "open"
    OPENS_LATER = "opens_later"
    CLOSED = "closed"  # and not known to open within 14 days
    APPOINTMENT = "appointment"
    UNKNOWN = "unknown"


RANKED = (State.OPEN, State.OPENS_LATER, State.APPOINTMENT, State.CLOSED, State.UNKNOWN)


@dataclass(frozen=True)
class Status:
    """Where a desk stands, and until when; moments are aware, in Europe/Oslo.

    An open one with no closing time is open day and night. The reason is why it is closed all day.
    Compare moments in UTC: Python compares two of the same zone by the wall clock alone.
    """

    state: State
    closes: dt.datetime | None = None
    opens: dt.datetime | None = None
    reason: str = ""
    reason_language: str = ""


def status(schedules: Iterable[Any], exceptions: Iterable[Any], *, now: dt.datetime) -> Status:
    """Return where the owner of some confirmed hours stands at a moment, whatever its zone."""
    calendar, today = Calendar(schedules, exceptions), day_in_oslo(now)
    day, moment = calendar.day(today), now.astimezone(dt.UTC)
    if not day.known:
        return Status(State.UNKNOWN)
    if day.by_appointment:
        return Status(State.APPOINTMENT)
    reason = Text("", "") if day.intervals else Text(day.reason, day.reason_language)
    horizon = first_moment(today + dt.timedelta(DAYS_AHEAD + 1), dt.time.min)
    for opens, closes in calendar.spans(today):
        moments.until(*(each for each in (opens, closes) if each > moment))
        if opens <= moment < closes:
            ends = None if closes >= horizon else closes.astimezone(OSLO)
            return Status(State.OPEN, closes=ends)
        if moment < opens:
            return Status(State.OPENS_LATER, None, opens.astimezone(OSLO), *reason)
    return Status(State.CLOSED, None, None, *reason)


def rank(status: Status) -> tuple[int, float]:
    """Return a sort key: open, opens soonest, by appointment, closed, not known."""
    return RANKED.index(status.state), status.opens.timestamp() if status.opens else 0.0


def open_in_the_evening(
    schedules: Iterable[Any], exceptions: Iterable[Any], *, now: dt.datetime
) -> bool:
    """Tell whether some hours of the coming 7 days, by appointment too, last beyond 17.00."""
    calendar, today = Calendar(schedules, exceptions), day_in_oslo(now)
    days = [calendar.day(today + dt.timedelta(number)) for number in range(8)]
    ends = [
        last_moment(day.date, closes)
        for day in days
        for _opens, closes in day.intervals
        if closes > EVENING
    ]
    begins = [end - dt.timedelta(7) for end in ends]  # from when on an end is within seven days
    moments.until(*(each for each in (*begins, *ends) if each > now))
    return any(now < end <= now + dt.timedelta(7) for end in ends)


def week(schedules: Iterable[Any], exceptions: Iterable[Any], *, first: dt.date) -> list[Day]:
    """Return the hours of seven days."""
    calendar = Calendar(schedules, exceptions)
    return [calendar.day(first + dt.timedelta(number)) for number in range(7)]


def words(status: Status, *, now: dt.datetime) -> str:
    """Return a status in the reader's language, such as “Open now, closes 15.30”."""
    today = day_in_oslo(now)
    if status.state == State.UNKNOWN:
        return _("Opening hours not given")
    if status.state == State.APPOINTMENT:
        return _("By appointment")
    if status.state == State.OPEN:
        return _closes(status.closes, today) if status.closes else _("Open now")
    said = status.reason_language == languages.current_language()
    reason = status.reason if said else ""  # a sentence in two languages can not be marked
    if status.opens is None:
        return _("Closed today (%(reason)s)") % {"reason": reason} if reason else _("Closed now")
    opens = _opens(status.opens, today)
    if not reason:
        return opens
    return _("Closed today (%(reason)s). %(opens)s") % {"reason": reason, "opens": opens}


def _closes(moment: dt.datetime, today: dt.date) -> str:
    if moment.date() == today:
        return _("Open now, closes %(time)s") % _at(moment, today)
    if moment.date() == today + dt.timedelta(1) and moment.time() == dt.time.min:
        return _("Open now, closes at midnight")
    return _("Open now, closes %(day)s %(time)s") % _at(moment, today)


def _opens(moment: dt.datetime, today: dt.date) -> str:
    if moment.date() == today:
        return _("Opens today %(time)s") % _at(moment, today)
    if moment.date() == today + dt.timedelta(1):
        return _("Opens tomorrow %(time)s") % _at(moment, today)
    return _("Opens %(day)s %(time)s") % _at(moment, today)


def _at(moment: dt.datetime, today: dt.date) -> dict[str, str]:
    """Return the time and the weekday; from a week ahead, the date as well."""
    day = date_format(moment, "l")
    if moment.date() - today >= dt.timedelta(7):
        words = {"weekday": day, "date": date_format(moment, "MONTH_DAY_FORMAT")}
        day = _("%(weekday)s, %(date)s") % words
    return {"day": day, "time": write_clock(moment.time(), separator())}
