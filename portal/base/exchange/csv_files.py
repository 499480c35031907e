"""CSV files as spreadsheets write them: separator and encoding are found, rows are numbered."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from portal.base.exchange.kinds import Kind, all_kinds
from portal.base.exchange.tables import BadFile, Line, Table, guard, table_of

DELIMITERS = (";", ",", "\t")


def write_csv(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return a file that Excel in Norway opens with a double click: UTF-8 marked so, semicolons."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guard(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def read_csv(data: bytes, name: str, kind: Kind | None) -> Table:
    """Return the rows of a file of a kind, or of the kind that its columns tell.

    Raises BadFile.
    """
    text, notes = _decode(data)
    lines = _lines(text)
    header = next(lines, (0, []))[1]
    return table_of(header, lines, name, kind, notes)


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return a file's text, and what its reader ought to know about it; raises BadFile."""
    if not data.strip():
        raise BadFile(_("The file is empty."))
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


def _lines(text: str) -> Iterator[Line]:
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
    names = {name for kind in all_kinds() for name in kind.columns}
    first = text.lstrip("\n").partition("\n")[0].lower()

    def known(delimiter: str) -> int:
        return sum(cell.strip().strip('"') in names for cell in first.split(delimiter))

    return max(DELIMITERS, key=known)
