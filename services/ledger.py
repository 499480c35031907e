"""The coverage ledger: what is known of every entitlement in every county, and what is blank.

Five facts are asked of each entitlement in each county. A fact that no editor has confirmed is
blank. The desks are those of the finder (desks.py), for someone of whom only the county is known.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from services.desks import Desk, DeskBook
from services.hours import day_in_oslo
from services.models import County, Entitlement, Schedule
from services.places import Place, county_place


@dataclass(frozen=True)
class Line:
    """One entitlement in one county: five facts, each known or blank."""

    county: County
    entitlement: Entitlement
    desk: Desk
    today: dt.date

    @property
    def standing(self) -> bool:
        """Tell whether it is confirmed what the entitlement is: a right, a duty or an offer."""
        open_question = self.entitlement.standing == Entitlement.Standing.NOT_CONFIRMED
        return self.entitlement.is_confirmed and not open_question

    @property
    def named(self) -> bool:
        """Tell whether the desk has a confirmed name."""
        return self.desk.named

    @property
    def contact(self) -> bool:
        """Tell whether a way to reach the desk is confirmed."""
        return not self.desk.missing

    @property
    def hours(self) -> bool:
        """Tell whether the desk's opening hours are confirmed."""
        return has_hours(self.desk, self.today)

    @property
    def checked_on(self) -> dt.date | None:
        """Return when both the entitlement and its desk had been checked; None if one was not."""
        dates = [self.entitlement.checked_on]
        if self.desk.entry is not None:
            dates.append(self.desk.entry.checked_on)
        known = [date for date in dates if date is not None]
        return min(known) if len(known) == len(dates) else None

    @property
    def facts(self) -> tuple[bool, ...]:
        """Return which of the facts are known, in the order of the columns."""
        return self.standing, self.named, self.contact, self.hours, self.checked_on is not None

    @property
    def blanks(self) -> int:
        """Return how many of the facts are blank."""
        return self.facts.count(False)


@dataclass(frozen=True)
class CountyLedger:
    """The lines of one county, and its career centre if one is in operation."""

    county: County
    centre: Desk | None
    lines: tuple[Line, ...]

    @property
    def has_confirmed_centre(self) -> bool:
        """Tell whether the county has a career centre with a confirmed name."""
        return self.centre is not None and self.centre.named

    def _count(self, known: Callable[[Line], bool]) -> int:
        return sum(known(line) for line in self.lines)

    @property
    def named(self) -> int:
        """Return how many entitlements have a desk with a confirmed name."""
        return self._count(lambda line: line.named)

    @property
    def contact(self) -> int:
        """Return how many entitlements have a desk that can be reached for certain."""
        return self._count(lambda line: line.contact)

    @property
    def hours(self) -> int:
        """Return how many entitlements have a desk with confirmed hours."""
        return self._count(lambda line: line.hours)

    @property
    def facts(self) -> int:
        """Return how many facts there are to know."""
        return sum(len(line.facts) for line in self.lines)

    @property
    def blanks(self) -> int:
        """Return how many facts are blank."""
        return sum(line.blanks for line in self.lines)

    @property
    def checks(self) -> tuple[dt.date, dt.date] | None:
        """Return the oldest and the latest check; None if nothing was ever checked."""
        dates = [line.checked_on for line in self.lines if line.checked_on is not None]
        return (min(dates), max(dates)) if dates else None


@dataclass(frozen=True)
class Ledger:
    """Every county with its lines."""

    counties: tuple[CountyLedger, ...]

    @property
    def lines(self) -> list[Line]:
        """Return every line of every county."""
        return [line for county in self.counties for line in county.lines]

    @property
    def entitlements(self) -> int:
        """Return how many entitlements each county has."""
        return max((len(county.lines) for county in self.counties), default=0)

    @property
    def facts(self) -> int:
        """Return how many facts there are to know."""
        return sum(county.facts for county in self.counties)

    @property
    def blanks(self) -> int:
        """Return how many facts are blank."""
        return sum(county.blanks for county in self.counties)

    @property
    def without_centre(self) -> list[County]:
        """Return the counties that have no career centre with a confirmed name."""
        return [entry.county for entry in self.counties if not entry.has_confirmed_centre]

    def of(self, key: str) -> CountyLedger | None:
        """Return the ledger of the county with a key."""
        return next((entry for entry in self.counties if entry.county.key == key), None)


def load(*, now: dt.datetime) -> Ledger:
    """Read the ledger; a constant number of queries."""
    book, today = DeskBook.load(now=now), day_in_oslo(now)
    entitlements = list(Entitlement.objects.published().select_related("service", "audience"))
    counties = []
    for county in book.counties.values():
        place, known = county_place(county), _BestKnown(book, today)
        lines = tuple(Line(county, e, known.desk(e, place), today) for e in entitlements)
        centres = book.centres_of(place)
        centre = best_known(centres, today) if centres else None
        counties.append(CountyLedger(county, centre, lines))
    return Ledger(tuple(counties))


class _BestKnown:
    """The desk of each entitlement in one county, worked out once for each kind of desk."""

    def __init__(self, book: DeskBook, today: dt.date) -> None:
        self.book, self.today = book, today
        self.desks: dict[tuple[str, int], Desk] = {}

    def desk(self, entitlement: Entitlement, place: Place) -> Desk:
        """Return the desk of which most is known."""
        kind = entitlement.given_by, entitlement.service_id
        if kind not in self.desks:
            self.desks[kind] = best_known(self.book.desks(entitlement, place), self.today)
        return self.desks[kind]


def best_known(desks: Iterable[Desk], today: dt.date) -> Desk:
    """Return the desk of which most is known, of several that give the same."""
    return max(desks, key=lambda desk: (desk.named, (not desk.missing) + has_hours(desk, today)))


def has_hours(desk: Desk, today: dt.date) -> bool:
    """Tell whether confirmed hours apply now or later at one of a desk's sites and channels."""
    return any(
        schedule.kind != Schedule.Kind.CLOSED
        and (schedule.valid_until is None or schedule.valid_until >= today)
        for schedule in desk.schedules
    )
