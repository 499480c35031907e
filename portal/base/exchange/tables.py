"""Tables as they are read from files: rows by number, columns of a kind.

A text that a spreadsheet would run as a formula goes out with an apostrophe in front, which is
taken off again: what goes out comes in the same.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.base.exchange.kinds import Kind, all_kinds

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 20_000
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
Line = tuple[int, list[str]]


class BadFile(Exception):
    """A file that cannot be read, or not be written; the message says why in the reader's words."""


@dataclass(frozen=True)
class Table:
    """A table that has been read: rows by their number in the spreadsheet, the header being 1."""

    kind: Kind
    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[str, ...] = ()


def table_of(
    header: list[str],
    lines: Iterable[Line],
    name: str,
    kind: Kind | None,
    notes: tuple[str, ...] = (),
) -> Table:
    """Return the rows of a kind, or of the kind that its columns tell; raises BadFile."""
    header = [cell.strip().lower() for cell in header]
    while header and not header[-1]:
        header.pop()
    if not header:
        raise BadFile(_("The file is empty. The first row must hold the names of the columns."))
    if not {each.key for each in ([kind] if kind else all_kinds())} & set(header):
        if kind is not None and kind.key != "key":
            raise BadFile(_("The first row has no column named “%s”.") % kind.key)
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
    return Table(kind, name, tuple(header), rows, notes)


def too_big() -> str:
    """Say how big a file may be."""
    return _("The file is too big: it may be 5 MB. Divide it into several files.")


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguard(cell: str) -> str:
    """Return what a cell was before it was guarded."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _kind_of(header: list[str], name: str) -> Kind:
    """Return the kind that has all the columns, or most of them; raises BadFile if several do."""
    known = [kind for kind in all_kinds() if kind.key in header]
    fitting = [kind for kind in known if set(header) <= set(kind.columns)]
    named = [kind for kind in fitting if re.match(rf"{kind.name}(?![a-z_])", name.lower())]
    if not fitting:
        return max(known, key=lambda kind: len(set(header) & set(kind.columns)))
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


def _rows(lines: Iterable[Line], width: int) -> Iterable[tuple[int, tuple[str, ...]]]:
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
