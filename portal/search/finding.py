"""Finds: what was asked for in, the results, their numbers by kind, and suggestions out."""

import datetime as dt
import functools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tantivy import Occur, Query

from portal.search import queries, rules, snippets
from portal.search.analysis import is_stop_word, terms, to_bokmal, tokens
from portal.search.asking import LONGEST_QUERY, Reader, Synonyms
from portal.search.index import LONGEST_BEGINNING, LONGEST_START, SCHEMA, name_form
from portal.search.looking import FEW, Asked, Facets, Look
from portal.search.shelves import NotReady, Opened, is_damage, shelf
from portal.search.tables import fold

__all__ = ["Asked", "Found", "Hit", "NotReady", "Suggestion", "entry_at", "find", "suggest"]


@dataclass(frozen=True)
class Hit:
    """An entry that was found."""

    name: str
    url: str
    title: str
    kind: str
    language: str  # of the page, and of the text
    title_language: str
    lead: str = ""
    body: Any = None  # holds the text, which few that are found are asked for
    audiences: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    date: dt.date | None = None
    over: bool = False
    score: float = 0.0
    found_by: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """Return the text of the entry."""
        return bytes(self.body.get_first("body")).decode() if self.body is not None else ""

    def snippet(self) -> snippets.Pieces:
        """Return the stretch of the entry that shows why it was found, in pieces, some marked."""
        text = f"{self.lead}\n{self.text}" if self.lead else self.text
        return snippets.snippet(text, self.found_by, self.language)

    def title_pieces(self) -> snippets.Pieces:
        """Return the title in pieces, some marked."""
        return snippets.marked(self.title, self.found_by, self.title_language)


@dataclass(frozen=True)
class Found:
    """What was found: how many, some of them, how many of each kind, and how it was understood."""

    total: int = 0
    hits: list[Hit] = field(default_factory=list)
    facets: Facets = field(default_factory=dict)
    corrected: str = ""  # the query with its misspelt words mended, if there were any
    pinned: Hit | None = None
    every_word: bool = True  # False: nothing has all the words
    is_stale: bool = False  # the database did not answer


@dataclass(frozen=True)
class Suggestion:
    """A page that may be meant by what has been typed so far."""

    title: str
    url: str
    kind: str
    language: str


def find(asked: Asked, *, now: dt.datetime | None = None) -> Found:
    """Return what is found; raises NotReady while there is no index."""
    return _with(asked.language, lambda own: find_in(own, asked, rules.rules()), now)


def suggest(
    text: str, language: str, limit: int = 8, *, now: dt.datetime | None = None
) -> list[Suggestion]:
    """Return the pages that a text is the beginning of; raises NotReady."""
    return _with(language, lambda own: suggest_in(own, text, limit), now)


def entry_at(url: str, language: str) -> tuple[str, str] | None:
    """Return the permanent name and the title of what is at an address; raises NotReady."""
    return _with(language, lambda own: _named(own, "url", url))


def titled(name: str, language: str) -> tuple[str, str] | None:
    """Return the permanent name and the title of an entry that is public; raises NotReady."""
    return _with(language, lambda own: _named(own, "key", name))


def _with[Result](
    language: str, act: Callable[[Opened], Result], now: dt.datetime | None = None
) -> Result:
    """Do something with an index; one that turns out to be damaged is made anew, once."""
    kept = shelf(language)
    try:
        return act(kept.fresh(now))
    except BaseException as error:
        if not is_damage(error):
            raise
        kept.forget()
        return act(kept.fresh(now))


def _reader(own: Opened, synonyms: Synonyms) -> Reader:
    return Reader(own.searcher, own.language, lambda: own.vocabulary, synonyms)


