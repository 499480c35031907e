"""Organisations, career centres and places as linked data."""

import datetime as dt

from django.utils.translation import override
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, RDF, SKOS

from portal.base.languages import all_languages
from portal.base.pages import Page
from portal.opendata.linked.contacts import (
    COUNTER,
    say_contact_point,
    say_hours,
    say_kind_of_channel,
    say_way,
)
from portal.opendata.linked.saying import (
    link,
    name_of,
    own,
    say,
    say_number,
    say_page,
    say_slot,
    text,
)
from portal.opendata.linked.vocabulary import (
    CV,
    LANGUAGES,
    NORWAY,
    PUBLISHER_TYPE,
    SCHEMA,
    VCARD,
)
from services.doors import DoorBook
from services.models import CareerCentre, County, Municipality, Organisation

Kind = Organisation.Kind
PUBLIC = {
    Kind.MINISTRY: "NationalAuthority",
    Kind.DIRECTORATE: "NationalAuthority",
    Kind.LOCAL: "LocalAuthority",
}
EDUCATION = "Academia-ScientificOrganisation"


def say_pages(graph: Graph, subject: URIRef, entry: Page) -> None:
    """Say which pages an entry has with us, one in each language it is read in."""
    for language in all_languages():
        say_page(graph, subject, FOAF.page, own(entry.url_in(language)))


def say_organisation(graph: Graph, organisation: Organisation, contacts: list) -> None:
    """Say what a body is called, of which kind it is, and how it is reached."""
    subject = name_of("organisation", organisation.key)
    public = PUBLIC.get(Kind(organisation.kind))
    say(graph, subject, CV.PublicOrganisation if public else ORG.Organization)
    if organisation.organisation_number:
        say_number(graph, subject, organisation.organisation_number)
    graph.add((subject, RDF.type, FOAF.Agent))
    if public:
        graph.add((subject, DCTERMS.spatial, NORWAY))
    for predicate in (SKOS.prefLabel, DCTERMS.title, FOAF.name):
        say_slot(graph, subject, predicate, organisation, "name")
    say_slot(graph, subject, SKOS.altLabel, organisation, "short_name")
    say_slot(graph, subject, DCTERMS.description, organisation, "summary")
    if public or organisation.kind == Kind.EDUCATION:
        graph.add((subject, DCTERMS.type, PUBLISHER_TYPE[public or EDUCATION]))
    if organisation.website:
        say_page(graph, subject, FOAF.homepage, link(organisation.website))
    say_pages(graph, subject, organisation)
    if contacts:
        point = name_of("organisation", organisation.key, "contact")
        say_contact_point(graph, point, contacts, own(organisation.url_in("nb")))
        graph.add((subject, CV.contactPoint, point))


def say_county(graph: Graph, county: County) -> None:
    """Say a county's number and its names in every official language."""
    subject = name_of("county", county.key)
    graph.add((subject, RDF.type, DCTERMS.Location))
    graph.add((subject, DCTERMS.identifier, Literal(county.number)))
    say_slot(graph, subject, DCTERMS.title, county, "name")
    for language, name in county.other_names:
        graph.add((subject, DCTERMS.title, text(name, language)))
    say_pages(graph, subject, county)


def say_municipality(graph: Graph, municipality: Municipality) -> None:
    """Say a municipality's number and name."""
    subject = name_of("municipality", municipality.number)
    graph.add((subject, RDF.type, DCTERMS.Location))
    graph.add((subject, DCTERMS.identifier, Literal(municipality.number)))
    graph.add((subject, DCTERMS.title, text(municipality.name)))
    for language in all_languages():
        with override(language):
            say_page(graph, subject, FOAF.page, own(municipality.get_absolute_url()))


def say_centre(graph: Graph, centre: CareerCentre, book: DoorBook, day: dt.date) -> URIRef:
    """Say how a career centre is reached, where and when; return its name.

    A centre is a way to reach the services that every county has one for.
    """
    subject = name_of("centre", centre.key)
    say(graph, subject, CV.Channel)
    say_slot(graph, subject, DCTERMS.title, centre, "name")
    say_slot(graph, subject, DCTERMS.description, centre, "summary")
    if centre.county.is_public():
        graph.add((subject, SCHEMA.areaServed, name_of("county", centre.county.key)))
    if centre.website and centre.website_confirmed:
        graph.add((subject, VCARD.hasURL, link(centre.website)))
    for code in centre.languages:
        if code in LANGUAGES:
            graph.add((subject, DCTERMS.language, LANGUAGES[code]))
    say_pages(graph, subject, centre)
    for contact in book.contacts["centre", centre.pk]:
        say_way(graph, subject, contact)
    for site in book.current_sites(centre):
        part = name_of("centre", centre.key, f"site-{site.key}")
        say_kind_of_channel(graph, part, COUNTER)
        graph.add((part, DCTERMS.isPartOf, subject))
        graph.add((part, DCTERMS.title, text(site.name)))
        if site.municipality is not None:
            place = name_of("municipality", site.municipality.number)
            graph.add((part, SCHEMA.containedInPlace, place))
            say_municipality(graph, site.municipality)
        for contact in book.contacts["site", site.pk]:
            say_way(graph, part, contact)
        say_hours(graph, part, book.schedules["site", site.pk], day)
    return subject
