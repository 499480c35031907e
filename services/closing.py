"""When a career centre closes or has closed, and dates as a reader says them."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from services.models import CareerCentre


def closing_words(centre: CareerCentre, *, on: dt.date) -> str:
    """Return when a centre closed or will close, as seen on a day; empty if no date is set."""
    if centre.closed_on is None:
        return ""
    day = {"day": in_words(centre.closed_on)}
    return _("Closed on %(day)s") % day if centre.has_closed(on) else _("Closes on %(day)s") % day


def in_words(day: dt.date) -> str:
    """Return a date in the reader's language."""
    return date_format(day, _("j F Y"))
