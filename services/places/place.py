"""A place, what becomes of a search for one, and how spellings and distances compare."""

import enum
import math
import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.base.text import plain_letters

EARTH_RADIUS = 6371.0  # km


class Outcome(enum.Enum):
    """What became of the search for a place."""

    ONE = "one"
    SEVERAL = "several"
    SVALBARD = "svalbard"
    JAN_MAYEN = "jan_mayen"
    ABROAD = "abroad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere that services are looked up for."""

    kind: str  # municipality, county, svalbard, jan_mayen, abroad, anywhere
    name: str
    number: str = ""
    word: str = ""  # in addresses; for abroad and anywhere the language decides
    county: str = ""  # key
    county_name: str = ""
    point: tuple[float, float] | None = None
    official_name: str = ""
    formerly: str = ""  # the older name that led here
    until: int | None = None  # the year from which the older name was no more
    code: str = ""  # the postal code or postal place that led here

    @property
    def label(self) -> str:
        """Return the name as a reader of the current language says it."""
        if self.kind == "abroad":
            return _("Outside Norway")
        if self.kind == "anywhere":
            return _("Anywhere in Norway")
        return self.name

    @property
    def details(self) -> str:
        """Return what tells a municipality from others: the postal code that led here, the county.

        The county is left out where the name has it already.
        """
        if self.kind != "municipality":
            return ""
        county = "" if self.county_name in self.name else self.county_name
        return ", ".join(filter(None, (self.code, county)))

    @property
    def full_label(self) -> str:
        """Return the name with what tells it from others, and the older name that led here."""
        name = f"{self.label} ({self.details})" if self.details else self.label
        if self.formerly:
            return _("%(place)s, formerly %(older)s") % {"place": name, "older": self.formerly}
        return name

    @property
    def slug(self) -> str:
        """Return the place's word in addresses of the current language."""
        if self.kind == "abroad":
            return pgettext("in an address", "abroad")
        if self.kind == "anywhere":
            return pgettext("in an address", "all-of-norway")
        return self.word

    @property
    def short_name(self) -> str:
        """Return the name without the county that tells it from another of the same name."""
        return without_county(self.name)

    @property
    def url(self) -> str:
        """Return the address of the place's own page, if it has one."""
        if self.kind == "municipality":
            return reverse("services:municipality_detail", args=[self.word])
        return ""

    @property
    def identity(self) -> tuple[str, str]:
        """Return what makes it the same place, however it was found."""
        return self.kind, self.number


SVALBARD = Place("svalbard", "Svalbard", word="svalbard")
JAN_MAYEN = Place("jan_mayen", "Jan Mayen", word="jan-mayen")
ABROAD = Place("abroad", "")
ANYWHERE = Place("anywhere", "")
OUTSIDE = {
    SVALBARD: Outcome.SVALBARD,
    JAN_MAYEN: Outcome.JAN_MAYEN,
    ABROAD: Outcome.ABROAD,
}


@dataclass(frozen=True)
class Answer:
    """What a text means; `guessed` when a letter was wrong, `nearest` when nothing was found."""

    outcome: Outcome
    text: str
    places: tuple[Place, ...] = ()
    guessed: bool = False
    nearest: tuple[Place, ...] = ()


def without_county(name: str) -> str:
    """Return a name without the county in brackets after it."""
    return re.sub(r" \(.*\)$", "", name)


def fold(text: str) -> str:
    """Return what two spellings of a name have in common: no marks, no double vowels, no signs."""
    plain = re.sub(r"[^a-z0-9]+", " ", plain_letters(text))
    for pair, letter in (("aa", "a"), ("ae", "a"), ("oe", "o")):
        plain = plain.replace(pair, letter)
    return " ".join(plain.split())


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the kilometres between two points (latitude, longitude) in a straight line."""
    (lat1, lon1), (lat2, lon2) = ([math.radians(degree) for degree in point] for point in (a, b))
    chord = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(chord))


def distance_words(kilometres: float | None) -> str:
    """Return a distance with what it is: a straight line, not the way there."""
    if kilometres is None:
        return ""
    if kilometres < 1:
        return _("less than 1 km in a straight line")
    return _("%(distance)s km in a straight line") % {"distance": round(kilometres)}
