"""Calendars to subscribe to (RFC 5545): meetings, and series with what differs from their rule.

A calendar holds what ended in the last twelve months and all that is to come; a meeting without
a known day is not in it. A cancelled meeting stays, and is said to be cancelled. Costs the same
number of queries however many meetings there are.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from icalendar import Calendar

from networks import clock
from networks.calendars.event import (
    Happening,
    When,
    day_of_series,
    local,
    of_meeting,
    of_series,
    times_of_series,
)
from networks.calendars.zone import vtimezone
from networks.models import Case, Meeting, MeetingSeries, Paper, PaperVersion
from networks.series import recurrence
from portal.base import moments
from portal.base.feeds import BEFORE_EVERYTHING, changed_at, conditional, plain_text
from portal.base.http import absolute_url
from portal.base.languages import current_language, slot

KEPT = dt.timedelta(days=365)
ASK_AGAIN_AFTER = dt.timedelta(hours=6)


def with_all_that_is_said(meetings: Any) -> Any:
    """Return meetings with what their events tell of, in a fixed number of queries."""
    versions = PaperVersion.objects.defer("text")
    return meetings.filter(starts_on__isnull=False).prefetch_related(
        *("network", "cooperation", "series", "series__network", "series__cooperation"),
        Prefetch("cases", Case.objects.defer("folded").order_by("number")),
        Prefetch("papers", Paper.objects.prefetch_related(Prefetch("versions", versions))),
    )


def in_calendar(meetings: Any, *, now: dt.datetime | None = None) -> Any:
    """Return those of some public meetings that a calendar holds, first first.

    All meetings of a series come along as long as one of them is new enough: its rule tells of
    them all, so the calendar must tell which of them were moved or taken out.
    """
    since = dt.datetime.combine(moments.day(now) - KEPT, dt.time.min)
    recent = Q(ends_at__gte=timezone.make_aware(since))
    series = meetings.filter(recent, series__isnull=False).order_by().values("series")
    held = meetings.filter(recent | Q(series__in=series)).order_by("starts_at", "key")
    return with_all_that_is_said(held)


def calendar(
    request: HttpRequest, meetings: Iterable[Meeting], *, name: str, page: str, filename: str
) -> HttpResponse:
    """Return meetings as a calendar in the reader's language; `page` shows the same to people."""
    happenings = _happenings(request, meetings)
    return _answer(request, happenings, name=name, page=page, filename=filename)


def one_meeting(request: HttpRequest, meeting: Meeting, *, filename: str) -> HttpResponse:
    """Return a meeting as a file of its own; one of a public series is known as part of it."""
    series = meeting.series
    if series is not None and _days_told(series):
        happening = _occurrence(request, series, meeting)
    else:
        happening = of_meeting(request, meeting)
    name, page = slot(meeting, "name").value, meeting.get_absolute_url()
    return _answer(request, [happening], name=name, page=page, filename=filename)


def _answer(
    request: HttpRequest, happenings: list[Happening], *, name: str, page: str, filename: str
) -> HttpResponse:
    found = Calendar()
    found.add("version", "2.0")
    found.add("prodid", f"-//HK-dir//Career guidance in Norway//{current_language().upper()}")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("name", plain_text(name))
    found.add("x-wr-calname", plain_text(name))
    found.add("url", absolute_url(request, page))
    found.add("refresh-interval", ASK_AGAIN_AFTER, {"VALUE": "DURATION"})
    found.add("x-published-ttl", "PT6H")
    for zone in sorted({clock.OSLO, *_zones(happenings)}):
        found.add_component(vtimezone(zone))
    for happening in happenings:
        found.add_component(happening.event())
    return conditional(
        request,
        found.to_ical(),
        content_type="text/calendar; charset=utf-8",
        changed=max((happening.changed for happening in happenings), default=BEFORE_EVERYTHING),
        filename=filename,
    )


def _happenings(request: HttpRequest, meetings: Iterable[Meeting]) -> list[Happening]:
    """Return what a calendar says of meetings: one by one, and series by series."""
    found, in_series = [], defaultdict(list)
    for meeting in meetings:
        if meeting.series_id is None:
            found.append(of_meeting(request, meeting))
        else:
            in_series[meeting.series_id].append(meeting)
    for together in in_series.values():
        found += _series(request, together)
    return found


def _series(request: HttpRequest, meetings: list[Meeting]) -> list[Happening]:
    """Return a series as its rule, and the meetings that differ from what the rule says.

    A day of the rule without a meeting here is left out; a meeting on a day that the rule no
    longer has is added to it. Of a series that is not public or has no days, only its meetings are
    told, each by itself.
    """
    series: Any = meetings[0].series
    on_day: dict[Any, Meeting] = {meeting.series_date: meeting for meeting in meetings}
    days = _days_told(series)
    if not days:
        return [of_meeting(request, meeting) for meeting in meetings]
    master = of_series(request, series, days[0])
    master.rule = recurrence.rule_parts(series) | {"UNTIL": _until(series)}
    master.left_out = [day_of_series(series, day) for day in days if day not in on_day]
    master.added = [day_of_series(series, day) for day in sorted(set(on_day) - set(days))]
    master.changed = max(master.changed, *(changed_at(meeting) for meeting in meetings))
    differing = []
    for day, meeting in on_day.items():
        occurrence = _occurrence(request, series, meeting)
        starts, ends = times_of_series(series, day)
        if not occurrence.says_the_same(replace(master, starts=starts, ends=ends)):
            differing.append(occurrence)
    return [master, *differing]


def _days_told(series: MeetingSeries) -> list[dt.date]:
    """Return the days of a series that is told as such; none where readers cannot know its rule."""
    return recurrence.dates(series) if series.is_public() else []


def _occurrence(request: HttpRequest, series: MeetingSeries, meeting: Meeting) -> Happening:
    """Return what a calendar says of one meeting of a series."""
    found = replace(of_meeting(request, meeting), uid=series.uid)
    day: Any = meeting.series_date
    found.recurrence_id = day_of_series(series, day)
    found.changed = max(found.changed, changed_at(series))
    found.sequence += series.sequence
    if found.name.value == recurrence.planned_name(series, day, current_language()):
        found.name = slot(series, "name")
    return found


def _until(series: MeetingSeries) -> When:
    """Return the end of a rule: a date for whole days, and else a moment in UTC."""
    if series.start_time is None:
        return series.until
    return local(series.until, dt.time(23, 59, 59), series.time_zone).astimezone(dt.UTC)


def _zones(happenings: Iterable[Happening]) -> set[str]:
    """Return the names of the time zones that events are told in."""
    moments = [
        moment
        for happening in happenings
        for moment in (happening.starts, happening.ends, happening.recurrence_id)
    ]
    zones = {getattr(moment, "tzinfo", None) for moment in moments}
    return {zone.key for zone in zones if zone not in {None, dt.UTC} and zone.key != "UTC"}
