"""Acts and their sections as linked data, with the names that Lovdata has for acts (ELI)."""

import re

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS

from portal.base import languages
from portal.opendata.linked.saying import link, name_of, say, say_slot, say_words, text
from portal.opendata.linked.vocabulary import ELI, LANGUAGES
from services.models import LegalBasis

ACT = re.compile(r"LOV-(\d{4})-(\d\d)-(\d\d)-(\d+)")


def act_of(number: str) -> URIRef | None:
    """Return the name at Lovdata of an act with a number such as LOV-2020-11-06-127."""
    match = ACT.fullmatch(number.strip())
    return URIRef("https://lovdata.no/eli/lov/" + "/".join(match.groups())) if match else None


def say_law(graph: Graph, basis: LegalBasis) -> URIRef:
    """Say what a section asks, of which act it is and whether it is in force; return its name."""
    subject = name_of("law", basis.key)
    say(graph, subject, ELI.LegalResource)
    say_words(graph, subject, DCTERMS.title, lambda: title(basis))
    say_slot(graph, subject, DCTERMS.description, basis, "duty")
    in_force = "inForce" if basis.in_force else "notInForce"
    graph.add((subject, ELI.in_force, ELI[f"InForce-{in_force}"]))
    if basis.heading:
        graph.add((subject, DCTERMS.alternative, text(basis.heading, basis.heading_language)))
        if language := LANGUAGES.get(basis.heading_language):
            graph.add((subject, DCTERMS.language, language))
    if basis.lovdata_url:
        graph.add((subject, RDFS.seeAlso, link(basis.lovdata_url)))
    if (act := act_of(basis.act_number)) is not None:
        graph.add((subject, RDFS.seeAlso, act))
        graph.add((subject, ELI.is_part_of, act))
        graph.add((act, RDF.type, ELI.LegalResource))
        graph.add((act, DCTERMS.identifier, text(basis.act_number.strip())))
        say_slot(graph, act, DCTERMS.title, basis, "act")
    return subject


def title(basis: LegalBasis) -> str:
    """Return an act and its section, in the current language only."""
    here = languages.current_language()
    act = getattr(basis, f"act_{here}")
    return f"{act} {getattr(basis, f'section_{here}') or ''}".strip() if act else ""
