"""What became of municipalities, from SSB's list of changes; pure rules."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from services.registers.formats import Change


@dataclass(frozen=True)
class Fate:
    """When a municipality ended, and the numbers of today that it became."""

    on: dt.date
    numbers: frozenset[str]


class History:
    """The changes up to a day, followed step by step to the municipalities of that day."""

    def __init__(self, changes: Iterable[Change], listed: Collection[str], as_of: dt.date) -> None:
        self.listed = listed
        self.changes = [change for change in changes if change.on <= as_of]

    def fate(self, number: str, since: dt.date | None = None) -> Fate | None:
        """Return what a number of our table became, if every step is known.

        A number may have been used before; its last change counts, and none before `since`.
        """
        days = [change.on for change in self._from(number) if since is None or change.on > since]
        return self._step(number, max(days)) if days else None

    def _from(self, number: str) -> list[Change]:
        """Return the changes of a number to others; a new name or border ends nothing."""
        return [
            change
            for change in self.changes
            if change.old == number and change.new and change.new != number
        ]

    def _step(self, number: str, day: dt.date) -> Fate | None:
        """Follow one change, and what each of the new numbers became later, if it is gone too."""
        numbers: set[str] = set()
        for change in self._from(number):
            if change.on != day:
                continue
            if change.new in self.listed:
                numbers.add(change.new)
                continue
            later = [step.on for step in self._from(change.new) if step.on > day]
            further = self._step(change.new, min(later)) if later else None
            if further is None:
                return None
            numbers |= further.numbers
        return Fate(day, frozenset(numbers))

    def began(self, number: str) -> dt.date | None:
        """Return the day a number came into use, if the changes say so."""
        return max((change.on for change in self._to(number)), default=None)

    def is_renumbered(self, number: str) -> bool:
        """Tell whether a number came from one other only: the same place under a new number."""
        day = self.began(number)
        return len({change.old for change in self._to(number) if change.on == day}) == 1

    def _to(self, number: str) -> list[Change]:
        return [change for change in self.changes if change.new == number and change.old != number]
