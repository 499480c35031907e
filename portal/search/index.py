"""The index of one language on disk: its fields, and what is written of a document."""

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from portal.base.searchable import Document
from portal.search import analysis
from portal.search.analysis import Terms, fold, is_stop_word, terms, tokens

STATE = "state"  # the key of the document that says how far the index has come
FACETS = ("kind", "audience", "county", "language")
LONGEST_TEXT = 60_000  # letters of a document that are searched in
SHORTEST_WORD = 3  # letters of a word that others are corrected to
LONGEST_START = 12  # letters of a word that suggestions look at
LONGEST_BEGINNING = 24  # letters of a title that suggestions look at
WRITER_MEMORY = 60_000_000  # bytes


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
    for name in ("starts", "words"):
        build.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in ("exact", "beginning", "of"):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("key", "url"):
        build.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        build.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
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
    gone: Iterable[str] = (), now: dt.datetime,
) -> None:  # fmt: skip
    """Replace what names, or what goes away with them, by entries, with the new state: at once."""
    writer = index.writer(WRITER_MEMORY, 1)
    for name in gone:
        writer.delete_documents_by_term("of", name)
    for entry in entries:
        writer.add_document(tantivy.Document(**fields_of(entry, now)))
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
    title = [terms(each.text, language) for each in _meaningful(document.title)]
    names = [
        terms(each.text, code)
        for name in document.names
        for code in dict.fromkeys((language, "nb", "en"))
        for each in _meaningful(name)
    ]
    lead = _terms_in(document.lead, language)
    text = _terms_in(document.text[:LONGEST_TEXT], document.language)
    is_past = document.ends is not None and document.ends <= now
    turns = [at for at in (entry.closes, document.ends) if at is not None and at > now]
    weight = entry.kind_weight * document.weight * (0.6 if is_past else 1.0)
    all_names = (document.title, *document.names)
    return {
        "title": _forms(title),
        "names": _forms(names),
        "lead": _forms(lead),
        "text": _forms(text),
        "title_parts": _parts([*title, *names]),
        "parts": _parts([*lead, *text]),
        "exact": list(dict.fromkeys(name_form(name, code) for name in all_names
                                    for code in (language, "nb"))),
        "starts": " ".join(sorted(_starts(all_names))),
        "beginning": list(dict.fromkeys(
            fold(name)[:number] for name in all_names
            for number in range(2, min(len(name), LONGEST_BEGINNING) + 1)
        )),
        "words": " ".join(sorted(_vocabulary(all_names, document))),
        "key": entry.name,
        "of": [entry.name, *document.of],
        "url": document.url,
        "kind": entry.kind,
        "audience": list(document.audiences),
        "county": list(document.counties),
        "language": document.language,
        "weight": weight * (0.5 if document.over else 1.0),
        "day": document.date.toordinal() if document.date else 0,
        "turns": int(min(turns).timestamp()) if turns else 0,
        "shown": json.dumps(_shown(entry), ensure_ascii=False).encode(),
        "body": document.text[:LONGEST_TEXT].encode(),
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
    return " ".join(terms(each.text, language).forms[0] for each in tokens(text))


def _meaningful(text: str) -> list[analysis.Token]:
    return [each for each in tokens(text) if not is_stop_word(each.text)]


def _terms_in(text: str, language: str) -> list[Terms]:
    return [terms(each.text, language) for each in _meaningful(text)]


def _forms(found: list[Terms]) -> str:
    return " ".join(form for each in found for form in each.forms)


def _parts(found: list[Terms]) -> str:
    return " ".join(part for each in found for part in each.parts)


def _starts(names: Iterable[str]) -> set[str]:
    """Return the beginnings of the words of names, and of the parts of compounds."""
    found = set()
    for name in names:
        for each in tokens(name):
            word = fold(each.text)
            for start in {word, analysis.to_bokmal(word), *terms(each.text, "nb").parts}:
                found |= {start[:number] for number in range(1, min(len(start), LONGEST_START) + 1)}
    return found


def _vocabulary(names: Iterable[str], document: Document) -> set[str]:
    """Return the words that others may be corrected to: folded, its form, and as it is written."""
    text = "\n".join((*names, document.lead, document.text[:LONGEST_TEXT]))
    found = {each.text for each in tokens(text) if len(each.text) >= SHORTEST_WORD}
    return {
        f"{fold(word)}|{terms(word, document.language).forms[0]}|{word}"
        for word in found
        if not any(letter.isdigit() for letter in word)
    }
