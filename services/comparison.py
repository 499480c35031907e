"""Services or career centres side by side: the same questions asked of each."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.base import languages
from portal.base.facts import Fact, FactItem, address_fact, link_fact, plain_fact
from portal.base.pagecache import marks
from portal.base.pages import Page
from services import facts, hours
from services.choices import Chosen
from services.closing import closing_words, in_words
from services.models import CareerCentre, ContactFact, Service, Site
from services.site_facts import contact_item
from services.spoken import language_names

MOST = 4  # columns
COMPARABLE = ("service", "centre")
CHANNELS = ("phone", "email", "chat", "video", "web", "address")


@dataclass(frozen=True)
class Row:
    """One question, and each column's answer: (the column's entry, what is known)."""

    label: str
    cells: list[tuple[Page, Fact]]


@dataclass(frozen=True)
class Table:
    """What stands in the table, and what was asked for and does not."""

    kind: str  # empty: nothing chosen yet
    entries: dict[str, Page]
    left_out: tuple[Page, ...]  # more of the same kind than fit
    others: tuple[Page, ...]  # of another kind

    @property
    def is_full(self) -> bool:
        """Tell whether there is no room for another column."""
        return len(self.entries) >= MOST


def columns(codes: list[str], chosen: Chosen) -> Table:
    """Return the first four of the first kind that can be compared, in the order asked for."""
    kinds = [(kind, code) for code in codes for kind in COMPARABLE if code in chosen.of(kind)]
    kind = kinds[0][0] if kinds else ""
    same = {code: chosen.entries[code] for of_kind, code in kinds if of_kind == kind}
    return Table(
        kind,
        dict(list(same.items())[:MOST]),
        tuple(same.values())[MOST:],
        tuple(entry for code, entry in chosen.entries.items() if code not in same),
    )


def rows(entries: list[Any], *, now: dt.datetime) -> list[Row]:
    """Return the table of entries of one kind."""
    known = [
        centre_facts(entry, now) if isinstance(entry, CareerCentre) else service_facts(entry)
        for entry in entries
    ]
    return [
        Row(answers[0].label, list(zip(entries, answers, strict=True)))
        for answers in zip(*known, strict=True)
    ]


def service_facts(service: Service) -> list[Fact]:
    """Return everything that is asked of a service; needs what choices.find() reads."""
    return [
        plain_fact(_("Status in law"), capfirst(service.get_status_display())),
        *facts.service_facts(service, service.legal_bases.all(), service.providers.all()),
    ]


def centre_facts(centre: CareerCentre, now: dt.datetime) -> list[Fact]:
    """Return everything that is asked of a career centre; only confirmed contact facts."""
    here = languages.current_language()
    sites, contacts = current_sites(centre), all_contacts(centre)
    interpreter = centre.get_interpreter_display() if centre.interpreter else ""
    spoken = [name for _code, name in language_names(centre.languages)]
    step_free = [
        FactItem(site.place, here, note=site.get_step_free_display())
        for site in sites
        if site.step_free
    ]
    return [
        link_fact(_("County"), [centre.county]),
        Fact(_("Places"), items=tuple(FactItem(site.place, here) for site in sites)),
        plain_fact(_("Now"), now_in_words(centre, now)),
        contact_fact(_("Channels"), contacts, CHANNELS),
        plain_fact(_("Languages"), ", ".join(spoken)),
        plain_fact(_("Interpreter"), capfirst(interpreter)),
        Fact(_("Step-free access"), items=tuple(step_free)),
        address_fact(_("Website"), centre.website, confirmed=centre.website_confirmed),
        contact_fact(_("Booking"), contacts, ("booking",)),
        _checked(centre),
    ]


def current_sites(centre: CareerCentre) -> list[Site]:
    """Return the sites that are known to be in use."""
    return [site for site in centre.sites.all() if site.standing == Site.Standing.CURRENT]


def all_contacts(centre: CareerCentre) -> list[ContactFact]:
    """Return the ways to reach a centre and its sites, as they were read."""
    of_sites = [contact for site in current_sites(centre) for contact in site.contacts.all()]
    return [*centre.contacts.all(), *of_sites]


def now_in_words(centre: CareerCentre, now: dt.datetime) -> str:
    """Return how a centre stands now, for as long as a page can tell."""
    words = status_in_words(centre, now)
    return marks.marked(words, _("Not known right now")) if words else ""


def status_in_words(centre: CareerCentre, now: dt.datetime) -> str:
    """Return whether any of a centre's sites or channels is open; empty when that is not known."""
    today = hours.day_in_oslo(now)
    closing = closing_words(centre, on=today)
    if centre.has_closed(today):
        return closing
    owners: list[Any] = [*current_sites(centre), *all_contacts(centre)]
    states = [hours.status(o.schedules.all(), o.exceptions.all(), now=now) for o in owners]
    known = [state for state in states if state.state is not hours.State.UNKNOWN]
    status = hours.words(min(known, key=hours.rank), now=now) if known else ""
    return ". ".join(filter(None, (status, closing)))


def contact_fact(label: str, contacts: list[ContactFact], kinds: Iterable[str]) -> Fact:
    """Return the ways to make contact of some kinds, each once."""
    items = {}
    for contact in (contact for kind in kinds for contact in contacts if contact.kind == kind):
        item = contact_item(contact)
        note = ", ".join(filter(None, (kind_in_words(contact), item.note)))
        items[item.text] = replace(item, note=note)
    return Fact(label, items=tuple(items.values()))


def kind_in_words(contact: ContactFact) -> str:
    """Return what kind of way to make contact it is, with a capital."""
    return capfirst(contact.get_kind_display())


def _checked(centre: CareerCentre) -> Fact:
    when = in_words(centre.checked_on) if centre.checked_on else ""
    value = when or _("Not yet checked by an editor")
    return Fact(
        _("Last checked"),
        value,
        languages.current_language(),
        unconfirmed=not centre.is_confirmed,
    )
