"""A day's hours as people write them: text to intervals of the wall clock, and back."""

import datetime as dt
import functools
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

Interval = tuple[dt.time, dt.time]

END_OF_DAY = dt.time(23, 59)  # how 24.00 is kept: a clock has no such time

_CLOCK = r"\s*(\d{1,2})(?:[.:](\d\d))?\s*"
_FROM_TO = re.compile(f"{_CLOCK}[-–—]{_CLOCK}")


class BadHours(ValueError):
    """A day's hours that cannot be read; the message says why, in the reader's language."""


@functools.lru_cache(maxsize=1024)
def read_intervals(text: str) -> tuple[Interval, ...]:
    """Return the intervals that a text such as “09.00–15.30, 17–19” means; empty is closed.

    Intervals that touch are one. Raises BadHours.
    """
    parts = [part.strip() for part in re.split(r"[,;]", text)]
    intervals: list[Interval] = []
    for opens, closes in sorted(_read_interval(part) for part in parts if part):
        if intervals and opens < intervals[-1][1]:
            raise BadHours(_("Two of the times overlap."))
        if intervals and opens == intervals[-1][1]:
            opens = intervals.pop()[0]  # noqa: PLW2901 - one long interval instead of two
        intervals.append((opens, closes))
    return tuple(intervals)


def _read_interval(text: str) -> Interval:
    """Return from when to when; 24 and a closing 00.00 are the end of the day."""
    match = _FROM_TO.fullmatch(text)
    if not match:
        raise BadHours(_("“%s” is not a time from–to, such as 09.00–15.30.") % text)
    h1, m1, h2, m2 = (int(number or 0) for number in match.groups())
    if (h2, m2) in {(24, 0), (0, 0)}:
        h2, m2 = END_OF_DAY.hour, END_OF_DAY.minute
    if h1 > 23 or h2 > 23 or m1 > 59 or m2 > 59:
        raise BadHours(_("“%s” is not a time of the day.") % text)
    opens, closes = dt.time(h1, m1), dt.time(h2, m2)
    if closes <= opens:
        raise BadHours(_("“%s” closes before it opens.") % text)
    return opens, closes


def write_clock(time: dt.time, separator: str = ".") -> str:
    """Return a time of the day: 09.00, or 24.00 for the end of the day."""
    hour, minute = (24, 0) if time == END_OF_DAY else (time.hour, time.minute)
    return f"{hour:02}{separator}{minute:02}"


def write_intervals(intervals: Iterable[Interval], separator: str = ".") -> str:
    """Return intervals in their normal form."""
    return ", ".join(
        f"{write_clock(opens, separator)}–{write_clock(closes, separator)}"
        for opens, closes in intervals
    )
