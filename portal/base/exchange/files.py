"""Files of either format: tables out as CSV or as a workbook, and in again."""

import io
import zipfile
from collections.abc import Iterable

from django.utils.translation import gettext as _

from portal.base.exchange.csv_files import read_csv, write_csv
from portal.base.exchange.kinds import Kind
from portal.base.exchange.tables import MAX_BYTES, BadFile, Table, too_big
from portal.base.exchange.workbooks import SIGNATURE, read_workbook, write_workbook

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of ZIP files: what is the same today is the same file
Sheet = tuple[str, Iterable[str], Iterable[Iterable[str]]]


def read_tables(data: bytes, name: str = "", kind: Kind | None = None) -> list[Table]:
    """Return the tables of a file: one of CSV, one for each sheet of a workbook.

    Raises BadFile.
    """
    if len(data) > MAX_BYTES:
        raise BadFile(too_big())
    if data.startswith(SIGNATURE):
        return read_workbook(data, name, kind)
    if data.startswith(_OLD_WORKBOOK):
        raise BadFile(_("This is a workbook of an older kind. Save it as XLSX, or as “CSV UTF-8”."))
    return [read_csv(data, name, kind)]


def csv_files(sheets: Iterable[Sheet]) -> dict[str, bytes]:
    """Return a CSV file for each sheet, by file name."""
    return {f"{name}.csv": write_csv(columns, rows) for name, columns, rows in sheets}


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return one workbook with all the sheets; raises BadFile."""
    return write_workbook(sheets)


def packed(files: dict[str, bytes]) -> bytes:
    """Return several files as one ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
