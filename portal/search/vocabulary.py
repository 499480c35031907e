"""The words that an index holds, in memory: to complete a word, or mend one that is misspelt."""

from dataclasses import dataclass, field

import tantivy
from rapidfuzz import process
from rapidfuzz.distance import OSA

ONE_WRONG, TWO_WRONG = 4, 8  # letters that a word must have for so many to be wrong
COMPLETIONS = 8
CORRECTIONS = 3
MOST_LOOKED_AT = 2000  # words of a beginning that are compared


@dataclass
class Vocabulary:
    """The words of an index, with how many documents have each."""

    searcher: tantivy.Searcher
    surfaces: dict[str, str] = field(default_factory=dict)  # a form, and its most usual word
    numbers: dict[str, int] = field(default_factory=dict)  # a form, and how many documents have it
    by_length: dict[int, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, searcher: tantivy.Searcher) -> "Vocabulary":
        """Read the words of an index."""
        own = cls(searcher)
        highest: dict[str, int] = {}
        for word, number in searcher.terms_with_prefix("words", ""):
            _folded, form, surface = word.split("|")
            own.numbers[form] = own.numbers.get(form, 0) + number
            if number > highest.get(form, 0):
                highest[form], own.surfaces[form] = number, surface
        for form in own.numbers:
            own.by_length.setdefault(len(form), []).append(form)
        return own

    def completions(self, word: str) -> list[str]:
        """Return the most usual forms that a folded word is the beginning of."""
        begun = self.searcher.terms_with_prefix("words", word, limit=MOST_LOOKED_AT)
        found = dict.fromkeys(each.split("|")[1] for each, _number in begun)
        return sorted(found, key=lambda form: -self.numbers[form])[:COMPLETIONS]

    def corrections(self, form: str) -> list[str]:
        """Return the forms that a misspelt one may stand for, the likeliest first."""
        wrong = 2 if len(form) >= TWO_WRONG else 1 if len(form) >= ONE_WRONG else 0
        if not wrong or any(letter.isdigit() for letter in form):
            return []
        found: list[tuple[int, bool, int, str]] = []
        for length in range(len(form) - wrong, len(form) + wrong + 1):
            near = process.extract(
                form, self.by_length.get(length, ()),
                scorer=OSA.distance, score_cutoff=wrong, limit=CORRECTIONS * 4,
            )  # fmt: skip
            found += [
                (distance, other[0] != form[0], -self.numbers[other], other)
                for other, distance, _position in near
            ]
        return [other for *_rank, other in sorted(found)][:CORRECTIONS]
