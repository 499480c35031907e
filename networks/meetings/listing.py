"""Meetings as lists show them: when, where, who convenes, and how they stand at a moment."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, Value
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networks.meetings import times
from networks.models import Cooperation, Meeting, Network
from networks.models.meetings import TURNS
from portal.base import held, moments
from portal.base.pages import Page
from services.models import Organisation

LATEST = 10
NOT_CONFIRMED = "unclear"
CONVENERS: dict[str, type[Page]] = {
    "network": Network,
    "cooperation": Cooperation,
    "organisation": Organisation,
}


@dataclass(frozen=True)
class Standing:
    """How a meeting stands: a code for the shape, and words."""

    code: str
    words: str


@dataclass(frozen=True)
class Listing:
    """A meeting as a list shows it."""

    meeting: Meeting
    standing: Standing
    is_past: bool
    sign_up_by: dt.date | None
    conveners: tuple[Page, ...]

    @property
    def starts_on(self) -> dt.date | None:
        """Return the first day, if it is known."""
        return self.meeting.starts_on

    @property
    def ends_on(self) -> dt.date | None:
        """Return the last day, if it is another."""
        return self.meeting.ends_on

    @property
    def days(self) -> str:
        """Return the days in words, without times."""
        return times.days(self.meeting)

    @property
    def when(self) -> str:
        """Return days and times in words."""
        return times.when(self.meeting)

    @property
    def zone_note(self) -> str:
        """Return whose clocks the times follow, where those are not Norway's."""
        return times.zone_note(self.meeting)


def is_past(meeting: Meeting, now: dt.datetime) -> bool:
    """Tell whether a meeting has ended; without a day, whether its year has."""
    if meeting.ends_at is None:
        return meeting.year < moments.day(now).year
    moments.until_next(TURNS)
    return meeting.ends_at <= now


def standing(meeting: Meeting, now: dt.datetime) -> Standing:
    """Return how a meeting stands; a plan whose time has passed says nothing of what happened."""
    if meeting.standing == Meeting.Standing.PLANNED and is_past(meeting, now):
        return Standing(NOT_CONFIRMED, _("Planned; whether it was held is not confirmed"))
    return Standing(meeting.standing, capfirst(meeting.get_standing_display()))


def sign_up_by(meeting: Meeting, now: dt.datetime) -> dt.date | None:
    """Return the deadline for signing up, as long as one can."""
    deadline = meeting.registration_deadline
    is_open = deadline is not None and deadline >= moments.day(now)
    stands = meeting.standing == Meeting.Standing.PLANNED and not is_past(meeting, now)
    return deadline if is_open and stands else None


def listings(meetings: Iterable[Meeting], *, now: dt.datetime) -> list[Listing]:
    """Return meetings as lists show them, with as many queries for one as for many."""
    found = list(meetings)
    bodies = _conveners(found)
    return [
        Listing(
            meeting,
            standing(meeting, now),
            is_past(meeting, now),
            sign_up_by(meeting, now),
            tuple(bodies[meeting.pk]),
        )
        for meeting in found
    ]


def _conveners(meetings: list[Meeting]) -> dict[int, list[Page]]:
    """Return the public networks, cooperations and organisations that convene each meeting.

    Whose meeting it is comes first; those that join are in their usual order.
    """
    known: list[tuple[str, int | None, int]] = [
        *(("network", meeting.network_id, meeting.pk) for meeting in meetings),
        *(("cooperation", meeting.cooperation_id, meeting.pk) for meeting in meetings),
    ]
    joining = _joining(meetings)
    bodies: dict[tuple[str, int | None], Page] = {}
    for kind, model in CONVENERS.items():
        numbers = {pk for name, pk, _meeting in (*known, *joining) if name == kind and pk}
        bodies |= {(kind, body.pk): body for body in held.among(model, "pk", numbers)}
    place = {body: nth for nth, body in enumerate(bodies)}
    known += sorted((one for one in joining if one[:2] in place), key=lambda one: place[one[:2]])
    found: dict[int, list[Page]] = {meeting.pk: [] for meeting in meetings}
    for kind, pk, meeting in dict.fromkeys(known):
        if (kind, pk) in bodies:
            found[meeting].append(bodies[kind, pk])
    return found


def _joining(meetings: list[Meeting]) -> list[tuple[str, int | None, int]]:
    """Return who convenes meetings with others: the kind, the body's number, the meeting's."""
    together: dict[str, Any] = {
        "network": Meeting.with_networks.through,
        "organisation": Meeting.with_organisations.through,
    }
    asked = [
        through.objects.filter(meeting__in=meetings)
        .annotate(kind=Value(kind), body=F(kind))
        .values_list("kind", "body", "meeting")
        for kind, through in together.items()
    ]
    return list(asked[0].union(asked[1], all=True)) if meetings else []


def on_shelves(now: dt.datetime, **shelves: Iterable[Meeting]) -> dict[str, list[Listing]]:
    """Return several lists of meetings by name, at the cost of one."""
    kept = {name: list(meetings) for name, meetings in shelves.items()}
    every = {meeting.pk: meeting for found in kept.values() for meeting in found}
    rows = {row.meeting.pk: row for row in listings(every.values(), now=now)}
    return {name: [rows[meeting.pk] for meeting in found] for name, found in kept.items()}


def latest(meetings: Any, now: dt.datetime) -> Any:
    """Return the meetings that have been, the latest first, without those cancelled."""
    moments.until_next(TURNS)
    over = Q(ends_at__lte=now) | Q(ends_at__isnull=True, year__lt=moments.day(now).year)
    held = Q(ends_at__isnull=True, standing=Meeting.Standing.HELD)
    return meetings.filter(over | held).exclude(standing=Meeting.Standing.CANCELLED)


def has_been(meeting: Meeting, now: dt.datetime) -> bool:
    """Tell whether a meeting stands among those that have been, by the rule of `latest`."""
    was_held = meeting.ends_at is None and meeting.standing == Meeting.Standing.HELD
    return was_held or is_past(meeting, now)


def without_a_day(meetings: Any, now: dt.datetime) -> Any:
    """Return the meetings planned for this year or a later one whose day is not known."""
    coming = meetings.filter(ends_at__isnull=True, year__gte=moments.day(now).year)
    return coming.exclude(standing=Meeting.Standing.HELD).order_by("year", "key")
