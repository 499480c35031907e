"""The official registers of municipalities and postal codes: fetched, read, and written here."""

from services.registers.files import CannotFetch, fetch
from services.registers.formats import (
    place_name,
    read_changes,
    read_codes,
    read_postal_codes,
)
from services.registers.municipalities import update_municipalities
from services.registers.postal_codes import update_postal_codes
from services.registers.report import Report
from services.registers.rows import BadLine, NotARegister, Reading

__all__ = [
    "BadLine",
    "CannotFetch",
    "NotARegister",
    "Reading",
    "Report",
    "fetch",
    "place_name",
    "read_changes",
    "read_codes",
    "read_postal_codes",
    "update_municipalities",
    "update_postal_codes",
]
