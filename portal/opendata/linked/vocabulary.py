"""Names of others: the vocabularies that linked data is written in, and the values we take of them.

A test holds every value against a list of what is known to exist.
"""

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, OWL, RDF, RDFS, SKOS, XSD

ADMS = Namespace("http://www.w3.org/ns/adms#")
CPSV = Namespace("http://purl.org/vocab/cpsv#")
CPSVNO = Namespace("https://data.norge.no/vocabulary/cpsvno#")
CV = Namespace("http://data.europa.eu/m8g/")
DCATAP = Namespace("http://data.europa.eu/r5r/")
DCATNO = Namespace("https://data.norge.no/vocabulary/dcatno#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
SCHEMA = Namespace("https://schema.org/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")

AUTHORITY = "http://publications.europa.eu/resource/authority/"
CHANNEL_TYPE = Namespace("https://data.norge.no/vocabulary/service-channel-type#")
ROLE_TYPE = Namespace("https://data.norge.no/vocabulary/role-type#")
PUBLISHER_TYPE = Namespace("http://purl.org/adms/publishertype/")
FILE_TYPE = Namespace(f"{AUTHORITY}file-type/")

NORWAY = URIRef("https://data.geonorge.no/administrativeEnheter/nasjon/id/173163")
COUNTRY = URIRef(f"{AUTHORITY}country/NOR")
LICENCE = URIRef(f"{AUTHORITY}licence/CC_BY_4_0")
DAILY = URIRef(f"{AUTHORITY}frequency/DAILY")
COMPLETED = URIRef(f"{AUTHORITY}distribution-status/COMPLETED")
EDUCATION = URIRef(f"{AUTHORITY}data-theme/EDUC")
PUBLIC = URIRef(f"{AUTHORITY}access-right/PUBLIC")
AVAILABLE = URIRef(f"{AUTHORITY}planned-availability/AVAILABLE")
LOS = URIRef("https://psi.norge.no/los/ontologi/tema")
GUIDANCE = URIRef("https://psi.norge.no/los/ord/utdannings--og-yrkesveiledning")

LANGUAGES = {
    code: URIRef(f"{AUTHORITY}language/{name}")
    for code, name in (
        *(("nb", "NOB"), ("nn", "NNO"), ("en", "ENG")),
        *(("se", "SME"), ("smj", "SMJ"), ("sma", "SMA")),
    )
}

PREFIXES = {
    "adms": ADMS,
    "cpsv": CPSV,
    "cpsvno": CPSVNO,
    "cv": CV,
    "dcat": DCAT,
    "dcatap": DCATAP,
    "dcatno": DCATNO,
    "dct": DCTERMS,
    "eli": ELI,
    "foaf": FOAF,
    "org": ORG,
    "owl": OWL,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "vcard": VCARD,
    "xsd": XSD,
}


def new_graph() -> Graph:
    """Return an empty graph that knows our prefixes and no others, and keeps what it is told in
    the order in which it is told: the usual store does not.
    """
    graph = Graph(store="SimpleMemory", bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph
