"""What a printed sheet needs: a QR code, a date until which it holds, and hours for the wall."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import segno
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.base import languages
from portal.base.facts import Fact, FactItem, address_fact, link_fact, plain_fact, slot_fact
from portal.base.languages import slot
from portal.base.pages import Page
from portal.base.publishing import Publishable
from services.closing import in_words
from services.comparison import (
    CHANNELS,
    all_contacts,
    contact_fact,
    current_sites,
    kind_in_words,
)
from services.days import WEEKDAYS as DAY_FIELDS
from services.days import Calendar, separator
from services.facts import website_fact
from services.intervals import BadHours, read_intervals, write_intervals
from services.models import Audience, CareerCentre, ContactFact, HoursException, Schedule, Service

LONGEST = dt.timedelta(days=30)  # that a sheet is said to hold
QUIET_ZONE = 4  # modules, as the standard asks
QR_SIDE = "34mm"
A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Sheet:
    """What stands around the facts of a sheet of paper."""

    url: str
    qr: SafeString
    printed: dt.date
    valid_until: dt.date


def make_sheet(
    url: str, entries: Iterable[Publishable], schedules: Iterable[Schedule], *, today: dt.date
) -> Sheet:
    """Return the frame of a sheet that leads back to an absolute address."""
    return Sheet(url, qr_svg(url), today, valid_until(entries, schedules, today=today))


def qr_svg(url: str) -> SafeString:
    """Return an address as a QR code: black on white in every theme, with its quiet zone.

    It has its size in attributes and needs no style, which the content policy would refuse.
    """
    drawn = segno.make_qr(url, error="m").svg_inline(
        border=QUIET_ZONE, dark="#000", light="#fff", svgclass=None, lineclass=None, omitsize=True
    )
    sized = drawn.replace("<svg ", f'<svg width="{QR_SIDE}" height="{QR_SIDE}" ', 1)
    return mark_safe(sized)  # noqa: S308 - made of numbers; the address itself is not in it


def valid_until(
    entries: Iterable[Publishable], schedules: Iterable[Schedule], *, today: dt.date
) -> dt.date:
    """Return the last day on which a sheet is known to be right, thirty days ahead at most.

    It ends with the first check that is due, the first entry that is taken down or centre that
    closes, and the first change of opening hours. What is overdue makes it hold for today only.
    """
    ends = [today + LONGEST]
    for entry in entries:
        if entry.next_check_on:
            ends.append(entry.next_check_on)
        if entry.published_until:
            last = entry.published_until - dt.timedelta(microseconds=1)
            ends.append(timezone.localtime(last).date())
        if isinstance(entry, CareerCentre) and entry.closed_on and not entry.has_closed(today):
            ends.append(entry.closed_on - A_DAY)
    for schedule in schedules:
        if schedule.valid_until and schedule.valid_until >= today:
            ends.append(schedule.valid_until)
        if schedule.valid_from and schedule.valid_from > today:
            ends.append(schedule.valid_from - A_DAY)
    return max(today, min(ends))


def schedules_of(entries: Iterable[Page]) -> list[Schedule]:
    """Return the opening hours that stand on a sheet with these entries."""
    return [schedule for entry in entries for o in _owners(entry) for schedule in o.schedules.all()]


def facts_of(entry: Page, *, today: dt.date, nearby: Iterable[CareerCentre] = ()) -> list[Fact]:
    """Return what to know of a choice on paper; what is not known is put together in one line.

    `nearby` are the career centres where the reader lives.
    """
    return known_facts(_facts(entry, today, list(nearby)))


def known_facts(facts: list[Fact]) -> list[Fact]:
    """Return the facts that are known, and one line that names those that are not."""
    missing = [fact.label[:1].lower() + fact.label[1:] for fact in facts if fact.missing]
    return [
        *(fact for fact in facts if not fact.missing),
        *([plain_fact(_("Not given"), capfirst(", ".join(missing)))] if missing else []),
    ]


def _facts(entry: Page, today: dt.date, nearby: list[CareerCentre]) -> list[Fact]:
    if isinstance(entry, Audience):
        offers = entry.entitlements.all()
        return [link_fact(_("These can help you"), [offer.service for offer in offers])]
    if isinstance(entry, Service):
        website = entry.website.rstrip("/")
        contacts = [c for c in entry.contacts.all() if c.value.rstrip("/") != website]
        return [
            link_fact(_("Responsible"), entry.providers.all()),
            *([link_fact(_("Where you live"), nearby)] if nearby and entry.in_every_county else []),
            slot_fact(_("How to get it"), entry, "how_to_get_it"),
            slot_fact(_("Cost"), entry, "cost"),
            contact_fact(_("Contact"), contacts, CHANNELS),
            hours_fact(entry, today),
            website_fact(entry),
        ]
    if isinstance(entry, CareerCentre):
        contacts, here = all_contacts(entry), languages.current_language()
        sites = tuple(FactItem(site.place, here) for site in current_sites(entry))
        return [
            plain_fact(_("County"), slot(entry.county, "name").value),
            Fact(_("Places"), items=sites),
            contact_fact(_("Contact"), contacts, CHANNELS),
            contact_fact(_("Booking"), contacts, ("booking",)),
            hours_fact(entry, today),
            address_fact(_("Website"), entry.website, confirmed=entry.website_confirmed),
        ]
    return []


def hours_fact(entry: Page, today: dt.date) -> Fact:
    """Return the opening hours of each site and channel that has confirmed ones."""
    items = []
    for owner in _owners(entry):
        words = hours_in_words(owner.schedules.all(), owner.exceptions.all(), today=today)
        if words:
            whose = kind_in_words(owner) if isinstance(owner, ContactFact) else owner.place
            items.append(FactItem(words, languages.current_language(), note=whose))
    return Fact(_("Opening hours"), items=tuple(items))


def hours_in_words(
    schedules: Iterable[Schedule], exceptions: Iterable[HoursException], *, today: dt.date
) -> str:
    """Return the opening hours of today's period, for a sheet that hangs for weeks.

    Empty when none are known, or when what is stored cannot be read.
    """
    exceptions = list(exceptions)
    calendar = Calendar(schedules, ())
    period = calendar.schedule(today)
    if period is None:
        return ""
    if period.kind == Schedule.Kind.APPOINTMENT:
        return _("By appointment")
    if period.kind == Schedule.Kind.CLOSED:
        return f"{_('Closed')} {calendar.day(today).reason}"
    try:
        parts = [_week(period)]
        for day in exceptions:
            if today <= day.date <= today + LONGEST:
                parts.append(f"{in_words(day.date)}: {_times(day.hours)}")
    except BadHours:
        return ""
    if not period.open_on_holidays:
        parts.insert(1, _("Closed on public holidays"))
    return ". ".join(parts) + "."


def _week(schedule: Schedule) -> str:
    """Return weekly hours with equal neighbours put together, as in Monday–Thursday 09.00–15.30."""
    days = [(number, getattr(schedule, field)) for number, field in enumerate(DAY_FIELDS)]
    parts = []
    for text, group in groupby(days, key=lambda day: day[1]):
        numbers = [number for number, _text in group]
        ends = dict.fromkeys((numbers[0], numbers[-1]))
        names = "–".join(str(WEEKDAYS[number]) for number in ends)
        parts.append(f"{names} {_times(text)}")
    return capfirst(", ".join(parts))


def _times(text: str) -> str:
    """Return a day's hours as the reader's language writes them; raises BadHours."""
    return write_intervals(read_intervals(text), separator()) or _("closed")


def _owners(entry: Page) -> list:
    """Return the sites and channels of an entry that may have opening hours."""
    if isinstance(entry, CareerCentre):
        return [*current_sites(entry), *all_contacts(entry)]
    return list(entry.contacts.all()) if isinstance(entry, Service) else []