def find_in(own: Opened, asked: Asked, taught: Any) -> Found:
    """Return what is found in an index, with what editors have taught."""
    synonyms = _synonyms(taught, own.language)
    understood = _reader(own, synonyms).read(asked.text, mend=not asked.exact)
    if not understood.groups:
        return Found(is_stale=own.is_stale)
    pin = _pins(taught, own.language).get(understood.name)
    look = Look(own, asked, pin if pin and _named(own, "key", pin) else None)
    matching = queries.matching(understood)
    facets, total, best = look.at(understood, matching)
    every_word = True
    half = queries.matching_half(understood) if total < FEW and look.has_few(matching) else None
    if half is not None:
        every_word = bool(total)
        facets, total, best = look.at(understood, half, half=True, first=every_word)
    found_by = understood.found_by
    hits = [_hit(own, score, at, found_by) for score, at in best]
    return Found(
        total=total,
        hits=hits,
        facets=facets,
        corrected=understood.corrected,
        pinned=next((hit for hit in hits if hit.name == look.pin), None),
        every_word=every_word,
        is_stale=own.is_stale,
    )


def _hit(own: Opened, score: float, address: Any, found_by: frozenset[str]) -> Hit:
    document = own.searcher.doc(address)
    shown = json.loads(bytes(document.get_first("shown")).decode())
    return Hit(
        name=document.get_first("key"),
        url=document.get_first("url"),
        title=shown["title"],
        kind=shown["kind"],
        language=shown["language"],
        title_language=shown["title_language"],
        lead=shown["lead"],
        body=document,
        audiences=tuple(shown["audiences"]),
        counties=tuple(shown["counties"]),
        date=dt.date.fromisoformat(shown["date"]) if shown["date"] else None,
        over=shown["over"],
        score=score,
        found_by=found_by,
    )


def _named(own: Opened, field_name: str, value: str) -> tuple[str, str] | None:
    """Return the permanent name and title of the document with a value."""
    hits = own.searcher.search(Query.term_query(SCHEMA, field_name, value, "basic"), 1).hits
    if not hits:
        return None
    hit = _hit(own, hits[0][0], hits[0][1], frozenset())
    return hit.name, hit.title


def suggest_in(own: Opened, text: str, limit: int = 8) -> list[Suggestion]:
    """Return the pages that a text is the beginning of, in an index."""
    text = " ".join(text.split())[:LONGEST_QUERY]
    typed = [fold(each.text) for each in tokens(text, typed=True)]
    words = [word for word in typed if not is_stop_word(word)] or typed
    if not words:
        return []
    must = [(Occur.Must, _start(word)) for word in words[:8]]
    begins = Query.term_query(SCHEMA, "beginning", fold(text)[:LONGEST_BEGINNING], "basic")
    query = Query.boolean_query([*must, (Occur.Should, Query.const_score_query(begins, 3.0))])
    hits = own.searcher.search(query, limit, count=False, weight_by_field="weight").hits
    if not hits and (mended := _reader(own, {}).read(text).corrected):
        return suggest_in(own, mended, limit) if fold(mended) != fold(text) else []
    found = (_hit(own, score, address, frozenset()) for score, address in hits)
    return [Suggestion(hit.title, hit.url, hit.kind, hit.title_language) for hit in found]


def _start(word: str) -> Query:
    """Return the query of a word that may not be typed to its end."""
    either = dict.fromkeys((word[:LONGEST_START], to_bokmal(word)[:LONGEST_START]))
    found = [Query.term_query(SCHEMA, "starts", each, "basic") for each in either]
    return Query.const_score_query(
        Query.boolean_query([(Occur.Should, each) for each in found]), 1.0
    )


@functools.lru_cache(maxsize=8)
def _synonyms(taught: Any, language: str) -> Synonyms:
    """Return the phrases that each phrase finds as well, by its forms in a language."""
    found: Synonyms = {}
    for typed, becomes in taught.synonyms:
        for phrase in typed:
            for code in dict.fromkeys((language, "nb")):
                key = tuple(
                    terms(each.text, code).forms[0]
                    for each in tokens(phrase, typed=True)
                    if not is_stop_word(each.text)
                )
                if key:
                    known = found.setdefault(key, [])
                    known += [other for other in becomes if other not in {*known, phrase}]
    return found


@functools.lru_cache(maxsize=8)
def _pins(taught: Any, language: str) -> dict[str, str]:
    """Return the pinned answers by the query's forms in a language."""
    return {name_form(query, language): name for query, name in taught.pins.items()}
