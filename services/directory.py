"""The directory of career centres: which match, which may match, and in which order.

A filter has three answers. What is not given is kept apart, and never counted as a no.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from portal.base import languages
from portal.base.text import alphabetical
from services import hours
from services.closing import closing_words
from services.distances import Distance, distance_to
from services.doors import Channel, Door, DoorBook
from services.forms_directory import INTERPRETER
from services.models import Answer, CareerCentre, Site
from services.places import Place
from services.spoken import language_names
from services.whereabouts import Asked


class Match(enum.IntEnum):
    """Whether a centre is what was asked for; `min` is and, `max` is or."""

    NO = 0
    UNKNOWN = 1
    YES = 2


FROM_ANSWER = {Answer.YES: Match.YES, Answer.NO: Match.NO, Answer.UNKNOWN: Match.UNKNOWN}


@dataclass(frozen=True)
class Query(Asked):
    """What was asked of the directory."""

    url_name: ClassVar[str] = "services:centre_list"

    open: str = ""
    evening: str = ""
    access: str = ""
    channel: str = ""
    language: str = ""
    sort: str = ""

    @property
    def filters(self) -> list[str]:
        """Return the names of the filters that are on."""
        names = ("county", "open", "evening", "access", "channel", "language")
        return [name for name in names if getattr(self, name)]

    @property
    def more(self) -> int:
        """Return how many filters are on besides the county."""
        return len(set(self.filters) - {"county"})


@dataclass(frozen=True)
class Listing:
    """A centre as the directory shows it."""

    centre: CareerCentre
    doors: tuple[Door, ...]
    sites: tuple[Site, ...]
    sites_confirmed: bool
    away: Distance
    match: Match
    closing: str = ""
    not_given: tuple[str, ...] = ()

    @property
    def best(self) -> Door | None:
        """Return the door that is open, or else opens soonest; none when no hours are given."""
        known = [door for door in self.doors if door.has_hours]
        return min(known, key=lambda door: hours.rank(door.status), default=None)

    @property
    def unanswered(self) -> list[str]:
        """Return what was asked and is not given, apart from the hours if none are shown."""
        said = () if self.best else (_("Opening hours"),)
        return [label for label in self.not_given if label not in said]

    @property
    def channels(self) -> list[str]:
        """Return the words for the ways to talk to the centre."""
        found = {door.channel for door in self.doors}
        return [str(channel.label) for channel in Channel if channel in found]

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Return (code, name) of the languages spoken."""
        return language_names(self.centre.languages)

    @property
    def step_free(self) -> Match:
        """Tell whether some site has step-free access."""
        return step_free(self.doors)

    @property
    def distance(self) -> str:
        """Return how far away the nearest site is, in words."""
        return self.away.words


@dataclass(frozen=True)
class Results:
    """The answer to a query."""

    matching: list[Listing]
    not_known: list[Listing]
    closed: list[CareerCentre]


def search(
    centres: Iterable[CareerCentre],
    book: DoorBook,
    query: Query,
    place: Place | None,
) -> Results:
    """Return the centres that match, those that may, and those that have closed."""
    centres, today = list(centres), hours.day_in_oslo(book.now)
    in_operation = [centre for centre in centres if not centre.has_closed(today)]
    found = in_order([listing(c, book, query, place) for c in in_operation], query.sort)
    closed = [centre for centre in centres if centre.has_closed(today)]
    if query.county:
        closed = [centre for centre in closed if centre.county.key == query.county]
    if query.more:
        closed = []
    return Results(
        [entry for entry in found if entry.match is Match.YES],
        [entry for entry in found if entry.match is Match.UNKNOWN],
        closed,
    )


