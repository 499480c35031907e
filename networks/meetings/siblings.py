"""The same body's other meetings: those nearest in time."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q

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
    in_time = meetings.order_by("year", F("starts_at").asc(nulls_last=True), "key")
    is_earlier = Q(year__lt=year) | Q(same_year_before, year=year)
    earlier = in_time.filter(is_earlier).reverse()[:SHOWN]
    later = in_time.filter(Q(year__gt=year) | Q(same_year_after, year=year))[:SHOWN]
    either = [Q(pk__in=some.values("pk")) for some in (earlier, later)]
    found = in_time.filter(Q(*either, _connector=Q.OR))
    found = list(found.annotate(is_earlier=ExpressionWrapper(is_earlier, BooleanField())))
    before = [other for other in found if other.is_earlier]
    after = [other for other in found if not other.is_earlier]
    begin = max(0, min(len(before) - BEFORE, len(before) + len(after) - SHOWN))
    return found[begin : begin + SHOWN]
