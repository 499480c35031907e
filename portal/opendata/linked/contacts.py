"""Ways to reach someone as linked data: contact points, channels and opening hours.

Only what an editor has confirmed is handed in. Opening hours are told as schema.org writes them:
the national shapes ask of every cv:openingHours what only one of its kinds can have.
"""

import datetime as dt
from collections.abc import Iterable

from django.utils.encoding import iri_to_uri
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from portal.opendata.linked.saying import link, say, say_page, say_slot, text
from portal.opendata.linked.vocabulary import CHANNEL_TYPE, CV, SCHEMA, VCARD
from services.days import WEEKDAYS
from services.intervals import read_intervals, write_clock
from services.models import ContactFact, Schedule

Kind = ContactFact.Kind
COUNTER = CHANNEL_TYPE["service-counter"]
CHANNELS = {
    Kind.PHONE: CHANNEL_TYPE["telephone"],
    Kind.EMAIL: CHANNEL_TYPE["e-mail"],
    Kind.ADDRESS: COUNTER,
}
ONLINE = CHANNEL_TYPE["online-service"]


def opening_hours(schedules: Iterable[Schedule], day: dt.date) -> list[str]:
    """Return the weekly hours that hold on a day, such as “Mo 09:00-15:30”, in their order."""
    return [
        f"{name[:2].capitalize()} {write_clock(opens, ':')}-{write_clock(closes, ':')}"
        for schedule in schedules
        if schedule.kind == Schedule.Kind.WEEKLY
        and (schedule.valid_from or day) <= day <= (schedule.valid_until or day)
        for name in WEEKDAYS
        for opens, closes in read_intervals(getattr(schedule, name))
    ]


def say_hours(graph: Graph, subject: URIRef, schedules: Iterable[Schedule], day: dt.date) -> None:
    """Say when someone is there."""
    for hours in opening_hours(schedules, day):
        graph.add((subject, SCHEMA.openingHours, Literal(hours)))


def telephone(contact: ContactFact) -> str:
    """Return a telephone number as an address."""
    return f"tel:{''.join(contact.value.split())}"


def say_contact_point(
    graph: Graph, subject: URIRef, contacts: Iterable[ContactFact], page: URIRef
) -> None:
    """Say how someone is reached: every address and number, and a page in any case."""
    say(graph, subject, CV.ContactPoint)
    say_page(graph, subject, CV.contactPage, page)
    for contact in contacts:
        if contact.kind == Kind.EMAIL:
            graph.add((subject, CV.email, text(f"mailto:{contact.value}")))
        elif contact.kind == Kind.PHONE:
            graph.add((subject, CV.telephone, text(telephone(contact))))
        elif contact.value.startswith("http"):
            say_page(graph, subject, CV.contactPage, link(contact.value))


def say_channel(
    graph: Graph,
    subject: URIRef,
    contact: ContactFact,
    schedules: Iterable[Schedule],
    day: dt.date,
) -> None:
    """Say how a service is reached in one way, and when."""
    say_kind_of_channel(graph, subject, CHANNELS.get(Kind(contact.kind), ONLINE))
    say_slot(graph, subject, DCTERMS.description, contact, "note")
    say_way(graph, subject, contact)
    say_hours(graph, subject, schedules, day)


def say_kind_of_channel(graph: Graph, subject: URIRef, kind: URIRef) -> None:
    """Say that a subject is a way to reach a service, and of which kind."""
    say(graph, subject, CV.Channel, (DCTERMS.type, kind))
    graph.add((kind, RDF.type, SKOS.Concept))


def say_way(graph: Graph, subject: URIRef, contact: ContactFact) -> None:
    """Say the number or address that a contact fact gives."""
    if contact.kind == Kind.PHONE:
        graph.add((subject, VCARD.hasTelephone, text(telephone(contact))))
    elif contact.kind == Kind.EMAIL:
        graph.add((subject, VCARD.hasEmail, URIRef(iri_to_uri(f"mailto:{contact.value}"))))
    elif contact.value.startswith("http"):
        graph.add((subject, VCARD.hasURL, link(contact.value)))
    elif contact.kind == Kind.ADDRESS:
        graph.add((subject, SCHEMA.address, text(contact.value)))
