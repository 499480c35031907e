"""The fact box of a site: how to reach it, how to get in, and where it is on a map."""

import datetime as dt
from typing import Any
from urllib.parse import quote_plus

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.base import languages
from portal.base.facts import Fact, FactItem, slot_fact
from services import hours
from services.doors import DoorBook
from services.models import ContactFact, Schedule, Site

OPENSTREETMAP = "https://www.openstreetmap.org/"


def site_facts(site: Site, contacts: list[ContactFact], *, of_centre: set[str]) -> list[Fact]:
    """Return how to reach a site and get in; what is the same for the whole centre is left out."""
    here = languages.current_language()
    facts = []
    for kind in ("address", "phone", "email", "booking"):
        items = [contact_item(contact) for contact in contacts if contact.kind == kind]
        if items or kind not in of_centre:
            label = _("Visiting address") if kind == "address" else ContactFact.Kind(kind).label
            facts.append(Fact(capfirst(str(label)), items=tuple(items)))
    for field in ("step_free", "accessible_toilet", "hearing_loop"):
        answer = getattr(site, f"get_{field}_display")() if getattr(site, field) else ""
        label = site._meta.get_field(field).verbose_name  # type: ignore[union-attr]
        facts.append(Fact(capfirst(str(label)), capfirst(answer), here))
    facts.append(slot_fact(_("How to get in"), site, "access_note"))
    return facts


def contact_item(contact: ContactFact) -> FactItem:
    """Return a contact fact as something to call, write to or open, where it can be."""
    links = {"phone": f"tel:{''.join(contact.value.split())}", "email": f"mailto:{contact.value}"}
    url = links.get(contact.kind, contact.value if contact.value.startswith("http") else "")
    note = languages.slot(contact, "note").value
    if contact.checked_on:
        day = date_format(contact.checked_on, "DATE_FORMAT")
        note = ", ".join(filter(None, [note, _("Checked %(date)s") % {"date": day}]))
    return FactItem(contact.value, languages.current_language(), url, note=note)


def map_url(site: Site, contacts: list[ContactFact]) -> str:
    """Return where a map shows the site: by its own point, or else its confirmed address."""
    if site.latitude is not None and site.longitude is not None:
        lat, lon = float(site.latitude), float(site.longitude)
        return f"{OPENSTREETMAP}?mlat={lat}&mlon={lon}#map=17/{lat}/{lon}"
    for contact in contacts:
        if contact.kind == ContactFact.Kind.ADDRESS:
            return f"{OPENSTREETMAP}search?query={quote_plus(' '.join(contact.value.split()))}"
    return ""


def site_sections(
    sites: list[Site], book: DoorBook, contacts: list[ContactFact]
) -> list[dict[str, Any]]:
    """Return what the page of a centre says of each site; contacts are those of the centre."""
    of_centre = {contact.kind for contact in contacts}
    sections = []
    for site in sites:
        own = book.contacts["site", site.pk]
        schedules, exceptions = book.times("site", site.pk)
        today = hours.day_in_oslo(book.now)
        valid = next((schedule for schedule in schedules if is_valid(schedule, today)), None)
        sections.append(
            {
                "site": site,
                "words": book.door(site).words,
                "facts": site_facts(site, own, of_centre=of_centre),
                "map_url": map_url(site, own),
                "days": hours.week(schedules, exceptions, first=today),
                "as_of": languages.slot(valid, "as_of").value if valid else "",
                "source": valid.source if valid else None,
                "checked_on": valid.checked_on if valid else None,
            }
        )
    return sections


def is_valid(schedule: Schedule, day: dt.date) -> bool:
    """Tell whether hours are those of a day."""
    begun = schedule.valid_from is None or schedule.valid_from <= day
    return begun and (schedule.valid_until is None or schedule.valid_until >= day)
