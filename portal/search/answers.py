"""The answer that stands above the results, when it is clear what is meant.

A place, a right or section of law, or a word of the field: only by its name, never by a guess.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import DatabaseError
from django.utils.translation import gettext as _

from portal.base.languages import current_language
from portal.search.finding import Hit
from portal.search.index import name_form
from portal.search.kinds import kind_in_words
from services import finder, places
from services.places import Answer, Outcome, Place, fold

MOST_WORDS = 8  # of a query that may mean one thing
WORDS_OF_A_PLACE = 3
SHORTEST_PLACE = 4  # letters of a name that stands beside other words
KINDS_OF_PLACE = {"municipality", "county", "svalbard", "jan_mayen"}
IN = {"i", "in", "på", "ved", "near", "nær"}
ORDINARY = {"time", "hole", "gran", "lund", "eide", "sande", "land", "alle", "norge", "skole"}
RIGHTS = ("legal_basis", "entitlement")
WORDS = ("term", "definition")
_POSTAL_CODE = re.compile(r"(?!19|20)\d{4}")  # those that may be years are codes only by themselves
_SAYS_PLACE = re.compile(r"\b(?:kommune|fylke|municipality|county)\b", re.I)
_SECTION = re.compile(
    r"(?:§+|\bparagraf|\bsection)\s*(\d+(?:-\d+)?(?:\s?[a-z]\b)?)|^(\d+(?:-\d+)?\s?[a-z]?)$", re.I
)
_DIGIT_LETTER = re.compile(r"(?<=\d)(?=[a-z])")


@dataclass(frozen=True)
class Box:
    """What is meant, in few words, and the ways on from there; languages if not the reader's."""

    kind: str
    title: str
    url: str = ""
    language: str = ""
    page_language: str = ""
    text: str = ""
    ways: tuple[tuple[str, str], ...] = ()


def box_for(text: str, hits: Iterable[Hit]) -> Box | None:
    """Return the answer to a query whose meaning is clear; `hits` are its first results."""
    if len(text.split()) > MOST_WORDS:
        return None
    try:
        place = _place(text)
    except DatabaseError:  # the results are found without it
        place = None
    hits = list(hits)
    return place or _right(text, hits) or _word(text, hits)


def _place(text: str) -> Box | None:
    """Return the place that a query names, whole or beside what it asks about the place."""
    parts = list(_names_of_places(text))
    for candidate in [text, *parts] if any(map(_is_known, [text, *parts])) else ():
        answer = places.find_place(candidate)
        known = answer.outcome in {Outcome.ONE, Outcome.SEVERAL, Outcome.SVALBARD}
        if known and not answer.guessed and {p.kind for p in answer.places} <= KINDS_OF_PLACE:
            return _box_of_place(answer)
    return None


def _is_known(name: str) -> bool:
    """Tell whether a text is a name or a code of a place; quick, so that most queries end here."""
    book, folded = places.gazetteer(), fold(name)
    said = folded in book.names or folded in book.postal_places or folded[:4] in book.codes
    return said or bool(_SAYS_PLACE.search(name))


def _names_of_places(text: str) -> Iterator[str]:
    """Yield what in a text may be the name of a place, the most words first."""
    words = text.split()
    if any(any(map(str.isdigit, word)) and not _POSTAL_CODE.fullmatch(word) for word in words):
        return  # a year, a section: not where somebody is
    for number in range(min(WORDS_OF_A_PLACE, len(words) - 1), 0, -1):
        for some, before in ((words[-number:], words[-number - 1]), (words[:number], "")):
            name = " ".join(some).strip(",.?!")
            is_long = len(fold(name)) >= SHORTEST_PLACE and name.casefold() not in ORDINARY
            if is_long or before.casefold() in IN:
                yield name


def _box_of_place(answer: Answer) -> Box:
    pages = finder.pages_of(answer.places)
    if len(pages) > 1:
        choices = tuple((place.full_label, url) for place, url in pages)
        return Box(_("Place"), _("Which place do you mean?"), ways=choices)
    [(place, url)] = pages
    here = (_("See what you can get here"), finder.find_url(place.slug))
    if place.kind not in {"municipality", "county"}:
        return Box(_("Place"), place.label, url=here[1], ways=(here,))
    text = _("What people who live here are owed, who gives it, and how to get it.")
    return Box(_("Place"), place.full_label, url=url, text=text, ways=(here, *_county(place)))


def _county(place: Place) -> list[tuple[str, str]]:
    """Return the way to a municipality's county."""
    if place.kind != "municipality" or not place.county:
        return []
    county = Place("county", place.county_name, county=place.county)
    [(_same, url)] = finder.pages_of([county])
    return [(_("%s county") % place.county_name, url)]


def _right(text: str, hits: list[Hit]) -> Box | None:
    """Return the right or the section of law that a query names."""
    hits = [hit for hit in hits if hit.kind in RIGHTS]
    if section := _SECTION.search(text):
        number = section[1] or section[2]
        return next((_box_of_hit(hit) for hit in hits if _has_section(number, hit)), None)
    named = [hit for hit in hits if _is_named(text, hit)]
    whole_acts = [hit for hit in hits if named and hit.title.startswith(named[0].title)]
    return _box_of_hit(named[0]) if len(whole_acts) == 1 else None


def _has_section(section: str, hit: Hit) -> bool:
    """Tell whether the title of a hit has a section's number."""
    number, title = (_DIGIT_LETTER.sub(" ", fold(words)) for words in (section, hit.title))
    return f" {number} " in f" {title} "


def _word(text: str, hits: list[Hit]) -> Box | None:
    """Return the word of the field that a query is, with its meaning."""
    named = (hit for hit in hits if hit.kind in WORDS and _is_named(text, hit))
    return next((_box_of_hit(hit) for hit in named), None)


def _is_named(text: str, hit: Hit) -> bool:
    """Tell whether a text is the name of a hit, in any form of its words."""
    return name_form(text, hit.title_language) == name_form(hit.title, hit.title_language)


def _box_of_hit(hit: Hit) -> Box:
    own, page = (
        "" if language == current_language() else language
        for language in (hit.title_language, hit.language)
    )
    return Box(kind_in_words(hit.kind), hit.title, hit.url, own, page, hit.lead)
