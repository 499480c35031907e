"""How a desk is reached: its name, its sites and channels, and its hours at the moment."""

from typing import Any

from portal.opendata.api.fields import Saying
from services import hours
from services.desks import Desk, SiteDesk
from services.doors import Door
from services.models import ContactFact, Site


def contact_told(contact: ContactFact, say: Saying) -> dict[str, Any]:
    """Return a confirmed way to reach someone, with when someone is there where that is given."""
    return {
        "kind": contact.kind,
        "value": contact.value,
        "note": say.text(contact, "note"),
        "opening": getattr(contact, "opening", "") or None,
        "checked_on": contact.checked_on.isoformat() if contact.checked_on else None,
    }


def opening_told(door: Door) -> dict[str, Any]:
    """Return where a door stands now: what is not confirmed is unknown."""
    status = door.status
    return {
        "state": status.state.value,
        "words": hours.words(status, now=door.now),
        "closes": status.closes.isoformat() if status.closes else None,
        "opens": status.opens.isoformat() if status.opens else None,
    }


def site_told(
    site: Site, door: Door, contacts: tuple[ContactFact, ...], say: Saying
) -> dict[str, Any]:
    """Return a site where one can meet someone."""
    return {
        "key": site.key,
        "name": site.name,
        "place": site.place,
        "municipality": site.municipality.number if site.municipality else None,
        "latitude": float(site.latitude) if site.latitude is not None else None,
        "longitude": float(site.longitude) if site.longitude is not None else None,
        "step_free": site.step_free or None,
        "accessible_toilet": site.accessible_toilet or None,
        "hearing_loop": site.hearing_loop or None,
        "access_note": say.text(site, "access_note"),
        "opening": opening_told(door),
        "contacts": [contact_told(contact, say) for contact in contacts],
    }


def desk_told(desk: Desk, say: Saying) -> dict[str, Any]:
    """Return a desk as the finder names it; `confirmed` tells whether its name is."""
    entry = desk.entry
    return {
        "kind": str(desk.kind),
        "name": {"text": desk.name.value, "lang": desk.name.language},
        "entry": {"kind": entry._meta.model_name, "key": entry.key} if entry else None,
        "confirmed": desk.name_confirmed,
        "page": say.address(desk.url) if desk.url else None,
        "website": desk.website or None,
        "website_confirmed": desk.website_confirmed if desk.website else None,
        "reachable": not desk.missing,
        "note": desk.note or None,
        "contacts": [contact_told(contact, say) for contact in desk.contacts],
        "sites": [_site_of_desk(site, say) for site in desk.sites],
    }


def _site_of_desk(desk: SiteDesk, say: Saying) -> dict[str, Any]:
    """Return a site with how far away it is in a straight line, where that is known."""
    away = desk.distance
    kilometres = round(away.kilometres) if away.told and away.kilometres is not None else None
    told = site_told(desk.site, desk.door, desk.contacts, say)
    return told | {"kilometres": kilometres}
