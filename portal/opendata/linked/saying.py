"""Saying something of a subject: its name, its texts in the languages they are in, its links.

Our own names begin with BASE here; whoever writes a graph down puts the portal's address there.
"""

from collections.abc import Callable

from django.db import models
from django.utils.encoding import iri_to_uri
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, RDF
from rdflib.term import Node

from portal.base.feeds import plain_text
from portal.base.languages import all_languages, in_every_language

BASE = "https://portal.invalid"
ORGANISATIONS = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/"


def own(path: str) -> URIRef:
    """Return the name of what stands at an address of ours."""
    return URIRef(BASE + iri_to_uri(path))


def name_of(kind: str, key: str, part: str = "") -> URIRef:
    """Return the name of an entry, or of a part of it that has no page of its own."""
    return own(f"/id/{kind}/{key}" + (f"#{part}" if part else ""))


def link(address: str) -> URIRef:
    """Return an address elsewhere, with what no name may hold written in another way."""
    return URIRef(iri_to_uri(address))


def text(value: str, language: str = "") -> Literal:
    """Return a text in a language, without characters that cannot be written down."""
    return Literal(plain_text(value).strip(), lang=language or None)


def say_number(graph: Graph, subject: URIRef, number: str) -> None:
    """Say the number of an organisation instead of our own name for it, and its national name."""
    graph.set((subject, DCTERMS.identifier, Literal(number)))
    graph.add((subject, OWL.sameAs, URIRef(ORGANISATIONS + number)))


def say(graph: Graph, subject: URIRef, kind: URIRef, *more: tuple[URIRef, Node]) -> None:
    """Say what a subject is, that it is called what it is called, and more."""
    graph.add((subject, RDF.type, kind))
    graph.add((subject, DCTERMS.identifier, Literal(str(subject))))
    for predicate, value in more:
        graph.add((subject, predicate, value))


def say_slot(
    graph: Graph, subject: URIRef, predicate: URIRef, entry: models.Model, field: str
) -> None:
    """Say a text in each language that it is really in."""
    for language in all_languages():
        if value := getattr(entry, f"{field}_{language}", ""):
            graph.add((subject, predicate, text(value, language)))


def say_words(
    graph: Graph, subject: URIRef, predicate: URIRef, build: Callable[[], object]
) -> None:
    """Say what the interface says, in each of its languages."""
    for language, value in in_every_language(lambda: str(build())).items():
        if value:
            graph.add((subject, predicate, text(value, language)))


def say_page(graph: Graph, subject: URIRef, predicate: URIRef, page: URIRef) -> None:
    """Say which page a subject has."""
    graph.add((subject, predicate, page))
    graph.add((page, RDF.type, FOAF.Document))
