"""The index of one language on disk: its fields, and what is written of a document."""

import datetime as dt
import functools
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from portal.base.searchable import Document
from portal.search.analysis import is_stop_word, terms, to_bokmal, words_in
from portal.search.tables import fold

STATE = "state"  # the key of the document that says how far the index has come
FACETS = ("kind", "audience", "county", "language")
LONGEST_TEXT = 60_000  # letters of a document that are searched in
SHORTEST_WORD = 3  # letters of a word that others are corrected to
LONGEST_START = 12  # letters of a word that suggestions look at
LONGEST_BEGINNING = 24  # letters of a title that suggestions look at
LIFT = 6.0  # so that the weights that there are become more than 1
_DIGIT = re.compile(r"\d")
WRITER_MEMORY = 200_000_000  # bytes, for all threads


class Entry(NamedTuple):
    """A document with its name and kind, as it is handed to the index."""

    name: str
    kind: str
    document: Document
    kind_weight: float = 1.0
    closes: dt.datetime | None = None


def schema() -> tantivy.Schema:
    """Return the fields of an index."""
    build = tantivy.SchemaBuilder()
    for name in ("title", "lead", "text"):
        build.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("names", "title_parts", "parts"):
        build.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in ("forms", "all_parts", "starts", "words"):
        build.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in ("exact", "beginning", "of"):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("key", "url"):
        build.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        is_counted = name == "audience"  # the others are counted by their traits, all at once
        build.add_text_field(name, fast=is_counted, tokenizer_name="raw", index_option="basic")
    build.add_text_field("traits", fast=True, tokenizer_name="raw", index_option="basic")
    build.add_float_field("weight", fast=True)
    build.add_integer_field("day", fast=True)
    build.add_integer_field("turns", indexed=True, fast=True)
    for name in ("shown", "body"):
        build.add_bytes_field(name, stored=True)
    return build.build()


SCHEMA = schema()


def create(folder: Path) -> tantivy.Index:
    """Return the index of a folder, made if it is not there; raises ValueError when damaged."""
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(SCHEMA, str(folder))
    whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("whitespace", whitespace)
    index.config_reader(reload_policy="manual")
    return index


def write(
    index: tantivy.Index, entries: Iterable[Entry], state: dict[str, Any], *,
    gone: Iterable[str] = (), now: dt.datetime, threads: int = 1,
) -> None:  # fmt: skip
    """Replace what names, or what goes away with them, by entries, with the new state: at once."""
    writer = index.writer(WRITER_MEMORY, threads)
    for name in gone:
        writer.delete_documents_by_term("of", name)
    for entry in entries:
        writer.add_document(tantivy.Document(**fields_of(entry, now)))
    _looked_up.cache_clear()
    writer.delete_documents_by_term("key", STATE)
    writer.add_document(tantivy.Document(key=STATE, shown=json.dumps(state).encode()))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()


def state_of(searcher: tantivy.Searcher) -> dict[str, Any]:
    """Return how far an index has come; empty for one that has nothing."""
    query = tantivy.Query.term_query(SCHEMA, "key", STATE)
    hits = searcher.search(query, 1).hits
    if not hits:
        return {}
    found: dict[str, Any] = json.loads(bytes(searcher.doc(hits[0][1])["shown"][0]))
    return found


def fields_of(entry: Entry, now: dt.datetime) -> dict[str, Any]:
    """Return what an index holds of an entry at a moment."""
    document = entry.document
    language = document.title_language or document.language
    all_names = (document.title, *document.names)
    title, lead = read(document.title, language), read(document.lead, language)
    text = read(document.text[:LONGEST_TEXT], document.language)
    names = Reading()
    for name in document.names:
        for code in dict.fromkeys((language, "nb", "en")):
            names.add(read(name, code), words=code == language)
    is_past = document.ends is not None and document.ends <= now
    turns = [at for at in (entry.closes, document.ends) if at is not None and at > now]
    weight = entry.kind_weight * document.weight * (0.6 if is_past else 1.0)
    return {
        "title": " ".join(title.forms),
        "names": " ".join(names.forms),
        "lead": " ".join(lead.forms),
        "text": " ".join(text.forms),
        "title_parts": " ".join((*title.parts, *names.parts)),
        "parts": " ".join((*lead.parts, *text.parts)),
        "forms": " ".join({*title.forms, *names.forms, *lead.forms, *text.forms}),
        "all_parts": " ".join({*title.parts, *names.parts, *lead.parts, *text.parts}),
        "exact": list(dict.fromkeys(name_form(name, code) for name in all_names
                                    for code in (language, "nb"))),
        "starts": " ".join({start for name in all_names for word in words_in(name)
                            for start in _starts(word)}),
        "beginning": list(dict.fromkeys(
            fold(name)[:number] for name in all_names
            for number in range(2, min(len(name), LONGEST_BEGINNING) + 1)
        )),
        "words": " ".join(title.words | names.words | lead.words | text.words),
        "key": entry.name,
        "of": [entry.name, *document.of],
        "url": document.url,
        "kind": entry.kind,
        "audience": list(document.audiences),
        "county": list(document.counties),
        "language": document.language,
        "traits": traits(entry),
        "weight": _lifted(weight * (0.5 if document.over else 1.0)),
        "day": document.date.toordinal() if document.date else 0,
        "turns": int(min(turns).timestamp()) if turns else 0,
        "shown": json.dumps(_shown(entry), ensure_ascii=False).encode(),
        "body": document.text[:LONGEST_TEXT].encode(),
    }  # fmt: skip


