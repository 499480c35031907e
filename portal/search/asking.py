"""From what was typed to what is meant: words, phrases, synonyms, corrections."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import tantivy

from portal.search.analysis import Token, is_stop_word, terms, tokens
from portal.search.index import name_form
from portal.search.tables import fold
from portal.search.vocabulary import Vocabulary

LONGEST_QUERY = 500  # letters that are looked at
MOST_WORDS = 12
MOST_SYNONYMS = 12
COMPLETED, CORRECTED = 0.5, 0.8  # how much those count beside the word itself
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
class Group:
    """Words that must be found together, or something that stands for them."""

    words: list[Meant]
    joined: Meant | None = None  # the words written as one
    synonyms: list[tuple[str, ...]] = field(default_factory=list)  # phrases, by their forms


@dataclass
class Understood:
    """A query as it is understood."""

    text: str
    language: str
    name: str = ""  # what a name that is the whole query is known by
    groups: list[Group] = field(default_factory=list)
    phrases: list[list[str]] = field(default_factory=list)
    corrected: str = ""

    @property
    def words(self) -> list[Meant]:
        """Return the words in their order."""
        return [word for group in self.groups for word in group.words]

    @property
    def found_by(self) -> frozenset[str]:
        """Return what is to be marked in what was found: forms, and parts with ~ before them."""
        found: set[str] = set()
        for group in self.groups:
            for word in (*group.words, *filter(None, [group.joined])):
                found.update(word.forms, word.others, (f"~{part}" for part in word.parts))
            for phrase in group.synonyms:
                found.update(phrase)
        return frozenset(found)


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
        found = Understood(text, self.language, name_form(text, self.language))
        typed = list(tokens(text, typed=True))
        kept = [each for each in typed if not is_stop_word(each.text)] or typed
        words = [self._meant(each, mend) for each in kept[:MOST_WORDS]]
        found.groups = list(self._groups(words))
        found.phrases = [
            [terms(each.text, self.language).forms[0] for each in tokens(quoted, typed=True)
             if not is_stop_word(each.text)]
            for quoted in _QUOTED.findall(text)
        ]  # fmt: skip
        found.corrected = _mended(text, words)
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
        if any(self.searcher.doc_freq("forms", form) for form in word.forms):
            return True
        numbers = [self.searcher.doc_freq("all_parts", part) for part in word.parts]
        return bool(numbers) and all(numbers)

    def _groups(self, words: list[Meant]) -> Iterator[Group]:
        """Yield what must be found: each word, or what several stand for together."""
        at = 0
        while at < len(words):
            length, phrases = self._synonyms_at(words, at)
            length = max(length, 1)
            if phrases:
                synonyms = [self._forms_of(phrase) for phrase in phrases]
                yield Group(words[at : at + length], None, [each for each in synonyms if each])
            elif at + 1 < len(words) and (joined := self._joined(words[at], words[at + 1])):
                length = 2
                yield Group(words[at : at + length], joined)
            else:
                yield Group(words[at : at + 1])
            at += length

    def _joined(self, first: Meant, second: Meant) -> Meant | None:
        """Return two words as one, if documents hold it: karriere senter is karrieresenter."""
        word = first.token.text + second.token.text
        form = terms(word, self.language).forms[0]
        if not self.searcher.doc_freq("forms", form):
            return None
        return Meant(Token(word, 0, 0), (form,), ())

    def _synonyms_at(self, words: list[Meant], at: int) -> tuple[int, list[str]]:
        """Return how many words have synonyms together, the most that have, and the synonyms."""
        for length in range(min(4, len(words) - at), 0, -1):
            key = tuple(word.forms[0] for word in words[at : at + length])
            if phrases := self.synonyms.get(key):
                return length, phrases[:MOST_SYNONYMS]
        return 0, []

    def _forms_of(self, phrase: str) -> tuple[str, ...]:
        """Return the words of a synonym as they are, with nothing added to them."""
        return tuple(
            terms(each.text, self.language).forms[0]
            for each in tokens(phrase)
            if not is_stop_word(each.text)
        )


def _mended(text: str, words: Iterable[Meant]) -> str:
    """Return the text with the misspelt words mended; empty if there were none."""
    changed = text
    for word in sorted(words, key=lambda each: -each.token.start):
        if word.mended:
            changed = changed[: word.token.start] + word.mended + changed[word.token.end :]
    return "" if changed == text else changed
