"""Until when what is shown stays true by itself: whatever looks at the time says so.

A page that is being made collects the moments at which it will have to be made again: the next
midnight, when a desk opens or closes, when a meeting ends. Nobody collects: nothing is kept.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.utils import timezone

Source = Callable[[dt.datetime], dt.datetime | None]

_sources: dict[str, Source] = {}


@dataclass
class Turns:
    """When something on a page comes to pass next, and what else has to be asked about that."""

    until: dt.datetime | None = None
    sources: set[str] = field(default_factory=set)


_collected: ContextVar[Turns | None] = ContextVar("turns", default=None)


@contextmanager
def collected() -> Iterator[Turns]:
    """Collect what a block says of the time."""
    turns = Turns()
    token = _collected.set(turns)
    try:
        yield turns
    finally:
        _collected.reset(token)


def until(*moments: dt.datetime | None) -> None:
    """Say that what is shown is true until some moments, all of them to come; None is never."""
    if (turns := _collected.get()) is not None:
        known = [each for each in (turns.until, *moments) if each is not None]
        turns.until = min(known, key=lambda each: each.timestamp(), default=None)


def until_next(name: str) -> None:
    """Say that what is shown is true until the next moment of a source."""
    if (turns := _collected.get()) is not None:
        turns.sources.add(name)


def source(name: str) -> Callable[[Source], Source]:
    """Register what knows the next moment after another at which something comes to pass."""

    def register(function: Source) -> Source:
        _sources[name] = function
        return function

    return register


def next_of(name: str, now: dt.datetime) -> dt.datetime | None:
    """Return the next moment of a source after another moment."""
    return _sources[name](now)


def day(now: dt.datetime | None = None) -> dt.date:
    """Return the day in Norway at a moment (now if not given); it lasts until midnight."""
    norway = timezone.get_default_timezone()
    today = timezone.localdate(now, norway)
    midnight = dt.datetime.combine(today + dt.timedelta(days=1), dt.time.min, norway)
    until(midnight)
    return today
