"""Takes a file apart: JSON entries, CSV rows or lines of text, each with its number."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _


class NotARegister(ValueError):
    """A file that as a whole is not the register it should be."""


class BadRow(ValueError):
    """One row that cannot be used, with the reason in plain words."""

    @staticmethod
    def quote(text: str) -> str:
        """Return the beginning of what stands in a row, safe to print."""
        return "".join(letter if letter.isprintable() else "·" for letter in text[:20])


@dataclass(frozen=True)
class BadLine:
    """A line that was skipped: where, why, and the number or code it may have been about."""

    line: int
    reason: str
    about: str = ""


@dataclass
class Reading[Row]:
    """What a file held: rows that can be used, and lines that cannot."""

    rows: list[Row] = field(default_factory=list)
    bad: list[BadLine] = field(default_factory=list)

    def reject(self, line: int, reason: str, about: str = "") -> None:
        """Add a bad line."""
        self.bad.append(BadLine(line, reason, about))


def rows_of_json_or_csv(
    raw: bytes, lists: tuple[str, ...], columns: tuple[str, ...], reading: Reading
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the numbered rows of a file that SSB gives as JSON or as CSV."""
    refuse_other_things(raw)
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        for count, entry in enumerate(_json_list(raw, lists), start=1):
            if isinstance(entry, dict):
                yield count, entry
            else:
                reading.reject(count, _("it is not an entry with names and values"))
        return
    heading: list[str] = []
    separator = ","
    for line, text in numbered_lines(raw, reading):
        if not heading:
            separator = max(";,\t", key=text.count)
            heading = [name.strip() for name in _cells(text, separator)]
            if not set(columns) <= set(heading):
                raise NotARegister(
                    _("The first line has no columns named %(columns)s.")
                    % {"columns": ", ".join(columns)}
                )
            continue
        cells = _cells(text, separator)
        if len(cells) == len(heading):
            yield line, dict(zip(heading, cells, strict=True))
        else:
            counts = {"count": len(cells), "expected": len(heading)}
            reason = _("it has %(count)s columns, not %(expected)s") % counts
            reading.reject(line, reason, cells[0].strip() if cells else "")


def _cells(text: str, separator: str) -> list[str]:
    """Return the cells of one line; a quotation mark that never ends spoils no other line."""
    try:
        return next(csv.reader([text], delimiter=separator), [])
    except csv.Error:  # a cell of more than 128 kB
        return []


def _json_list(raw: bytes, names: tuple[str, ...]) -> list[Any]:
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NotARegister(_("It is not whole JSON: %(error)s.") % {"error": error}) from error
    if isinstance(data, dict):
        data = next((data[name] for name in names if name in data), None)
    if not isinstance(data, list):
        raise NotARegister(_("The JSON has no list named “%(name)s”.") % {"name": names[0]})
    return data


def refuse_other_things(raw: bytes) -> None:
    """Say what an empty file, a web page or a binary file is, instead of a thousand bad lines."""
    start = raw.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise NotARegister(_("It is empty."))
    if start[:1] == b"<":
        raise NotARegister(_("It is a web page or XML, not the register."))
    if b"\x00" in raw[:1000]:
        raise NotARegister(_("It is not a text file in UTF-8 or Windows-1252."))


def numbered_lines(raw: bytes, reading: Reading) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines as text, in UTF-8 or Windows-1252, whichever most lines are in."""
    lines = list(enumerate(raw.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1))
    special = [line for _number, line in lines if not line.isascii()]
    modern = sum(_decoded(line, "utf-8") is not None for line in special)
    encoding = "utf-8" if 2 * modern > len(special) else "cp1252"
    for number, line in lines:
        if not line.strip():
            continue
        text = _decoded(line, encoding)
        other = encoding == "cp1252" and not line.isascii() and _decoded(line, "utf-8") is not None
        if text is None or other:
            code = line[:4].decode("ascii", "replace")
            reading.reject(number, _("its letters are not in the file’s character set"), code)
        else:
            yield number, text


def _decoded(line: bytes, encoding: str) -> str | None:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return None
