"""From what is meant to queries of the engine: how words are looked for, and what each is worth."""

from collections.abc import Mapping

from tantivy import Occur, Query, Searcher

from portal.search.analysis import is_part
from portal.search.asking import Group, Meant, Understood
from portal.search.index import SCHEMA

EXACT, PHRASE = 30.0, 8.0
EVERY_WORD = 1000.0  # what has every word stands before what has not
SYNONYM = 0.6
WEIGHTS = {"title": 6.0, "names": 2.5, "lead": 2.0, "text": 1.0}
PART_WEIGHTS = {"title_parts": 3.0, "parts": 0.3}
COMMON = 20_000  # documents that have a word: then it tells little that it stands in a text
_ON_TOP = {name: weight for name, weight in WEIGHTS.items() if name != "text"}
_PARTS_ON_TOP = {"title_parts": PART_WEIGHTS["title_parts"]}


def matching(asked: Understood) -> Query:
    """Return the query of what has every word, and every phrase in quotation marks."""
    must = [(Occur.Must, _group_matches(group)) for group in asked.groups]
    must += [(Occur.Must, _phrase_anywhere(phrase)) for phrase in asked.phrases if phrase]
    return Query.boolean_query(must)


def matching_half(asked: Understood) -> Query | None:
    """Return the query of what has half of the words; nothing if all of them must be there."""
    if len(asked.groups) < 2 or any(asked.phrases):
        return None
    groups = [(Occur.Should, _group_matches(group)) for group in asked.groups]
    return Query.boolean_query(groups, max(1, len(groups) // 2))


def worth_of_words(asked: Understood, searcher: Searcher) -> list[Query]:
    """Return what each word is worth, by where it stands."""
    return [_group(group, searcher) for group in asked.groups]


def worth_of_order(asked: Understood) -> list[Query]:
    """Return what it is worth to be called what was asked for, or to have the words in order."""
    found = [Query.const_score_query(_term("exact", asked.name), EXACT)]
    forms = [word.forms[0] for word in asked.words]
    if len(forms) > 1:
        near = (_phrase(name, forms, 2) for name in ("title", "lead"))
        found += [Query.boost_query(each, PHRASE) for each in near]
    return found


def on_top(asked: Understood, searcher: Searcher, *, half: bool) -> Query | None:
    """Return the query of what has the words in its title, names or lead, all or half of them.

    Each is worth what its words are. Nothing, unless so many have them that these are enough.
    """
    numbers = [_number(word, searcher) for word in asked.words]
    if (max(numbers) if half else min(numbers)) <= COMMON or any(asked.phrases):
        return None
    groups = [(Occur.Should, _group(group, searcher)) for group in asked.groups]
    return Query.boolean_query(groups, len(groups) // 2 if half else len(groups))


def with_every_word(asked: Understood) -> Query:
    """Return what it is worth to have every word, among results that need not have them."""
    return Query.const_score_query(matching(asked), EVERY_WORD)


def _group_matches(group: Group) -> Query:
    choices = [_all([_matches(word) for word in group.words])]
    if group.joined:
        choices.append(_matches(group.joined))
    choices += [_all([_term("forms", form) for form in phrase]) for phrase in group.synonyms]
    return _any(choices)


def _matches(word: Meant) -> Query:
    """Return the query of what has a word, as it is or as what it is made of."""
    is_enough = len(word.parts) == 1 and is_part(word.forms[0])
    forms = (*(word.forms[1:] if is_enough else word.forms), *word.others)
    parts = [_all([_term("all_parts", part) for part in word.parts])] if word.parts else []
    return _any([*parts, *(_term("forms", form) for form in forms)])


def _group(group: Group, searcher: Searcher) -> Query:
    own = _all([_word(word, searcher) for word in group.words])
    if group.joined:
        return _any([own, _word(group.joined, searcher)])
    phrases = (_all([_form(form, WEIGHTS) for form in phrase]) for phrase in group.synonyms)
    return _any([own, *(Query.boost_query(phrase, SYNONYM) for phrase in phrases)])


def _word(word: Meant, searcher: Searcher) -> Query:
    """Return what a word is worth: itself, its relatives, and what else it is taken for."""
    weights, part_weights = WEIGHTS, PART_WEIGHTS
    if _number(word, searcher) > COMMON:
        weights, part_weights = _ON_TOP, _PARTS_ON_TOP
    choices = [_form(form, weights) for form in word.forms]
    choices += [Query.boost_query(_form(other, weights), word.weight) for other in word.others]
    for name, weight in part_weights.items() if word.parts else ():
        parts = _all([_term(name, part) for part in word.parts])
        choices.append(Query.boost_query(parts, weight / len(word.parts)))
    return _any(choices)


def _number(word: Meant, searcher: Searcher) -> int:
    """Return about how many documents have a word, or one of those that it is taken for."""
    own = min((searcher.doc_freq("all_parts", part) for part in word.parts), default=0)
    return max([own, *(searcher.doc_freq("forms", other) for other in word.others)])


def _form(form: str, weights: Mapping[str, float]) -> Query:
    found = [Query.boost_query(_term(name, form), weight) for name, weight in weights.items()]
    return _any(found, 0.3)


def _phrase_anywhere(forms: list[str]) -> Query:
    found = (_phrase(name, forms) for name in ("title", "lead", "text"))
    return Query.boolean_query([(Occur.Should, each) for each in found])


def _phrase(name: str, forms: list[str], slop: int = 0) -> Query:
    if len(forms) == 1:
        return _term(name, forms[0])
    return Query.phrase_query(SCHEMA, name, list(forms), slop)


def _term(name: str, term: str) -> Query:
    return Query.term_query(SCHEMA, name, term, "freq")


def _all(queries: list[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _any(queries: list[Query], others: float = 0.1) -> Query:
    """Return a query of any of some; `others`: what those beside the best are worth."""
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries, others)
