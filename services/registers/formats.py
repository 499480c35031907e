"""What the official registers' own files say: SSB Klass 131, its changes, Bring's postal codes.

A line that cannot be used becomes a BadLine with its number and a reason; the others are kept.
A file that is not a register at all raises NotARegister. Formats: docs/registers.md.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from services.registers.rows import (
    BadRow,
    NotARegister,
    Reading,
    numbered_lines,
    refuse_other_things,
    rows_of_json_or_csv,
)

LONGEST_NAME = {"municipality": 80, "postal place": 60}
NOT_STATED = "9999"
_SMALL_WORDS = {"i", "og", "på", "ved"}
_FOUR_DIGITS = re.compile(r"[0-9]{4}")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Code:
    """A municipality in SSB's list; the dates are those in the list, if it has any."""

    number: str
    name: str
    since: dt.date | None
    until: dt.date | None
    line: int

    def is_valid(self, day: dt.date) -> bool:
        """Tell whether the list has the municipality on a day; the last date is exclusive."""
        return (not self.since or self.since <= day) and (not self.until or day < self.until)


@dataclass(frozen=True)
class Change:
    """A municipality number that became another; either may be empty."""

    old: str
    new: str
    on: dt.date
    line: int


@dataclass(frozen=True)
class PostalLine:
    """A line of Bring's register; the place is as the register writes it."""

    code: str
    place: str
    municipality: str
    category: str
    line: int


def read_codes(raw: bytes) -> Reading[Code]:
    """Read SSB's list of municipalities: codes, codesAt or a version, as JSON or CSV."""
    reading: Reading[Code] = Reading()
    for line, row in rows_of_json_or_csv(
        raw, ("codes", "classificationItems"), ("code", "name"), reading
    ):
        number = _text(row, "code")
        try:
            if _number(number) == NOT_STATED:
                continue
            name = _name(_text(row, "name"), "municipality")
            since = _date(_text(row, "validFromInRequestedRange") or _text(row, "validFrom"))
            until = _date(_text(row, "validToInRequestedRange") or _text(row, "validTo"))
        except BadRow as error:
            reading.reject(line, str(error), number)
            continue
        reading.rows.append(Code(number, _one_separator(name), since, until, line))
    return _not_empty(reading)


def read_changes(raw: bytes) -> Reading[Change]:
    """Read SSB's list of changes, as JSON or CSV. A list without any change is a good list."""
    reading: Reading[Change] = Reading()
    columns = ("oldCode", "newCode", "changeOccurred")
    for line, row in rows_of_json_or_csv(raw, ("codeChanges",), columns, reading):
        old, new = _text(row, "oldCode"), _text(row, "newCode")
        try:
            if not (old or new):
                raise BadRow(_("it has neither an old nor a new number"))
            for number in filter(None, (old, new)):
                _number(number)
            on = _date(_text(row, "changeOccurred"))
            if on is None:
                raise BadRow(_("it has no date"))
        except BadRow as error:
            reading.reject(line, str(error), old)
            continue
        reading.rows.append(Change(old, new, on, line))
    if reading.bad and not reading.rows:
        return _not_empty(reading)
    return reading


def read_postal_codes(raw: bytes) -> Reading[PostalLine]:
    """Read Bring's register: five columns between tabs; a heading is not needed."""
    refuse_other_things(raw)
    reading: Reading[PostalLine] = Reading()
    for line, text in numbered_lines(raw, reading):
        columns = [column.strip() for column in text.split("\t")]
        if columns[0].casefold() == "postnummer":
            continue
        try:
            if len(columns) != 5:
                raise BadRow(_("it has %(count)s columns, not 5") % {"count": len(columns)})
            code, place, municipality, _municipality_name, category = columns
            _number(code)
            _number(municipality)
            row = PostalLine(code, _name(place, "postal place"), municipality, category, line)
        except BadRow as error:
            reading.reject(line, str(error), columns[0])
            continue
        reading.rows.append(row)
    return _not_empty(reading)


def place_name(text: str) -> str:
    """Return a postal place as a name: the register writes BØ I TELEMARK."""
    if text != text.upper():
        return text

    def as_in_a_name(found: re.Match[str]) -> str:
        word = found.group().lower()
        small = word in _SMALL_WORDS and found.start() > 0
        return word if small else word.capitalize()

    return _WORD.sub(as_in_a_name, text)


def has_lost_letters(name: str) -> bool:
    """Tell whether a name has been through a character set without its letters.

    SSB's CSV is ISO 8859-1 unless one asks for UTF-8, and that has no š, đ or ŋ.
    """
    return "?" in name or "\ufffd" in name


def could_be(damaged: str, name: str) -> bool:
    """Tell whether a name with lost letters could be a name that we know."""
    pattern = re.sub(r"\\\?|\ufffd", ".", re.escape(damaged))
    return re.fullmatch(pattern, name) is not None


def _text(row: dict[str, Any], column: str) -> str:
    """Return a cell as text; what is not text is taken as missing."""
    value = row.get(column)
    return value.strip() if isinstance(value, str) else ""


def _number(text: str) -> str:
    if not _FOUR_DIGITS.fullmatch(text):
        raise BadRow(_("“%(text)s” is not a number of four digits") % {"text": BadRow.quote(text)})
    return text


def _name(text: str, kind: str) -> str:
    """Return a name that the database can hold, its spaces and accents in one form."""
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not any(letter.isalpha() for letter in name):
        raise BadRow(_("it has no name"))
    if not name.isprintable():
        raise BadRow(_("its name has characters that cannot be shown"))
    if len(name) > LONGEST_NAME[kind]:
        raise BadRow(_("its name is longer than %(most)s letters") % {"most": LONGEST_NAME[kind]})
    return name


def _one_separator(name: str) -> str:
    """Return an official name with one kind of separator between its languages."""
    return re.sub(r" [–—] ", " - ", name)


def _date(text: str) -> dt.date | None:
    if not text or text.startswith("+"):  # +999999999-12-31: without end
        return None
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        raise BadRow(_("“%(text)s” is not a date") % {"text": BadRow.quote(text)}) from None


def _not_empty[Row](reading: Reading[Row]) -> Reading[Row]:
    """Refuse a file without a single line that can be used."""
    if not reading.rows:
        first = f" {reading.bad[0].line}: {reading.bad[0].reason}." if reading.bad else ""
        raise NotARegister(_("No line of it can be used.") + first)
    return reading
