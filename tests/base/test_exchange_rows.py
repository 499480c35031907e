"""What is wrong with a row of a table is said of the row and the cell, and nothing is written."""

import datetime as dt

import pytest
from django.utils import translation

from portal.base.exchange import (
    Outcome,
)
from services.models import Site
from tests import factories
from tests.base.tables import everything, problems, sheet, take_in

pytestmark = pytest.mark.django_db

BLANK = (
    "Cellen er tom, men må fylles ut.",
    "Cella er tom, men må fyllast ut.",
    "The cell is empty, but must be filled in.",
)
CASES: dict[str, tuple[list[str], int, str, str, tuple[str, str, str]]] = {
    "no key": (
        ["key|name", "{site}|A", "|B"], 3, "key", "",
        ("Alle rader må ha en nøkkel.",
         "Alle rader må ha ein nøkkel.",
         "Every row must have a key."),
    ),
    "the same key": (
        ["key|name", "{site}|A", "", "{site}|B"], 4, "key", "{site}",
        ("Rad 2 har den samme nøkkelen. Hver oppføring skal ha én rad.",
         "Rad 2 har den same nøkkelen. Kvar oppføring skal ha éi rad.",
         "The key is that of row 2, too. Each entry has one row."),
    ),
    "a required cell is empty": (["key|name", "{site}|"], 2, "name", "", BLANK),
    "a required reference is empty": (["key|centre|place", "{site}||Byen"], 2, "centre", "", BLANK),
    "a new row lacks a column": (
        ["key|centre|name", "ny|{centre}|A"], 2, "place", "",
        ("En ny rad må fylle ut denne kolonnen, men kolonnen er ikke i filen.",
         "Ei ny rad må fylle ut denne kolonnen, men kolonnen er ikkje i fila.",
         "A new row must fill in this column, which is not in the file."),
    ),
    "no such entry": (
        ["key|municipality", "{site}|9999"], 2, "municipality", "9999",
        ("Ingen oppføring av typen «kommune» har nøkkelen «9999».",
         "Inga oppføring av typen «kommune» har nøkkelen «9999».",
         "No entry of the kind “municipality” has the key “9999”."),
    ),
    "no such word": (
        ["key|centre|step_free", "{site}|{centre}|kanskje"], 2, "step_free", "kanskje",
        ("I cellen må det stå ett av disse: yes (ja), no (nei).",
         "I cella må det stå eitt av desse: yes (ja), no (nei).",
         "The cell must hold one of these: yes (yes), no (no)."),
    ),
    "no number": (
        ["key|latitude|longitude", "{site}|nord|10,5"], 2, "latitude", "nord",
        ("Dette er ikke et tall, for eksempel 59,91.",
         "Dette er ikkje eit tal, til dømes 59,91.",
         "This is not a number, such as 59,91."),
    ),
    "half a point": (
        ["key|latitude|longitude", "{site}|60|"], 2, "", "",
        ("Oppgi både breddegrad og lengdegrad, eller ingen av dem.",
         "Oppgi både breiddegrad og lengdegrad, eller ingen av dei.",
         "Give both latitude and longitude, or neither."),
    ),
    "no key's letters": (
        ["key|centre|name|place", "å være|{centre}|A|B"], 2, "key", "å være",
        ("Bruk bare bokstavene a til z, sifre og bindestreker.",
         "Bruk berre bokstavane a til z, siffer og bindestrekar.",
         "Use the letters a to z, digits and hyphens only."),
    ),
    "no date": (
        ["key|valid_from|monday", "{hours}|31.02.2026|9-15"], 2, "valid_from", "31.02.2026",
        ("Dette er ikke en dato, for eksempel 2026-03-01 eller 01.03.2026.",
         "Dette er ikkje ein dato, til dømes 2026-03-01 eller 01.03.2026.",
         "This is not a date, such as 2026-03-01 or 01.03.2026."),
    ),
    "no yes or no": (
        ["key|monday|open_on_holidays", "{hours}||av og til"], 2, "open_on_holidays", "av og til",
        ("Skriv ja eller nei.", "Skriv ja eller nei.", "Write yes or no."),
    ),
    "no moment": (
        ["key|published_from|county", "{centre}|9999-12-31 24:00|oslo"], 2,
        "published_from", "9999-12-31 24:00",
        ("Dette er ikke en dato med klokkeslett, for eksempel 2026-03-01 09:00.",
         "Dette er ikkje ein dato med klokkeslett, til dømes 2026-03-01 09:00.",
         "This is not a date and a time, such as 2026-03-01 09:00."),
    ),
    "another entry's word": (
        ["key|slug_nn|county", "{centre}|karriere-oslo|oslo"], 2, "slug_nn", "karriere-oslo",
        ("En annen oppføring har dette allerede.",
         "Ei anna oppføring har dette allereie.",
         "Another entry already has this."),
    ),
    "no web address": (
        ["key|website|county", "{centre}|ftp//feil|oslo"], 2, "website", "ftp//feil",
        ("Oppgi en gyldig nettadresse.", "Oppgje ei gyldig nettadresse.", "Enter a valid URL."),
    ),
    "two lines": (
        ["key|value", '{contact}|"a\nb"'], 2, "value", "a\nb",
        ("Skriv dette på én linje.", "Skriv dette på éi linje.", "Write this on one line."),
    ),
}  # fmt: skip


