"""Dates: nothing is published that nobody would see."""

from collections.abc import Iterator

from portal.base.receipt.places import Examined
from portal.base.receipt.receipt import Check, Finding, Level


def check(examined: Examined) -> Iterator[Finding]:
    """Find an end that has passed."""
    until, place = examined.entry.published_until, examined.place("published_until")
    if place is not None and until is not None and until <= examined.now:
        yield place.finding(Check.DATES, Level.ERROR, "ended")
