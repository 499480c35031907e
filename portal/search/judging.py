"""How good the search is, by judged queries: what must be among the first results."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.search.finding import Asked, find

FIRST, LOOKED_AT = 3, 10


@dataclass(frozen=True)
class Judged:
    """A query in a language, and what the title or address of the right answer matches."""

    query: str
    language: str
    right: re.Pattern[str]


@dataclass(frozen=True)
class Outcome:
    """At which place the right answer stood, 0 for nowhere among those looked at."""

    judged: Judged
    place: int
    shown: tuple[str, ...]


@dataclass(frozen=True)
class Marks:
    """How many had a right answer among the first, and the mean of one over its place."""

    number: int
    among_first: float
    mean_reciprocal_rank: float

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> "Marks":
        """Return the marks of some outcomes; nothing asked is nothing wrong."""
        places = [outcome.place for outcome in outcomes]
        if not places:
            return cls(0, 1.0, 1.0)
        first = sum(1 for place in places if 0 < place <= FIRST)
        rank = sum(1 / place for place in places if place)
        return cls(len(places), first / len(places), rank / len(places))


def read(path: Path) -> Iterator[Judged]:
    """Yield the queries of a file: query, language and pattern on each line, tabs between.

    Raises ValueError with the number of the line that is not so.
    """
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            query, language, pattern = line.split("\t")[:3]
            yield Judged(query, language, re.compile(pattern, re.IGNORECASE))
        except (ValueError, re.error) as error:
            raise ValueError(f"{path.name}, line {number}: {error}") from error


def judge(judged: Judged) -> Outcome:
    """Search, and see where the right answer stands."""
    hits = find(Asked(judged.query, judged.language, limit=LOOKED_AT)).hits
    place = next(
        (at for at, hit in enumerate(hits, 1)
         if judged.right.search(hit.title) or judged.right.search(hit.url)),
        0,
    )  # fmt: skip
    return Outcome(judged, place, tuple(hit.title for hit in hits[:FIRST]))
