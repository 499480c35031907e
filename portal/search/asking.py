"""From what was typed to a query of the engine: words, phrases, synonyms, corrections."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import tantivy
from tantivy import Occur, Query

from portal.search.analysis import Token, is_stop_word, terms, tokens
from portal.search.index import SCHEMA, name_form
from portal.search.tables import fold
from portal.search.vocabulary import Vocabulary

LONGEST_QUERY = 500  # letters that are looked at
MOST_WORDS = 12
MOST_SYNONYMS = 12
WEIGHTS = {"title": 6.0, "names": 2.5, "lead": 2.0, "text": 1.0}
PART_WEIGHTS = {"title_parts": 3.0, "parts": 0.3}
EXACT, PHRASE = 30.0, 8.0
EVERY_WORD = 20.0  # what has every word stands before what has not
SYNONYM, COMPLETED, CORRECTED = 0.6, 0.5, 0.8
_QUOTED = re.compile('["“”«»„]([^"“”«»„]+)["“”«»„]')

Synonyms = dict[tuple[str, ...], list[str]]


@dataclass
class Meant:
    """One word of a query, and what it is taken to mean."""

    token: Token
    forms: tuple[str, ...]
    parts: tuple[str, ...]
    others: tuple[str, ...] = ()  # forms it may be the beginning of, or a misspelling of
    weight: float = 1.0  # of those
    mended: str = ""  # the word that it is a misspelling of


@dataclass
class Understood:
    """A query as it is understood, ready for the engine."""

    text: str
    language: str
    words: list[Meant] = field(default_factory=list)
    phrases: list[list[str]] = field(default_factory=list)
    found_by: set[str] = field(default_factory=set)  # forms to mark in what was found
    corrected: str = ""
    strict: Query | None = None
    loose: Query | None = None


class Reader:
    """Reads queries in one language, against the words of one index."""

    def __init__(
        self,
        searcher: tantivy.Searcher,
        language: str,
        vocabulary: Callable[[], Vocabulary],
        synonyms: Synonyms,
    ) -> None:
        self.searcher = searcher
        self.language = language
        self.vocabulary = vocabulary
        self.synonyms = synonyms

    def read(self, text: str, *, mend: bool = True) -> Understood:
        """Return what a text means; `mend`: misspelt words are taken for what they resemble."""
        text = " ".join(text.replace("\x00", " ").split())[:LONGEST_QUERY]
        found = Understood(text, self.language)
        typed = list(tokens(text, typed=True))
        kept = [each for each in typed if not is_stop_word(each.text)] or typed
        found.words = [self._meant(each, mend) for each in kept[:MOST_WORDS]]
        found.phrases = [
            [terms(each.text, self.language).forms[0] for each in tokens(quoted, typed=True)
             if not is_stop_word(each.text)]
            for quoted in _QUOTED.findall(text)
        ]  # fmt: skip
        found.corrected = _mended(text, found.words)
        self._build(found)
        return found

    def _meant(self, token: Token, mend: bool) -> Meant:  # noqa: FBT001
        codes = dict.fromkeys((self.language, "nb"))
        each = [terms(token.text, code) for code in codes]
        forms = tuple(dict.fromkeys(found.forms[0] for found in each))
        meant = Meant(token, forms, each[0].parts)
        if self._is_known(meant) or any(letter.isdigit() for letter in token.text):
            return meant
        vocabulary = self.vocabulary()
        if others := vocabulary.completions(fold(token.text)):
            meant.others, meant.weight = tuple(others), COMPLETED
        elif mend and (others := vocabulary.corrections(forms[0])):
            meant.others, meant.weight = tuple(others), CORRECTED
            meant.mended = vocabulary.surfaces[others[0]]
            meant.parts = terms(meant.mended, self.language).parts
        return meant

    def _is_known(self, word: Meant) -> bool:
        """Tell whether documents hold a word, or everything that it is made of."""
        return any(
            self.searcher.doc_freq(name, form) for form in word.forms for name in WEIGHTS
        ) or (
            bool(word.parts)
            and all(
                any(self.searcher.doc_freq(name, part) for name in PART_WEIGHTS)
                for part in word.parts
            )
        )

    def _build(self, found: Understood) -> None:
        groups = self._groups(found)
        if not groups:
            return
        more = [(Occur.Should, _const("exact", name_form(found.text, self.language), EXACT))]
        forms = [word.forms[0] for word in found.words]
        if len(forms) > 1:
            more += [
                (Occur.Should, Query.boost_query(_phrase(name, forms, 2), PHRASE))
                for name in ("title", "lead")
            ]
        phrases = [
            (Occur.Must, Query.boolean_query(
                [(Occur.Should, _phrase(name, phrase)) for name in ("title", "lead", "text")]
            ))
            for phrase in found.phrases if phrase
        ]  # fmt: skip
        must = [(Occur.Must, group) for group in groups]
        found.strict = Query.boolean_query([*must, *phrases, *more])
        if len(groups) > 1 and not phrases:
            least = max(1, len(groups) // 2)
            enough = Query.boolean_query([(Occur.Should, g) for g in groups], least)
            first = Query.boost_query(found.strict, EVERY_WORD)
            found.loose = Query.boolean_query([(Occur.Must, enough), (Occur.Should, first)])

    def _groups(self, found: Understood) -> list[Query]:
        """Return what must be found: each word, or what several stand for together."""
        words, groups, at = found.words, [], 0
        while at < len(words):
            length, phrases = self._synonyms_at(words, at)
            own = [self._word(word, found.found_by) for word in words[at : at + max(length, 1)]]
            group = own[0] if len(own) == 1 else _all(own)
            if phrases:
                others = [self._phrase_of(phrase, found.found_by) for phrase in phrases]
                group = _any(
                    [group, *(Query.boost_query(each, SYNONYM) for each in others if each)]
                )
            elif at + 1 < len(words) and (joined := self._joined(words[at], words[at + 1])):
                own.append(self._word(words[at + 1], found.found_by))
                group, length = _any([_all(own), self._word(joined, found.found_by)]), 2
            groups.append(group)
            at += max(length, 1)
        return groups

    def _joined(self, first: Meant, second: Meant) -> Meant | None:
        """Return two words as one, if documents hold it: karriere senter is karrieresenter."""
        word = first.token.text + second.token.text
        form = terms(word, self.language).forms[0]
        if not any(self.searcher.doc_freq(name, form) for name in WEIGHTS):
            return None
        return Meant(Token(word, 0, 0), (form,), ())

    def _synonyms_at(self, words: list[Meant], at: int) -> tuple[int, list[str]]:
        """Return how many words have synonyms together, the most that have, and the synonyms."""
        for length in range(min(4, len(words) - at), 0, -1):
            key = tuple(word.forms[0] for word in words[at : at + length])
            if phrases := self.synonyms.get(key):
                return length, phrases[:MOST_SYNONYMS]
        return 0, []

    def _phrase_of(self, phrase: str, found_by: set[str]) -> Query | None:
        """Return the query of a synonym: its words as they are, with nothing added to them."""
        found = []
        for each in tokens(phrase):
            if not is_stop_word(each.text):
                own = terms(each.text, self.language)
                found_by.update(own.forms[:1])
                found.append(_term_in_fields(own.forms[0]))
        return _all(found) if found else None

    def _word(self, word: Meant, found_by: set[str]) -> Query:
        """Return the query of a word: itself, its relatives, and what else it is taken for."""
        found_by.update(word.forms, word.others, (f"~{part}" for part in word.parts))
        choices = [_term_in_fields(form) for form in word.forms]
        choices += [Query.boost_query(_term_in_fields(o), word.weight) for o in word.others]
        for name, weight in PART_WEIGHTS.items() if word.parts else ():
            parts = [_term(name, part) for part in word.parts]
            choices.append(Query.boost_query(_all(parts), weight / len(parts)))
        return _any(choices)


def _mended(text: str, words: Iterable[Meant]) -> str:
    """Return the text with the misspelt words mended; empty if there were none."""
    changed = text
    for word in sorted(words, key=lambda each: -each.token.start):
        if word.mended:
            changed = changed[: word.token.start] + word.mended + changed[word.token.end :]
    return "" if changed == text else changed


def _term(name: str, term: str) -> Query:
    return Query.term_query(SCHEMA, name, term, "freq")


def _const(name: str, term: str, score: float) -> Query:
    return Query.const_score_query(Query.term_query(SCHEMA, name, term, "basic"), score)


def _term_in_fields(form: str) -> Query:
    boosted = [Query.boost_query(_term(name, form), weight) for name, weight in WEIGHTS.items()]
    return Query.disjunction_max_query(boosted, 0.3)


def _phrase(name: str, forms: list[str], slop: int = 0) -> Query:
    if len(forms) == 1:
        return _term(name, forms[0])
    return Query.phrase_query(SCHEMA, name, list(forms), slop)


def _all(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query(
        [(Occur.Must, query) for query in queries]
    )  # fmt: skip


def _any(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries, 0.1)
