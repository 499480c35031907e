"""The word tables of the search, read once: see words/README.md."""

import functools
import re
from pathlib import Path

from portal.base.text import plain_letters

FOLDER = Path(__file__).parent / "words"
_DIGRAPH = re.compile("aa|ae|oe")


@functools.lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return a text in letters a to z, the same however æ, ø, å and Sámi letters are typed."""
    return _DIGRAPH.sub(lambda found: found[0][0], plain_letters(text))


def _lines(name: str) -> list[str]:
    """Return the lines of a table, without comments."""
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and line[0] != "#"]


@functools.cache
def nynorsk() -> tuple[re.Pattern[str], dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """Return what turns nynorsk into bokmål: a pattern of the plain ones, what for, and the rest.

    A plain line replaces a part of a word wherever it is; ^ and $ bind it to an end of the word.
    """
    plain: dict[str, str] = {}
    bound = []
    for line in _lines("nynorsk.txt"):
        before, after = line.split()
        if before[0] == "^" or before[-1] == "$":
            bound.append((re.compile(_folded(before)), fold(after)))
        else:
            plain.setdefault(fold(before), fold(after))
    longest_first = sorted(plain, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)"), plain, tuple(bound)


def _folded(pattern: str) -> str:
    """Return a pattern bound to an end of the word, with its letters folded."""
    start, end = pattern[0] == "^", pattern[-1] == "$"
    return f"{'^' if start else ''}{fold(pattern.strip('^$'))}{'$' if end else ''}"


@functools.cache
def parts() -> frozenset[str]:
    """Return what compounds are made of, in bokmål, folded, not stemmed."""
    return frozenset(fold(line) for line in _lines("parts.txt"))


@functools.cache
def stop_words() -> frozenset[str]:
    """Return the words that carry no meaning in a query, folded."""
    return frozenset(fold(line) for line in _lines("stop.txt"))
