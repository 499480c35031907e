"""Tables of content: what goes out comes in the same, or not at all."""

import contextlib
import csv
import datetime as dt
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.base.content import digest, state_of
from portal.base.exchange import (
    BadFile,
    Kind,
    Outcome,
    Report,
    Table,
    all_kinds,
    csv_files,
    import_tables,
    kind_named,
    read_tables,
    sheet_of,
    workbook,
)
from portal.base.exchange import tables as exchange_tables
from portal.base.exchange.csv_files import write_csv
from portal.base.models import LoadedEntry, OldAddress, Publication
from services.models import CareerCentre, ContactFact, HoursException, Schedule, Site
from tests import factories

pytestmark = pytest.mark.django_db

CENTRES = ("centres", "sites", "contacts", "hours", "exceptions")


# What the tests need


def sheet(*rows: str, encoding: str = "utf-8") -> bytes:
    """Return a file with semicolons, from rows with bars."""
    return "\r\n".join(row.replace("|", ";") for row in rows).encode(encoding)


def out(kind: Kind) -> bytes:
    """Return the CSV file of a kind."""
    return csv_files([sheet_of(kind)])[f"{kind.name}.csv"]


def read_table(data: bytes, name: str = "", kind: Kind | None = None) -> Table:
    [table] = read_tables(data, name, kind)
    return table


def take_in(*files: bytes, write: bool = True, name: str = "", **more: Any) -> Report:
    tables = [table for data in files for table in read_tables(data, name)]
    return import_tables(tables, write=write, **more)


def everything_out() -> list[Table]:
    """Return the tables that the files of all kinds hold."""
    return [read_table(out(kind), f"{kind.name}.csv") for kind in all_kinds()]


