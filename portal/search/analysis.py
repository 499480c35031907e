"""From words to terms: what makes two words the same to a reader of Norwegian, or of English.

Bokmål and nynorsk are one language here. A word has forms, which are its stem, and parts, which are
the roots of what it is made of: the forms find the word itself, the parts find its relatives.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import tantivy

from portal.search import tables
from portal.search.tables import fold

LONGEST_WORD = 60  # letters; what is longer is no word
SHORTEST_PART = 4
SHORTEST_ROOT = 5
KNOWN_TAIL = 5  # letters that the only known part of a compound must have
_LETTERS = r"[\w\u0300-\u036f]+"  # marks may be letters of their own; _ is made a blank before
_WORD = rf"{_LETTERS}(?:[.\-’']{_LETTERS})*"
_TOKEN = re.compile(rf"(?<=§[ \u00a0])\d+ [a-z]\b|{_WORD}")
_TYPED = re.compile(rf"\b\d+ [a-h]\b|{_WORD}")  # nobody types the sign
_SECTION = re.compile(r"\d+[a-z]")  # such as 14a, which is also found as 14
_JOINT = re.compile(r"[.\-’']")
_ENDING = re.compile(r"(?:ning|ing|ling|er|else)$")
# What the stemmer does not know: centres, those who do something, and acts.
_CENTRE = re.compile(r"sent(?:eret|rene|rane|rum|re|ra)(?=s?$)")
_DOER = re.compile(r"(?<=\w{3}er)(?:e|en|ene|ne|ar|ane|a)s?$")
_ACT = re.compile(r"(?<=\w{3})lov(?:en|ene|er|a|ar|ane)?s?$")


class Token(NamedTuple):
    """A word as it stands in a text."""

    text: str  # in small letters, with its marks
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What a word is found by."""

    forms: tuple[str, ...]
    parts: tuple[str, ...]


@functools.cache
def _stemmer(language: str) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    return builder.filter(tantivy.Filter.stemmer(language)).build()


@functools.lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """Return the stem of a folded word; `language` is norwegian or english."""
    if language == "norwegian" and (act := _ACT.search(word)):
        return word[: act.start()] + "lov"
    return _stemmer(language).analyze(word)[0] if word else ""


def tokens(text: str, *, typed: bool = False) -> Iterator[Token]:
    """Yield the words of a text, or of a query; the number and letter of a section are one word."""
    for found in (_TYPED if typed else _TOKEN).finditer(text.replace("_", " ")):
        if found.end() - found.start() <= LONGEST_WORD:
            yield Token(found[0].lower().replace(" ", ""), found.start(), found.end())


def words_in(text: str) -> list[str]:
    """Return the words of a text in small letters, as `tokens` has them: for whole documents."""
    found = _TOKEN.findall(text.replace("_", " ").lower())
    if "§" in text:
        found = [word.replace(" ", "") for word in found]
    return [word for word in found if len(word) <= LONGEST_WORD]


@functools.lru_cache(maxsize=50_000)
def terms(word: str, language: str) -> Terms:
    """Return what a word of a language is found by."""
    pieces = [fold(piece) for piece in _JOINT.split(word)]
    joined = ("-" if all(piece.isdigit() for piece in pieces) else "").join(pieces)
    if _SECTION.fullmatch(joined):
        return Terms((joined, joined[:-1]), (joined, joined[:-1]))
    if language == "en":
        found = [stem(piece, "english") for piece in (*pieces, joined)]
        return Terms((stem(joined, "english"),), tuple(dict.fromkeys(found)))
    joined, pieces = to_bokmal(joined), [to_bokmal(piece) for piece in pieces]
    whole = [joined] if len(pieces) > 1 else []
    found = [part for piece in (*pieces, *whole) for part in compound(piece)]
    return Terms((stem(joined, "norwegian"),), tuple(dict.fromkeys(map(root, found))))


@functools.lru_cache(maxsize=50_000)
def to_bokmal(word: str) -> str:
    """Return a folded word as bokmål has it, if the table knows the nynorsk form."""
    return _DOER.sub("", _CENTRE.sub("senter", tables.replaced(word)))


@functools.cache
def _part_stems() -> frozenset[str]:
    return frozenset(stem(part, "norwegian") for part in tables.parts())


@functools.cache
def _part_starts() -> frozenset[str]:
    """Return what the stems of known tails begin with: stems are beginnings of their words."""
    return frozenset(part[: KNOWN_TAIL - 1] for part in _part_stems())


@functools.lru_cache(maxsize=50_000)
def compound(word: str) -> tuple[str, ...]:
    """Return the stems that a folded word of bokmål is made of; alone if it is no compound."""
    whole = stem(word, "norwegian")
    if whole in _part_stems() or len(word) < 2 * SHORTEST_PART - 1 or not word.isalpha():
        return (whole,)
    return _all_known(word) or _one_known(word) or (whole,)


def _all_known(word: str) -> tuple[str, ...]:
    """Return the parts of a word whose every part is known: as few and as long as possible."""
    best: tuple[str, ...] = ()
    for cut in range(len(word) - 2, 2, -1):
        if (head := _head(word[:cut])) is not None:
            rest: tuple[str, ...] = ()
            if (tail := stem(word[cut:], "norwegian")) in _part_stems():
                rest = (tail,)
            elif len(word) - cut > SHORTEST_PART:
                rest = _all_known(word[cut:])
            if rest and (not best or 1 + len(rest) < len(best)):
                best = (head, *rest)
    return best


def _head(text: str) -> str | None:
    """Return the stem of a part that is followed by another, with or without a joining s or e."""
    for known in (text, text[:-1] if text[-1] in "se" else ""):
        if known in tables.parts():
            return stem(known, "norwegian")
    return None


def _one_known(word: str) -> tuple[str, ...]:
    """Return the two parts of a word of which one is known, and long enough to be no accident."""
    for cut in range(SHORTEST_PART - 1, len(word) - KNOWN_TAIL + 1):
        if word[cut : cut + KNOWN_TAIL - 1] not in _part_starts():
            continue
        tail = stem(word[cut:], "norwegian")
        if tail in _part_stems() and len(tail) >= KNOWN_TAIL - 1:
            return (stem(word[:cut].removesuffix("s"), "norwegian"), tail)
    for cut in range(len(word) - SHORTEST_PART, KNOWN_TAIL, -1):
        if word[:cut] in tables.parts():
            return (stem(word[:cut], "norwegian"), stem(word[cut:], "norwegian"))
    return ()


def root(word: str) -> str:
    """Return what a stem shares with its relatives, as guidance, guide and to guide do."""
    shorter = _ENDING.sub("", word)
    return shorter if len(shorter) >= SHORTEST_ROOT else word


def is_part(form: str) -> bool:
    """Tell whether compounds are made of a word: then whatever has its form has it as a part."""
    return form in _part_stems()


def is_stop_word(word: str) -> bool:
    """Tell whether a word carries no meaning in a query."""
    return fold(word) in tables.stop_words()
