"""The doors to guidance: a site to go to, a line to call, a chat; each with its hours now."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.base import held
from services import hours
from services.models import CareerCentre, ContactFact, HoursException, Schedule, Site

OWNERS = ("centre", "site", "service")


class Channel(models.TextChoices):
    """How one can talk to someone."""

    IN_PERSON = "in-person", _("in person")
    PHONE = "phone", _("telephone")
    VIDEO = "video", _("video call")
    CHAT = "chat", _("chat")
    EMAIL = "email", _("e-mail")


@dataclass(frozen=True)
class Door:
    """One way in, with its confirmed hours; what they mean at `now` is worked out when asked."""

    channel: Channel
    schedules: list[Schedule]
    exceptions: list[HoursException]
    now: dt.datetime
    site: Site | None = None
    contact: ContactFact | None = None

    @cached_property
    def status(self) -> "hours.Status":
        """Return where the door stands now."""
        return hours.status(self.schedules, self.exceptions, now=self.now)

    @cached_property
    def words(self) -> str:
        """Return where the door stands now, in the reader's language."""
        return hours.words(self.status, now=self.now)

    @cached_property
    def evening(self) -> bool:
        """Tell whether someone is there some evening of the coming week."""
        return hours.open_in_the_evening(self.schedules, self.exceptions, now=self.now)

    @property
    def is_open(self) -> bool:
        """Tell whether someone is there now."""
        return self.status.state is hours.State.OPEN

    @property
    def has_hours(self) -> bool:
        """Tell whether an editor has confirmed when someone is there."""
        return self.status.state is not hours.State.UNKNOWN


class DoorBook:
    """The sites, contacts and hours of every centre and service, read in four queries.

    Of one centre, or of the centres of one county, if it is given.
    """

    def __init__(
        self, now: dt.datetime, centre: CareerCentre | None = None, *, county: str = ""
    ) -> None:
        self.now = now
        self.sites: dict[int, list[Site]] = defaultdict(list)
        self.contacts: dict[tuple[str, int], list[ContactFact]] = defaultdict(list)
        self.schedules: dict[tuple[str, int], list[Schedule]] = defaultdict(list)
        self.exceptions: dict[tuple[str, int], list[HoursException]] = defaultdict(list)
        for row in _rows(centre, county):
            if isinstance(row, Site):
                self.sites[row.centre_id].append(row)
            elif isinstance(row, Schedule):
                self.schedules[_owner(row)].append(row)
            elif isinstance(row, HoursException):
                self.exceptions[_owner(row)].append(row)
            else:
                for owner in OWNERS:
                    if pk := getattr(row, f"{owner}_id"):
                        self.contacts[owner, pk].append(row)

    def current_sites(self, centre: CareerCentre) -> list[Site]:
        """Return the sites where a centre is known to meet people."""
        return [s for s in self.sites[centre.pk] if s.standing == Site.Standing.CURRENT]

    def of_centre(self, centre: CareerCentre) -> list[Door]:
        """Return the doors of a centre: its sites, and the confirmed channels of it and them."""
        sites = self.current_sites(centre)
        contacts = self.contacts["centre", centre.pk] + [
            contact for site in sites for contact in self.contacts["site", site.pk]
        ]
        by_pk = {site.pk: site for site in sites}
        return [self.door(site) for site in sites] + [
            self.line(contact, by_pk.get(contact.site_id or 0)) for contact in _lines(contacts)
        ]

    def of_service(self, service: models.Model) -> list[Door]:
        """Return the confirmed channels of a service."""
        return [self.line(contact) for contact in _lines(self.contacts["service", service.pk])]

    def with_hours(self, contacts: list[ContactFact]) -> list[ContactFact]:
        """Return contact facts with when someone is there, in words, where that is given."""
        for contact in contacts:
            door = self.line(contact) if contact.kind in Channel.values else None
            contact.opening = door.words if door and door.has_hours else ""  # type: ignore[attr-defined]
        return contacts

    def door(self, site: Site) -> Door:
        """Return the door of a site."""
        return Door(Channel.IN_PERSON, *self.times("site", site.pk), self.now, site=site)

    def line(self, contact: ContactFact, site: Site | None = None) -> Door:
        """Return the door that a channel is, perhaps at a site."""
        times = self.times("contact", contact.pk)
        return Door(Channel(contact.kind), *times, self.now, site=site, contact=contact)

    def times(self, owner: str, pk: int) -> tuple[list[Schedule], list[HoursException]]:
        """Return the confirmed hours of a site or a contact, and its days with other hours."""
        return self.schedules[owner, pk], self.exceptions[owner, pk]


def _rows(centre: CareerCentre | None, county: str) -> list[Any]:
    """Return sites, contacts and hours; those of a county are asked for by many pages."""
    of_sites, of_contacts, of_hours = _wanted(centre, county)

    def read() -> Iterator[Any]:
        yield from Site.objects.filter(of_sites).select_related("municipality")
        yield from ContactFact.objects.current().filter(of_contacts)
        yield from Schedule.objects.confirmed().filter(of_hours).select_related("source")
        yield from HoursException.objects.filter(of_hours)

    return list(read()) if centre is not None else held.rows(f"doors of {county}", read)


def _wanted(centre: CareerCentre | None, county: str) -> tuple[Q, Q, Q]:
    """Return which sites, which contacts and whose hours to read; a service is for every county."""
    if centre is None and not county:
        return Q(), Q(), Q()
    wanted = {"centre": centre} if centre is not None else {"centre__county__key": county}
    of_contacts = _where("", wanted) | _where("site__", wanted)
    if centre is None:
        of_contacts |= Q(service__isnull=False)
    of_hours = _where("site__", wanted) | Q(contact__in=ContactFact.objects.filter(of_contacts))
    return _where("", wanted), of_contacts, of_hours


def _where(owner: str, wanted: dict[str, Any]) -> Q:
    return Q(**{f"{owner}{name}": value for name, value in wanted.items()})


def _owner(times: Schedule | HoursException) -> tuple[str, int]:
    return ("site", times.site_id) if times.site_id else ("contact", times.contact_id or 0)


def _lines(contacts: list[ContactFact]) -> list[ContactFact]:
    """Return the contact facts by which one talks to someone."""
    return [contact for contact in contacts if contact.kind in Channel.values]
