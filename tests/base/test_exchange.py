"""Tables of content: what goes out comes in the same, or not at all."""

import csv
import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from portal.base.content import digest, state_of
from portal.base.exchange import (
    Outcome,
    all_kinds,
    import_tables,
    kind_named,
    sheet_of,
    workbook,
)
from portal.base.models import LoadedEntry, OldAddress, Publication
from services.models import CareerCentre, HoursException, Schedule, Site
from tests import factories
from tests.base.tables import everything, everything_out, out, problems, sheet, take_in

pytestmark = pytest.mark.django_db

CENTRES = ("centres", "sites", "contacts", "hours", "exceptions")


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
        first, *_others, last = (column.field for column in kind.columns.values())
        assert not last.blank  # Excel leaves out empty cells at the end of a row
        only_the_key = all(field.blank for field in fields if field.name in editable - {kind.key})
        assert kind.key == (last if only_the_key else first).name


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


def all_are_old() -> dt.datetime:
    """Date every centre some days ago, and return when."""
    old = timezone.now() - dt.timedelta(days=9)
    CareerCentre.objects.update(updated_at=old)
    return old


def test_a_row_changes_what_it_says_and_leaves_the_rest():
    centre = factories.CentreFactory(website="https://gammel.no", about_nb="Om", about_nn="Om")
    other = factories.CentreFactory()
    old = all_are_old()
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
    old = all_are_old()
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
