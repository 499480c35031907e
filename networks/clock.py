"""From a day and a time on the wall to a moment: clocks skip an hour, and hours repeat."""

import datetime as dt
import zoneinfo

from django.db import models
from django.utils.translation import gettext_lazy as _

OSLO = "Europe/Oslo"


class Turn(models.TextChoices):
    """Which of two equal times is meant, in the night when clocks are set back."""

    ASK = "", _("only needed when the time exists twice")
    FIRST = "first", _("the first time, before clocks are set back")
    SECOND = "second", _("the second time, after clocks are set back")


class NoSuchTime(ValueError):
    """The clocks skip the time on that day; `until` is the first time that exists again."""

    def __init__(self, until: dt.datetime) -> None:
        super().__init__(f"skipped until {until:%H:%M}")
        self.until = until


class TwoSuchTimes(ValueError):
    """The time exists twice on that day, and which one is meant was not said."""


def moment(day: dt.date, time: dt.time, zone: str = OSLO, turn: str = Turn.ASK) -> dt.datetime:
    """Return the moment, in UTC, when clocks of a time zone show a time on a day.

    Raises NoSuchTime in the hour that clocks skip, and TwoSuchTimes in the hour that they
    repeat unless `turn` says which. Raises zoneinfo.ZoneInfoNotFoundError for an unknown zone.
    """
    place = zoneinfo.ZoneInfo(zone)
    first = dt.datetime.combine(day, time, place)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(dt.UTC)
    back = first.astimezone(dt.UTC).astimezone(place)
    if back.replace(tzinfo=None) != first.replace(tzinfo=None):
        raise NoSuchTime(_after_the_gap(first, place))
    if turn == Turn.ASK:
        raise TwoSuchTimes
    return (first if turn == Turn.FIRST else second).astimezone(dt.UTC)


def is_repeated(day: dt.date, time: dt.time, zone: str = OSLO) -> bool:
    """Tell whether clocks of a time zone show a time twice on a day."""
    try:
        moment(day, time, zone)
    except TwoSuchTimes:
        return True
    except NoSuchTime:
        return False
    return False


def midnight(day: dt.date, zone: str = OSLO) -> dt.datetime:
    """Return the moment, in UTC, when a day begins in a time zone."""
    return dt.datetime.combine(day, dt.time.min, zoneinfo.ZoneInfo(zone)).astimezone(dt.UTC)


def _after_the_gap(skipped: dt.datetime, place: zoneinfo.ZoneInfo) -> dt.datetime:
    """Return the first time that clocks show after those they skip."""
    candidate = skipped.replace(second=0, microsecond=0)
    while True:
        candidate += dt.timedelta(minutes=1)
        there = candidate.astimezone(dt.UTC).astimezone(place)
        if there.replace(tzinfo=None) == candidate.replace(tzinfo=None):
            return candidate
