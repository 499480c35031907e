"""The self-check: what a team is asked, and its answers as a short code for an address.

The statements are the portal's own, not the framework's; only the names of the areas are. A code
holds the version of the statements, the month in which they were answered, and the answers:
1-202611-bcdf-ghjk-mnpq. Nothing is stored anywhere.
"""

import datetime as dt
import enum
import re
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.choices import SIGNS

VERSION = 1  # of the statements; another one means another set, and no comparison
FIRST_MONTH = (2020, 10)  # no answers are older than the framework itself
LONGEST = 400  # signs of a link that are read
_NUMBERS = 11  # signs that hold the answers; one more guards against slips
_CODE = re.compile(rf"(\d{{1,3}})-(\d{{4}})(\d\d)-((?:[{SIGNS}]{{4}}-){{2}}[{SIGNS}]{{4}})", re.A)
_LIKE_A_CODE = re.compile(r"\d{1,3}-\d{6}-[a-z0-9-]{4,}", re.A)


class Level(enum.IntEnum):
    """How far a team has come with something."""

    NOT_ANSWERED = 0
    NOT_BEGUN = 1
    SOME = 2
    MOSTLY = 3
    WELL = 4

    @property
    def label(self) -> Any:
        """Return the level in words."""
        return LABELS[self]


LABELS = {
    Level.NOT_ANSWERED: pgettext_lazy("self-check", "Not answered"),
    Level.NOT_BEGUN: pgettext_lazy("self-check", "Not begun"),
    Level.SOME: pgettext_lazy("self-check", "Some of it in place"),
    Level.MOSTLY: pgettext_lazy("self-check", "Mostly in place"),
    Level.WELL: pgettext_lazy("self-check", "Well in place"),
}
ANSWERS = (Level.NOT_BEGUN, Level.SOME, Level.MOSTLY, Level.WELL, Level.NOT_ANSWERED)


@dataclass(frozen=True)
class Area:
    """One area of the quality model: its key in the framework, and what we ask about it."""

    word: str  # in addresses
    key: str
    statements: tuple[Any, ...]
    see: tuple[str, ...]  # parts of the framework that we suggest

    @property
    def names(self) -> list[str]:
        """Return what the statements are called in a form."""
        return [f"{self.word}{number}" for number in range(1, len(self.statements) + 1)]


AREAS = (
    Area(
        "leadership",
        "kv-ledelse",
        (
            _("We have a named leader who is responsible for career guidance."),
            _("We have written goals for our career guidance."),
            _("We go through the work together with our leader at least once a year."),
        ),
        ("kvalitetssikring", "kv-var-kvalitet"),
    ),
    Area(
        "ethics",
        "kv-etikk",
        (
            _("We know the ethical guidelines of the quality framework."),
            _("We set aside time to discuss ethical dilemmas with each other."),
            _("We tell those we guide what we write down about them, and who can see it."),
        ),
        ("et-retningslinjer", "et-refleksjonsmodellen", "et-etikkort"),
    ),
    Area(
        "services",
        "kv-tilbud-og-innhold",
        (
            _("We say in plain language what we offer, and to whom."),
            _("We help people learn to manage their own careers, not only to choose now."),
            _("We offer several ways to get guidance, such as alone, in a group or online."),
        ),
        ("karrierekompetanse", "kk-karriereknappene"),
    ),
    Area(
        "organisation",
        "kv-rammer-og-organisering",
        (
            _("We have agreed who does what in our career guidance."),
            _("We have time in our working plan to give guidance and to prepare."),
            _("We have a place where people can talk with us without others hearing."),
        ),
        ("et-rammer", "kv-var-kvalitet"),
    ),
    Area(
        "competence",
        "kv-kompetanse",
        (
            _("We know what competence each of us has, and what we lack as a team."),
            _("We have a plan for what we will learn in the coming year."),
            _("We learn from each other by watching or discussing our guidance."),
        ),
        ("kompetansestandarder", "ks-min-kompetanse"),
    ),
    Area(
        "knowledge",
        "kv-kunnskapsgrunnlag",
        (
            _("We ask those we have guided what they got out of it."),
            _("We use figures and feedback when we plan changes."),
            _("We keep up with new research and reports on career guidance."),
        ),
        ("kvalitetssikring", "kv-kvalitetsmodellen"),
    ),
    Area(
        "networks",
        "kv-nettverk-og-samarbeid",
        (
            _("We know which other services people here can turn to."),
            _("We have agreed with our partners how we pass people on."),
            _("We take part in a network with others who give career guidance."),
        ),
        ("kv-kvalitetsmodellen",),
    ),
)
NAMES = tuple(name for area in AREAS for name in area.names)


