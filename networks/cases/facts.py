"""What is known of a case: its fact box, and the cases it goes on from and into."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networks.meetings import times
from networks.models import Case, Meeting
from portal.base import held, languages
from portal.base.facts import Fact, FactItem, link_fact, plain_fact, slot_fact
from services.models import Organisation

UNFINISHED = (Case.FollowUp.OPEN, Case.FollowUp.ONGOING, Case.FollowUp.UNKNOWN)


def case_facts(case: Case, *, today: dt.date) -> list[Fact]:
    """Return a case's meeting, number and matter, what was decided, and what became of it."""
    responsible = held.among(Organisation, "pk", {case.responsible_id} - {None})
    state = capfirst(case.get_follow_up_display()) if case.follow_up else ""
    return [
        _meeting(case.meeting),
        plain_fact(_("Case number"), case.shown_number),
        slot_fact(_("What it was about"), case, "background"),
        slot_fact(_("Decision"), case, "decision"),
        link_fact(_("Follows it up"), responsible),
        plain_fact(_("Follow-up"), state),
        _due(case, today),
        plain_fact(_("Follow-up as of"), _day(case.followed_up_on)),
        slot_fact(_("About the follow-up"), case, "follow_up_note"),
    ]


def _meeting(meeting: Meeting) -> Fact:
    name, language = languages.slot(meeting, "name")
    item = FactItem(name, language, meeting.get_absolute_url(), note=times.days(meeting))
    return Fact(_("Meeting"), items=(item,))


def _due(case: Case, today: dt.date) -> Fact:
    late = case.due_on is not None and case.due_on < today and case.follow_up in UNFINISHED
    note = _("The day has passed, and it is not known to be done.") if late else ""
    return Fact(_("To be done by"), _day(case.due_on), languages.current_language(), note=note)


def _day(date: dt.date | None) -> str:
    return capfirst(times.day_words(date)) if date else ""


def chain(case: Case) -> list[Case]:
    """Return the public cases that a case goes on from and into, itself among them, in order.

    A query or two however long the chain is; a case that leads back to itself ends it. Nothing is
    returned for a case that stands alone.
    """
    before = dict(held.rows("cases that go on from others", _links))
    after = defaultdict(list)
    for pk, previous in sorted(before.items()):
        after[previous].append(pk)
    keys = [case.pk]
    while (earlier := before.get(keys[0])) is not None and earlier not in keys:
        keys.insert(0, earlier)
    coming = [*after[case.pk]]
    for pk in coming:  # it grows on the way
        if pk not in keys:
            keys.append(pk)
            coming += after[pk]
    if len(keys) == 1:
        return []
    cases = Case.objects.published().select_related("meeting")
    found = cases.filter(pk__in=keys).in_bulk()
    public = [found[key] for key in keys if key in found]
    return public if len(public) > 1 else []


def _links() -> Any:
    """Return which case goes on from which."""
    return Case.objects.order_by().exclude(previous=None).values_list("pk", "previous_id")
