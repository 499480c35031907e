"""Which lists, calendars and feeds show a meeting, a network or a cooperation.

The models import this, so it asks them for each other.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from guidance.models import Role
from portal.base.receipt.touched import Touched, calendars, lists
from services.models import County

Before = Mapping[str, Any]


def by_meeting(meeting: Any, before: Before) -> Iterator[Touched]:
    """Return what shows a meeting, or showed it where it stood before."""
    yield from lists((_("Meetings"), "networks:meeting_list"))
    yield from lists((_("Archive by year"), "networks:archive"))
    for year in sorted({meeting.year, before.get("year")} - {None}):
        label = format_lazy("{}: {}", _("Archive by year"), year)
        yield Touched("list", label, "networks:archive_year", None, (year,))
    days = {meeting.starts_on, _day(before.get("starts_on"))} - {None}
    for year, month in sorted({(day.year, day.month) for day in days}):
        label = format_lazy("{}: {}/{}", _("Month by month"), month, year)
        yield Touched("list", label, "networks:calendar_month", None, (year, month))
    if days:
        yield from _calendars_of_meeting(meeting, before)
    yield Touched("feed", _("Meetings"), "networks:meetings_atom")
    if meeting.cases.exists():
        yield from lists((_("Minutes"), "networks:case_list"))
        yield Touched("feed", _("Minutes"), "networks:minutes_atom")


def by_network(network: Any, before: Before) -> Iterator[Touched]:
    """Return what shows a network; whom it is for decides in which calendars its meetings are."""
    yield from lists(
        (_("Networks"), "networks:network_list"),
        (_("Who sits where"), "networks:who_sits_where"),
        (_("Who sits where, as CSV"), "networks:who_sits_where_csv"),
        (_("For counsellors"), "networks:counsellors"),
        (_("Whom do I ring?"), "networks:ring"),
    )
    yield from calendars(_("Calendar of the network"), "networks:network_calendar", [network])
    if network.meetings.exists() or network.shared_meetings.exists():
        yield from _for_roles_and_counties(type(network).objects.filter(pk=network.pk), before)


def by_cooperation(cooperation: Any, _before: Before) -> Iterator[Touched]:
    """Return what shows a cooperation."""
    yield from lists((_("European and Nordic cooperation"), "networks:cooperation_list"))
    if cooperation.meetings.exists():
        label = _("Calendar of the cooperation")
        yield from calendars(label, "networks:cooperation_calendar", [cooperation])


def _calendars_of_meeting(meeting: Any, before: Before) -> Iterator[Touched]:
    were = {before.get("network"), *before.get("with_networks", ())} - {None}
    together = meeting.with_networks.order_by().values("pk")
    own = Q(pk=meeting.network_id) | Q(pk__in=together) | Q(key__in=were)
    networks = _entries(meeting, "network").filter(own)
    is_of = Q(pk=meeting.cooperation_id) | Q(key=before.get("cooperation") or "")
    cooperations = list(_entries(meeting, "cooperation").filter(is_of))
    yield Touched("calendar", _("All meetings"), "networks:all_calendar")
    yield from calendars(_("Calendar of the meeting"), "networks:meeting_calendar", [meeting])
    yield from calendars(_("Calendar of the network"), "networks:network_calendar", networks)
    label = _("Calendar of the cooperation")
    yield from calendars(label, "networks:cooperation_calendar", cooperations)
    yield from _for_roles_and_counties(networks, {}, everyone=bool(cooperations))


def _for_roles_and_counties(
    networks: QuerySet[Any], before: Before, *, everyone: bool = False
) -> Iterator[Touched]:
    """Return the calendars by role and by county that hold the meetings of some networks."""
    ids = networks.order_by().values("pk")
    roles, counties = Role.objects.published(), County.objects.published()
    ties: Any = networks.model
    was_national = bool(before) and not before.get("counties")
    if not everyone:
        for_roles = ties.roles.through.objects.filter(network__in=ids).values("role")
        roles = roles.filter(Q(pk__in=for_roles) | Q(key__in=before.get("roles", ())))
    if not (everyone or was_national or networks.filter(ties.objects.nationwide_q()).exists()):
        in_counties = ties.counties.through.objects.filter(network__in=ids).values("county")
        counties = counties.filter(Q(pk__in=in_counties) | Q(key__in=before.get("counties", ())))
    yield from calendars(_("Calendar by role"), "networks:role_calendar", roles)
    yield from calendars(_("Calendar by county"), "networks:county_calendar", counties)


def _entries(meeting: Any, field: str) -> QuerySet[Any]:
    """Return the public entries that a meeting may name in a field."""
    return type(meeting)._meta.get_field(field).related_model.objects.published()


def _day(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None