@dataclass(frozen=True)
class Answers:
    """What a team answered, and in which month; in the order of the statements."""

    year: int
    month: int
    levels: tuple[Level, ...]

    @property
    def first_day(self) -> dt.date:
        """Return the first day of the month, for writing the month."""
        return dt.date(self.year, self.month, 1)

    @property
    def code(self) -> str:
        """Return the answers as a code."""
        head = f"{VERSION}-{self.year:04}{self.month:02}"
        return f"{head}-{_grouped(_signs(head, _number(self.levels)))}"

    @property
    def by_name(self) -> dict[str, Level]:
        """Return the answers by the names of the form's fields."""
        return dict(zip(NAMES, self.levels, strict=True))


class Outcome(enum.Enum):
    """What a text turned out to be."""

    FOUND = "found"
    OTHER_VERSION = "other version"
    ELSEWHERE = "elsewhere"
    WRONG = "wrong"


@dataclass(frozen=True)
class Reading:
    """The answers behind a text, or why there are none."""

    outcome: Outcome
    answers: Answers | None = None


def read_code(code: str, *, today: dt.date) -> Reading:
    """Return the answers in a code: exactly as we write it, and not from a month to come."""
    match = _CODE.fullmatch(code)
    if _LIKE_A_CODE.fullmatch(code) and code.partition("-")[0] != str(VERSION):
        return Reading(Outcome.OTHER_VERSION)
    if not match:
        return Reading(Outcome.WRONG)
    year, month = int(match[2]), int(match[3])
    if not (1 <= month <= 12 and FIRST_MONTH <= (year, month) <= (today.year, today.month)):
        return Reading(Outcome.WRONG)
    number = 0
    for sign in match[4].replace("-", "")[:_NUMBERS]:
        number = number * len(SIGNS) + SIGNS.index(sign)
    levels = []
    for _name in NAMES:
        number, level = divmod(number, len(Level))
        levels.append(Level(level))
    answers = Answers(year, month, tuple(levels))
    if answers.code != code:  # a slip in the guarding sign, or a number too large
        return Reading(Outcome.WRONG)
    return Reading(Outcome.FOUND, answers)


def read_link(text: str, hosts: Collection[str], *, today: dt.date) -> Reading:
    """Return the answers in a link to a result or in a code, as a reader pastes it.

    `hosts` are those that the portal is read at, in lower case.
    """
    text = text.strip().casefold()
    if "/" in text:
        try:
            link = urlsplit(text if "//" in text else f"//{text}")
        except ValueError:  # such as an address with half a bracket
            return Reading(Outcome.WRONG)
        if link.netloc and link.netloc not in hosts:
            return Reading(Outcome.ELSEWHERE)
        text = link.path.rstrip("/").rpartition("/")[2]
    text = text.partition("?")[0]
    return read_code(text, today=today)


def _number(levels: tuple[Level, ...]) -> int:
    number = 0
    for level in reversed(levels):
        number = number * len(Level) + level
    return number


def _signs(head: str, number: int) -> str:
    """Return the answers in signs, and a last one that guards against slips of the pen."""
    signs = ""
    for _position in range(_NUMBERS):
        number, sign = divmod(number, len(SIGNS))
        signs = SIGNS[sign] + signs
    guard = int.from_bytes(blake2b(f"{head}-{signs}".encode(), digest_size=8).digest())
    return signs + SIGNS[guard % len(SIGNS)]


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))
