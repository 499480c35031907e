"""A graph written down in four ways, each time in the same order, whatever process writes it."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from rdflib import Graph
from rdflib.plugins.serializers.jsonld import from_rdf

from portal.opendata.linked.saying import BASE
from portal.opendata.linked.vocabulary import PREFIXES, new_graph


@dataclass(frozen=True)
class Form:
    """One way to write a graph down."""

    suffix: str
    media_type: str
    file_type: str  # its name in the European list of file types
    write: Callable[[Graph], str]

    def __str__(self) -> str:
        return f".{self.suffix} ({self.media_type})"


def _turtle(graph: Graph) -> str:
    return graph.serialize(format="turtle")


def _xml(graph: Graph) -> str:
    return graph.serialize(format="xml")


def _lines(graph: Graph) -> str:
    return "".join(sorted(graph.serialize(format="nt").splitlines(keepends=True)))


def _json(graph: Graph) -> str:
    context = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
    found = from_rdf(graph, context)
    rows = found if isinstance(found, list) else found.get("@graph", [found])
    document = {"@context": context, "@graph": _in_order(rows)}
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _in_order(value: Any) -> Any:
    """Return what was read with each list sorted: no list of ours has an order of its own."""
    if isinstance(value, dict):
        return {key: _in_order(each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted((_in_order(each) for each in value), key=_sort_key)
    return value


def _sort_key(value: Any) -> tuple[str, str]:
    identifier = value.get("@id", "") if isinstance(value, dict) else ""
    return identifier, json.dumps(value, sort_keys=True, ensure_ascii=False)


TURTLE = Form("ttl", "text/turtle", "RDF_TURTLE", _turtle)
FORMS = (
    TURTLE,
    Form("jsonld", "application/ld+json", "JSON_LD", _json),
    Form("rdf", "application/rdf+xml", "RDF_XML", _xml),
    Form("nt", "application/n-triples", "RDF_N_TRIPLES", _lines),
)
BY_SUFFIX = {form.suffix: form for form in FORMS}


def in_order(triples: Iterable[Any]) -> Graph:
    """Return statements as a graph that holds them in one order."""
    graph = new_graph()
    for triple in sorted(triples, key=lambda each: [part.n3() for part in each]):
        graph.add(triple)
    return graph


def written(triples: Iterable[Any], form: Form, address: str) -> str:
    """Return statements in a form, with the portal's address in our own names."""
    return form.write(in_order(triples)).replace(BASE, address)
