"""A meeting, or a series of meetings, as one event of a calendar (RFC 5545, VEVENT)."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Event

from networks import clock
from networks.models import Meeting, MeetingSeries
from portal.base.feeds import changed_at, plain_text, urn
from portal.base.http import absolute_url
from portal.base.languages import Text, current_language, slot

A_DAY = dt.timedelta(days=1)
When = dt.date | dt.datetime


@dataclass
class Happening:
    """What an event says, before it is written as the standard asks."""

    uid: str
    starts: When
    ends: When | None
    name: Text
    place: str
    lines: list[str]
    category: str
    page: str
    changed: dt.datetime
    sequence: int
    cancelled: bool = False
    recurrence_id: When | None = None
    rule: dict[str, Any] = field(default_factory=dict)
    left_out: list[When] = field(default_factory=list)
    added: list[When] = field(default_factory=list)

    def says_the_same(self, other: "Happening") -> bool:
        """Tell whether two events differ in nothing that a reader of the calendar sees."""
        return all(
            getattr(self, name) == getattr(other, name)
            for name in ("starts", "ends", "name", "place", "lines", "category", "cancelled")
        )

    def event(self) -> Event:
        """Return the event as the standard writes it."""
        event = Event()
        event.add("uid", self.uid)
        stamp = self.changed.astimezone(dt.UTC).replace(microsecond=0)
        event.add("dtstamp", stamp)
        event.add("last-modified", stamp)
        event.add("sequence", self.sequence)
        if self.recurrence_id is not None:
            event.add("recurrence-id", self.recurrence_id)
        event.add("dtstart", self.starts)
        if self.ends is not None and self.ends > self.starts:
            event.add("dtend", self.ends)
        if self.rule:
            event.add("rrule", self.rule)
        if self.left_out:
            event.add("exdate", self.left_out)
        if self.added:
            event.add("rdate", self.added)
        summary, language = self._summary()
        event.add("summary", plain_text(summary), _language(language))
        if self.place:
            event.add("location", plain_text(self.place))
        lines = [*self.lines, _("More: %(address)s") % {"address": self.page}]
        event.add("description", plain_text("\n".join(lines if self.page else self.lines)))
        if self.page:
            event.add("url", self.page)
        event.add("status", "CANCELLED" if self.cancelled else "CONFIRMED")
        if self.category:
            event.add("categories", [plain_text(self.category)])
        return event

    def _summary(self) -> Text:
        """Return the name, after the calendar's own word for it when it is cancelled."""
        if not self.cancelled:
            return self.name
        said = _("Cancelled: %(name)s") % {"name": self.name.value}
        return Text(said, current_language())  # in two languages it is marked with neither


def of_meeting(request: HttpRequest, meeting: Meeting) -> Happening:
    """Return what a calendar says of a meeting whose day is known, as a meeting by itself."""
    starts, ends = _times_of(meeting)
    cancelled = meeting.standing == Meeting.Standing.CANCELLED
    return Happening(
        uid=urn(f"networks.meeting/{meeting.key}"),
        starts=starts,
        ends=ends,
        name=slot(meeting, "name"),
        place=_place(meeting),
        lines=_meeting_lines(request, meeting),
        category=_category(meeting),
        page=absolute_url(request, meeting.get_absolute_url()),
        changed=changed_at(meeting),
        sequence=meeting.sequence,
        cancelled=cancelled,
    )


def of_series(request: HttpRequest, series: MeetingSeries, first: dt.date) -> Happening:
    """Return what a calendar says of every meeting of a series, the first of them on a day."""
    body = series.network or series.cooperation
    starts, ends = times_of_series(series, first)
    return Happening(
        uid=series.uid,
        starts=starts,
        ends=ends,
        name=slot(series, "name"),
        place=_place(series),
        lines=[*_unconfirmed(series), *_how_to_take_part(series)],
        category=_category(series),
        page=absolute_url(request, body.get_absolute_url()) if body and body.is_public() else "",
        changed=changed_at(series),
        sequence=series.sequence,
    )


def day_of_series(series: MeetingSeries, day: dt.date) -> When:
    """Return when the rule of a series has a meeting begin on a day."""
    return day if series.start_time is None else local(day, series.start_time, series.time_zone)


