"""Every name and address of ours in linked data leads somewhere, for a reader and for a program."""

import re
from collections import OrderedDict

import pytest
from django.test import Client
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF

from portal.base import held, reading
from portal.base.pagecache.kept import Description, kept_of
from portal.base.publishing import State
from portal.base.reading import Reading, Version
from services.models import Organisation
from tests import factories
from tests.opendata.shapes import require_shapes, violations

pytestmark = pytest.mark.django_db

HOST = "http://testserver"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
TYPES = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}


@pytest.fixture
def content_is_watched(monkeypatch):
    """Let what is read once for a version be held, as where somebody watches the content."""
    monkeypatch.setattr(reading, "held_until", lambda: (Version(1, "test"), float("inf")))
    monkeypatch.setattr(held, "_held", OrderedDict())


def get(path: str, accept: str = "*/*", **headers: str):
    return Client().get(path, headers={"accept": accept} | headers)


def read(path: str) -> Graph:
    response = Client().get(path)
    assert response.status_code == 200
    return Graph().parse(data=response.content.decode(), format="turtle")


def own_addresses(graph: Graph) -> set[str]:
    named = {str(each) for triple in graph for each in triple if isinstance(each, URIRef)}
    return {each.partition("#")[0] for each in named if each.startswith(HOST)}


@pytest.mark.usefixtures("shared_search_index", "content_is_watched")
@pytest.mark.parametrize("path", ["/katalog.ttl", "/data.ttl"])
@pytest.mark.parametrize("accept", ["text/html,*/*;q=0.1", "text/turtle"])
def test_every_address_of_ours_leads_to_something(path, accept):
    graph = read(path)
    subjects = {str(each).partition("#")[0] for each in graph.subjects()}
    wrong = []
    addresses = own_addresses(graph)
    assert len(addresses) > 10
    for address in sorted(addresses):
        response = get(address.removeprefix(HOST), accept)
        if response.status_code == 303:
            target = response["Location"]
            assert target.startswith("/")
            response = get(target.partition("#")[0])
            if accept == "text/turtle" and address in subjects:
                assert response["Content-Type"].startswith("text/turtle"), address
        if not b"".join(response) or response.status_code != 200:
            wrong.append((address, response.status_code))
    assert wrong == []


@pytest.mark.parametrize("name", ["katalog", "data"])
@pytest.mark.parametrize("suffix", TYPES)
def test_a_catalogue_is_given_in_the_form_that_is_asked_for(name, suffix):
    response = get(f"/{name}", f"{TYPES[suffix]}, application/pdf;q=0.5")
    assert (response.status_code, response["Location"]) == (303, f"/{name}.{suffix}")
    assert "no-store" in response["Cache-Control"]
    assert "Accept" in response["Vary"]
    assert Client().get(response["Location"]).status_code == 200


@pytest.mark.parametrize("name", ["katalog", "data"])
def test_whoever_takes_anything_gets_turtle(name):
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    for accept in ("*/*", browser):
        assert get(f"/{name}", accept)["Location"] == f"/{name}.ttl"
    assert Client().get(f"/{name}")["Location"] == f"/{name}.ttl"


@pytest.mark.parametrize("path", ["/katalog", "/data", "/id/service/nav"])
def test_a_form_that_does_not_exist_is_refused_with_those_that_do(path):
    response = get(path, "application/pdf")
    assert response.status_code == 406
    assert "no-store" in response["Cache-Control"]
    text = response.content.decode()
    for media_type in TYPES.values():
        assert media_type in text
    for address in re.findall(r"http://testserver(\S+)", text):
        response = Client().get(address)
        assert b"".join(response)
        assert response.status_code == 200


def test_a_reader_is_sent_to_the_page_in_the_language_of_the_browser():
    county = factories.CountyFactory()
    path = f"/id/county/{county.key}"
    for language in ("nb", "nn", "en"):
        response = get(path, "text/html", **{"accept-language": language})
        assert response["Location"] == county.url_in(language)


def test_a_program_is_sent_to_what_is_said_of_the_subject_and_its_parts_only():
    response = get("/id/service/nav", "application/ld+json")
    assert response["Location"] == "/id/service/nav.jsonld"
    graph = read("/id/service/nav.ttl")
    assert {str(each).partition("#")[0] for each in graph.subjects()} == {f"{HOST}/id/service/nav"}
    whole = read("/katalog.ttl")
    assert set(graph) <= set(whole)
    assert len(graph) > 20


@pytest.mark.parametrize(
    "path",
    [
        "/id/service/finnes-ikke",
        "/id/service/finnes-ikke.ttl",
        "/id/tull/nav",
        "/id/dataset/finnes-ikke",
        "/id/dataset/finnes-ikke.ttl",
        "/katalog.pdf",
    ],
)
def test_a_name_that_we_never_gave_is_not_found(path):
    assert Client().get(path).status_code == 404


def test_the_name_of_something_that_is_not_public_is_not_found():
    service = factories.ServiceFactory(state=State.DRAFT)
    for path in (f"/id/service/{service.key}", f"/id/service/{service.key}.ttl"):
        assert Client().get(path).status_code == 404


def test_the_catalogue_of_data_conforms_to_the_shapes():
    require_shapes()
    text = Client().get("/data.ttl").content.decode()
    assert violations(text, "DCAT-AP-NO") == []
    broken = text.replace("dcat:theme", "dcat:keyword")
    assert violations(broken, "DCAT-AP-NO") != []


def test_the_api_and_the_number_of_the_publisher_conform_too():
    require_shapes()
    Organisation.objects.filter(key="hk-dir").update(organisation_number="123456785")
    text = Client().get("/data.ttl").content.decode()
    assert f"dcat:endpointURL <{HOST}/api/v1/>" in text
    assert "123456785" in text
    assert violations(text, "DCAT-AP-NO") == []


@pytest.mark.usefixtures("shared_search_index")
def test_every_file_of_a_dataset_is_there_and_of_the_type_it_says():
    graph = read("/data.ttl")
    files = list(graph.subject_objects(DCAT.downloadURL))
    assert len(files) > 8
    for distribution, address in files:
        response = Client().get(str(address).removeprefix(HOST))
        assert b"".join(response), address
        assert response.status_code == 200, address
        media_type = str(graph.value(distribution, DCAT.mediaType)).partition("media-types/")[2]
        assert response["Content-Type"].startswith(media_type), address
    held = set(graph.objects(None, DCAT.dataset))
    assert held == set(graph.subjects(RDF.type, DCAT.Dataset))
    licences = {str(each) for each in graph.objects(None, DCTERMS.license)}
    assert licences == {"http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"}


def test_other_websites_may_read_linked_data():
    for path in ("/katalog.ttl", "/data.jsonld", "/katalog", "/id/service/nav"):
        assert Client().get(path)["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", [f"/katalog.{suffix}" for suffix in TYPES] + ["/data.ttl"])
def test_every_form_is_kept_until_the_content_changes(path):
    response = Client().get(path)
    described = Description(frozenset(), Reading(Version(1, "test")))
    assert kept_of(response, described) is not None
    assert kept_of(Client().get(path.partition(".")[0]), described) is None
