"""Time zones as calendars carry them (RFC 5545, VTIMEZONE)."""

import datetime as dt
from functools import cache
from typing import Any

from icalendar import Timezone
from icalendar.prop import vDDDLists, vDDDTypes

FIRST, LAST = dt.date(1970, 1, 1), dt.date(2060, 1, 1)


@cache
def vtimezone(name: str) -> Timezone:
    """Return a time zone with every change of its clocks in ninety years.

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
