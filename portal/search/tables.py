"""The word tables of the search, read once: see words/README.md."""

import functools
import re
from pathlib import Path
from typing import NamedTuple

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


class Bound(NamedTuple):
    """A part of a word that is replaced only at the beginning of it, at its end, or as a whole."""

    before: str
    after: str
    at_start: bool
    at_end: bool

    def replace(self, word: str) -> str:
        """Return a word with the part replaced, if it has it there."""
        if self.at_start and self.at_end:
            return self.after if word == self.before else word
        if self.at_start:
            own = word.removeprefix(self.before)
            return word if own == word else f"{self.after}{own}"
        own = word.removesuffix(self.before)
        return word if own == word else f"{own}{self.after}"


@functools.cache
def _nynorsk() -> tuple[re.Pattern[str], dict[str, str], tuple[Bound, ...]]:
    """Return the parts that are replaced wherever they are, by what, and those that are bound."""
    plain: dict[str, str] = {}
    bound = []
    for line in _lines("nynorsk.txt"):
        before, after = line.split()
        part = fold(before.strip("^$"))
        if before[0] == "^" or before[-1] == "$":
            bound.append(Bound(part, fold(after), before[0] == "^", before[-1] == "$"))
        else:
            plain.setdefault(part, fold(after))
    longest_first = sorted(plain, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)"), plain, tuple(bound)


def replaced(word: str) -> str:
    """Return a folded word with what is nynorsk in it replaced by bokmål."""
    plain, becomes, bound = _nynorsk()
    word = plain.sub(lambda found: becomes[found[0]], word)
    for rule in bound:
        if rule.before in word:
            word = rule.replace(word)
    return word


@functools.cache
def parts() -> frozenset[str]:
    """Return what compounds are made of, in bokmål, folded, not stemmed."""
    return frozenset(fold(line) for line in _lines("parts.txt"))


@functools.cache
def stop_words() -> frozenset[str]:
    """Return the words that carry no meaning in a query, folded."""
    return frozenset(fold(line) for line in _lines("stop.txt"))
