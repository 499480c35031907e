"""CSV files as spreadsheets write them: separator and encoding are found, rows are numbered.

A text that a spreadsheet would run as a formula goes out with an apostrophe in front, which is
taken off again: what goes out comes in the same.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services.exchange.kinds import KINDS, Kind

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 20_000
DELIMITERS = (";", ",", "\t")
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


class BadFile(Exception):
    """A file that can not be read at all; the message says why, in the reader's language."""


@dataclass(frozen=True)
class Table:
    """A file that has been read: rows by their number in the spreadsheet, the header being 1."""

    kind: Kind
    name: str
    text: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[str, ...] = ()


def write_table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return a file that Excel in Norway opens with a double click: UTF-8 marked so, semicolons."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_guard(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def read_table(data: bytes, name: str = "", kind: Kind | None = None) -> Table:
    """Return the rows of a file of a kind, or of the kind that its columns tell.

    Raises BadFile.
    """
    if len(data) > MAX_BYTES:
        raise BadFile(too_big())
    text, notes = _decode(data)
    return parse(text, name, kind, notes)


def parse(text: str, name: str, kind: Kind | None, notes: tuple[str, ...] = ()) -> Table:
    """Return the rows of a file whose letters are known already; raises BadFile."""
    lines = _lines(text)
    header = [cell.strip().lower() for cell in next(lines, (0, []))[1]]
    while header and not header[-1]:
        header.pop()
    if not header:
        raise BadFile(_("The file is empty. The first row must hold the names of the columns."))
    if "key" not in header:
        raise BadFile(
            _(
                "The first row has no column named “key”. The first row must hold the names of "
                "the columns, with semicolons, commas or tabs between."
            )
        )
    kind = kind or _kind_of(header, name)
    _check_header(header, kind)
    rows = tuple(_rows(lines, len(header)))
    if not rows:
        notes += (_("The file has no rows below the names of the columns."),)
    return Table(kind, name, text, tuple(header), rows, notes)


def too_big() -> str:
    """Say how big a file may be."""
    return _("The file is too big: it may be 5 MB. Divide it into several files.")


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return a file's text, and what its reader ought to know about it; raises BadFile."""
    if not data.strip():
        raise BadFile(_("The file is empty."))
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadFile(
            _("This is a workbook, not a CSV file. Save it as “CSV UTF-8” in the spreadsheet.")
        )
    if b"\0" in data:
        raise BadFile(
            _("This is not a text file in UTF-8. Save it as “CSV UTF-8” in the spreadsheet.")
        )
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise BadFile(
            _("This is not a text file in UTF-8. Save it as “CSV UTF-8” in the spreadsheet.")
        ) from None
    note = _(
        "The file is in Windows-1252, not in UTF-8. It cannot hold Sámi letters such as č and đ: "
        "see that no letter has become a question mark. Better: save as “CSV UTF-8”."
    )
    return text, (note,)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its number, blank ones too; raises BadFile where quotes do not match."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            if "limit" in str(error):
                message = _("Row %d: a cell is too long.")
            else:
                message = _(
                    "Row %d: the quotation marks do not match. A text in quotation marks ends with "
                    "one, and those inside it are doubled."
                )
            raise BadFile(message % number) from None
        if row is None:
            return
        yield number, row


def _delimiter(text: str) -> str:
    """Return the separator that gives the first row most columns of ours."""
    names = {name for kind in KINDS for name in kind.columns}
    first = text.lstrip("\n").partition("\n")[0].lower()

    def known(delimiter: str) -> int:
        return sum(cell.strip().strip('"') in names for cell in first.split(delimiter))

    return max(DELIMITERS, key=known)


def _kind_of(header: list[str], name: str) -> Kind:
    """Return the kind that has all the columns, or most of them; raises BadFile if several do."""
    fitting = [kind for kind in KINDS if set(header) <= set(kind.columns)]
    if not fitting:
        return max(KINDS, key=lambda kind: len(set(header) & set(kind.columns)))
    named = [kind for kind in fitting if name.lower().startswith(kind.name)]
    if len(fitting) > 1 and len(named) != 1:
        kinds = ", ".join(kind.label for kind in fitting)
        message = _("The columns do not tell what the rows are. They may be: %s. Say which.")
        raise BadFile(message % kinds)
    return (fitting if len(fitting) == 1 else named)[0]


def _check_header(header: list[str], kind: Kind) -> None:
    """Raise BadFile for a column that is not there, has no name or stands twice."""
    unknown = [column for column in header if column not in kind.columns]
    if "" in unknown:
        raise BadFile(_("Column %d has no name in the first row.") % (header.index("") + 1))
    if unknown:
        message = ngettext(
            "There is no column named %(columns)s in files of the kind “%(kind)s”.",
            "There are no columns named %(columns)s in files of the kind “%(kind)s”.",
            len(unknown),
        )
        columns = ", ".join(f"“{column[:40]}”" for column in unknown[:10])
        raise BadFile(message % {"columns": columns, "kind": kind.label})
    for number, column in enumerate(header):
        if column in header[:number]:
            raise BadFile(_("The column “%s” is there twice.") % column)


def _rows(
    lines: Iterable[tuple[int, list[str]]], width: int
) -> Iterable[tuple[int, tuple[str, ...]]]:
    """Yield the rows that are not blank, without what guards against formulas."""
    found = 0
    for number, line in lines:
        if not any(cell.strip() for cell in line):
            continue
        found += 1
        if found > MAX_ROWS:
            message = _("The file has too many rows: it may have %d. Divide it into several files.")
            raise BadFile(message % MAX_ROWS)
        if len(line) < width or any(cell.strip() for cell in line[width:]):
            message = _(
                "Row %(row)d has %(cells)d cells, but the first row has %(columns)d. A text with a "
                "separator in it must stand in quotation marks."
            )
            raise BadFile(message % {"row": number, "cells": len(line), "columns": width})
        yield number, tuple(_unguard(cell) for cell in line[:width])


def _guard(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguard(cell: str) -> str:
    """Return what a cell was before it was guarded."""
    return cell[1:] if _GUARDED.match(cell) else cell
