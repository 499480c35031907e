"""A month as a table: its weeks, what stands on each day, and how far the calendar goes."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

YEARS_AHEAD = 3
SHOWN_IN_A_CELL = 4
_MONTHS = 12
_MONDAY_FIRST = calendar.Calendar(calendar.MONDAY)


class OnDays(Protocol):
    """What stands on one day or on several; without a last day it ends the day it begins."""

    @property
    def starts_on(self) -> dt.date | None:
        """Return the first day, if it is known."""

    @property
    def ends_on(self) -> dt.date | None:
        """Return the last day, if it is another."""


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    @classmethod
    def of(cls, day: dt.date) -> "Month":
        """Return the month a day lies in."""
        return cls(day.year, day.month)

    @property
    def first(self) -> dt.date:
        """Return the first day of the month."""
        return dt.date(self.year, self.month, 1)

    @property
    def last(self) -> dt.date:
        """Return the last day of the month."""
        return self.first.replace(day=calendar.monthrange(self.year, self.month)[1])

    def step(self, months: int) -> "Month":
        """Return the month that comes so many months later, or earlier."""
        count = self.year * _MONTHS + self.month - 1 + months
        return Month(count // _MONTHS, count % _MONTHS + 1)


@dataclass(frozen=True)
class Range:
    """The months that the calendar shows."""

    first: Month
    last: Month

    @classmethod
    def around(cls, today: dt.date, first_year: int | None) -> "Range":
        """Return the months from the first year with a meeting to the third year ahead."""
        begins = min(max(first_year or today.year, dt.MINYEAR), today.year)
        return cls(Month(begins, 1), Month(today.year + YEARS_AHEAD, _MONTHS))

    def find(self, year: int, month: int) -> Month | None:
        """Return a month of the calendar; nothing if it has no such month."""
        asked = Month(year, month)
        return asked if 1 <= month <= _MONTHS and self.first <= asked <= self.last else None

    def before(self, month: Month) -> Month | None:
        """Return the month before; nothing at the beginning."""
        return month.step(-1) if month > self.first else None

    def after(self, month: Month) -> Month | None:
        """Return the month after; nothing at the end."""
        return month.step(1) if month < self.last else None


@dataclass(frozen=True)
class Day:
    """A day of the month with what stands on it."""

    date: dt.date
    is_today: bool
    items: tuple[Any, ...]

    @property
    def shown(self) -> tuple[Any, ...]:
        """Return what a cell has room for."""
        return self.items[:SHOWN_IN_A_CELL]

    @property
    def more(self) -> int:
        """Return how many there are besides those."""
        return len(self.items) - len(self.shown)


@dataclass(frozen=True)
class Week:
    """A row of the table: from Monday to Sunday, without the days of other months."""

    number: int
    days: tuple[Day | None, ...]


def covers(item: OnDays, day: dt.date) -> bool:
    """Tell whether something stands on a day."""
    if item.starts_on is None:
        return False
    return item.starts_on <= day <= (item.ends_on or item.starts_on)


def weeks(month: Month, items: Iterable[OnDays], *, today: dt.date) -> list[Week]:
    """Return the weeks of a month, each thing on every day it lasts, in the order given."""
    items = list(items)
    rows = []
    for dates in _MONDAY_FIRST.monthdatescalendar(month.year, month.month):
        days = [
            Day(date, date == today, tuple(item for item in items if covers(item, date)))
            if date.month == month.month
            else None
            for date in dates
        ]
        rows.append(Week(dates[0].isocalendar().week, tuple(days)))
    return rows


def days_with_something(rows: Iterable[Week]) -> list[Day]:
    """Return the days of some weeks on which anything stands."""
    return [day for row in rows for day in row.days if day and day.items]
