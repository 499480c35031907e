"""The fact box of a meeting, in its fixed order."""

import datetime as dt

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networks.meetings import listing, times
from networks.models import Meeting
from networks.series.words import rule_in_words
from portal.base import languages, moments
from portal.base.facts import Fact, FactItem, address_fact, link_fact, plain_fact, slot_fact
from services.spoken import language_names


def meeting_facts(row: listing.Listing, *, now: dt.datetime) -> list[Fact]:
    """Return when, where and how a meeting is, how to take part, and who convenes it.

    How to sign up is not asked of a meeting that is over, and who took part not of one to come,
    unless it is answered.
    """
    meeting = row.meeting
    signing_up = _signing_up(meeting, moments.day(now))
    took_part = [slot_fact(_("Who took part"), meeting, "participants")]
    if row.is_past:
        signing_up = [fact for fact in signing_up if not fact.missing]
    else:
        took_part = [fact for fact in took_part if not fact.missing]
    return [
        _when(meeting),
        _where(meeting),
        plain_fact(_("Form"), capfirst(meeting.get_form_display()) if meeting.form else ""),
        *_digital(meeting),
        _languages(meeting),
        *_access(meeting),
        *signing_up,
        link_fact(_("Convened by"), row.conveners),
        *took_part,
        plain_fact(_("Standing"), row.standing.words),
        *_series(meeting),
    ]


def _when(meeting: Meeting) -> Fact:
    note = " ".join(times.notes(meeting))
    return Fact(_("When"), times.when(meeting), languages.current_language(), note=note)


def _where(meeting: Meeting) -> Fact:
    place, language = languages.slot(meeting, "place")
    lines = [line for line in (place, meeting.address) if line]
    return Fact(_("Where"), "\n".join(lines), language)


def _digital(meeting: Meeting) -> list[Fact]:
    if meeting.form == Meeting.Form.IN_PERSON and not meeting.digital_url:
        return []
    return [address_fact(_("Take part digitally"), meeting.digital_url)]


def _languages(meeting: Meeting) -> Fact:
    here = languages.current_language()
    items = (FactItem(capfirst(name), here) for _code, name in language_names(meeting.languages))
    return Fact(_("Languages"), items=tuple(items))


def _access(meeting: Meeting) -> list[Fact]:
    answers = (
        (_("Interpreter"), meeting.interpreter, meeting.get_interpreter_display()),
        (_("Step-free access"), meeting.step_free, meeting.get_step_free_display()),
        (_("Hearing loop"), meeting.hearing_loop, meeting.get_hearing_loop_display()),
    )
    facts = [plain_fact(label, capfirst(words) if code else "") for label, code, words in answers]
    return [*facts, slot_fact(_("How to get in"), meeting, "access_note")]


def _signing_up(meeting: Meeting, today: dt.date) -> list[Fact]:
    deadline = meeting.registration_deadline
    passed = _("The deadline has passed.") if deadline and deadline < today else ""
    by = capfirst(times.day_words(deadline)) if deadline else ""
    return [
        address_fact(_("Sign up"), meeting.registration_url),
        Fact(_("Sign up by"), by, languages.current_language(), note=passed),
        plain_fact(_("Number of places"), meeting.capacity),
    ]


def _series(meeting: Meeting) -> list[Fact]:
    series = meeting.series
    if series is None or not series.is_public():
        return []
    name, language = languages.slot(series, "name")
    return [Fact(_("Part of the series"), name, language, note=rule_in_words(series))]
