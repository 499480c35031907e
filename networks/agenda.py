"""What networks and cooperations have ahead of them and behind them."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import OuterRef, Q, Subquery

from networks.meetings.listing import (
    Listing,
    has_been,
    latest,
    listings,
    on_shelves,
    without_a_day,
)
from networks.models import Case, Meeting, Network
from networks.models.meetings import MeetingQuerySet
from portal.base.languages import all_languages

AHEAD, BEHIND, DECIDED = 10, 5, 5  # how many a page shows; the list of meetings has them all


def agenda(
    meetings: MeetingQuerySet, *, now: dt.datetime, behind: int = BEHIND
) -> dict[str, list[Listing]]:
    """Return what is `ahead`, first first, and the latest `behind`, at a moment.

    A meeting whose day is not set stands after those that have a day. Two queries, however many
    meetings there are.
    """
    dated, undated = meetings.upcoming(now=now)[:AHEAD], without_a_day(meetings, now)[:AHEAD]
    past = latest(meetings, now)[:behind]
    either = [Q(pk__in=some.values("pk")) for some in (dated, undated, past)]
    found = Meeting.objects.filter(Q(*either, _connector=Q.OR))
    shelves: dict[bool, list[Meeting]] = {True: [], False: []}
    for meeting in found:
        shelves[has_been(meeting, now)].append(meeting)
    ahead = sorted(shelves[False], key=_in_time)
    return on_shelves(now, ahead=ahead[:AHEAD], behind=shelves[True])


def _in_time(meeting: Meeting) -> tuple[bool, dt.datetime | int, str]:
    """Return by what meetings stand in time, those without a day last."""
    return meeting.starts_at is None, meeting.starts_at or meeting.year, meeting.key


def next_meetings(networks: Iterable[int], *, now: dt.datetime) -> dict[int, Listing]:
    """Return the next meeting of each network that has one, by the network's number.

    A meeting that two networks convene together is the next of both; a cancelled one of none.
    """
    together = Meeting.with_networks.through.objects.filter(network=OuterRef(OuterRef("pk")))
    own = Q(network=OuterRef("pk")) | Q(pk__in=together.values("meeting"))
    coming = Meeting.objects.published().upcoming(now=now).filter(own)
    first = coming.exclude(standing=Meeting.Standing.CANCELLED).values("pk")[:1]
    asked = Network.objects.filter(pk__in=list(networks)).order_by()
    found = {pk: meeting for pk, meeting in asked.values_list("pk", Subquery(first)) if meeting}
    shown = listings(Meeting.objects.filter(pk__in=set(found.values())), now=now)
    by_number = {listing.meeting.pk: listing for listing in shown}
    return {pk: by_number[meeting] for pk, meeting in found.items()}


def decided() -> Q:
    """Return the condition for a case that has a decision, in whatever language."""
    said = [Q((f"decision_{code}__gt", "")) for code in all_languages()]
    return Q(*said, _connector=Q.OR)


def latest_decisions(meetings: MeetingQuerySet) -> list[Case]:
    """Return the decided cases of the meetings that were last."""
    cases = Case.objects.published().filter(decided())
    of_these = cases.filter(meeting__in=meetings.order_by().values("pk"))
    return list(of_these.latest_first().select_related("meeting")[:DECIDED])
