"""Readability: how heavy the text is, by the index LIX of C.-H. Björnsson (1968).

    LIX = words / sentences + 100 · long words / words

A long word has more than six letters. A sentence ends with a full stop, a question mark, an
exclamation mark or a colon; a heading and an item of a list are a sentence each. Abbreviations and
dates end none. Only the summary and the long text are measured, without quotations and passages
in another language; fewer than 50 words say nothing certain, and are not measured.
"""

from collections.abc import Iterator

from portal.base.receipt.places import Examined, Place
from portal.base.receipt.receipt import Check, Finding, Level, Readability
from portal.base.receipt.sentences import sentences, words

MEASURED = {"summary", "body"}
LONG_WORD = 6  # letters; a long word has more
FEWEST = 50  # words
LIMIT = 50  # above this a text is difficult
GRADES = ((30, "very_easy"), (40, "easy"), (50, "medium"), (60, "difficult"))


def measure(examined: Examined) -> tuple[Readability, ...]:
    """Return how heavy the entry's text is in each language it is written in."""
    found = []
    measured = [place for place in examined.texts if place.path == f"{place.slot}_{place.language}"]
    measured = [place for place in measured if place.slot in MEASURED]
    for language, places in examined.in_languages(measured).items():
        said = [sentence for place in places for sentence in _sentences(place)]
        if sum(len(words(sentence)) for sentence in said) >= FEWEST:
            found.append(of_sentences(language, said))
    return tuple(found)


def of_sentences(language: str, said: list[str]) -> Readability:
    """Return how heavy some sentences are."""
    every = [word for sentence in said for word in words(sentence)]
    long = [word for word in every if sum(map(str.isalpha, word)) > LONG_WORD]
    lix = round(len(every) / len(said) + 100 * len(long) / len(every), 1)
    grade = next((name for limit, name in GRADES if lix <= limit), "very_difficult")
    return Readability(language, lix, len(every), len(said), grade)


def check(examined: Examined) -> Iterator[Finding]:
    """Find texts that are difficult to read."""
    for one in measure(examined):
        place = next(
            (p for p in examined.bodies if p.language == one.language),
            examined.place(f"summary_{one.language}"),
        )
        if one.lix > LIMIT and place is not None:
            yield place.finding(
                Check.READABILITY, Level.WARNING, "lix_high", lix=one.lix, limit=LIMIT
            )


def _sentences(place: Place) -> Iterator[str]:
    for block in place.markup.blocks:
        if not block.quoted and block.tag != "blockquote":
            yield from sentences(block.own)
