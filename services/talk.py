"""Whom one can talk to now: every channel and desk, ranked by when someone is there."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from portal.base.languages import Text, current_language, slot
from portal.base.text import alphabetical
from services import hours
from services.distances import Distance, distance_to
from services.doors import Channel, Door, DoorBook
from services.models import CareerCentre, Service
from services.places import Place
from services.spoken import language_names

TO_TALK = {Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO, Channel.CHAT}


@dataclass(frozen=True)
class Way:
    """One way to talk to someone; without a door nothing but the name is given."""

    entry: Service | CareerCentre
    languages: Text
    door: Door | None = None
    away: Distance = Distance()

    @property
    def national(self) -> bool:
        """Tell whether it is for everyone, wherever they live."""
        return isinstance(self.entry, Service)

    @property
    def distance(self) -> str:
        """Return how far away the desk is, in words."""
        return self.away.words

    @property
    def is_open(self) -> bool:
        """Tell whether someone is there now."""
        return self.door is not None and self.door.is_open

    @property
    def state(self) -> "hours.State":
        """Return what is known of the hours."""
        return self.door.status.state if self.door else hours.State.UNKNOWN


@dataclass
class Group:
    """Ways that are alike in when someone is there, and centres of which only the name is given."""

    heading: str
    ways: list[Way] = field(default_factory=list)
    silent: list[Service | CareerCentre] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Return how many there are."""
        return len(self.ways) + len(self.silent)


def ways_to_talk(
    services: Iterable[Service],
    centres: Iterable[CareerCentre],
    book: DoorBook,
    place: Place | None = None,
) -> list[Way]:
    """Return every way to talk to someone, the one to try first at the top."""
    ways = []
    for service in services:
        doors = [door for door in book.of_service(service) if door.channel in TO_TALK]
        ways += [Way(service, slot(service, "spoken_languages"), door) for door in doors]
    for centre in centres:
        spoken = Text(
            ", ".join(name for _code, name in language_names(centre.languages)), current_language()
        )
        found = [door for door in book.of_centre(centre) if door.channel in TO_TALK]
        ways += [Way(centre, spoken, door, _away(door, place)) for door in found]
        if not found:
            ways.append(Way(centre, spoken))
    return sorted(ways, key=_order)


def first(ways: Iterable[Way], *, in_county: bool) -> Way | None:
    """Return what to try first: what is open now, and a centre only if the county was asked for."""
    return next((way for way in ways if way.is_open and (way.national or in_county)), None)


def in_groups(ways: Iterable[Way]) -> list[Group]:
    """Return ways in the groups a reader looks for, leaving out groups without any."""
    groups = {
        hours.State.OPEN: Group(_("Open now")),
        hours.State.OPENS_LATER: Group(_("Opens later")),
        hours.State.APPOINTMENT: Group(_("By appointment")),
        hours.State.CLOSED: Group(_("Closed for the time being")),
        hours.State.UNKNOWN: Group(_("Opening hours not given")),
    }
    for way in ways:
        group = groups[way.state]
        if way.door:
            group.ways.append(way)
        else:
            group.silent.append(way.entry)
    return [group for group in groups.values() if group.size]


def _away(door: Door, place: Place | None) -> Distance:
    """Return how far away a desk is; a line is not anywhere."""
    return Distance() if door.contact or door.site is None else distance_to(door.site, place)


def _order(way: Way) -> tuple:
    """Sort by when someone is there, then what is for everyone, then what is near."""
    nobody = way.door is None
    return (
        nobody,
        hours.rank(way.door.status) if way.door else (),
        not way.national,
        way.away.order,
        alphabetical(str(way.entry)),
    )
