"""The interface is complete in bokmål and nynorsk, and nobody needs gettext to run it."""

import re
from pathlib import Path

import polib
import pytest
from django.test import Client

LOCALE = Path(__file__).parent.parent / "portal" / "locale"
LANGUAGES = ("nb", "nn")


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated(language):
    found = catalogue(language)
    assert [entry.msgid for entry in found.untranslated_entries()] == []
    assert [entry.msgid for entry in found.fuzzy_entries()] == []
    assert len(found) > 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive_translation(language):
    for entry in catalogue(language):
        pairs = [(entry.msgid, entry.msgstr)]
        if entry.msgid_plural:
            pairs = [
                (entry.msgid, entry.msgstr_plural[0]),
                (entry.msgid_plural, entry.msgstr_plural[1]),
            ]
        for source, text in pairs:
            wanted = sorted(set(re.findall(r"%\(\w+\)s|<slug:\w+>", source)))
            kept = sorted(set(re.findall(r"%\(\w+\)s|<slug:\w+>", text)))
            assert kept == wanted, source


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_source(language):
    compiled = polib.mofile(str(LOCALE / language / "LC_MESSAGES" / "django.mo"))
    source = {(e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural for e in catalogue(language)}
    assert {(e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural for e in compiled} == source


def test_both_catalogues_hold_the_same_strings():
    first, second = ({(e.msgctxt, e.msgid) for e in catalogue(code)} for code in LANGUAGES)
    assert first == second


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "own", "foreign"),
    [
        ("/nn/", ["ikkje", "rettleiing"], [r"\bikke\b", r"\btjeneste", r"\bfra\b"]),
        ("/nb/", ["veiledning"], [r"\bikkje\b", r"\btenest", r"\bfrå\b"]),
    ],
)
def test_a_page_of_one_standard_has_no_word_of_the_other(path, own, foreign):
    html = re.sub(r'<(\w+)[^>]*lang="(?:nb|nn|en)"[^>]*>.*?</\1>', "", _text(path))
    text = re.sub(r"<[^>]+>", " ", html).lower()
    assert all(word in text for word in own)
    for pattern in foreign:
        assert not re.search(pattern, text), pattern


def _text(path: str) -> str:
    html = Client().get(path).content.decode()
    return html[html.index("<main") : html.index("</main>")]
