"""What an import does or would do: row by row, as plain values."""

import enum
import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field

from django.db import models

from portal.base.exchange.kinds import Kind


class Outcome(enum.StrEnum):
    """What becomes of a row."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERROR = "error"


@dataclass(frozen=True)
class Change:
    """A cell that says something new."""

    column: str
    label: str
    language: str
    before: str
    after: str


@dataclass(frozen=True)
class Problem:
    """What is wrong, and with which cell if it is a cell."""

    message: str
    column: str = ""
    label: str = ""
    language: str = ""
    value: str = ""


@dataclass(frozen=True)
class Row:
    """A row of the file, by its number in the spreadsheet, and what becomes of it."""

    number: int
    key: str
    outcome: Outcome
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    entry: models.Model | None = field(default=None, compare=False)


@dataclass(frozen=True)
class FileReport:
    """What becomes of the rows of one file."""

    kind: Kind
    name: str
    notes: tuple[str, ...]
    rows: tuple[Row, ...]

    def of(self, outcome: Outcome) -> list[Row]:
        """Return the rows with an outcome."""
        return [row for row in self.rows if row.outcome == outcome]


@dataclass
class Report:
    """What becomes of one or several files: all of them are written, or nothing is."""

    files: list[FileReport]
    written: bool = False
    moved_on: bool = False  # the database is no longer what it was when the file was checked

    @property
    def counts(self) -> Counter[Outcome]:
        """Return how many rows have each outcome."""
        return Counter(row.outcome for file in self.files for row in file.rows)

    @property
    def failed(self) -> bool:
        """Tell whether a row is wrong, so that nothing is written."""
        return bool(self.counts[Outcome.ERROR])

    @property
    def to_write(self) -> int:
        """Return how many rows have something new."""
        return self.counts[Outcome.CREATED] + self.counts[Outcome.CHANGED]

    @property
    def digest(self) -> str:
        """Return a fingerprint of all that would be written, and of what stood there before."""
        plan = [
            (
                *(file.kind.name, row.number, row.key, row.outcome),
                [(change.column, change.before, change.after) for change in row.changes],
            )
            for file in self.files
            for row in file.rows
        ]
        return hashlib.sha256(json.dumps(plan).encode()).hexdigest()


def spans(numbers: list[int]) -> str:
    """Return row numbers in few characters, such as 2–14, 16."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][-1] + 1:
            parts[-1][1:] = [number]
        else:
            parts.append([number])
    return ", ".join("–".join(str(number) for number in part) for part in parts)