def _lifted(weight: float) -> float:
    """Return a weight so that it multiplies the score: the engine takes log2(2 + value) of it."""
    return max(2 ** (LIFT * weight) - 2, 0.0)


def traits(entry: Entry) -> str:
    """Return the kind, the counties and the language of an entry as one text."""
    document = entry.document
    return f"{entry.kind}|{','.join(sorted(document.counties))}|{document.language}"


def by_facet(
    numbers: Mapping[str, int], chosen: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, dict[str, int]], int]:
    """Return how many entries there are of each kind, county and language, and how many in all.

    `numbers`: of each set of traits; `chosen`: what they are limited to. Of a facet that limits,
    the numbers are as if it did not.
    """
    found: dict[str, dict[str, int]] = {name: {} for name in ("kind", "county", "language")}
    total = 0
    for text, number in numbers.items():
        values = _values(text)
        out = [name for name in chosen if not set(values[name]) & set(chosen[name])]
        total += 0 if out else number
        for name in found if not out else out if len(out) == 1 else ():
            for value in values[name]:
                found[name][value] = found[name].get(value, 0) + number
    return found, total


@functools.lru_cache(maxsize=10_000)
def _values(text: str) -> dict[str, tuple[str, ...]]:
    """Return the traits of an entry by facet."""
    kind, counties, language = text.split("|")
    return {
        "kind": (kind,), "county": tuple(filter(None, counties.split(","))),
        "language": (language,),
    }  # fmt: skip


def _shown(entry: Entry) -> dict[str, Any]:
    """Return what is shown of an entry when it is found."""
    document = entry.document
    return {
        "title": document.title, "lead": document.lead,
        "kind": entry.kind, "language": document.language,
        "title_language": document.title_language or document.language,
        "audiences": document.audiences, "counties": document.counties,
        "date": document.date.isoformat() if document.date else "", "over": document.over,
    }  # fmt: skip


def name_form(text: str, language: str) -> str:
    """Return what a whole name is known by, in whatever form its words are."""
    return " ".join(terms(word, language).forms[0] for word in words_in(text))


@dataclass
class Reading:
    """What a text is found by, and the words that others may be corrected to."""

    forms: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    words: set[str] = field(default_factory=set)

    def add(self, other: "Reading", *, words: bool) -> None:
        """Take over what another text is found by, and perhaps its words."""
        self.forms += other.forms
        self.parts += other.parts
        if words:
            self.words |= other.words


def read(text: str, language: str) -> Reading:
    """Return what a text of a language is found by."""
    words = words_in(text)
    if not words:
        return Reading()
    looked_up = _looked_up(language)
    forms, parts, entries = zip(*[looked_up[word] for word in words], strict=True)
    return Reading(list(filter(None, forms)), list(filter(None, parts)), set(entries) - {""})


class LookedUp(dict[str, tuple[str, str, str]]):
    """The words of a language that have been looked up, each with its forms, parts and entry.

    A word without meaning has an entry alone: the word folded, its form, and as it is written.
    A number has none.
    """

    MOST = 200_000  # words that are held, for as long as documents are written

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, word: str) -> tuple[str, str, str]:
        """Look a word up, and hold what was found."""
        if len(self) > self.MOST:
            self.clear()
        own = terms(word, self.language)
        is_word = len(word) >= SHORTEST_WORD and not _DIGIT.search(word)
        entry = f"{fold(word)}|{own.forms[0]}|{word}" if is_word else ""
        means = not is_stop_word(word)
        found = (" ".join(own.forms), " ".join(own.parts), entry) if means else ("", "", entry)
        self[word] = found
        return found


_looked_up = functools.cache(LookedUp)


@functools.lru_cache(maxsize=50_000)
def _starts(word: str) -> frozenset[str]:
    """Return the beginnings of a word of a name, and of what it is made of."""
    folded = fold(word)
    return frozenset(
        start[:number]
        for start in {folded, to_bokmal(folded), *terms(word, "nb").parts}
        for number in range(1, min(len(start), LONGEST_START) + 1)
    )
