"""The shapes that linked data is held against, national and European, read from their folder.

They are others' and not kept here. Where they are not, what needs them is skipped.
"""

from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

FOLDER = Path(__file__).parents[3] / "shared" / "linked-data"
FILES = {
    "CPSV-AP-NO": "cpsv-ap-no/CPSV-AP-NO_shacl_shapes_v1.ttl",
    "CPSV-AP": "semic-cpsv-ap-3.2.0/cpsv-ap-SHACL.ttl",
    "DCAT-AP-NO": "dcat-ap-no/DCAT-AP-NO-shacl_shapes_2.00.ttl",
}
SH = Namespace("http://www.w3.org/ns/shacl#")
FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type"
NOT_IN_STUBS = ("JSON_LD", "RDF_XML", "RDF_N_TRIPLES", "ICS", "ATOM", "ZIP")


def require_shapes() -> None:
    """Skip the test where the shapes are not."""
    if not FOLDER.is_dir():
        pytest.skip(f"No shapes at {FOLDER}.")


def violations(text: str, shapes: str) -> list[str]:
    """Return what in a Turtle document breaks a set of shapes."""
    data = Graph().parse(data=text, format="turtle").parse(FOLDER / "vocab-stubs.ttl")
    for name in NOT_IN_STUBS:  # values of the European list that the stubs do not hold yet
        value = URIRef(f"{FILE_TYPES}/{name}")
        data.add((value, RDF.type, SKOS.Concept))
        data.add((value, RDF.type, DCTERMS.MediaTypeOrExtent))
        data.add((value, SKOS.inScheme, URIRef(FILE_TYPES)))
    wanted = Graph().parse(FOLDER / FILES[shapes])
    _conforms, report, _text = validate(
        data, shacl_graph=wanted, inference="none", advanced=True, allow_warnings=True
    )
    return sorted(
        " ".join(
            str(report.value(result, name))
            for name in (SH.focusNode, SH.resultPath, SH.value, SH.resultMessage)
        )
        for result in report.subjects(SH.resultSeverity, SH.Violation)
    )
