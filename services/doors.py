"""The doors to guidance: a site to go to, a line to call, a chat; each with its hours now."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services import hours
from services.models import CareerCentre, ContactFact, HoursException, Schedule, Site


class Channel(models.TextChoices):
    """How one can talk to someone."""

    IN_PERSON = "in-person", _("in person")
    PHONE = "phone", _("telephone")
    VIDEO = "video", _("video call")
    CHAT = "chat", _("chat")
    EMAIL = "email", _("e-mail")


@dataclass(frozen=True)
class Door:
    """One way in, with its hours at the moment the book was read."""

    channel: Channel
    status: "hours.Status"
    words: str
    evening: bool
    site: Site | None = None
    contact: ContactFact | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether someone is there now."""
        return self.status.state is hours.State.OPEN

    @property
    def has_hours(self) -> bool:
        """Tell whether an editor has confirmed when someone is there."""
        return self.status.state is not hours.State.UNKNOWN


class DoorBook:
    """The doors of every centre and service, or of one centre, read in four queries."""

    def __init__(self, now: dt.datetime, centre: CareerCentre | None = None) -> None:
        self.now = now
        self.sites: dict[int, list[Site]] = defaultdict(list)
        self.contacts: dict[tuple[str, int], list[ContactFact]] = defaultdict(list)
        self.schedules: dict[tuple[str, int], list[Schedule]] = defaultdict(list)
        self.exceptions: dict[tuple[str, int], list[HoursException]] = defaultdict(list)
        sites = Site.objects.select_related("municipality")
        contacts = ContactFact.objects.current()
        times = Q()
        if centre is not None:
            sites = sites.filter(centre=centre)
            contacts = contacts.filter(Q(centre=centre) | Q(site__centre=centre))
            times = Q(site__centre=centre) | Q(contact__centre=centre)
            times |= Q(contact__site__centre=centre)
        for site in sites:
            self.sites[site.centre_id].append(site)
        for contact in contacts:
            for owner in ("centre", "site", "service"):
                if pk := getattr(contact, f"{owner}_id"):
                    self.contacts[owner, pk].append(contact)
        for schedule in Schedule.objects.confirmed().filter(times).select_related("source"):
            self.schedules[_owner(schedule)].append(schedule)
        for exception in HoursException.objects.filter(times):
            self.exceptions[_owner(exception)].append(exception)

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
            self._line(contact, by_pk.get(contact.site_id or 0)) for contact in _lines(contacts)
        ]

    def of_service(self, service: models.Model) -> list[Door]:
        """Return the confirmed channels of a service."""
        return [self._line(contact) for contact in _lines(self.contacts["service", service.pk])]

    def with_hours(self, contacts: list[ContactFact]) -> list[ContactFact]:
        """Return contact facts with when someone is there, in words, where that is given."""
        for contact in contacts:
            door = self._line(contact) if contact.kind in Channel.values else None
            contact.opening = door.words if door and door.has_hours else ""  # type: ignore[attr-defined]
        return contacts

    def door(self, site: Site) -> Door:
        """Return the door of a site."""
        return Door(Channel.IN_PERSON, *self._times(("site", site.pk)), site=site)

    def _line(self, contact: ContactFact, site: Site | None = None) -> Door:
        times = self._times(("contact", contact.pk))
        return Door(Channel(contact.kind), *times, site=site, contact=contact)

    def times(self, site: Site) -> tuple[list[Schedule], list[HoursException]]:
        """Return the confirmed hours of a site, and its days with other hours."""
        return self.schedules["site", site.pk], self.exceptions["site", site.pk]

    def _times(self, owner: tuple[str, int]) -> "tuple[hours.Status, str, bool]":
        when = (self.schedules[owner], self.exceptions[owner])
        status = hours.status(*when, now=self.now)
        words = hours.words(status, now=self.now)
        return status, words, hours.open_in_the_evening(*when, now=self.now)


def _owner(times: Schedule | HoursException) -> tuple[str, int]:
    return ("site", times.site_id) if times.site_id else ("contact", times.contact_id or 0)


def _lines(contacts: list[ContactFact]) -> list[ContactFact]:
    """Return the contact facts by which one talks to someone."""
    return [contact for contact in contacts if contact.kind in Channel.values]
