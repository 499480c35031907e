"""The same body's other meetings: those nearest in time."""

from typing import Any

from django.db.models import F, Q

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
    year, key, starts_at = meeting.year, meeting.key, meeting.starts_at
    if starts_at is None:
        same_year_before = Q(starts_at__isnull=False) | Q(key__lt=key)
        same_year_after = Q(starts_at__isnull=True, key__gt=key)
    else:
        same_year_before = Q(starts_at__lt=starts_at) | Q(starts_at=starts_at, key__lt=key)
        same_year_after = Q(starts_at__gt=starts_at) | Q(starts_at__isnull=True)
        same_year_after |= Q(starts_at=starts_at, key__gt=key)
    meetings = meetings.select_related("network", "cooperation")
    in_time = meetings.order_by("year", F("starts_at").asc(nulls_last=True), "key")
    earlier = in_time.filter(Q(year__lt=year) | Q(same_year_before, year=year))
    later = in_time.filter(Q(year__gt=year) | Q(same_year_after, year=year))
    before, after = list(earlier.reverse()[:SHOWN])[::-1], list(later[:SHOWN])
    begin = max(0, min(len(before) - BEFORE, len(before) + len(after) - SHOWN))
    return [*before, *after][begin : begin + SHOWN]
