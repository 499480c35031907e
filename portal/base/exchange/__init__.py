"""Every kind of content as tables for a spreadsheet: out, looked over, and in again."""

from portal.base.exchange.files import csv_files, packed, read_tables, workbook
from portal.base.exchange.imports import import_tables, sheet_of
from portal.base.exchange.kinds import Kind, all_kinds, kind_named, kind_of
from portal.base.exchange.report import Outcome, Report
from portal.base.exchange.tables import BadFile, Table

__all__ = [
    "BadFile",
    "Kind",
    "Outcome",
    "Report",
    "Table",
    "all_kinds",
    "csv_files",
    "import_tables",
    "kind_named",
    "kind_of",
    "packed",
    "read_tables",
    "sheet_of",
    "workbook",
]
