"""The coverage ledger as rows of plain text, safe in any spreadsheet."""

from collections.abc import Iterator

from portal.base import languages
from services.ledger import Ledger, Line

HEADER = (
    "county_key",
    "county_number",
    "county",
    "entitlement_key",
    "situation",
    "service",
    "given_by",
    "standing",
    "desk",
    "contact",
    "hours",
    "checked_on",
    "blanks",
)
BLANKS_IN = HEADER[7:12]  # an empty cell in these columns is a blank; “blanks” counts them
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def table(ledger: Ledger) -> Iterator[list[str]]:
    """Return one row for each county and entitlement, in the order of the header."""
    for line in ledger.lines:
        yield [harmless(cell) for cell in _cells(line)]


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _cells(line: Line) -> list[str]:
    entry, desk = line.entitlement, line.desk
    return [
        line.county.key,
        line.county.number,
        languages.slot(line.county, "name").value,
        entry.key,
        languages.slot(entry.audience, "name").value,
        languages.slot(entry.service, "name").value,
        str(entry.get_given_by_display()),
        str(entry.get_standing_display()) if line.standing else "",
        desk.name.value if line.named else "",
        "yes" if line.contact else "",
        "yes" if line.hours else "",
        line.checked_on.isoformat() if line.checked_on else "",
        str(line.blanks),
    ]
