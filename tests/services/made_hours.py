"""Opening hours made for the tests: no database, any day, any moment."""

import datetime as dt
from types import SimpleNamespace

from django.utils.translation import override

from services import hours
from services.hours import OSLO


def schedule(text: str = "", *, weekend: str = "", **more):
    """Return hours that are the same on every working day, unless a day is named."""
    days = dict.fromkeys(hours.WEEKDAYS[:5], text) | dict.fromkeys(hours.WEEKDAYS[5:], weekend)
    rest = {"kind": "weekly", "valid_from": None, "valid_until": None, "open_on_holidays": False}
    return SimpleNamespace(**(days | rest | more))


def other_day(date: dt.date, text: str = "", reason: str = ""):
    return SimpleNamespace(date=date, hours=text, reason_nb=reason)


def at(day: int, clock: str = "12.00", month: int = 3, year: int = 2026) -> dt.datetime:
    """Return a moment in Oslo; 2 March 2026 is a Monday."""
    hour, minute = map(int, clock.split("."))
    return dt.datetime(year, month, day, hour, minute, tzinfo=OSLO)


def standing(now: dt.datetime, *schedules, exceptions=()) -> hours.Status:
    return hours.status(schedules, exceptions, now=now)


def said(now: dt.datetime, *schedules, exceptions=(), language: str = "en") -> str:
    with override(language):
        return hours.words(standing(now, *schedules, exceptions=exceptions), now=now)


OFFICE = schedule("09.00–15.30")
