"""The coverage ledger: what is known of every entitlement in every county, and what is blank.

Five facts are asked of each entitlement in each county. A fact that no editor has confirmed is
blank. Pure rules over what load() reads.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from portal.base import languages
from portal.base.languages import Text
from services.models import (
    CareerCentre,
    ContactFact,
    County,
    Entitlement,
    Schedule,
    Service,
    Site,
)
from services.models.centres import CareerCentreQuerySet

GivenBy = Entitlement.GivenBy


@dataclass(frozen=True)
class Desk:
    """A desk that has a name of its own, and what an editor has confirmed of it."""

    entry: CareerCentre | Service
    named: bool
    contact: bool
    hours: bool

    @property
    def name(self) -> Text:
        """Return what the desk is called."""
        return languages.slot(self.entry, "name")

    @property
    def known(self) -> tuple[bool, int]:
        """Return a sort key: the desk of which most is known comes last."""
        return self.named, self.contact + self.hours


@dataclass(frozen=True)
class Line:
    """One entitlement in one county: five facts, each known or blank."""

    county: County
    entitlement: Entitlement
    desk: Desk | None

    @property
    def standing(self) -> bool:
        """Tell whether it is confirmed what the entitlement is: a right, a duty or an offer."""
        open_question = self.entitlement.standing == Entitlement.Standing.NOT_CONFIRMED
        return self.entitlement.is_confirmed and not open_question

    @property
    def named(self) -> bool:
        """Tell whether the desk has a confirmed name."""
        return self.desk is not None and self.desk.named

    @property
    def contact(self) -> bool:
        """Tell whether a way to reach the desk is confirmed."""
        return self.desk is not None and self.desk.contact

    @property
    def hours(self) -> bool:
        """Tell whether the desk's opening hours are confirmed."""
        return self.desk is not None and self.desk.hours

    @property
    def checked_on(self) -> dt.date | None:
        """Return when both the entitlement and its desk had been checked; None if one was not."""
        dates = [self.entitlement.checked_on]
        if self.desk is not None:
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


def load(*, today: dt.date) -> Ledger:
    """Read the ledger; a constant number of queries."""
    centres: dict[int, list[Desk]] = {}
    for centre in _with_desk_facts(CareerCentre.objects.published().in_operation()):
        centres.setdefault(centre.county_id, []).append(centre_desk(centre, today))
    entitlements = list(
        Entitlement.objects.published()
        .select_related("service", "audience")
        .prefetch_related(_contacts("service__contacts"))
    )
    national = {e.pk: national_desk(e.service, today) for e in entitlements if _is_national(e)}
    counties = []
    public: Iterable[County] = County.objects.published()  # type: ignore[assignment]
    for county in public:
        centre_of_county = max(centres.get(county.pk, []), key=lambda d: d.known, default=None)
        lines = tuple(
            Line(county, e, centre_of_county if _is_at_a_centre(e) else national.get(e.pk))
            for e in entitlements
        )
        counties.append(CountyLedger(county, centre_of_county, lines))
    return Ledger(tuple(counties))


def centre_desk(centre: CareerCentre, today: dt.date) -> Desk:
    """Return a career centre as a desk; needs what load() prefetches."""
    current = [s for s in centre.sites.all() if s.standing == Site.Standing.CURRENT]
    contacts = [c for owner in (centre, *current) for c in owner.confirmed_contacts]  # type: ignore[attr-defined]
    return Desk(
        entry=centre,
        named=centre.name_confirmed,
        contact=bool(contacts) or bool(centre.website and centre.website_confirmed),
        hours=_has_hours([*current, *contacts], today),
    )


def national_desk(service: Service, today: dt.date) -> Desk | None:
    """Return a service for the whole country as a desk, if it has a website."""
    if not service.website:
        return None
    contacts = service.confirmed_contacts  # type: ignore[attr-defined]
    return Desk(
        entry=service,
        named=service.is_confirmed,
        contact=bool(contacts) or service.is_confirmed,
        hours=_has_hours(contacts, today),
    )


def _is_at_a_centre(entitlement: Entitlement) -> bool:
    return entitlement.given_by == GivenBy.CAREER_CENTRE


def _is_national(entitlement: Entitlement) -> bool:
    return entitlement.given_by == GivenBy.NATIONAL


def _has_hours(owners: Iterable[Site | ContactFact], today: dt.date) -> bool:
    """Tell whether confirmed hours apply now or later at one of several sites and channels."""
    return any(
        schedule.kind != Schedule.Kind.CLOSED
        and (schedule.valid_until is None or schedule.valid_until >= today)
        for owner in owners
        for schedule in owner.confirmed_hours  # type: ignore[union-attr]
    )


def _contacts(lookup: str) -> Prefetch:
    """Return the confirmed contacts of something, with their confirmed hours."""
    return Prefetch(
        lookup, ContactFact.objects.current().prefetch_related(_hours()), "confirmed_contacts"
    )


def _hours() -> Prefetch:
    return Prefetch("schedules", Schedule.objects.confirmed(), "confirmed_hours")


def _with_desk_facts(centres: CareerCentreQuerySet) -> CareerCentreQuerySet:
    sites = Site.objects.prefetch_related(_contacts("contacts"), _hours())
    return centres.prefetch_related(_contacts("contacts"), Prefetch("sites", sites))