def problems(report: Report) -> list[tuple[int, str, str, str]]:
    """Return (row, column, value, message) of everything that is wrong."""
    return [
        (row.number, problem.column, problem.value, problem.message)
        for file in report.files
        for row in file.rows
        for problem in row.problems
    ]


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return all that the models hold, column by column, references and dates included."""
    held: dict[str, list[dict[str, Any]]] = {}
    for model in [kind.model for kind in all_kinds()]:
        columns = [field.column for field in model._meta.concrete_fields]
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {', '.join(map(connection.ops.quote_name, columns))} "
                f"FROM {model._meta.db_table} ORDER BY id"
            )
            held[model._meta.label] = [dict(zip(columns, row, strict=True)) for row in cursor]
        for many in model._meta.many_to_many:
            through = many.remote_field.through
            held[through._meta.label] = list(through.objects.order_by("pk").values())
    return held


@pytest.fixture
def rich() -> Site:
    """A centre with a site, contacts and hours, and texts that are hard on a spreadsheet."""
    centre = factories.CentreFactory(
        about_nb='=HYPERLINK("x")\nTo linjer; med "tegn", og\tmer\n',
        about_nn="'=Apostrof og formel",
        about_en="-5 degrees\r\nwith the wrong line ends",
        summary_nb="Čáhcesuolu, Kárášjohka, đŋŧ",
        # the hour that is twice, and parts of a second
        published_from=dt.datetime(2026, 10, 25, 0, 30, 7, 5, tzinfo=dt.UTC),
        closed_on=dt.date(2030, 1, 2),
    )
    site = factories.SiteFactory(
        centre=centre, latitude=Decimal("59.9"), longitude=Decimal("10.75000")
    )
    factories.ContactFactory(centre=centre, value="+47 55 00 00 00")
    phone = factories.ContactFactory(site=site, value="@telefon", note_nb="  mellomrom  ")
    factories.ScheduleFactory(site=site, valid_from=dt.date(2026, 1, 1))
    factories.ScheduleFactory(contact=phone, saturday="10-12")  # not in the normal form
    factories.HoursExceptionFactory(site=site)
    return site


# Round trip


def test_what_goes_out_comes_in_and_changes_nothing(rich, tmp_path, capsys):
    before = everything()
    for language in ("nb", "nn", "en"):
        with translation.override(language):
            files = [out(kind) for kind in all_kinds()]
            report = import_tables(everything_out(), write=True)
        assert report.written
        assert report.to_write == 0, [row for f in report.files for row in f.of(Outcome.CHANGED)]
        assert not report.failed, problems(report)
    assert report.counts[Outcome.UNCHANGED] == sum(k.model.objects.count() for k in all_kinds())
    assert everything() == before
    assert [out(kind) for kind in all_kinds()] == files

    for form in ("csv", "xlsx"):
        call_command("export_content_tables", tmp_path / form, format=form)
        call_command("import_content_tables", *sorted((tmp_path / form).iterdir()))
        assert everything() == before
    assert not OldAddress.objects.exists()
    assert not Publication.objects.exists()


def test_a_spreadsheet_may_save_it_its_own_way(rich):
    """Commas, Windows-1252, day first, zeros and blanks gone, True and False in Norwegian."""
    before = everything()
    CareerCentre.objects.filter(summary_nb__contains="đ").update(summary_nb="Blåbær, æøå")
    before = everything()
    for kind in map(kind_named, CENTRES):
        text = out(kind).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
        dates = {"valid_from", "valid_until", "date", "closed_on", "checked_on", "next_check_on"}
        for row in rows[1:]:
            for number, column in enumerate(rows[0]):
                if column in dates and row[number]:
                    row[number] = dt.date.fromisoformat(row[number]).strftime("%d.%m.%Y")
                elif column == "municipality":
                    row[number] = row[number].lstrip("0")
                elif column in {"latitude", "longitude"}:
                    row[number] = row[number].replace(",", ".")
                elif row[number] in {"yes", "no"}:
                    row[number] = {"yes": "SANN", "no": "USANN"}[row[number]]
        saved = io.StringIO(newline="")
        csv.writer(saved).writerows([*rows, [], [""] * len(rows[0])])
        report = take_in(saved.getvalue().encode("cp1252", errors="strict"))
        assert report.to_write == 0, problems(report)
        assert not report.failed, problems(report)
    assert everything() == before


def test_every_field_an_editor_can_change_is_a_column():
    for kind in all_kinds():
        fields = [*kind.model._meta.fields, *kind.model._meta.many_to_many]
        editable = {field.name for field in fields if field.editable and not field.primary_key}
        slots = {name for name in editable if f"{name}_nb" in editable}
        assert set(kind.columns) == editable - slots
        assert next(iter(kind.columns)) == kind.key
        last = kind.columns[list(kind.columns)[-1]].field
        assert not last.blank  # Excel leaves out empty cells at the end of a row


def test_no_cell_goes_out_as_a_formula(rich):
    book = openpyxl.load_workbook(io.BytesIO(workbook([sheet_of(kind) for kind in all_kinds()])))
    for kind in all_kinds():
        rows = list(csv.reader(io.StringIO(out(kind).decode("utf-8-sig")), delimiter=";"))
        rows += book[kind.name].iter_rows(values_only=True)
        for row in rows:
            assert not [cell for cell in row if cell and cell[0] in "=+-@\t\r"]
        cells = [cell for row in book[kind.name].iter_rows() for cell in row if cell.value]
        assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}


def test_queries_do_not_grow_with_the_rows(rich):
    def queries() -> list[int]:
        found = []
        for kind in all_kinds():
            with CaptureQueriesContext(connection) as captured:
                sheet_of(kind)
            found.append(len(captured))
        return found

    def more(number: int) -> None:
        for _each in range(number):
            factories.ScheduleFactory()
            factories.HoursExceptionFactory(site=factories.SiteFactory())
            factories.ContactFactory()
            factories.MembershipFactory()
            factories.PaperFactory(meeting=factories.CaseFactory().meeting)
            factories.EntitlementFactory()

    more(1)
    few = queries()
    more(4)
    assert queries() == few


# What a row does


def test_a_row_changes_what_it_says_and_leaves_the_rest():
    centre = factories.CentreFactory(website="https://gammel.no", about_nb="Om", about_nn="Om")
    other = factories.CentreFactory()
    old = timezone.now() - dt.timedelta(days=9)
    CareerCentre.objects.update(updated_at=old)
    report = take_in(
        sheet(
            "key|slug_nb|website|about_nb|name_confirmed|county",
            f"{centre.key}|nytt-ord||Ny tekst|ja|{centre.county.key}",
            f"{other.key}|{other.slug_nb}||||{other.county.key}",
        )
    )
    assert report.written
    assert [row.outcome for row in report.files[0].rows] == [Outcome.CHANGED, Outcome.UNCHANGED]
    changes = {c.column: (c.before, c.after) for c in report.files[0].rows[0].changes}
    assert changes == {
        "slug_nb": (centre.slug_nb, "nytt-ord"),
        "website": ("https://gammel.no", ""),
        "about_nb": ("Om", "Ny tekst"),
        "name_confirmed": ("no", "yes"),
    }
    fresh = CareerCentre.objects.get(pk=centre.pk)
    assert (fresh.website, fresh.about_nb, fresh.about_nn) == ("", "Ny tekst", "Om")
    assert fresh.updated_at > old
    assert OldAddress.objects.filter(slug=centre.slug_nb, object_key=centre.key).exists()
    assert CareerCentre.objects.get(pk=other.pk).updated_at == old
    assert CareerCentre.objects.exclude(pk=centre.pk).exclude(updated_at=old).count() == 0


def test_a_new_key_makes_an_entry_and_a_missing_row_deletes_none():
    centre = factories.CentreFactory()
    sites = Site.objects.count()
    report = take_in(
        sheet("key|centre|name|place|latitude|longitude|standing|source",
              f"nytt-sted|{centre.key}|Nytt sted|Byen|59,9112345|10.75||"),
    )  # fmt: skip
    assert report.counts == {Outcome.CREATED: 1}
    site = Site.objects.get(key="nytt-sted")
    assert (site.latitude, site.longitude) == (Decimal("59.91123"), Decimal("10.75"))
    assert site.standing == Site.Standing.UNKNOWN  # an empty cell of a new row is the default
    assert Site.objects.count() == sites + 1


def test_files_may_name_what_other_files_make_and_rows_what_later_rows_make():
    county = factories.CountyFactory()
    names = "name_nb|name_nn|name_en|slug_nb|slug_nn|slug_en|summary_nb|summary_nn|summary_en"
    text = "A|A|A|{0}|{0}|{0}|S|S|S"
    files = [
        sheet("key|contact|date|hours", "dag-a|telefon-a|24.12.2026|9-12"),
        sheet("key|contact|monday", "uke-a|telefon-a|9-15.30"),
        sheet("key|site|kind|value", "telefon-a|sted-a|telefon|55 00 00 00"),
        sheet("key|centre|name|place", "sted-a|senter-a|A|Byen"),
        sheet(
            f"key|county|successor|{names}",
            f"senter-a|{county.key}|senter-b|{text.format('a')}",
            f"senter-b|{county.key}|senter-c|{text.format('b')}",
            f"senter-c|{county.key}||{text.format('c')}",
        ),
    ]
    dry = take_in(*files, write=False)
    assert not dry.failed, problems(dry)
    assert not dry.written
    assert not Site.objects.filter(key="sted-a").exists()
    report = take_in(*files)
    assert report.written
    assert report.digest == dry.digest
    assert CareerCentre.objects.get(key="senter-a").successor.successor.key == "senter-c"
    assert Schedule.objects.get(key="uke-a").monday == "09.00–15.30"
    assert HoursException.objects.get(key="dag-a").date == dt.date(2026, 12, 24)


def test_two_periods_may_change_places_in_time():
    site = factories.SiteFactory()
    for key, first, last in (("a", 1, 5), ("b", 6, 12)):
        dates = {"valid_from": dt.date(2026, first, 1), "valid_until": dt.date(2026, last, 1)}
        factories.ScheduleFactory(key=key, site=site, **dates)
    report = take_in(
        sheet("key|valid_from|valid_until", "a|01.07.2026|01.12.2026", "b|2027-01-01|2027-06-01")
    )
    assert report.written, problems(report)


def test_the_page_of_a_centre_is_dated_when_its_parts_change():
    site, other = factories.SiteFactory(), factories.SiteFactory()
    hours = factories.ScheduleFactory(site=site)
    old = timezone.now() - dt.timedelta(days=9)
    CareerCentre.objects.update(updated_at=old)
    take_in(sheet("key|site|monday", f"{hours.key}|{other.key}|10-12"))
    newer = CareerCentre.objects.filter(updated_at__gt=old)
    assert set(newer) == {site.centre, other.centre}  # it has moved from the one to the other


def test_the_loader_sees_an_imported_row_as_an_editors_change():
    site = Site.objects.filter(centre__key="senter-oslo").get()
    loaded = LoadedEntry.objects.get(model="services.careercentre", key="senter-oslo")
    import_tables(everything_out(), write=True)
    centre = CareerCentre.objects.get(key="senter-oslo")
    assert digest(state_of(centre)) == loaded.entry_digest
    take_in(sheet("key|step_free", f"{site.key}|ja"), name="sites.csv")
    centre = CareerCentre.objects.get(key="senter-oslo")
    assert digest(state_of(centre)) != loaded.entry_digest


# What is wrong with a row


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


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_said_of_the_row_and_the_cell_and_nothing_is_written(name, language):
    hours = factories.ScheduleFactory()
    contact = factories.ContactFactory(site=hours.site)
    keys = {"site": hours.site.key, "centre": hours.site.centre.key, "hours": hours.key}
    keys["contact"] = contact.key
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
        (["key|site|value", "{contact}|{site}|55"], "belongs to one centre, site"),
        (["key|checked_by|county", "senter-oslo|hk-dir|oslo"], "Say when it was checked"),
    ],
)
def test_the_rules_of_the_models_hold_in_files_too(rows, words):
    hours = factories.ScheduleFactory(valid_from=dt.date(2026, 1, 1))
    contact = factories.ContactFactory()
    keys = {"site": hours.site.key, "hours": hours.key, "contact": contact.key}
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


# Files that can not be read


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
    columns = data.draw(st.lists(st.sampled_from(list(kind.columns)[1:]), min_size=1, unique=True))
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