@pytest.fixture
def keys() -> dict[str, str]:
    """The keys of a site, its centre, its hours and its telephone, and of another centre's."""
    hours = factories.ScheduleFactory(valid_from=dt.date(2026, 1, 1))
    return {
        "site": hours.site.key,
        "centre": hours.site.centre.key,
        "hours": hours.key,
        "contact": factories.ContactFactory(site=hours.site).key,
        "telephone": factories.ContactFactory().key,
    }


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_said_of_the_row_and_the_cell_and_nothing_is_written(name, language, keys):
    rows, number, column, value, messages = CASES[name]
    before = everything()
    with translation.override(language):
        report = take_in(sheet(*[row.format(**keys) for row in rows]))
    message = messages[["nb", "nn", "en"].index(language)]
    assert (number, column, value.format(**keys), message) in problems(report)
    assert {row for row, *_rest in problems(report)} == {number}
    assert not report.written
    assert everything() == before


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["key|site|monday|standing", "ny|{site}|9-15|confirmed"], "overlaps"),
        (["key|monday|tuesday", "{hours}|9-15|9"], "“9” is not a time"),
        (["key|monday", "{hours}|15-9"], "closes before it opens"),
        (["key|valid_until|monday", "{hours}|2025-01-01|9-15"], "must not end before it begins"),
        (["key|site|value", "{telephone}|{site}|55"], "belongs to one centre, site"),
        (["key|checked_by|county", "senter-oslo|hk-dir|oslo"], "Say when it was checked"),
    ],
)
def test_the_rules_of_the_models_hold_in_files_too(rows, words, keys):
    with translation.override("en"):
        report = take_in(sheet(*[row.format(**keys) for row in rows]))
    assert report.failed
    assert words in problems(report)[0][3]


def test_one_wrong_row_in_one_file_stops_all_files():
    site = factories.SiteFactory()
    before = everything()
    report = take_in(
        sheet("key|name|place", f"{site.key}|Nytt navn|Nytt sted"),
        sheet("key|standing|value", "finnes-ikke|confirmed|55"),
    )
    assert report.failed
    assert report.counts[Outcome.CHANGED] == 1
    assert everything() == before


def test_a_check_writes_nothing_and_an_import_wants_what_was_checked():
    site = factories.SiteFactory(name="Gammelt")
    data = sheet("key|name|place", f"{site.key}|Nytt|Byen")
    before = everything()
    dry = take_in(data, write=False)
    assert dry.to_write == 1
    assert everything() == before
    Site.objects.filter(pk=site.pk).update(name="Noen var her")
    report = take_in(data, expected=dry.digest)
    assert report.moved_on
    assert not report.written
    assert Site.objects.get(pk=site.pk).name == "Noen var her"
    Site.objects.filter(pk=site.pk).update(name="Gammelt", access_note_nb="Heis")  # not in the file
    assert take_in(data, expected=dry.digest).written
    assert Site.objects.get(pk=site.pk).access_note_nb == "Heis"
