"""Centres, sites, contacts and hours as spreadsheet files: out, looked over, and in again."""

from services.exchange.files import BadFile, Table, read_table, write_table
from services.exchange.imports import import_tables
from services.exchange.kinds import KINDS, Kind, kind_named
from services.exchange.report import Outcome, Report

__all__ = [
    "KINDS",
    "BadFile",
    "Kind",
    "Outcome",
    "Report",
    "Table",
    "import_tables",
    "kind_named",
    "read_table",
    "write_table",
]
