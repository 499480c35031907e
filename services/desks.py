"""Which desk gives someone what they are owed: an entitlement and a place, resolved to a name.

What the facts do not give is said to be missing, and a way on is always given.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from portal.base import held, languages
from portal.base.languages import Text
from services.closing import closing_words
from services.days import day_in_oslo
from services.distances import Distance, distance_to
from services.doors import Door, DoorBook
from services.models import CareerCentre, ContactFact, County, Entitlement, Schedule, Service, Site
from services.places import Place

DIGITAL_SERVICE = "karriereveiledning-no"
GivenBy = Entitlement.GivenBy


@dataclass(frozen=True)
class SiteDesk:
    """A site where one can meet someone, with its hours now and how far away it is."""

    site: Site
    door: Door
    distance: Distance
    contacts: tuple[ContactFact, ...]


@dataclass(frozen=True)
class Desk:
    """Whom to go to; `missing` when no confirmed way to reach the desk is known."""

    name: Text
    kind: str
    entry: CareerCentre | County | Service | None = None  # where the name is one desk's own
    url: str = ""
    hreflang: str = ""  # of the page at url, where it is not the reader's
    website: str = ""
    website_confirmed: bool = True
    name_confirmed: bool = True
    contacts: tuple[ContactFact, ...] = ()
    sites: tuple[SiteDesk, ...] = ()
    schedules: tuple[Schedule, ...] = ()  # of its sites and channels
    note: str = ""

    @property
    def website_name(self) -> str:
        """Return the name of the host that the website is on."""
        return urlsplit(self.website).netloc.removeprefix("www.")

    @property
    def named(self) -> bool:
        """Tell whether the desk has a confirmed name of its own, not only what kind it is."""
        return self.entry is not None and self.name_confirmed

    @property
    def closes(self) -> bool:
        """Tell whether the desk is a career centre that is to close."""
        return isinstance(self.entry, CareerCentre) and self.entry.closed_on is not None

    @property
    def missing(self) -> bool:
        """Tell whether the facts give no confirmed way to reach the desk."""
        with_contacts = any(site.contacts for site in self.sites)
        return not (self.contacts or with_contacts or (self.website and self.website_confirmed))


@dataclass
class DeskBook:
    """The desks of the country, or of one county, read in a constant number of queries."""

    doors: DoorBook
    centres: dict[str, list[CareerCentre]] = field(default_factory=dict)
    counties: dict[str, County] = field(default_factory=dict)
    digital: Any = None  # Service

    @classmethod
    def load(cls, *, now: dt.datetime, county: str = "") -> "DeskBook":
        """Read the counties, centres, sites, contacts and hours; of one county if its key is given.

        What is given by services for the whole country is read in any case.
        """
        book = cls(DoorBook(now, county=county))
        counties, today = held.published(County), day_in_oslo(now)
        book.counties = {entry.key: entry for entry in counties if county in {"", entry.key}}
        for centre in held.rows(f"centres of {county}", lambda: _centres(county)):
            if not centre.has_closed(today):
                book.centres.setdefault(centre.county.key, []).append(centre)
        services = held.published(Service)
        book.digital = next((each for each in services if each.key == DIGITAL_SERVICE), None)
        return book

    def desks(self, entitlement: Entitlement, place: Place) -> list[Desk]:
        """Return who gives an entitlement to someone who lives at a place."""
        service = entitlement.service
        given_by = entitlement.given_by
        if given_by == GivenBy.CAREER_CENTRE:
            return self._centres(place)
        if given_by in {GivenBy.COUNTY, GivenBy.COUNTY_SCHOOL}:
            return [self._county(place, school=given_by == GivenBy.COUNTY_SCHOOL)]
        if given_by == GivenBy.NATIONAL:
            return [self._service(service, given_by)]
        contacts = self.doors.contacts["service", service.pk]
        return [
            Desk(
                _here(_name(given_by, place)),
                given_by,
                website=service.website,
                website_confirmed=service.is_confirmed,
                contacts=self._contacts(contacts),
                schedules=self._schedules((), contacts),
            )
        ]

    def ways_on(self, place: Place) -> list[Desk]:
        """Return the ways that work wherever one lives: the national service, the county."""
        ways = []
        if self.digital is not None:
            note = _("Free guidance by chat and telephone, wherever you live.")
            ways.append(self._service(self.digital, "way_on", note))
        if place.county in self.counties:
            ways.append(self._county(place, school=False))
        return ways

    def centres_of(self, place: Place) -> list[Desk]:
        """Return the career centres that are known in a place's county."""
        return [self._centre(centre, place) for centre in self.centres.get(place.county, [])]

    def _centres(self, place: Place) -> list[Desk]:
        centres = self.centres_of(place)
        if place.county and not centres:
            note = _("We know of no career centre in this county yet.")
            return [Desk(_here(_("The career centre in %s") % place.county_name), "career_centre",
                         name_confirmed=False, note=note)]  # fmt: skip
        if not centres:
            return [Desk(_here(_("The career centre in your county")), "career_centre",
                         note=_outside(place))]  # fmt: skip
        return centres

    def _service(self, service: Service, kind: str, note: str = "") -> Desk:
        """Return a service for the whole country as the one desk that it is."""
        contacts = self.doors.contacts["service", service.pk]
        return Desk(
            languages.slot(service, "name"),
            kind,
            service,
            url=service.get_absolute_url(),
            hreflang=languages.link_language(service),
            website=service.website,
            website_confirmed=service.is_confirmed,
            name_confirmed=service.is_confirmed,
            contacts=self._contacts(contacts),
            schedules=self._schedules((), contacts),
            note=note,
        )

    def _centre(self, centre: CareerCentre, place: Place) -> Desk:
        current = self.doors.current_sites(centre)
        sites = [self._site(site, place) for site in current]
        sites.sort(key=lambda s: (s.distance.order, s.site.name))
        contacts = self.doors.contacts["centre", centre.pk]
        of_sites = [c for site in current for c in self.doors.contacts["site", site.pk]]
        return Desk(
            languages.slot(centre, "name"),
            "career_centre",
            centre,
            url=centre.get_absolute_url(),
            website=centre.website,
            website_confirmed=centre.website_confirmed,
            name_confirmed=centre.name_confirmed,
            contacts=self._contacts(contacts),
            sites=tuple(sites),
            schedules=self._schedules(current, contacts + of_sites),
            note=closing_words(centre, on=day_in_oslo(self.doors.now)),
        )

    def _site(self, site: Site, place: Place) -> SiteDesk:
        return SiteDesk(
            site,
            self.doors.door(site),
            distance_to(site, place),
            self._contacts(self.doors.contacts["site", site.pk]),
        )

    def _contacts(self, contacts: list[ContactFact]) -> tuple[ContactFact, ...]:
        return tuple(self.doors.with_hours(contacts))

    def _schedules(
        self, sites: Iterable[Site], contacts: Iterable[ContactFact]
    ) -> tuple[Schedule, ...]:
        """Return the confirmed hours of some sites and channels."""
        owners = [("site", site.pk) for site in sites] + [("contact", c.pk) for c in contacts]
        return tuple(schedule for owner in owners for schedule in self.doors.schedules[owner])

    def _county(self, place: Place, *, school: bool) -> Desk:
        county = self.counties.get(place.county)
        if county is None:
            name = _("The county authority where you live")
            return Desk(_here(name), "county", note=_outside(place))
        name = _("The county authority of %s") % languages.slot(county, "name").value
        if school:
            name = _("The counsellor at your school; %s owns it") % _lower(name)
        return Desk(
            _here(name),
            "county",
            None if school else county,
            url=county.get_absolute_url(),
            website=county.council_website,
            website_confirmed=county.council_website_confirmed,
        )


