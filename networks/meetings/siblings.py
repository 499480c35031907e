"""The same body's other meetings: those nearest in time."""

from typing import Any

from django.db.models import F

from networks.models import Meeting

SHOWN = 5
BEFORE = 2


def nearest(meeting: Meeting) -> list[Meeting]:
    """Return the public meetings nearest before and after one, of the same body, first first."""
    meetings: Any = Meeting.objects.published()
    if meeting.network:
        meetings = meetings.of_network(meeting.network)
    else:
        meetings = meetings.filter(cooperation=meeting.cooperation)
    in_time = meetings.order_by("year", F("starts_at").asc(nulls_last=True), "key")
    keys = list(in_time.values_list("pk", flat=True))
    here = keys.index(meeting.pk) if meeting.pk in keys else len(keys)
    others = [key for key in keys if key != meeting.pk]
    begin = max(0, min(here - BEFORE, len(others) - SHOWN))
    chosen = others[begin : begin + SHOWN]
    found = Meeting.objects.select_related("network", "cooperation").in_bulk(chosen)
    return [found[key] for key in chosen]
