"""What hours hold on a day, and when that is; hours are wall-clock times in Europe/Oslo.

In this order:

1. Without any schedule nothing is known: exceptions lean on a schedule.
2. An exception for the day wins over everything: other hours, or closed.
3. With no schedule valid on the day, the day is not known. The next opening is not looked for
   beyond such a day: there might be an earlier one.
4. A schedule of kind “closed” closes the day. So does a public holiday, by appointment too,
   unless the schedule is open on public holidays.
5. A schedule of kind “appointment” may say when appointments are given; nobody just comes in.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.base import languages, moments
from portal.base.languages import Text
from services.intervals import END_OF_DAY, BadHours, Interval, read_intervals, write_intervals
from services.public_holidays import holiday_name

Span = tuple[dt.datetime, dt.datetime]  # from and to, in UTC: Oslo's clock has an hour twice

OSLO = ZoneInfo("Europe/Oslo")
DAYS_AHEAD = 14  # how far the next opening is looked for
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Day:
    """The hours of one day; no intervals on a known day: closed."""

    date: dt.date
    intervals: tuple[Interval, ...] = ()
    reason: str = ""
    known: bool = True
    by_appointment: bool = False
    reason_language: str = ""
    open_on_holidays: bool | None = None  # not known without a schedule for the day

    @property
    def title(self) -> str:
        """Return the weekday and the date in the reader's language."""
        words = {
            "weekday": capfirst(date_format(self.date, "l")),
            "date": date_format(self.date, "MONTH_DAY_FORMAT"),
        }
        return _("%(weekday)s, %(date)s") % words

    @property
    def times(self) -> str:
        """Return the hours as the reader's language writes them."""
        return write_intervals(self.intervals, separator())

    @property
    def holidays_note(self) -> str:
        """Return what public holidays mean for the hours, where a schedule says it."""
        if self.open_on_holidays is None:
            return ""
        if self.open_on_holidays:
            return _("Open on public holidays")
        return _("Closed on public holidays")

    def spans(self) -> list[Span]:
        """Return when people may come in; what the clock skips in spring comes an hour later."""
        if self.by_appointment:
            return []
        spans = [
            (first_moment(self.date, opens), last_moment(self.date, closes))
            for opens, closes in self.intervals
        ]
        return sorted(span for span in spans if span[0] < span[1])


def first_moment(day: dt.date, time: dt.time) -> dt.datetime:
    """Return when a clock in Oslo shows a time for the first time that day."""
    return dt.datetime.combine(day, time, OSLO).astimezone(dt.UTC)


def last_moment(day: dt.date, time: dt.time) -> dt.datetime:
    """Return when a clock in Oslo shows a time for the last time that day; 24.00 is the next."""
    if time == END_OF_DAY:
        return first_moment(day + dt.timedelta(1), dt.time.min)
    return max(first_moment(day, time), first_moment(day, time.replace(fold=1)))


def day_in_oslo(now: dt.datetime) -> dt.date:
    """Return which day it is in Oslo."""
    return moments.day(now)


class Calendar:
    """One owner's hours, day by day."""

    def __init__(self, schedules: Iterable[Any], exceptions: Iterable[Any]) -> None:
        self.schedules = list(schedules)
        self.exceptions = {each.date: each for each in exceptions} if self.schedules else {}

    def schedule(self, date: dt.date) -> Any:
        """Return the schedule that is valid on a day, if any; of several the one begun last."""
        valid = [
            each
            for each in self.schedules
            if (each.valid_from or date) <= date <= (each.valid_until or date)
        ]
        return max(valid, key=lambda each: each.valid_from or dt.date.min, default=None)

    def day(self, date: dt.date) -> Day:
        """Return a day's hours; hours that cannot be read are not known."""
        schedule, exception = self.schedule(date), self.exceptions.get(date)
        holidays_too = schedule.open_on_holidays if schedule else None
        if exception is None and schedule is None:
            return Day(date, known=False)
        reason, language = _why(date, schedule, exception)
        closed = exception is None and (
            schedule.kind == "closed" or (not holidays_too and bool(holiday_name(date)))
        )
        by_appointment = exception is None and not closed and schedule.kind == "appointment"
        text = exception.hours if exception else getattr(schedule, WEEKDAYS[date.weekday()])
        try:
            intervals = () if closed else read_intervals(text or "")
        except BadHours:  # stored past the form that refuses it
            return Day(date, known=False, open_on_holidays=holidays_too)
        return Day(date, intervals, reason, True, by_appointment, language, holidays_too)

    def spans(self, first: dt.date) -> Iterator[Span]:
        """Yield when it is open from a day on, as far as the hours are known."""
        current: Span | None = None
        for number in range(DAYS_AHEAD + 1):
            day = self.day(first + dt.timedelta(number))
            if not day.known:
                break
            for opens, closes in day.spans():
                if current and opens <= current[1]:
                    current = current[0], max(current[1], closes)
                    continue
                if current:
                    yield current
                current = opens, closes
        if current:
            yield current


def _why(date: dt.date, schedule: Any, exception: Any) -> Text:
    """Return why a day differs from an ordinary week, with the language of the text."""
    if exception is not None:
        text = languages.slot(exception, "reason")
        return text if text.value else Text(getattr(exception, "reason", "") or "", text.language)
    here = languages.current_language()
    if schedule.kind != "closed":
        return Text(holiday_name(date), here)
    if schedule.valid_until is None:
        return Text(_("until further notice"), here)
    until = {"date": date_format(schedule.valid_until, "DATE_FORMAT")}
    return Text(_("up to and including %(date)s") % until, here)


def separator() -> str:
    """Return what stands between hours and minutes: 15.30 in Norwegian, else 15:30."""
    return "." if languages.current_language() in languages.NORWEGIAN else ":"
