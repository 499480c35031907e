"""The fact boxes of the app's pages, each in its fixed order."""

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from networks.models import Cooperation, Meeting, Network
from portal.base.facts import Fact, address_fact, link_fact, plain_fact, slot_fact


def network_facts(network: Network) -> list[Fact]:
    """Return a network's standing, level, convener, members, audience, rhythm and contact."""
    standing = plain_fact(_("Standing"), capfirst(network.get_standing_display()))
    note = slot_fact("", network, "standing_note")
    return [
        Fact(standing.label, standing.value, standing.language, note=note.value),
        plain_fact(_("Level"), capfirst(network.get_level_display())),
        link_fact(_("Convened by"), network.conveners.published()),
        slot_fact(_("Members"), network, "members"),
        slot_fact(_("For whom"), network, "audience"),
        slot_fact(_("How often"), network, "frequency"),
        plain_fact(_("Contact mailbox"), network.contact_email),
        address_fact(_("Website"), network.website),
    ]


def cooperation_facts(cooperation: Cooperation) -> list[Fact]:
    """Return a cooperation's level, owner, period, participants and Norway's part."""
    return [
        plain_fact(_("Level"), capfirst(cooperation.get_level_display())),
        slot_fact(_("Set up or run by"), cooperation, "run_by"),
        slot_fact(_("Period"), cooperation, "period"),
        slot_fact(_("Who takes part"), cooperation, "participants"),
        slot_fact(_("Norway's part"), cooperation, "norwegian_role"),
        link_fact(_("Organisations"), cooperation.organisations.published()),
        address_fact(_("Website"), cooperation.website),
    ]


def when(meeting: Meeting) -> str:
    """Return a meeting's day or days in words, or its year where the day is not known."""
    start, end = meeting.starts_on, meeting.ends_on
    if start is None:
        return str(meeting.year)
    last = date_format(end or start, "DATE_FORMAT")
    if end is None or end == start:
        return last
    if (start.year, start.month) == (end.year, end.month):
        day_format = pgettext("a day of a month", "j")
        return f"{date_format(start, day_format)}–{last}"
    return f"{date_format(start, 'DATE_FORMAT')} – {last}"


def meeting_facts(meeting: Meeting) -> list[Fact]:
    """Return when and where a meeting is or was, who convened it and who took part."""
    convening = [body for body in (meeting.network, meeting.cooperation) if body]
    return [
        plain_fact(_("When"), when(meeting)),
        slot_fact(_("Where"), meeting, "place"),
        plain_fact(_("Standing"), capfirst(meeting.get_standing_display())),
        link_fact(_("Part of"), [body for body in convening if body.is_public()]),
        slot_fact(_("Who took part"), meeting, "participants"),
    ]
