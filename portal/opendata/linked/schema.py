"""What a page says, said again for search engines (schema.org): never more than stands on the page.

A description is made from what the view gave the page, so that it costs no question of the
database. Addresses are paths here; whoever puts it on the page makes them whole.
"""

import zoneinfo
from collections.abc import Callable, Mapping
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from guidance.models import Definition
from networks.models import Meeting
from portal.base.facts import Fact
from portal.base.languages import current_language, slot
from portal.opendata.linked.bodies import PUBLIC
from services.intervals import END_OF_DAY
from services.models import CareerCentre, ContactFact, Organisation, Service

Context = Mapping[str, Any]
Said = dict[str, Any]

STANDING = {
    Meeting.Standing.CANCELLED: "EventCancelled",
    Meeting.Standing.PLANNED: "EventScheduled",
}
ATTENDANCE = {
    Meeting.Form.IN_PERSON: "OfflineEventAttendanceMode",
    Meeting.Form.DIGITAL: "OnlineEventAttendanceMode",
    Meeting.Form.BOTH: "MixedEventAttendanceMode",
}


def descriptions(context: Context) -> list[Said]:
    """Return what is said of a page: the trail that leads to it, and what it is about.

    Of a page that stands in for another, because of trouble or a wrong method, nothing is said.
    """
    said: list[Said] = []
    if "asks_if_useful" not in context:  # which is told to every page that a view shows
        return said
    if context.get("trail"):
        said.append(_trail(context["trail"]))
    match = getattr(context.get("request"), "resolver_match", None)
    if (page := PAGES.get(match.view_name if match else "")) is not None:
        said.append(page(context))
    entry = context.get("entry")
    if (describe := KINDS.get(type(entry))) is not None:
        said.append(_without_empty(describe(entry, context)))
    return said


def _without_empty(said: Said) -> Said:
    return {name: value for name, value in said.items() if value not in ("", None, [], {})}


def _named(kind: str, entry: models.Model) -> Said:
    """Return an entry's name, summary and address, as its page has them."""
    return {
        "@type": kind,
        "name": slot(entry, "name").value,
        "description": slot(entry, "summary").value,
        "url": entry.get_absolute_url(),  # type: ignore[attr-defined]
    }


def _trail(trail: list[tuple[str, str]]) -> Said:
    steps = [(_("Front page"), reverse("home:front_page")), *trail]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": str(label), "item": url}
            for number, (label, url) in enumerate(steps, start=1)
        ],
    }


def _website(context: Context) -> Said:
    search = f"{reverse('search:search')}?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "name": _("Career guidance in Norway"),
        "inLanguage": current_language(),
        "url": reverse("home:front_page"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }


def _glossary(context: Context) -> Said:
    """Return the words and where each stands on the page; the meanings are read there."""
    page = reverse("guidance:glossary")
    return {
        "@type": "DefinedTermSet",
        "name": _("Glossary"),
        "url": page,
        "hasDefinedTerm": [
            {"@type": "DefinedTerm", "name": names[0][1], "url": f"{page}#{term.key}"}
            for term, names in context["terms"]
        ],
    }


def _fact(context: Context, label: str) -> Fact:
    """Return a fact of the page by its label."""
    facts: list[Fact] = context.get("facts", [])
    return next((fact for fact in facts if fact.label == label), Fact(label))


def _service(service: Service, context: Context) -> Said:
    providers = _fact(context, _("Responsible")).items
    return _named("GovernmentService", service) | {
        "provider": [
            {"@type": "GovernmentOrganization", "name": item.text, "url": item.url}
            for item in providers
        ],
        "availableChannel": [_channel(contact) for contact in context.get("contacts", [])],
        "sameAs": service.website,
    }


def _channel(contact: ContactFact) -> Said:
    channel: Said = {"@type": "ServiceChannel"}
    if contact.kind == ContactFact.Kind.PHONE:
        channel["servicePhone"] = {"@type": "ContactPoint", "telephone": contact.value}
    elif contact.value.startswith("http"):
        channel["serviceUrl"] = contact.value
    else:
        channel["name"] = contact.value
    return channel


