"""News of meetings and minutes (Atom)."""

import datetime as dt
from typing import Any

from django.db.models import DateTimeField, F, Q
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from networks.agenda import decided
from networks.meetings import times
from networks.models import Case, Meeting
from networks.models.meetings import TURNS
from portal.base import moments
from portal.base.feeds import Entry, answers_for, atom, changed_at, changed_expression
from portal.base.http import public_page
from portal.base.languages import slot

NEWEST = 50


@public_page()
def meetings_atom(request: HttpRequest) -> HttpResponse:
    """Meetings, latest change first."""
    meetings = Meeting.objects.published().prefetch_related("network", "cooperation", "owner")
    latest = meetings.order_by(changed_expression().desc(), "key")[:NEWEST]
    return atom(
        request,
        [_meeting_entry(meeting) for meeting in latest],
        key="meetings",
        title=_("Meetings"),
        about=_("Meetings that are new, moved or cancelled, the latest change first."),
        page=reverse("networks:meeting_list"),
    )


@public_page()
def minutes_atom(request: HttpRequest) -> HttpResponse:
    """Cases that are decided, or of meetings that have begun, latest change first."""
    moments.until_next(TURNS)
    begun = Q(meeting__starts_at__lte=timezone.now()) | Q(meeting__standing=Meeting.Standing.HELD)
    cases = Case.objects.published().filter(decided() | begun)
    latest = cases.prefetch_related("meeting", "meeting__owner").order_by(
        _case_changed_expression().desc(), "meeting__key", "number"
    )
    return atom(
        request,
        [_case_entry(case) for case in latest[:NEWEST]],
        key="minutes",
        title=_("Minutes"),
        about=_("Cases of meetings, the latest change first."),
        page=reverse("networks:case_list"),
    )


def _meeting_entry(meeting: Meeting) -> Entry:
    """Return what is new about a meeting: when it is, whether it stands, what has changed."""
    body = meeting.convening_body
    note, summary = slot(meeting, "change_note").value, slot(meeting, "summary").value
    lines = [f"{times.when(meeting)} ({meeting.get_standing_display()})", note, summary]
    return Entry(
        urn=f"networks.meeting/{meeting.key}",
        title=slot(meeting, "name"),
        path=meeting.get_absolute_url(),
        changed=changed_at(meeting),
        summary="\n\n".join(line for line in lines if line),
        author=answers_for(meeting),
        kind=str(body) if body.is_public() else "",
    )


def _case_entry(case: Case) -> Entry:
    """Return a case: of which meeting, what it was about, what was decided."""
    meeting = case.meeting
    texts = [slot(case, name).value for name in ("background", "decision")]
    lines = [f"{slot(meeting, 'name').value}, {times.when(meeting)}", *texts]
    return Entry(
        urn=f"networks.case/{case.key}",
        title=slot(case, "name"),
        path=case.get_absolute_url(),
        changed=_case_changed_at(case),
        summary="\n\n".join(line for line in lines if line),
        author=answers_for(meeting),
    )


def _case_changed_at(case: Case) -> dt.datetime:
    """Return when a case became what readers see: its own change, or when its meeting came out."""
    return max(case.updated_at, case.meeting.published_from or case.updated_at)


def _case_changed_expression() -> Any:
    """Return the same moment for a query."""
    public = Coalesce("meeting__published_from", "updated_at")
    return Greatest(F("updated_at"), public, output_field=DateTimeField())