def listing(centre: CareerCentre, book: DoorBook, query: Query, place: Place | None) -> Listing:
    """Return a centre with its doors, its distance and how it answers a query."""
    doors = book.of_centre(centre)
    sites = book.current_sites(centre)
    confirmed = bool(sites)
    if not sites:
        sites = [s for s in book.sites[centre.pk] if s.standing == Site.Standing.UNKNOWN]
    distances = (distance_to(site, place) for site in sites)
    answers = matches(centre, doors, query)
    return Listing(
        centre,
        tuple(doors),
        tuple(sites),
        confirmed,
        min(distances, key=lambda away: away.order, default=Distance()),
        min(answers.values(), default=Match.YES),
        closing_words(centre, on=hours.day_in_oslo(book.now)),
        tuple(label for label, answer in answers.items() if answer is Match.UNKNOWN),
    )


def matches(centre: CareerCentre, doors: list[Door], query: Query) -> dict[str, Match]:
    """Return how a centre answers each filter, by the words for what is asked."""
    answers = {}
    if query.county:
        answers[_("County")] = Match.YES if centre.county.key == query.county else Match.NO
    if query.language:
        answers[_("Languages and interpreter")] = speaks(centre, query.language)
    if query.channel:
        has_it = any(door.channel == query.channel for door in doors)
        answers[_("How you can talk to them")] = Match.YES if has_it else Match.UNKNOWN
    if query.access:
        answers[_("Step-free access")] = step_free(doors)
    if query.open or query.evening:
        asked = doors_asked_about(doors, query)
        there = max((is_there(door, query) for door in asked), default=Match.UNKNOWN)
        label = _("Opening hours where access is step-free") if query.access else _("Opening hours")
        answers[label] = there
    return answers


def doors_asked_about(doors: list[Door], query: Query) -> list[Door]:
    """Return the doors whose hours count: those of the channel asked for.

    A line without hours of its own counts only when lines are asked for: otherwise every closed
    site with a telephone might be open.
    """
    if query.channel and query.channel != Channel.IN_PERSON:
        return [door for door in doors if door.channel == query.channel]
    sites = [door for door in doors if door.channel == Channel.IN_PERSON]
    if query.access or query.channel:
        return sites
    lines = [door for door in doors if door.channel != Channel.IN_PERSON and door.has_hours]
    return sites + lines


def is_there(door: Door, query: Query) -> Match:
    """Tell whether a door is open when it is asked to be, and can be used if that is asked."""
    answers = [Match.YES]
    if query.access and not door.contact:
        answers.append(step_free([door]))
    if query.open:
        otherwise = Match.NO if door.has_hours else Match.UNKNOWN
        answers.append(Match.YES if door.is_open else otherwise)
    if query.evening:
        known = door.has_hours and door.status.state is not hours.State.APPOINTMENT
        otherwise = Match.NO if known else Match.UNKNOWN
        answers.append(Match.YES if door.evening else otherwise)
    return min(answers)


def speaks(centre: CareerCentre, language: str) -> Match:
    """Tell whether a centre speaks a language, or uses interpreters."""
    if language == INTERPRETER:
        return FROM_ANSWER[Answer(centre.interpreter)]
    if not centre.languages:
        return Match.UNKNOWN
    return Match.YES if language in centre.languages else Match.NO


def step_free(doors: Iterable[Door]) -> Match:
    """Tell whether some site among the doors has step-free access."""
    sites = [door.site for door in doors if door.channel == Channel.IN_PERSON and door.site]
    answers = (FROM_ANSWER[Answer(site.step_free)] for site in sites)
    return max(answers, default=Match.UNKNOWN)


def in_order(listings: list[Listing], sort: str) -> list[Listing]:
    """Return listings by county, name, distance or hours; what is not known stands last."""
    by_name = sorted(listings, key=lambda entry: alphabetical(str(entry.centre)))
    if sort == "name":
        return by_name
    if sort == "distance":
        return sorted(by_name, key=lambda e: e.away.order)
    if sort == "opens":
        known = [entry for entry in by_name if entry.best]
        soonest = sorted(known, key=lambda e: hours.rank(e.best.status))  # type: ignore[union-attr]
        return soonest + [entry for entry in by_name if not entry.best]
    return sorted(by_name, key=lambda e: alphabetical(languages.slot(e.centre.county, "name")[0]))