def _organisation(organisation: Organisation, context: Context) -> Said:
    is_public = organisation.kind in PUBLIC
    kind = "GovernmentOrganization" if is_public else "Organization"
    return (
        _named(kind, organisation)
        | _reached(context)
        | {
            "alternateName": slot(organisation, "short_name").value,
            "sameAs": organisation.website,
        }
    )


def _centre(centre: CareerCentre, context: Context) -> Said:
    """Return a centre and its sites with their hours; of one that has closed only its name."""
    said = _named("GovernmentOrganization", centre)
    if centre.has_closed():
        return said | {"description": ""}
    website = centre.website if centre.website_confirmed else ""
    area = {"@type": "AdministrativeArea", "name": slot(centre.county, "name").value}
    sites = [_site(section) for section in context.get("sites", [])]
    return said | _reached(context) | {"areaServed": area, "sameAs": website, "location": sites}


def _reached(context: Context) -> Said:
    contacts = context.get("contacts", [])
    return {
        "telephone": [c.value for c in contacts if c.kind == ContactFact.Kind.PHONE],
        "email": [c.value for c in contacts if c.kind == ContactFact.Kind.EMAIL],
    }


def _site(section: Mapping[str, Any]) -> Said:
    hours = [
        {
            "@type": "OpeningHoursSpecification",
            "opens": f"{opens:%H:%M}",
            "closes": "23:59" if closes == END_OF_DAY else f"{closes:%H:%M}",
            "validFrom": day.date.isoformat(),
            "validThrough": day.date.isoformat(),
        }
        for day in section["days"]
        if day.known and not day.by_appointment
        for opens, closes in day.intervals
    ]
    site = section["site"]
    address = [item.text for item in _fact(section, _("Visiting address")).items]
    place = {"@type": "Place", "name": site.name, "address": address}
    return _without_empty(place | {"openingHoursSpecification": hours})


def _meeting(meeting: Meeting, context: Context) -> Said:
    """Return a meeting as an event, where its day is known: without it, it is none to note."""
    if meeting.starts_on is None:
        return {}
    place = slot(meeting, "place").value
    where: Said = {"@type": "Place", "name": place or meeting.address, "address": meeting.address}
    return _named("Event", meeting) | {
        "startDate": _moment(meeting, meeting.starts_on, meeting.start_time, meeting.starts_at),
        "endDate": _moment(meeting, meeting.ends_on, meeting.end_time, meeting.ends_at),
        "eventStatus": _schema(STANDING.get(Meeting.Standing(meeting.standing))),
        "eventAttendanceMode": _schema(ATTENDANCE.get(Meeting.Form(meeting.form))),
        "location": _without_empty(where) if where["name"] else None,
        "organizer": [
            {"@type": "Organization", "name": item.text, "url": item.url}
            for item in _fact(context, _("Convened by")).items
        ],
    }


def _moment(meeting: Meeting, day: Any, time: Any, moment: Any) -> str:
    """Return when something is: by the clocks there, or the day alone."""
    if time is not None and moment is not None:
        return moment.astimezone(zoneinfo.ZoneInfo(meeting.time_zone)).isoformat()
    return day.isoformat() if day is not None else ""


def _schema(name: str | None) -> str:
    return f"https://schema.org/{name}" if name else ""


def _definition(definition: Definition, context: Context) -> Said:
    definitions = reverse("guidance:definition_list")
    return _named("DefinedTerm", definition) | {"inDefinedTermSet": definitions}


PAGES: dict[str, Callable[[Context], Said]] = {
    "home:front_page": _website,
    "guidance:glossary": _glossary,
}
KINDS: dict[type, Callable[[Any, Context], Said]] = {
    Service: _service,
    Organisation: _organisation,
    CareerCentre: _centre,
    Meeting: _meeting,
    Definition: _definition,
}
