"""The interface is complete in bokmål and nynorsk, and nobody needs gettext to run it."""

import re
from pathlib import Path

import django
import polib
import pytest
from django.test import Client
from django.utils.translation.trans_real import DjangoTranslation

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


OF_DJANGO = {
    "django": ("conf", "contrib/admin", "contrib/auth"),
    "djangojs": ("contrib/admin",),
}
# The names of other languages, and what Norwegian writes as English does.
AS_THEY_ARE = {", ", "IPv4", "IPv6", "Central Kurdish (Sorani)", "Haitian Creole", "Uyghur"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", OF_DJANGO)
def test_no_string_of_django_is_left_in_english(domain, language):
    """Editors read Django's forms: what Django's own catalogues lack stands in ours."""
    root, missing = Path(django.__file__).parent, set()
    folders = [f"{root}/{part}/locale" for part in OF_DJANGO[domain]]
    for folder in folders:
        localedirs = None if domain == "django" else folders
        known = DjangoTranslation(language, domain=domain, localedirs=localedirs)._catalog
        for entry in polib.pofile(f"{folder}/en/LC_MESSAGES/{domain}.po"):
            name = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
            if name not in known and (name, 1) not in known:
                missing.add(entry.msgid)
    assert missing <= AS_THEY_ARE


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
