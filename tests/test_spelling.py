"""No misspelt word outside a reviewed list of names and terms (portal/base/receipt/reviewed).

Uses hunspell with Debian's dictionaries: hunspell-no (bokmål, nynorsk) and hunspell-en-gb.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from portal.base import content
from portal.base.receipt.checks import spelling
from tests.conftest import skip_or_fail

ROOT = Path(__file__).parent.parent
DICTIONARIES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
NOT_PROSE = {"slug", "key"}


def without_markup(text: str) -> str:
    """Return the words of a text, without tags, addresses, and passages in another language."""
    text = re.sub(r'<(\w+)[^>]* lang="[^"]*"[^>]*>.*?</\1>', " ", text, flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", text)
    text = re.sub(r"%(\(\w+\))?[sdr]\b", " ", text)
    text = re.sub(r"\S+@\S+|https?://\S+|\b[\w.-]+\.(no|eu|org|com|int)\b(/\S*)?", " ", text)
    return re.sub(r"[§«»“”„…–—·/()\d]", " ", text)


def content_texts(language: str) -> Iterator[str]:
    for entry in content.read_entries():
        for record in (entry.data, *(c for v in entry.data.values() if _children(v) for c in v)):
            for name, value in record.items():
                if isinstance(value, dict) and name not in NOT_PROSE:
                    yield value.get(language, "")


def _children(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def interface_texts(language: str) -> Iterator[str]:
    for path in (ROOT / "portal" / "locale" / language / "LC_MESSAGES").glob("*.po"):
        for entry in polib.pofile(str(path)):
            if "/" not in entry.msgid or " " in entry.msgid:  # an address has no spaces
                yield from (entry.msgstr, *entry.msgstr_plural.values())


def reviewed(language: str) -> set[str]:
    return set(spelling.reviewed(language))


def unknown_words(language: str, texts: str) -> set[str]:
    answer = subprocess.run(
        ["hunspell", "-d", DICTIONARIES[language], "-i", "utf-8", "-l"],
        input=texts, capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    return {word.strip("-'’.") for word in answer.stdout.split()} - {""}


def need_dictionary(language: str) -> None:
    if shutil.which("hunspell") is None:
        skip_or_fail("hunspell is not installed: apt-get install hunspell hunspell-no")
    found = subprocess.run(["hunspell", "-D"], input="", capture_output=True, text=True).stderr
    if DICTIONARIES[language] not in found:
        skip_or_fail(f"the dictionary {DICTIONARIES[language]} is not installed")


@pytest.mark.parametrize("language", DICTIONARIES)
def test_every_word_is_in_the_dictionary_or_reviewed(language):
    need_dictionary(language)
    texts = [*content_texts(language)]
    if language != "en":
        texts += interface_texts(language)
    assert len(texts) > 400
    found = unknown_words(language, without_markup("\n".join(texts)))
    assert sorted(found - reviewed(language)) == []


@pytest.mark.parametrize("language", DICTIONARIES)
def test_the_reviewed_list_holds_nothing_that_is_no_longer_used(language):
    need_dictionary(language)
    texts = "\n".join(
        [*content_texts(language), *(interface_texts(language) if language != "en" else [])]
    )
    assert sorted(reviewed(language) - unknown_words(language, without_markup(texts))) == []


def test_a_misspelt_word_would_be_found():
    need_dictionary("nb")
    assert unknown_words("nb", "Dette er en skrivefeiil.") == {"skrivefeiil"}
