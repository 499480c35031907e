"""Time zones as calendars carry them (RFC 5545, VTIMEZONE)."""

import datetime as dt
import zoneinfo
from functools import cache
from typing import Any

from dateutil.relativedelta import SU, relativedelta
from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vDDDLists, vDDDTypes

FIRST, LAST = dt.date(1970, 1, 1), dt.date(2060, 1, 1)
RULED_FROM, RULED_BY = 1996, 2010  # Europe's rule is of 1996; some countries took it up later
MARCH, OCTOBER = 3, 10
AN_HOUR = dt.timedelta(hours=1)


@cache
def vtimezone(name: str) -> Timezone:
    """Return a time zone: by Europe's rule where its clocks follow that, else change by change.

    Some calendar programs read a rule and pass over a list of changes.
    """
    place = zoneinfo.ZoneInfo(name)
    years = range(LAST.year, RULED_FROM - 1, -1)
    since = next((year + 1 for year in years if not _follows_rule(place, year)), RULED_FROM)
    return _by_rule(place, since) if since <= RULED_BY else _change_by_change(name)


def _by_rule(place: zoneinfo.ZoneInfo, since: int) -> Timezone:
    """Return a zone whose clocks go forward and back on the last Sundays of March and October."""
    zone = Timezone()
    zone.add("tzid", place.key)
    for month, part in ((MARCH, TimezoneDaylight()), (OCTOBER, TimezoneStandard())):
        turn = _turn(since, month)
        before, after = (turn - AN_HOUR).astimezone(place), turn.astimezone(place)
        offset: Any = before.utcoffset()
        part.add("dtstart", (turn + offset).replace(tzinfo=None))
        part.add("tzoffsetfrom", offset)
        part.add("tzoffsetto", after.utcoffset())
        part.add("tzname", after.tzname())
        part.add("rrule", {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"})
        zone.add_component(part)
    return zone


def _follows_rule(place: zoneinfo.ZoneInfo, year: int) -> bool:
    """Tell whether clocks are an hour ahead from March to October in a year, and then alone."""
    first = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
    usual: Any = place.utcoffset(first.astimezone(place))
    forward, back = _turn(year, MARCH), _turn(year, OCTOBER)
    a_moment = dt.timedelta(seconds=1)
    moments = [forward - a_moment, forward, back - a_moment, back]
    moments += [first + dt.timedelta(days=number) for number in range(366)]
    return all(
        moment.astimezone(place).utcoffset() == usual + AN_HOUR * (forward <= moment < back)
        for moment in moments
    )


def _turn(year: int, month: int) -> dt.datetime:
    """Return the moment when all of Europe sets its clocks: at one o'clock UTC."""
    return dt.datetime(year, month, 31, 1, tzinfo=dt.UTC) + relativedelta(weekday=SU(-1))


def _change_by_change(name: str) -> Timezone:
    """Return a zone with every change of its clocks in ninety years.

    The library notes a change forward by the time that clocks show after it; the standard asks for
    the time they would have shown without it, which is as much earlier as they are set forward.
    """
    zone = Timezone.from_tzid(name, first_date=FIRST, last_date=LAST)
    del zone["COMMENT"]
    parts: list[Any] = zone.subcomponents
    for part in parts:
        forward = part.TZOFFSETTO - part.TZOFFSETFROM
        if forward > dt.timedelta():
            part["DTSTART"] = vDDDTypes(part.DTSTART - forward)
            if "RDATE" in part:
                moments = [moment.dt - forward for moment in part["RDATE"].dts]
                part["RDATE"] = vDDDLists(moments)
    return zone
