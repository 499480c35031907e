"""A series of meetings in words: how often, and on which day."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networks.models import MeetingSeries

Frequency = MeetingSeries.Frequency


def rule_in_words(series: MeetingSeries) -> str:
    """Return how often a series meets and on which day, such as “Every 2 weeks: Tuesday”."""
    return f"{_how_often(series)}: {_which_day(series)}"


def _how_often(series: MeetingSeries) -> str:
    number = series.interval
    if series.frequency == Frequency.WEEKLY:
        words = ngettext("Every week", "Every %(number)d weeks", number)
    elif series.frequency == Frequency.YEARLY:
        words = ngettext("Every year", "Every %(number)d years", number)
    else:
        words = ngettext("Every month", "Every %(number)d months", number)
    return words % {"number": number} if number > 1 else words


def _which_day(series: MeetingSeries) -> str:
    first: dt.date = series.starts_on
    weekday = date_format(first, "l")
    if series.frequency == Frequency.WEEKLY:
        return weekday
    if series.frequency == Frequency.WEEKDAY:
        place = (first.day - 1) // 7 + 1
        return _("%(weekday)s number %(place)d of the month") % {"weekday": weekday, "place": place}
    if series.frequency == Frequency.LAST_WEEKDAY:
        return _("the last %(weekday)s of the month") % {"weekday": weekday}
    if series.frequency == Frequency.DAY:
        return _("day %(day)d of the month") % {"day": first.day}
    return date_format(first, _("j F"))
