"""Workbooks in: what spreadsheets make of cells is read, what is made to harm is refused."""

import datetime as dt
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from portal.base.exchange import (
    BadFile,
    Outcome,
    import_tables,
    kind_named,
    read_tables,
    sheet_of,
    workbook,
)
from portal.base.exchange import workbooks as exchange_workbooks
from services.models import HoursException, Municipality, Schedule, Site
from tests import factories

pytestmark = pytest.mark.django_db


def book(**sheets: list[list[Any]]) -> bytes:
    """Return a workbook with rows of cells, as a spreadsheet would save it."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def again(data: bytes, *, change: dict[str, bytes]) -> bytes:
    """Return a workbook with other bytes in some of its parts, or with more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", 8) as after:
        for part in before.namelist():
            after.writestr(part, change.get(part, before.read(part)))
        for part in change.keys() - set(before.namelist()):
            after.writestr(part, change[part])
    return out.getvalue()


def test_a_workbook_holds_a_sheet_for_each_kind_and_is_read_by_their_names():
    site = factories.SiteFactory(name="0301 Sted", access_note_nb="+47 55\x0b\n'=1+1\n")
    data = workbook([sheet_of(kind_named("sites")), sheet_of(kind_named("centres"))])
    tables = read_tables(data, "alt.xlsx")
    assert [(table.kind.name, table.name) for table in tables] == [
        ("sites", "alt.xlsx: sites"),
        ("centres", "alt.xlsx: centres"),
    ]
    report = import_tables(tables, write=True)
    assert report.to_write == 0
    assert not report.failed
    site.refresh_from_db()
    assert site.access_note_nb == "+47 55\x0b\n'=1+1\n"


def test_numbers_dates_and_times_in_cells_are_read_for_what_they_are():
    hours = factories.ScheduleFactory(site=factories.SiteFactory())
    oslo = Municipality.objects.get(number="0301")
    data = book(
        sites=[
            ["key", "municipality", "latitude", "longitude", "place"],
            [hours.site.key, 301, 59.91, 10.0, "Byen"],
        ],
        hours=[
            ["key", "valid_from", "open_on_holidays", None],
            [hours.key, dt.datetime(2026, 3, 1), True, None],
        ],
        exceptions=[
            ["key", "site", "date", "hours"],
            [],
            ["dag-a", hours.site.key, dt.date(2026, 12, 24), "9-12"],
        ],
    )
    report = import_tables(read_tables(data, "a.xlsx"), write=True)
    assert report.written, report
    assert report.files[-1].rows[0].number == 3
    site = Site.objects.get(pk=hours.site.pk)
    assert (site.municipality, str(site.latitude), str(site.longitude)) == (
        oslo,
        "59.91000",
        "10.00000",
    )
    fresh = Schedule.objects.get(pk=hours.pk)
    assert (fresh.valid_from, fresh.open_on_holidays) == (dt.date(2026, 3, 1), True)
    assert HoursException.objects.get(key="dag-a").date == dt.date(2026, 12, 24)


def test_a_single_sheet_may_have_any_name_and_several_may_not():
    site = factories.SiteFactory()
    rows = [["key", "name", "place"], [site.key, "Nytt", "Byen"]]
    [table] = read_tables(book(Ark1=rows, Ark2=[]), "a.xlsx")
    assert table.kind.name == "sites"
    assert import_tables([table], write=False).counts == {Outcome.CHANGED: 1}
    with pytest.raises(BadFile, match="Ark1"):
        read_tables(book(Ark1=rows, sites=rows), "a.xlsx")


@pytest.mark.parametrize("value", ["=1+1", "=WEBSERVICE(A1)"])
def test_a_formula_is_refused_and_never_read_as_an_empty_cell(value):
    site = factories.SiteFactory()
    data = book(sites=[["key", "name", "place"], [site.key, value, "Byen"]])
    with pytest.raises(BadFile, match="sites.* 2"):
        read_tables(data, "a.xlsx")


def test_a_text_that_no_cell_has_room_for_is_refused_and_not_cut():
    factories.SiteFactory(access_note_nb="a" * 32_768)
    with pytest.raises(BadFile, match="CSV"):
        workbook([sheet_of(kind_named("sites"))])


def test_a_workbook_that_is_made_to_harm_is_refused(monkeypatch):
    site = factories.SiteFactory()
    good = book(sites=[["key", "name", "place"], [site.key, "Nytt", "Byen"]])
    sheet = "xl/worksheets/sheet1.xml"
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "bbbb">]>'
    with zipfile.ZipFile(io.BytesIO(good)) as parts:
        body = parts.read(sheet)
    bad = [
        again(good, change={sheet: head + body}),
        again(good, change={sheet: (head + body).decode().encode("utf-16")}),
        again(good, change={sheet: body[:-20]}),
        again(good, change={"xl/vbaProject.bin": b"x"}),
        again(good, change={"xl/media/a.bin": b"\0" * 41_000_000}),
        again(good, change={"[Content_Types].xml": b"<Types/>"}),
        good[:-40],
        good[: len(good) // 2],
    ]
    for data in bad:
        with pytest.raises(BadFile):
            read_tables(data, "a.xlsx")
    assert read_tables(good, "a.xlsx")
    monkeypatch.setattr(exchange_workbooks, "MAX_UNPACKED", 1000)
    with pytest.raises(BadFile):
        read_tables(good, "a.xlsx")


def test_a_row_far_down_is_numbered_as_it_stands_and_takes_no_time():
    site = factories.SiteFactory()
    good = book(sites=[["key", "name", "place"], [site.key, "Nytt", "Byen"]])
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(good)) as parts:
        body = parts.read(sheet).decode()
    for number in ("1048576", "99999999999"):
        far = body.replace('<row r="2"', f'<row r="{number}"')
        for column in "ABC":
            far = far.replace(f'r="{column}2"', f'r="{column}{number}"')
        assert far != body
        [table] = read_tables(again(good, change={sheet: far.encode()}), "a.xlsx")
        assert [row for row, _cells in table.rows] == ([1048576] if number == "1048576" else [])
