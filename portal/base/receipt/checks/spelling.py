"""Spelling: words that the dictionary does not know, where one is installed.

Uses the program hunspell with the dictionaries nb_NO, nn_NO and en_GB (in Debian: hunspell,
hunspell-no and hunspell-en-gb). What is marked as another language is left out, and so are names:
words with a capital inside a sentence, and words of the names of other entries and of the glossary.
Words that are right although the dictionary lacks them stand in the folder `reviewed`.
"""

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

from portal.base.content import slots_of
from portal.base.languages import all_languages
from portal.base.publishing import Publishable, published_q
from portal.base.receipt.places import Examined, Place
from portal.base.receipt.receipt import Check, Finding, Level
from portal.base.receipt.sentences import ADDRESS, sentences

DICTIONARIES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
PROGRAM = "hunspell"
REVIEWED = Path(__file__).parent.parent / "reviewed"
SECONDS = 10  # what one language may take
MOST = 40  # words told of
NAMES = {"name", "short_name", "act", "group"}  # slots that hold what things are called
CHECK = Check.SPELLING
_WORD = re.compile(r"[^\W\d_]+(?:[-’'.][^\W\d_]+)*")


def check(examined: Examined) -> Iterator[Finding]:
    """Find unknown words in each language; what cannot be checked is said to be so."""
    names: set[str] | None = None
    for language, places in examined.in_languages(examined.texts).items():
        if language not in DICTIONARIES:
            continue
        if DICTIONARIES[language] not in dictionaries():
            yield _about(language, Level.NOT_CHECKED, "no_dictionary")
            continue
        try:
            unknown = misspelt(language, {w for place in places for w in words_of(place)})
        except (OSError, subprocess.SubprocessError):
            yield _about(language, Level.NOT_CHECKED, "spelling_failed")
            continue
        if unknown and names is None:
            names = words_of_names(examined)
        known = {word.casefold() for word in reviewed(language)} | (names or set())
        if unknown := [word for word in unknown if not ({word.casefold(), _stem(word)} & known)]:
            first = next(p for p in places if any(word in words_of(p) for word in unknown))
            said = [*unknown[:MOST], *(["…"] if len(unknown) > MOST else [])]
            yield first.finding(CHECK, Level.WARNING, "words_unknown", words=said)


def _about(language: str, level: Level, code: str) -> Finding:
    return Finding(check=str(CHECK), level=str(level), code=code, language=language)


def words_of(place: Place) -> set[str]:
    """Return the words of a text that a dictionary should know, in their own language."""
    found: set[str] = set()
    for block in place.markup.blocks:
        for sentence in sentences(ADDRESS.sub(" ", block.own)):
            first, *others = _WORD.findall(sentence) or [""]
            found |= {word for word in others if not word[0].isupper()}
            if first and not (len(first) > 1 and first[1:] != first[1:].lower()):
                found.add(first)
    return found


def _stem(word: str) -> str:
    """Return a word without the English ending of what is someone’s."""
    return word.casefold().replace("'", "’").removesuffix("’s")


@cache
def reviewed(language: str) -> frozenset[str]:
    """Return words that a reader has found right, though the dictionary does not know them."""
    path = REVIEWED / f"{language}.txt"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def dictionaries() -> frozenset[str]:
    """Return the names of the dictionaries that are installed, as long as the portal runs."""
    if shutil.which(PROGRAM) is None:
        return frozenset()
    try:
        answer = _run(["-D"], "").stderr
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(line.strip().rpartition("/")[2] for line in answer.splitlines())


def misspelt(language: str, words: Iterable[str]) -> list[str]:
    """Return the words that are not in the dictionary, in alphabetical order."""
    asked = sorted(set(words))
    answer = _run(["-d", DICTIONARIES[language], "-i", "utf-8", "-l"], "\n".join(asked))
    answer.check_returncode()
    unknown = {word.strip("-'’.") for word in answer.stdout.split()} - {""}
    return sorted(unknown, key=str.casefold)


def _run(arguments: list[str], words: str) -> subprocess.CompletedProcess[str]:
    """Ask the program; nothing of what editors write is an argument."""
    program = shutil.which(PROGRAM) or PROGRAM
    return subprocess.run(  # noqa: S603
        [program, *arguments],
        input=words, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False,
    )  # fmt: skip


def words_of_names(examined: Examined) -> set[str]:
    """Return the words of what other public entries are called, in any language; one query."""
    parts = []
    for model in apps.get_models():
        if not issubclass(model, Publishable):
            continue
        others: QuerySet = QuerySet(model).filter(published_q(examined.now)).order_by()
        if isinstance(examined.entry, model):
            others = others.exclude(pk=examined.entry.pk)
        for slot in sorted(slots_of(model) & NAMES):
            columns = {
                f"called_{code}": Coalesce(F(f"{slot}_{code}"), Value(""))
                for code in all_languages()
            }
            parts.append(others.values_list(*columns.values()))
    if not parts:
        return set()
    rows = parts[0].union(*parts[1:]).order_by()
    return {word.casefold() for row in rows for name in row for word in _WORD.findall(name or "")}