def _name(given_by: str, place: Place) -> str:
    """Return whom to turn to, named as closely as the place is known."""
    municipality = place.short_name if place.kind == "municipality" else ""
    names = {
        GivenBy.SCHOOL: _("The counsellor at the school"),
        GivenBy.MUNICIPAL_SCHOOL: (
            _("The counsellor at your school; the municipality of %s owns it") % municipality
            if municipality
            else _("The counsellor at your school")
        ),
        GivenBy.MUNICIPALITY: (
            _("The municipality of %s") % municipality
            if municipality
            else _("The municipality where you live")
        ),
        GivenBy.NAV: (
            _("The Nav office for %s") % municipality
            if municipality
            else _("The Nav office where you live")
        ),
        GivenBy.INSTITUTION: _("The career service at your place of study"),
        GivenBy.PRISON: _("The prison"),
    }
    return names.get(GivenBy(given_by), "")


def _here(text: str) -> Text:
    return Text(text, languages.current_language())


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _outside(place: Place) -> str:
    """Return why no county answers for someone at a place."""
    if place.kind in {"svalbard", "jan_mayen"}:
        return _("%s belongs to no county. Which career centre serves you is not given.") % (
            place.name
        )
    if place.kind == "abroad":
        return _("A county answers for those who live in it. You live in none of them.")
    return _("Choose where you live to see which one.")


def _centres(county: str) -> Any:
    """Return the public centres of a county, or of all if none is given."""
    centres: Any = CareerCentre.objects.published().select_related("county")
    return centres.filter(county__key=county) if county else centres