def times_of_series(series: MeetingSeries, day: dt.date) -> tuple[When, When | None]:
    """Return when the rule of a series has a meeting of a day begin and end."""
    if series.start_time is None:
        return day, day + A_DAY
    ends = local(day, series.end_time, series.time_zone) if series.end_time else None
    return day_of_series(series, day), ends


def local(day: dt.date, time: dt.time, zone: str) -> dt.datetime:
    """Return what clocks of a time zone show, with the zone's name."""
    return dt.datetime.combine(day, time, zoneinfo.ZoneInfo(zone))


def _times_of(meeting: Meeting) -> tuple[When, When | None]:
    """Return when a meeting begins and ends; an end that nobody has given stays away.

    A whole day is a date, and ends before the day after. A time that exists twice is in UTC.
    """
    first: Any = meeting.starts_on
    last = meeting.ends_on or first
    if meeting.start_time is None:
        return first, last + A_DAY
    ends: tuple[dt.date, dt.time] | None = None
    if meeting.end_time is not None:
        ends = (last, meeting.end_time)
    elif last > first:
        ends = (last + A_DAY, dt.time.min)
    zone = meeting.time_zone
    known = [(first, meeting.start_time), *([ends] if ends else [])]
    if any(clock.is_repeated(day, time, zone) for day, time in known):
        begins_at: Any = meeting.starts_at
        return begins_at.astimezone(dt.UTC), _in_utc(meeting.ends_at) if ends else None
    return local(first, meeting.start_time, zone), local(*ends, zone) if ends else None


def _in_utc(moment: dt.datetime | None) -> dt.datetime | None:
    return moment.astimezone(dt.UTC) if moment else None


def _place(gathering: Any) -> str:
    """Return where people meet; nothing where it is not given."""
    parts = [slot(gathering, "place").value, gathering.address]
    if gathering.form == gathering.Form.DIGITAL:
        parts.append(capfirst(_("digital")))
    return ", ".join(part for part in parts if part)


def _category(gathering: Any) -> str:
    """Return the network or cooperation that convenes, if readers can know of it."""
    body = gathering.network or gathering.cooperation
    return slot(body, "name").value if body and body.is_public() else ""


def _meeting_lines(request: HttpRequest, meeting: Meeting) -> list[str]:
    """Return what there is to say of a meeting, a line for each thing."""
    lines = []
    if meeting.standing == Meeting.Standing.CANCELLED:
        lines.append(_("The meeting is cancelled."))
    if note := slot(meeting, "change_note").value:
        lines.append(_("What has changed: %(note)s") % {"note": note})
    lines += _unconfirmed(meeting)
    lines += [text for name in ("summary", "themes") if (text := slot(meeting, name).value)]
    if cases := meeting.cases.all():
        lines.append(_("Cases:"))
        lines += [f"{case.shown_number} {slot(case, 'name').value}" for case in cases]
    papers = [(paper, version) for paper in meeting.papers.all() for version in _newest(paper)]
    if papers:
        lines.append(_("Papers:"))
        for paper, version in papers:
            lines.append(f"{paper.title}: {absolute_url(request, version.get_absolute_url())}")
    lines += _how_to_take_part(meeting)
    if meeting.registration_deadline:
        day = date_format(meeting.registration_deadline, _("j F Y"))
        lines.append(_("Sign up by %(day)s") % {"day": day})
    return lines


def _newest(paper: Any) -> list[Any]:
    """Return the newest version of a paper, or none; the newest stands first."""
    return [*paper.versions.all()][:1]


def _unconfirmed(entry: Any) -> list[str]:
    return [] if entry.is_confirmed else [_("Not confirmed")]


def _how_to_take_part(gathering: Any) -> list[str]:
    """Return the addresses for taking part and for signing up, and how many there is room for."""
    lines = []
    if gathering.digital_url:
        lines.append(_("Take part digitally: %(address)s") % {"address": gathering.digital_url})
    if gathering.registration_url:
        lines.append(_("Sign up: %(address)s") % {"address": gathering.registration_url})
    if gathering.capacity:
        lines.append(_("Number of places: %(number)d") % {"number": gathering.capacity})
    if note := slot(gathering, "access_note").value:
        lines.append(_("How to get in: %(note)s") % {"note": note})
    return lines


def _language(language: str) -> dict[str, str]:
    """Return the mark of a text that is wholly in another language than the calendar."""
    return {} if language == current_language() else {"LANGUAGE": language}
