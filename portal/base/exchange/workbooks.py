"""Workbooks: a sheet for each kind, and every cell a text, so that nothing is reformatted.

What a number, a date or a time in a cell stands for is read as well; a formula is refused, because
what it last came to may be old or missing. No workbook is opened before its parts are counted.
"""

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from portal.base import packages
from portal.base.exchange.kinds import Kind, all_kinds
from portal.base.exchange.tables import BadFile, Line, Table, guard, table_of
from portal.base.refused import Refused

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SIGNATURE = packages.SIGNATURE
MAX_UNPACKED = 40 * 1024 * 1024
MAX_TEXT = 32_767  # characters in a cell: what spreadsheets have room for
MAX_COLUMN, MAX_ROW = 200, 1_048_576
_TEXT = "@"
_WIDTH = 24
# No workbook can hold these; spreadsheets write them so.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x0d\x0e-\x1f]")
_WRITTEN = re.compile(r"_x(00[01][0-9A-Fa-f])_")


def write_workbook(sheets: Iterable[tuple[str, Iterable[str], Iterable[Iterable[str]]]]) -> bytes:
    """Return a workbook with a sheet for each name, columns and rows; raises BadFile."""
    ready = [
        (name, list(columns), [[_written(text, name) for text in row] for row in rows])
        for name, columns, rows in sheets
    ]
    book = openpyxl.Workbook(write_only=True)
    for name, columns, rows in ready:
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "B2"
        for number in range(len(columns)):
            sheet.column_dimensions[get_column_letter(number + 1)].width = _WIDTH
        sheet.append([_cell(sheet, column, bold=True) for column in columns])
        for row in rows:
            sheet.append([_cell(sheet, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_workbook(data: bytes, name: str, kind: Kind | None) -> list[Table]:
    """Return a table for each sheet that is not empty, by the name of the sheet.

    A single sheet may have any name; its columns then tell what its rows are. Raises BadFile.
    """
    sheets = [(title, lines) for title, lines in _sheets(data) if lines]
    if not sheets:
        raise BadFile(_("The file is empty."))
    known = {each.name: each for each in all_kinds()}
    tables = []
    for title, lines in sheets:
        of_sheet = known.get(title.strip().lower())
        if of_sheet is None and len(sheets) > 1:
            message = _(
                "No kind of content has the name of the sheet “%(sheet)s”. Call it %(names)s."
            )
            names = ", ".join(known)
            raise BadFile(message % {"sheet": title, "names": names})
        (_number, header), *rest = lines
        shown = f"{name}: {title}" if len(sheets) > 1 else name
        try:
            table = table_of(header, rest, title, of_sheet or kind)
        except BadFile as error:
            raise BadFile(f"{title}: {error}" if len(sheets) > 1 else str(error)) from None
        tables.append(replace(table, name=shown))
    return tables


def _written(text: str, name: str) -> str:
    """Return a text as a cell can hold it; raises BadFile where it has no room."""
    written = _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", guard(text))
    if len(written) > MAX_TEXT:
        message = _(
            "“%(kind)s” has a text of more than %(most)d characters, which no cell of a workbook "
            "has room for. Choose CSV."
        )
        raise BadFile(message % {"kind": name, "most": MAX_TEXT})
    return written


def _cell(sheet: Any, text: str, *, bold: bool = False) -> WriteOnlyCell:
    """Return a cell that is a text whatever it looks like."""
    cell = WriteOnlyCell(sheet, value=text or None)
    if text:
        cell.data_type = "s"
    cell.number_format = _TEXT
    if bold:
        cell.font = Font(bold=True)
    return cell


def _sheets(data: bytes) -> list[tuple[str, list[Line]]]:
    """Return the rows of each sheet as texts, from its first row that is not blank."""
    try:
        is_workbook = packages.is_workbook(data, most=MAX_UNPACKED)
    except Refused as refused:
        raise BadFile(str(refused)) from refused
    if not is_workbook:
        raise BadFile(_("This is not a workbook (XLSX) and not a CSV file."))
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        return [(sheet.title, list(_lines(sheet))) for sheet in book.worksheets]
    except BadFile:
        raise
    except Exception as error:  # whatever a file that is put together wrongly makes of the reader
        raise BadFile(
            _("The file is damaged or put together wrongly. Open it, save it anew and choose that.")
        ) from error


def _lines(sheet: Any) -> Iterator[Line]:
    """Yield the rows that are not blank, by their number; the first is the header."""
    rows = sheet.iter_rows(min_row=1, max_row=MAX_ROW, min_col=1, max_col=MAX_COLUMN)
    for number, row in enumerate(rows, 1):
        texts = [_text(cell, sheet.title, number) for cell in row if cell.value is not None]
        if not any(text.strip() for text in texts):
            continue
        filled = ["" if cell.value is None else _text(cell, sheet.title, number) for cell in row]
        yield number, filled


def _text(cell: Any, sheet: str, row: int) -> str:
    """Return what a cell says; raises BadFile for a formula."""
    value = cell.value
    if cell.data_type == "f":
        message = _(
            "%(sheet)s, row %(row)d: a cell holds a formula. Copy the cells, and paste them as "
            "values."
        )
        raise BadFile(message % {"sheet": sheet, "row": row})
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time.min:
        return value.date().isoformat()
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, dt.time):
        return value.isoformat("seconds")
    text = _WRITTEN.sub(lambda found: chr(int(found[1], 16)), str(value))
    return text.replace("\r\n", "\n").replace("\r", "\n")
