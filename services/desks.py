"""Which desk gives someone what they are owed: an entitlement and a place, resolved to a name.

What the facts do not give is said to be missing, and a way on is always given.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from portal.base import languages
from portal.base.languages import Text
from services import hours
from services.models import (
    CareerCentre,
    ContactFact,
    County,
    Entitlement,
    HoursException,
    Schedule,
    Service,
    Site,
)
from services.places import Place, distance

DIGITAL_SERVICE = "karriereveiledning-no"
GivenBy = Entitlement.GivenBy


@dataclass(frozen=True)
class SiteDesk:
    """A site where one can meet someone, with its hours now and how far away it is."""

    site: Site
    status: hours.Status
    words: str
    kilometres: float | None
    contacts: tuple[ContactFact, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether the site is open now."""
        return self.status.state is hours.State.OPEN


@dataclass(frozen=True)
class Desk:
    """Whom to go to; `missing` when no confirmed way to reach the desk is known."""

    name: Text
    kind: str
    url: str = ""
    hreflang: str = ""  # of the page at url, where it is not the reader's
    website: str = ""
    website_confirmed: bool = True
    name_confirmed: bool = True
    contacts: tuple[ContactFact, ...] = ()
    sites: tuple[SiteDesk, ...] = ()
    note: str = ""

    @property
    def website_name(self) -> str:
        """Return the name of the host that the website is on."""
        return urlsplit(self.website).netloc.removeprefix("www.")

    @property
    def missing(self) -> bool:
        """Tell whether the facts give no confirmed way to reach the desk."""
        with_contacts = any(site.contacts for site in self.sites)
        return not (self.contacts or with_contacts or (self.website and self.website_confirmed))


@dataclass
class DeskBook:
    """The desks of the country, or of one county, read in a constant number of queries."""

    now: dt.datetime
    centres: dict[str, list[CareerCentre]] = field(default_factory=dict)
    counties: dict[str, County] = field(default_factory=dict)
    contacts: dict[int, list[ContactFact]] = field(default_factory=dict)
    digital: Any = None  # Service

    @classmethod
    def load(cls, *, now: dt.datetime, county: str = "") -> "DeskBook":
        """Read the centres, sites, contacts and hours; of one county if its key is given."""
        book = cls(now)
        counties: Any = County.objects.published()
        centres = with_desks(CareerCentre.objects.published().in_operation())
        if county:
            counties, centres = counties.filter(key=county), centres.filter(county__key=county)
        book.counties = {entry.key: entry for entry in counties}
        for centre in centres:
            book.centres.setdefault(centre.county.key, []).append(centre)
        for contact in ContactFact.objects.current().filter(service__isnull=False):
            book.contacts.setdefault(contact.service_id, []).append(contact)
        book.digital = Service.objects.published().filter(key=DIGITAL_SERVICE).first()
        return book

    def desks(self, entitlement: Entitlement, place: Place) -> list[Desk]:
        """Return who gives an entitlement to someone who lives at a place."""
        service = entitlement.service
        given_by = entitlement.given_by
        if given_by == GivenBy.CAREER_CENTRE:
            return self._centres(place)
        if given_by in {GivenBy.COUNTY, GivenBy.COUNTY_SCHOOL}:
            return [self._county(place, school=given_by == GivenBy.COUNTY_SCHOOL)]
        national = given_by == GivenBy.NATIONAL
        return [
            Desk(
                languages.slot(service, "name") if national else _here(_name(given_by, place)),
                given_by,
                url=service.get_absolute_url() if national else "",
                hreflang=languages.link_language(service) if national else "",
                website=service.website,
                contacts=tuple(self.contacts.get(service.pk, ())),
            )
        ]

    def ways_on(self, place: Place) -> list[Desk]:
        """Return the ways that work wherever one lives: the national service, the county."""
        ways = []
        if self.digital is not None:
            ways.append(
                Desk(
                    languages.slot(self.digital, "name"),
                    "way_on",
                    url=self.digital.get_absolute_url(),
                    hreflang=languages.link_language(self.digital),
                    website=self.digital.website,
                    contacts=tuple(self.contacts.get(self.digital.pk, ())),
                    note=_("Free guidance by chat and telephone, wherever you live."),
                )
            )
        if place.county in self.counties:
            ways.append(self._county(place, school=False))
        return ways

    def _centres(self, place: Place) -> list[Desk]:
        centres = self.centres.get(place.county, [])
        if place.county and not centres:
            note = _("We know of no career centre in this county yet.")
            return [Desk(_here(_("The career centre in %s") % place.county_name), "career_centre",
                         name_confirmed=False, note=note)]  # fmt: skip
        if not centres:
            return [Desk(_here(_("The career centre in your county")), "career_centre",
                         note=_outside(place))]  # fmt: skip
        return [self._centre(centre, place) for centre in centres]

    def _centre(self, centre: CareerCentre, place: Place) -> Desk:
        sites = [
            self._site(site, place)
            for site in centre.sites.all()
            if site.standing == Site.Standing.CURRENT
        ]
        sites.sort(key=lambda s: (s.kilometres is None, s.kilometres or 0, s.site.name))
        return Desk(
            languages.slot(centre, "name"),
            "career_centre",
            url=centre.get_absolute_url(),
            website=centre.website,
            website_confirmed=centre.website_confirmed,
            name_confirmed=centre.name_confirmed,
            contacts=tuple(centre.current_contacts),  # type: ignore[attr-defined]
            sites=tuple(sites),
        )

    def _site(self, site: Any, place: Place) -> SiteDesk:
        status = hours.status(site.current_schedules, site.exceptions.all(), now=self.now)
        return SiteDesk(
            site,
            status,
            hours.words(status, now=self.now),
            distance(place.point, site.point) if place.point and site.point else None,
            tuple(site.current_contacts),
        )

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
            url=county.get_absolute_url(),
            website=county.council_website,
            website_confirmed=county.council_website_confirmed,
        )


def with_desks(centres: Any) -> Any:
    """Return centres with everything that says where and when they can be reached."""
    current = Prefetch("contacts", ContactFact.objects.current(), "current_contacts")
    schedules = Prefetch("schedules", Schedule.objects.confirmed(), "current_schedules")
    exceptions = Prefetch("exceptions", HoursException.objects.all())
    sites = Site.objects.select_related("municipality").prefetch_related(
        current, schedules, exceptions
    )
    return centres.select_related("county").prefetch_related(current, Prefetch("sites", sites))


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
