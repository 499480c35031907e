"""Services, what someone is owed of them, and the situations that call for them, as linked data.

A service whose competent authority we know is a cpsv:PublicService. Of others we know only that
somebody gives them: those are a cpsvno:Service, owned by whoever gives it.
"""

import datetime as dt
from collections.abc import Iterable

from django.utils.text import capfirst
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, RDF, SKOS

from portal.base.languages import all_languages, current_language
from portal.opendata.linked.bodies import PUBLIC, say_pages
from portal.opendata.linked.contacts import (
    ONLINE,
    say_channel,
    say_contact_point,
    say_kind_of_channel,
)
from portal.opendata.linked.saying import (
    link,
    name_of,
    own,
    say,
    say_page,
    say_slot,
    say_words,
    text,
)
from portal.opendata.linked.vocabulary import (
    ADMS,
    COMPLETED,
    CPSV,
    CPSVNO,
    CV,
    GUIDANCE,
    NORWAY,
    ROLE_TYPE,
    VCARD,
)
from services.doors import DoorBook
from services.models import (
    Audience,
    ContactFact,
    Entitlement,
    LegalBasis,
    Organisation,
    Sector,
    Service,
)


def say_service(
    graph: Graph,
    service: Service,
    providers: list[Organisation],
    legal_bases: Iterable[LegalBasis],
    centres: Iterable[URIRef],
    book: DoorBook,
    day: dt.date,
) -> None:
    """Say what a service is, who answers for it, by which law, and how it is reached.

    `providers` and `legal_bases` are the published ones of the service, `centres` every centre.
    """
    subject, key = name_of("service", service.key), service.key
    public = [each for each in providers if each.kind in PUBLIC]
    say(graph, subject, CPSV.PublicService if public else CPSVNO.Service)
    say_slot(graph, subject, DCTERMS.title, service, "name")
    _say_summary(graph, subject, service)
    _say_givers(graph, service, providers, public)
    graph.add((subject, DCTERMS.spatial, NORWAY))
    graph.add((subject, ADMS.status, COMPLETED))
    graph.add((subject, CV.thematicArea, GUIDANCE))
    page = own(service.url_in("nb"))
    say_page(graph, subject, FOAF.homepage, link(service.website) if service.website else page)
    say_pages(graph, subject, service)
    if service.sector.is_public():
        graph.add((subject, CV.sector, name_of("sector", service.sector.key)))
        say_slot(graph, subject, DCAT.keyword, service.sector, "name")
    for basis in legal_bases:
        graph.add((subject, CV.hasLegalResource, name_of("law", basis.key)))
    _say_output(graph, service)
    if any(getattr(service, f"cost_{language}") for language in all_languages()):
        cost = name_of("service", key, "cost")
        graph.add((subject, CV.hasCost, cost))
        say(graph, cost, CV.Cost)
        say_slot(graph, cost, DCTERMS.description, service, "cost")
    contacts = book.contacts["service", service.pk]
    point = name_of("service", key, "contact")
    graph.add((subject, CV.contactPoint, point))
    say_contact_point(graph, point, contacts, page)
    _say_channels(graph, service, contacts, book, day)
    if service.in_every_county:
        for centre in centres:
            graph.add((subject, CV.hasChannel, centre))


def _say_summary(graph: Graph, subject: URIRef, entry: Service | Audience) -> None:
    """Say what an entry is in short, or at least its name."""
    given = any(getattr(entry, f"summary_{language}") for language in all_languages())
    say_slot(graph, subject, DCTERMS.description, entry, "summary" if given else "name")


def _say_givers(
    graph: Graph, service: Service, providers: list[Organisation], public: list[Organisation]
) -> None:
    """Say who answers for a service, and who takes part in giving it."""
    subject = name_of("service", service.key)
    for each in public:
        graph.add((subject, CV.hasCompetentAuthority, name_of("organisation", each.key)))
    for each in providers:
        organisation = name_of("organisation", each.key)
        if not public:
            graph.add((subject, CV.ownedBy, organisation))
        part = name_of("service", service.key, f"given-by-{each.key}")
        graph.add((subject, CV.hasParticipation, part))
        _say_part(graph, part, "service-provider")
        graph.add((part, CV.hasParticipant, organisation))
        say_slot(graph, part, DCTERMS.description, each, "name")
    if not providers:  # those who give it are known by what they give only
        givers = name_of("service", service.key, "given-by")
        graph.add((subject, CV.ownedBy, givers))
        say(graph, givers, ORG.Organization)
        say_slot(graph, givers, SKOS.prefLabel, service, "name")


