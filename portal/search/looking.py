"""A look into an index: how many match a query, by facet, and which of them are the best."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tantivy import Occur, Query

from portal.search import queries
from portal.search.asking import Understood
from portal.search.index import FACETS, SCHEMA, by_facet
from portal.search.shelves import Opened

LARGE = 20_000  # documents from which on a thread of its own costs less than it saves
FEW = 3  # results with every word, from which on those without one are left out
PINNED = 1e6
MOST_TRAITS = 10_000  # kinds, counties and languages together, that are told apart
MOST_SHOWN = 200  # results, on all pages together
_beside = ThreadPoolExecutor(os.cpu_count(), "search-counting")  # starts with its first work

Facets = dict[str, dict[str, int]]  # how many there are of each value of each facet
Ranked = list[tuple[Any, Any]]  # scores and addresses


@dataclass(frozen=True)
class Asked:
    """What a reader searches for, and how; `exact`: no misspelt word is mended."""

    text: str
    language: str
    kinds: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sort: str = "best"  # or newest
    offset: int = 0
    limit: int = 10
    exact: bool = False

    def filters(self) -> dict[str, tuple[str, ...]]:
        """Return what results are limited to, by facet."""
        chosen = (self.kinds, self.audiences, self.counties, self.languages)
        return {name: values for name, values in zip(FACETS, chosen, strict=True) if values}


@dataclass(frozen=True)
class Look:
    """A look into an index for what was asked for, with the page that comes first, if any."""

    own: Opened
    asked: Asked
    pin: str | None

    def at(
        self, meant: Understood, query: Query, *, half: bool = False, first: bool = False
    ) -> tuple[Facets, int, Ranked]:
        """Return the numbers by facet, how many there are, and the results of a page.

        `half`: they need not have every word; `first`: some have, and stand before the others.
        In a large index they are counted while the best are looked for.
        """
        if self.own.searcher.num_docs < LARGE:
            return *self._count(query), self._best(meant, query, half=half, first=first)
        counted = _beside.submit(self._count, query)
        best = self._best(meant, query, half=half, first=first)
        return *counted.result(), best

    def has_few(self, query: Query) -> bool:
        """Tell whether there are few among everything: a choice leads to as many as it says."""
        return self.own.searcher.search(self._pinned(query), 1).count < FEW

    def _best(self, meant: Understood, query: Query, *, half: bool, first: bool) -> Ranked:
        """Return the results of a page with their scores, the best first."""
        if self.asked.sort == "newest":
            return self._search(query, order_by_field="day").hits
        searcher, worth = self.own.searcher, queries.worth_of_order(meant)
        worth += [queries.with_every_word(meant)] if first else []
        if (some := queries.on_top(meant, searcher, half=half)) is not None:
            found = self._search(_ranked(some, worth), weight_by_field="weight")
            if found.count >= MOST_SHOWN:
                return found.hits
        worth += queries.worth_of_words(meant, searcher)
        matches = Query.const_score_query(query, 0.0)
        return self._search(_ranked(matches, worth), weight_by_field="weight").hits

    def _search(self, query: Query, **order: str) -> Any:
        query = _limited(self._pinned(query), self.asked.filters())
        limit, offset = self.asked.limit, self.asked.offset
        return self.own.searcher.search(query, limit, offset=offset, **order)

    def _pinned(self, query: Query) -> Query:
        """Return a query that finds the page that comes first as well."""
        if not self.pin:
            return query
        own = Query.term_query(SCHEMA, "key", self.pin, "basic")
        first = Query.const_score_query(own, PINNED)
        return Query.boolean_query([(Occur.Should, query), (Occur.Should, first)])

    def _count(self, query: Query) -> tuple[Facets, int]:
        """Return how many there are of each value of each facet, and how many there are.

        Of a facet that limits, the numbers are as if it did not.
        """
        query, filters = self._pinned(query), self.asked.filters()
        others = {name: values for name, values in filters.items() if name != "audience"}
        audience = {name: values for name, values in filters.items() if name == "audience"}
        if filters:
            traits = self._counts(query, audience, ["traits"])["traits"]
            audiences = self._counts(query, others, ["audience"])["audience"]
        else:
            found = self._counts(query, {}, ["traits", "audience"])
            traits, audiences = found["traits"], found["audience"]
        facets, total = by_facet(traits, others)
        return facets | {"audience": audiences}, total

    def _counts(
        self, query: Query, filters: dict[str, tuple[str, ...]], names: list[str]
    ) -> dict[str, dict[str, int]]:
        asked = {name: {"terms": {"field": name, "size": MOST_TRAITS}} for name in names}
        found = self.own.searcher.aggregate(_limited(query, filters), asked)
        return {
            name: {each["key"]: each["doc_count"] for each in found[name]["buckets"]}
            for name in names
        }


def _ranked(query: Query, worth: list[Query]) -> Query:
    """Return a query that finds what another does, and adds up what each result is worth."""
    return Query.boolean_query([(Occur.Must, query), *((Occur.Should, each) for each in worth)])


def _limited(query: Query, filters: dict[str, tuple[str, ...]]) -> Query:
    """Return a query that finds only what has one of the values of each facet."""
    if not filters:
        return query
    limits = [
        (Occur.Must, Query.const_score_query(Query.term_set_query(SCHEMA, name, values), 0.0))
        for name, values in filters.items()
    ]
    return Query.boolean_query([(Occur.Must, query), *limits])
