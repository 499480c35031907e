"""The rule of a series: on which days it gives a meeting, and what is wrong with it in words.

One text of the rule, in the form of RFC 5545, serves both those who work out the days and the
calendars that readers subscribe to, so that the two never disagree. The model of a series checks
itself by it, so nothing of the models is needed here but their types.
"""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from networks import clock
from portal.base import languages

if TYPE_CHECKING:
    from networks.models import MeetingSeries

MOST_YEARS = 5
MOST_MEETINGS = 300
A_DAY = dt.timedelta(days=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAYS_OF_A_WEEK = 7
_MOST_OF_A_WEEKDAY = 4  # every month has four of each weekday, and few have five


class Frequency(models.TextChoices):
    """How often a series meets."""

    WEEKLY = "weekly", gettext_lazy("every week, on the same weekday")
    WEEKDAY = (
        "weekday",
        gettext_lazy("every month, on the same weekday, such as the second Tuesday"),
    )
    LAST_WEEKDAY = "last_weekday", gettext_lazy("every month, on the last such weekday")
    DAY = "day", gettext_lazy("every month, on the same date")
    YEARLY = "yearly", gettext_lazy("every year, on the same date")


def rule_parts(series: "MeetingSeries") -> dict[str, str | int]:
    """Return the parts of the rule as RFC 5545 names them, without its end."""
    first, every = series.starts_on, Frequency
    weekday = _WEEKDAYS[first.weekday()]
    parts: dict[str, dict[str, str | int]] = {
        every.WEEKLY: {"FREQ": "WEEKLY", "BYDAY": weekday},
        every.WEEKDAY: {"FREQ": "MONTHLY", "BYDAY": f"{_nth(first)}{weekday}"},
        every.LAST_WEEKDAY: {"FREQ": "MONTHLY", "BYDAY": f"-1{weekday}"},
        every.DAY: {"FREQ": "MONTHLY", "BYMONTHDAY": first.day},
        every.YEARLY: {"FREQ": "YEARLY", "BYMONTH": first.month, "BYMONTHDAY": first.day},
    }
    return parts[series.frequency] | {"INTERVAL": series.interval}


def dates(series: "MeetingSeries") -> list[dt.date]:
    """Return the days on which the rule gives a meeting, exceptions among them.

    A month or year that lacks the date is skipped. One more than are allowed tells that it is.
    """
    text = ";".join(f"{name}={value}" for name, value in rule_parts(series).items())
    first = dt.datetime.combine(series.starts_on, dt.time.min)
    last = dt.datetime.combine(series.until, dt.time.min)
    found: list[dt.date] = []
    for moment in rrulestr(text, dtstart=first):
        if moment > last or len(found) > MOST_MEETINGS:
            break
        found.append(moment.date())
    return found


def check_rule(series: "MeetingSeries") -> None:
    """Refuse a rule that cannot be planned; raises ValidationError by field."""
    problems: dict[str, Any] = {}
    if series.end_time is not None and series.start_time is None:
        problems["start_time"] = _("Give the time it begins as well.")
    if series.frequency == Frequency.WEEKDAY and _nth(series.starts_on) > _MOST_OF_A_WEEKDAY:
        problems["frequency"] = _(
            "Few months have five such weekdays. Choose the last such weekday instead."
        )
    in_a_week = series.starts_on + _DAYS_OF_A_WEEK * A_DAY
    if series.frequency == Frequency.LAST_WEEKDAY and in_a_week.month == series.starts_on.month:
        problems["starts_on"] = _(
            "The first meeting must be on the last such weekday of its month. "
            "In that month it is %(day)s."
        ) % {"day": _day(_last_such(series.starts_on))}
    if series.until > _years_after(series.starts_on, MOST_YEARS):
        problems["until"] = _("A series lasts at most five years. Make a new one after that.")
    elif not problems and len(dates(series)) > MOST_MEETINGS:
        too_many = _("A series has at most %(number)d meetings. Choose an earlier day.")
        problems["until"] = too_many % {"number": MOST_MEETINGS}
    if problems:
        raise ValidationError(problems)


def check_times(series: "MeetingSeries", excepted: Iterable[dt.date]) -> None:
    """Refuse times that clocks skip or repeat on one of the days, and name the day."""
    left_out = set(excepted)
    for day in dates(series):
        for time in (series.start_time, series.end_time):
            if day in left_out or time is None:
                continue
            _check_time(series, day, time)


def planned_name(series: "MeetingSeries", day: dt.date, language: str) -> str:
    """Return the name of a meeting of a series in a language: that of the series, and the day."""
    with override(language):
        return f"{languages.slot(series, 'name', language).value}, {_day(day)}"


def _check_time(series: "MeetingSeries", day: dt.date, time: dt.time) -> None:
    said = {"time": time_format(time), "day": _day(day)}
    try:
        clock.moment(day, time, series.time_zone)
    except clock.NoSuchTime:
        raise ValidationError(
            _(
                "%(time)s does not exist on %(day)s: clocks are set forward. "
                "Make an exception for that date and a meeting of its own."
            )
            % said
        ) from None
    except clock.TwoSuchTimes:
        raise ValidationError(
            _(
                "%(time)s exists twice on %(day)s: clocks are set back. "
                "Make an exception for that date and a meeting of its own."
            )
            % said
        ) from None


def _nth(day: dt.date) -> int:
    """Return which of its weekday in the month a day is: counted from the first."""
    return (day.day - 1) // _DAYS_OF_A_WEEK + 1


def _last_such(day: dt.date) -> dt.date:
    """Return the last day of the same month and weekday."""
    while (day + _DAYS_OF_A_WEEK * A_DAY).month == day.month:
        day += _DAYS_OF_A_WEEK * A_DAY
    return day


def _years_after(day: dt.date, years: int) -> dt.date:
    """Return the same date some years later; the first of March where there is no such date."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


def _day(day: dt.date) -> str:
    return str(date_format(day, _("j F Y")))