def _say_part(graph: Graph, subject: URIRef, role: str) -> None:
    """Say that someone takes part, and as what."""
    say(graph, subject, CV.Participation, (CV.role, ROLE_TYPE[role]))
    graph.add((ROLE_TYPE[role], RDF.type, SKOS.Concept))


def _say_output(graph: Graph, service: Service) -> None:
    """Say what one gets: what the service is named after."""
    output = name_of("service", service.key, "output")
    graph.add((name_of("service", service.key), CPSVNO.hasPossibleOutput, output))
    say(graph, output, CPSVNO.PossibleOutput)
    say_slot(graph, output, DCTERMS.title, service, "name")
    _say_summary(graph, output, service)


def _say_channels(
    graph: Graph,
    service: Service,
    contacts: list[ContactFact],
    book: DoorBook,
    day: dt.date,
) -> None:
    """Say each confirmed way to a service, and its website."""
    subject = name_of("service", service.key)
    for contact in contacts:
        channel = name_of("service", service.key, f"channel-{contact.key}")
        graph.add((subject, CV.hasChannel, channel))
        say_channel(graph, channel, contact, book.schedules["contact", contact.pk], day)
    if service.website:
        channel = name_of("service", service.key, "website")
        graph.add((subject, CV.hasChannel, channel))
        say_kind_of_channel(graph, channel, ONLINE)
        graph.add((channel, VCARD.hasURL, link(service.website)))


def say_sector(graph: Graph, sector: Sector) -> None:
    """Say what a part of society is called."""
    subject = name_of("sector", sector.key)
    say(graph, subject, SKOS.Concept)
    say_slot(graph, subject, SKOS.prefLabel, sector, "name")
    say_slot(graph, subject, SKOS.definition, sector, "summary")
    say_pages(graph, subject, sector)


def say_situation(graph: Graph, audience: Audience) -> URIRef:
    """Say what a situation is, and the group of those who are in it; return its name."""
    subject = name_of("situation", audience.key)
    say(graph, subject, CV.LifeEvent)
    say_slot(graph, subject, DCTERMS.title, audience, "name")
    _say_summary(graph, subject, audience)
    say_pages(graph, subject, audience)
    group = name_of("situation", audience.key, "group")
    say(graph, group, FOAF.Agent)
    graph.add((group, RDF.type, FOAF.Group))
    say_slot(graph, group, DCTERMS.title, audience, "group")
    return subject


def say_entitlement(
    graph: Graph, entitlement: Entitlement, legal_bases: Iterable[LegalBasis]
) -> None:
    """Say what those in a situation are owed of a service, and by which law.

    It is a rule that the service follows. `legal_bases` are the published ones of the entitlement.
    """
    service, audience = entitlement.service, entitlement.audience
    subject = name_of("rule", entitlement.key)
    owner, situation = name_of("service", service.key), name_of("situation", audience.key)
    say(graph, subject, CPSV.Rule, (SKOS.notation, text(entitlement.standing)))
    say_words(graph, subject, DCTERMS.title, lambda: _name(entitlement))
    say_words(graph, subject, DCTERMS.description, lambda: _terms(entitlement))
    say_words(graph, subject, SKOS.note, entitlement.get_given_by_display)
    graph.add((owner, CPSV.follows, subject))
    graph.add((situation, CPSVNO.mayTriggerNeedFor, owner))
    for basis in legal_bases:
        graph.add((subject, CPSV.implements, name_of("law", basis.key)))
    part = name_of("rule", entitlement.key, "recipients")
    graph.add((owner, CV.hasParticipation, part))
    _say_part(graph, part, "service-receiver")
    graph.add((part, CV.hasParticipant, name_of("situation", audience.key, "group")))
    say_slot(graph, part, DCTERMS.description, audience, "group")


def _name(entitlement: Entitlement) -> str:
    """Return of which service and for whom it is, in the current language only."""
    here = current_language()
    names = [getattr(each, f"name_{here}") for each in (entitlement.service, entitlement.audience)]
    return " – ".join(names) if all(names) else ""


def _terms(entitlement: Entitlement) -> str:
    """Return what it is and who has it when, in the current language only."""
    conditions = getattr(entitlement, f"conditions_{current_language()}") or ""
    return f"{capfirst(entitlement.get_standing_display())}. {conditions}".strip()
