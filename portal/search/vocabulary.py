"""The words that an index holds, in memory: to complete a word, or mend one that is misspelt."""

from dataclasses import dataclass, field

import tantivy
from rapidfuzz import process
from rapidfuzz.distance import OSA

ONE_WRONG, TWO_WRONG = 4, 8  # letters that a word must have for so many to be wrong
COMPLETIONS = 8
CORRECTIONS = 3
MOST_LOOKED_AT = 2000  # words of a beginning that are counted
MOST_COMPARED = 30_000  # forms that a misspelt one is compared with

Alike = dict[tuple[int, str], list[str]]  # forms of a length that have a letter at a place


@dataclass
class Vocabulary:
    """The words of an index, with how many documents have each."""

    searcher: tantivy.Searcher
    surfaces: dict[str, str] = field(default_factory=dict)  # a form, and its most usual word
    numbers: dict[str, int] = field(default_factory=dict)  # a form, and how many documents have it
    by_first: Alike = field(default_factory=dict)
    by_second: Alike = field(default_factory=dict)

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
        usual = sorted(own.numbers, key=lambda form: -own.numbers[form])[:MOST_COMPARED]
        for form in usual:
            own.by_first.setdefault((len(form), form[0]), []).append(form)
            own.by_second.setdefault((len(form), form[1:2]), []).append(form)
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
        found = self._near(form, wrong, self.by_first, form[0])
        if not found and len(form) > 1:  # the first letter is wrong, too many, or left out
            found = self._near(form, wrong, self.by_first, form[1])
            for letter in {form[0], form[1]}:
                found += self._near(form, wrong, self.by_second, letter)
        return list(dict.fromkeys(other for *_rank, other in sorted(found)))[:CORRECTIONS]

    def _near(self, form: str, wrong: int, alike: Alike, letter: str) -> list[tuple[int, int, str]]:
        """Return those of some forms that are near one: distance, how rare, form."""
        choices = [
            other
            for length in range(len(form) - wrong, len(form) + wrong + 1)
            for other in alike.get((length, letter), ())
        ]
        near = process.extract(
            form, choices, scorer=OSA.distance, score_cutoff=wrong, limit=CORRECTIONS * 4
        )
        return [(distance, -self.numbers[other], other) for other, distance, _place in near]
