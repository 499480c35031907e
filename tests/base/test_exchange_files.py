"""Files with tables: what can be read, what can not, and the commands for them."""

import contextlib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.base.exchange import (
    BadFile,
    all_kinds,
    import_tables,
    kind_named,
)
from portal.base.exchange import tables as exchange_tables
from portal.base.exchange.csv_files import write_csv
from services.models import ContactFact, Site
from tests import factories
from tests.base.tables import out, read_table, sheet

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Filen er tom"),
        (b" \r\n ", "Filen er tom"),
        (b"\xef\xbb\xbf", "Filen er tom"),
        (b"\xef\xbb\xbf;;\r\n", "første raden"),
        (b"key;name\r\na\0b;c", "ikke en tekstfil"),
        ("key;name\r\na;b".encode("utf-16"), "ikke en tekstfil"),
        (b"\x89PNG\r\n\x1a\n\0\0", "ikke en tekstfil"),
        (b"\x81\x8d\x8f", "ikke en tekstfil"),
        (b"PK\x03\x04 a workbook", "skadet"),
        (b"\xd0\xcf\x11\xe0 an old one", "XLSX"),
        (b"navn;sted\r\na;b", "heter «key»"),
        (b"key|name|place\r\na|b|c", "heter «key»"),
        (b"a;b;c\r\n1;2;3", "heter «key»"),
        (b"key;name;hemmelig;feil\r\na;b;c;d", "“hemmelig”, “feil”"),
        (b"key;;name\r\na;;b", "Kolonne 2"),
        (b"key;name;name\r\na;b;c", "to ganger"),
        (b'key;name\r\na;b\r\nc;"d', "Rad 3"),
        (b'key;name\r\na;"b"c', "Rad 2"),
        (b'key;"name\r\na;b', "Rad 1"),
        (b"key;name\r\na;b\r\nc", "Rad 3"),
        (b"key;name\r\na;b;c", "Rad 2"),
        (b"key;name\r\na;" + b"x" * 140_000, "Rad 2"),
        (b"key;standing\r\na;b", "Kontakt"),
        (b"key\r\na", "viser ikke hva"),
        (b"x" * (exchange_tables.MAX_BYTES + 1), "5 MB"),
        (b"key;name\r\n" + b"a;b\r\n" * 20_001, "20000"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_in_words(data, words):
    with pytest.raises(BadFile) as caught:
        read_table(data)
    assert words in str(caught.value)


@given(st.one_of(st.binary(), st.text().map(str.encode)))
@settings(max_examples=200, deadline=None)
def test_no_bytes_break_the_reader(data):
    for start in (b"", b"key;name;place\r\n", b"key,valid_from\n"):
        with contextlib.suppress(BadFile):
            assert read_table(start + data).columns


@given(
    st.data(),
    st.deferred(lambda: st.sampled_from(all_kinds())),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40),
)
@settings(max_examples=60, deadline=None)
def test_no_cell_breaks_the_import(data, kind, text):
    others = [name for name in kind.columns if name != kind.key]
    columns = data.draw(st.lists(st.sampled_from(others), min_size=1, unique=True))
    key = kind.model.objects.values_list(kind.key, flat=True).first() or "ny"
    table = write_csv([kind.key, *columns], [[key, *[text] * len(columns)]])
    report = import_tables([read_table(table, kind=kind)], write=False)
    assert not report.written


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_windows_1252_is_read_and_said(language):
    with translation.override(language):
        table = read_table(sheet("key|name|place", "a|Ærfugl|Bodø", encoding="cp1252"))
    assert table.rows[0][1] == ("a", "Ærfugl", "Bodø")
    assert "Windows-1252" in table.notes[0]
    assert ("ikkje" in table.notes[0]) == (language == "nn")


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_separator_the_case_and_the_marks_of_the_header_are_found(delimiter):
    text = '\ufeff"Key";NAME ;place;;\r\na;"b;c";d;;\r\n'.replace(";", delimiter)
    table = read_table(text.encode())
    assert (table.kind, table.columns) == (kind_named("sites"), ("key", "name", "place"))
    assert table.rows == ((2, ("a", f"b{delimiter}c", "d")),)


def test_the_name_of_the_file_tells_what_the_columns_do_not():
    data = b"key;standing\r\na;b"
    assert read_table(data, "sites (2).csv").kind.name == "sites"
    assert read_table(data, "x.csv", kind_named("hours")).kind.name == "hours"
    with pytest.raises(BadFile, match="place"):
        read_table(b"key;place\r\na;b", "x.csv", kind_named("hours"))


# The commands


def test_the_command_reports_in_the_readers_language_and_fails_on_errors(tmp_path: Path, capsys):
    site = factories.SiteFactory(name="Gammelt")
    path = tmp_path / "sites.csv"
    path.write_bytes(sheet("key|name|place", f"{site.key}|Nytt|Byen"))
    call_command("import_content_tables", path, "--dry-run", "--language", "nn")
    out = capsys.readouterr().out
    assert f"Rad 2, {site.key}: Namn: «Gammelt» → «Nytt»" in out
    assert "Ingenting er importert." in out
    assert Site.objects.get(pk=site.pk).name == "Gammelt"
    call_command("import_content_tables", path)
    assert "Filene er importert." in capsys.readouterr().out
    assert Site.objects.get(pk=site.pk).name == "Nytt"

    path.write_bytes(sheet("key|name|place", f"{site.key}||Byen"))
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_content_tables", path, "--language", "en")
    assert "Row 2, " in capsys.readouterr().out
    with pytest.raises(CommandError, match="mangler.csv"):
        call_command("import_content_tables", tmp_path / "mangler.csv", path)
    (tmp_path / "again.csv").write_bytes(path.read_bytes())
    with pytest.raises(CommandError, match="to filer"):
        call_command("import_content_tables", path, tmp_path / "again.csv")


def test_the_command_writes_the_kinds_that_are_asked_for(tmp_path: Path):
    call_command("export_content_tables", tmp_path, "sites", "hours", verbosity=0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hours.csv", "sites.csv"]
    assert (tmp_path / "sites.csv").read_bytes().startswith(b"\xef\xbb\xbfkey;")
    (tmp_path / "file").touch()
    with pytest.raises(CommandError):
        call_command("export_content_tables", tmp_path / "file")
    with pytest.raises(CommandError, match="nonsense"):
        call_command("export_content_tables", tmp_path, "nonsense")


def test_contacts_of_services_and_organisations_are_in_the_file():
    owned = {fact.key for fact in ContactFact.objects.filter(centre=None, site=None)}
    rows = read_table(out(kind_named("contacts"))).rows
    assert owned <= {cells[0] for _number, cells in rows}
    assert apps.get_model("services", "ContactFact").objects.count() == len(rows)
