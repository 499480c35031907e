"""When a meeting is, in the reader's words."""

import datetime as dt
import zoneinfo

from babel import Locale
from babel.dates import get_timezone_location
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from networks import clock
from networks.models import Meeting
from portal.base.languages import current_language
from services.days import separator


def days(meeting: Meeting) -> str:
    """Return a meeting's day or days, with weekdays, or its year where the day is not known."""
    if meeting.starts_on is None:
        return str(meeting.year)
    return capfirst(_span(meeting.starts_on, None, meeting.ends_on or meeting.starts_on, None))


def when(meeting: Meeting) -> str:
    """Return a meeting's days and times, as clocks show them where it is."""
    if meeting.starts_on is None:
        return str(meeting.year)
    last = meeting.ends_on or meeting.starts_on
    return capfirst(_span(meeting.starts_on, meeting.start_time, last, meeting.end_time))


def zone_note(meeting: Meeting) -> str:
    """Return whose clocks the times follow, where those are not Norway's."""
    if meeting.start_time is None or not _is_elsewhere(meeting):
        return ""
    return _("Local time in %(place)s.") % {"place": _place_of(meeting.time_zone)}


def norwegian_time(meeting: Meeting) -> str:
    """Return when a meeting elsewhere is by Norway's clocks; nothing where they are the same."""
    if meeting.start_time is None or not _is_elsewhere(meeting) or meeting.starts_at is None:
        return ""
    oslo = zoneinfo.ZoneInfo(clock.OSLO)
    begins = meeting.starts_at.astimezone(oslo)
    if meeting.end_time is None or meeting.ends_at is None:
        words = _span(begins.date(), begins.time(), begins.date(), None)
    else:
        ends = meeting.ends_at.astimezone(oslo)
        words = _span(begins.date(), begins.time(), ends.date(), ends.time())
    return _("By clocks in Norway: %(when)s.") % {"when": words}


def notes(meeting: Meeting) -> list[str]:
    """Return what must be known to read a meeting's time right, and what of it is not given."""
    found = [zone_note(meeting), norwegian_time(meeting)]
    if meeting.starts_on is None:
        found.append(_("The day is not given."))
    elif meeting.start_time is None:
        found.append(_("The time of day is not given."))
    elif meeting.end_time is None:
        found.append(_("When it ends is not given."))
    last = meeting.ends_on or meeting.starts_on
    for day, time, turn in (
        (meeting.starts_on, meeting.start_time, meeting.start_turn),
        (last, meeting.end_time, meeting.end_turn),
    ):
        if day and time and turn and clock.is_repeated(day, time, meeting.time_zone):
            words = {"time": _clock(time), "which": str(clock.Turn(turn).label)}
            found.append(_("%(time)s is %(which)s.") % words)
    return [note for note in found if note]


def day_words(date: dt.date) -> str:
    """Return a day with its weekday, such as Thursday 14 January 2027."""
    return date_format(date, "l " + _("j F Y"))


def month_words(date: dt.date) -> str:
    """Return the month a day lies in, with its year."""
    return capfirst(date_format(date, "F Y"))


def weekdays() -> list[tuple[str, str]]:
    """Return the days of the week from Monday, in short and in full."""
    monday = dt.date(2024, 1, 1)
    week = [monday + dt.timedelta(days) for days in range(7)]
    return [(date_format(date, "D"), date_format(date, "l")) for date in week]


def _span(first: dt.date, start: dt.time | None, last: dt.date, end: dt.time | None) -> str:
    """Return from when to when; the same month and the same year are said once."""
    if first == last:
        clocks = "–".join(_clock(time) for time in (start, end) if time)
        return _at(day_words(last), clocks)
    if start is None and (first.year, first.month) == (last.year, last.month):
        begins = date_format(first, "l " + pgettext("a day of a month", "j"))
    elif first.year == last.year:
        begins = date_format(first, "l " + _("j F"))
    else:
        begins = day_words(first)
    return f"{_at(begins, _clock(start))} – {_at(day_words(last), _clock(end))}"


def _at(words: str, clocks: str) -> str:
    return _("%(day)s, %(time)s") % {"day": words, "time": clocks} if clocks else words


def _clock(time: dt.time | None) -> str:
    return time.strftime(f"%H{separator()}%M") if time else ""


def _is_elsewhere(meeting: Meeting) -> bool:
    """Tell whether clocks where a meeting is show another time than Norway's."""
    if meeting.time_zone == clock.OSLO or meeting.starts_at is None or meeting.ends_at is None:
        return False
    there, here = zoneinfo.ZoneInfo(meeting.time_zone), zoneinfo.ZoneInfo(clock.OSLO)
    ends = (meeting.starts_at, meeting.ends_at)
    return any(m.astimezone(there).utcoffset() != m.astimezone(here).utcoffset() for m in ends)


def _place_of(zone: str) -> str:
    """Return the city that a time zone is named by, in the reader's language."""
    return str(get_timezone_location(zone, locale=Locale(current_language()), return_city=True))
