"""Which place a reader means: a postal code, a municipality, a county, an older name, a Sámi name.

The names and codes are held in memory, in the edition the database has. A process asks which at
most once a second, and at once when it has changed a register itself.
"""

import re
import time
import uuid
from typing import Any

from django.db import DatabaseError
from django.db.models.signals import post_save
from django.dispatch import receiver

from portal.base import reading
from portal.base.drafts.stage import is_staged
from portal.base.languages import in_every_language
from portal.base.models import Edition
from portal.base.reading import Version
from services.places.gazetteer import Gazetteer, county_place
from services.places.place import (
    ABROAD,
    ANYWHERE,
    JAN_MAYEN,
    SVALBARD,
    Answer,
    Outcome,
    Place,
    distance,
    distance_words,
    fold,
)

__all__ = [
    "ABROAD",
    "ANYWHERE",
    "JAN_MAYEN",
    "OUTSIDE_NORWAY",
    "SVALBARD",
    "Answer",
    "Outcome",
    "Place",
    "county_place",
    "distance",
    "distance_words",
    "find_place",
    "fold",
    "gazetteer",
    "place_from_slug",
    "places_from_number",
    "suggest",
]
OUTSIDE_NORWAY = (SVALBARD, JAN_MAYEN, ABROAD)
REGISTERS = (
    "services.county",
    "services.formercounty",
    "services.municipality",
    "services.postalcode",
)
_A_WORD = re.compile(r"[a-z0-9-]+-\d{4}", re.ASCII)
MUNICIPALITY_DIGITS = 4  # a county has two
ASK_AGAIN = 1.0  # seconds
_loaded: tuple[tuple[uuid.UUID, ...], Gazetteer] | None = None
_asked_for: tuple[float, Version | None] = (0.0, None)


def gazetteer() -> Gazetteer:
    """Return the names and codes of the edition that is being read, or else the latest known.

    A page that reads one version of the content gets the names of that version; what reads no
    version asks once a second. Without the database, what was loaded last is used.
    """
    global _loaded, _asked_for
    now, version = time.monotonic(), reading.version()
    if is_staged():  # what a working copy says is not kept for others
        return _loaded[1] if _loaded is not None else Gazetteer.load()
    asked_at, asked_for = _asked_for
    known = asked_for == version if version is not None else now - asked_at < ASK_AGAIN
    if _loaded is not None and asked_at and known:
        return _loaded[1]
    try:
        edition = Edition.of(*REGISTERS)
        if _loaded is None or _loaded[0] != edition:
            _loaded = (edition, Gazetteer.load())
    except DatabaseError:
        if _loaded is None:
            raise
        return _loaded[1]
    _asked_for = (now, version)
    return _loaded[1]


@receiver(post_save, sender=Edition)
def look_again(**kwargs: Any) -> None:
    """Ask for the edition at the next lookup, whenever that is."""
    global _asked_for
    _asked_for = (0.0, None)


def find_place(text: str) -> Answer:
    """Return which place a text means, with a named outcome.

    The text may be a municipality's word in addresses, as it is when one was chosen before.
    """
    if _A_WORD.fullmatch(text) and (place := place_from_slug(text)):
        return Answer(Outcome.ONE, text, (place,))
    return gazetteer().find(text)


def suggest(text: str, limit: int = 8) -> tuple[Place, ...]:
    """Return the places that a text may be the beginning of."""
    return gazetteer().suggest(text, limit)


def place_from_slug(slug: str) -> Place | None:
    """Return the place that a word of an address names, in whatever language it is written.

    A word with the number of a municipality names it, whatever the word says; a number of an
    earlier map names what the municipality became, if that is one.
    """
    for place in (ABROAD, ANYWHERE):
        if slug in in_every_language(lambda p=place: p.slug).values():  # type: ignore[misc]
            return place
    book = gazetteer()
    number = slug.rpartition("-")[2]
    became = book.by_number.get(number, []) if len(number) == MUNICIPALITY_DIGITS else []
    return book.by_word.get(slug) or (became[0] if len(became) == 1 else None)


def places_from_number(number: str) -> list[Place]:
    """Return what the municipality or county of a number is today: itself, or what it became."""
    return gazetteer().by_number.get(number, [])
