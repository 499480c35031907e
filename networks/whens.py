"""When a meeting is: moments from days and times, and what is wrong said in words."""

import datetime as dt
import zoneinfo
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from networks import clock

FIRST_YEAR, LAST_YEAR = 1900, 2100


def likely_year(value: dt.date | int) -> None:
    """Refuse a year, or a day in one, that can only be a slip of the pen."""
    year = value.year if isinstance(value, dt.date) else value
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValidationError(_("Write a year between 1900 and 2100."))


def unlikely_days(meeting: Any) -> dict[str, Any]:
    """Return what is wrong with the years of a meeting's days, by field."""
    problems: dict[str, Any] = {}
    for name in ("starts_on", "ends_on"):
        day = getattr(meeting, name)
        try:
            likely_year(day or FIRST_YEAR)
        except ValidationError as problem:
            problems[name] = problem
    return problems


def moments(meeting: Any) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Return when a meeting begins and ends, in UTC; neither if its days are not known.

    Without an end time it ends with its last day. Raises ValidationError, by field, for a day in
    an unlikely year, for a time that clocks skip and for one that they repeat when the editor has
    not said which.
    """
    if wrong := unlikely_days(meeting):
        raise ValidationError(wrong)
    if meeting.starts_on is None or meeting.time_zone not in zoneinfo.available_timezones():
        return None, None
    last = meeting.ends_on or meeting.starts_on
    starts = clock.midnight(meeting.starts_on, meeting.time_zone)
    ends = clock.midnight(last + dt.timedelta(days=1), meeting.time_zone)
    problems: dict[str, Any] = {}
    if meeting.start_time is not None:
        starts = _moment(meeting, "start", meeting.starts_on, problems) or starts
    if meeting.end_time is not None:
        ends = _moment(meeting, "end", last, problems) or ends
    if problems:
        raise ValidationError(problems)
    return starts, ends


def _moment(meeting: Any, end: str, day: dt.date, problems: dict[str, Any]) -> dt.datetime | None:
    """Return the moment at one end of a meeting, or note what is wrong with its time."""
    time, turn = getattr(meeting, f"{end}_time"), getattr(meeting, f"{end}_turn")
    try:
        return clock.moment(day, time, meeting.time_zone, turn)
    except clock.NoSuchTime as skipped:
        problems[f"{end}_time"] = _(
            "%(time)s does not exist on %(day)s: clocks are set forward. "
            "The first time that exists again is %(until)s."
        ) % {
            "time": time_format(time),
            "day": date_format(day, "DATE_FORMAT"),
            "until": time_format(skipped.until),
        }
    except clock.TwoSuchTimes:
        problems[f"{end}_turn"] = _(
            "%(time)s exists twice on %(day)s: clocks are set back. Say which one you mean."
        ) % {"time": time_format(time), "day": date_format(day, "DATE_FORMAT")}
    return None
