"""The catalogue of services as linked data: whole, public, well formed, the same every time."""

import datetime as dt
import os
import re
import subprocess
import sys

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS

from portal.base.publishing import State
from portal.base.upkeep.periodic import run_due
from portal.opendata.linked.catalogue import CATALOGUE
from portal.opendata.linked.models import LinkedEdition
from services.models import Entitlement, LegalBasis, Service
from tests import factories
from tests.opendata.shapes import require_shapes, violations

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),  # rdflib's own reader
]

HOST = "http://testserver"
CPSV = Namespace("http://purl.org/vocab/cpsv#")
CPSVNO = Namespace("https://data.norge.no/vocabulary/cpsvno#")
CV = Namespace("http://data.europa.eu/m8g/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
DCATNO = Namespace("https://data.norge.no/vocabulary/dcatno#")
SCHEMA = Namespace("https://schema.org/")
FORMS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt"}
TYPES = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}
HOUR = dt.timedelta(hours=1)
HIDDEN = {
    "draft": {"state": State.DRAFT},
    "scheduled": {"published_from": timezone.now() + HOUR},
    "expired": {"published_until": timezone.now() - HOUR},
}


def name(kind: str, key: str) -> URIRef:
    return URIRef(f"{HOST}/id/{kind}/{key}")


def fetch(suffix: str = "ttl") -> str:
    response = Client().get(f"/katalog.{suffix}")
    assert response.status_code == 200
    assert response["Content-Type"] == f"{TYPES[suffix]}; charset=utf-8"
    return response.content.decode()


def read(suffix: str = "ttl") -> Graph:
    return Graph().parse(data=fetch(suffix), format=FORMS[suffix])


def services_in(graph: Graph) -> set:
    kinds = (CPSV.PublicService, CPSVNO.Service)
    return {subject for kind in kinds for subject in graph.subjects(RDF.type, kind)}


@pytest.mark.parametrize("shapes", ["CPSV-AP-NO", "CPSV-AP"])
def test_the_catalogue_conforms_to_the_shapes(shapes):
    require_shapes()
    assert violations(fetch(), shapes) == []


def test_the_shapes_see_what_is_wrong():
    require_shapes()
    broken = re.sub(r"cv:contactPoint <[^>]*#contact> ;", "", fetch(), count=1)
    assert violations(broken, "CPSV-AP-NO") != []


def test_every_published_service_rule_and_law_is_in_it_and_no_other():
    graph = read()
    keys = Service.objects.published().values_list("key", flat=True)
    assert len(keys) > 10
    assert services_in(graph) == {name("service", key) for key in keys}
    held = set(graph.objects(URIRef(f"{HOST}/katalog"), DCATNO.containsService))
    assert held == services_in(graph)
    rules = Entitlement.objects.published().values_list("key", flat=True)
    assert set(graph.subjects(RDF.type, CPSV.Rule)) == {name("rule", key) for key in rules}
    laws = LegalBasis.objects.published().values_list("key", flat=True)
    ours = {each for each in graph.subjects(RDF.type, ELI.LegalResource) if HOST in str(each)}
    assert ours == {name("law", key) for key in laws}


@pytest.mark.parametrize("suffix", FORMS)
def test_every_form_says_the_same_each_time(suffix):
    assert fetch(suffix) == fetch(suffix)
    assert isomorphic(read(suffix), read())


@pytest.mark.once
def test_a_form_does_not_depend_on_the_process_that_writes_it():
    program = (
        "import sys; from rdflib import Graph; import django; django.setup(); "
        "from portal.opendata.linked.writing import FORMS, written; "
        "graph = Graph().parse(data=sys.stdin.read(), format='turtle'); "
        "sys.stdout.write(''.join(written(graph, form, '') for form in FORMS))"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    said = [
        subprocess.run(
            [sys.executable, "-c", program],
            input=fetch(),
            env=os.environ | settings | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(said[0]) > 100_000
    assert said[0] == said[1]


def test_nothing_in_it_is_without_a_name():
    graph = read()
    assert not [each for triple in graph for each in triple if isinstance(each, BNode)]


def test_every_text_is_in_the_language_it_says():
    service = factories.ServiceFactory(name_nn="", name_en="Only in English", name_nb="")
    titles = set(read().objects(name("service", service.key), DCTERMS.title))
    assert titles == {Literal("Only in English", lang="en")}


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_is_not_public_is_nowhere_in_it(hidden):
    values = HIDDEN[hidden]
    named = {"name_nb": "Hemmelig navn", **values}
    basis = factories.LegalBasisFactory(act_nb="Hemmelig navn", **values)
    service = factories.ServiceFactory(sector=factories.SectorFactory(**named))
    service.providers.add(factories.OrganisationFactory(kind="ministry", **named))
    service.legal_bases.add(basis)
    factories.EntitlementFactory(service=service, audience=factories.AudienceFactory(**named))
    factories.EntitlementFactory(service=factories.ServiceFactory(**named))
    factories.EntitlementFactory(service=service, conditions_nb="Hemmelig navn", **values)
    factories.CentreFactory(**named)
    factories.CentreFactory(county=factories.CountyFactory(**named))
    text = fetch()
    assert str(name("service", service.key)) in text
    assert "Hemmelig" not in text
    graph = read()
    known = set(graph.subjects())
    ours = {each for each in graph.objects() if str(each).startswith(f"{HOST}/id/")}
    assert {each for each in ours if isinstance(each, URIRef)} <= known


def test_a_contact_that_is_not_confirmed_is_not_told():
    service = factories.ServiceFactory()
    factories.ContactFactory(service=service, centre=None, value="11 11 11 11")
    factories.ContactFactory(
        service=service, centre=None, value="22 22 22 22", standing="not_confirmed"
    )
    text = fetch()
    assert '"tel:11111111"' in text
    assert "22222222" not in text


def test_hours_are_told_as_text_on_the_days_they_hold():
    site = factories.SiteFactory()
    factories.ScheduleFactory(site=site, valid_until=dt.date(2030, 1, 31), monday="09.00–15.30")
    part = URIRef(f"{name('centre', site.centre.key)}#site-{site.key}")
    with time_machine.travel(dt.datetime(2030, 1, 31, 12, tzinfo=dt.UTC), tick=False):
        assert Literal("Mo 09:00-15:30") in set(read().objects(part, SCHEMA.openingHours))
    with time_machine.travel(dt.datetime(2030, 2, 1, 12, tzinfo=dt.UTC), tick=False):
        assert not set(read().objects(part, SCHEMA.openingHours))


def test_a_centre_that_has_closed_is_no_way_to_a_service():
    service = factories.ServiceFactory(in_every_county=True)
    centre = factories.CentreFactory()
    closed = factories.CentreFactory(closed_on=dt.date(2020, 1, 1))
    channels = set(read().objects(name("service", service.key), CV.hasChannel))
    assert name("centre", centre.key) in channels
    assert name("centre", closed.key) not in channels


def test_places_outside_the_list_are_never_a_spatial_coverage():
    norway = URIRef("https://data.geonorge.no/administrativeEnheter/nasjon/id/173163")
    assert set(read().objects(None, DCTERMS.spatial)) == {norway}


def test_acts_have_the_names_that_lovdata_gave_them():
    basis = factories.LegalBasisFactory(act_number="LOV-2020-11-06-127")
    act = URIRef("https://lovdata.no/eli/lov/2020/11/06/127")
    assert act in set(read().objects(name("law", basis.key), RDFS.seeAlso))
    pattern = re.compile(r"https://lovdata\.no/eli/lov/\d{4}/\d\d/\d\d/\d+")
    acts = set(read().objects(None, ELI.is_part_of))
    assert len(acts) > 3
    assert not [each for each in acts if not pattern.fullmatch(str(each))]


def test_a_text_with_what_no_document_may_hold_breaks_none():
    factories.ServiceFactory(
        name_nb='<b>"\\\x0b & ]]> "',
        website='https://example.org/a b|<>"{}',
    )
    assert len({frozenset(read(suffix)) for suffix in FORMS}) == 1


def test_a_day_of_change_moves_only_for_what_changed():
    first, second = factories.ServiceFactory.create_batch(2)
    with time_machine.travel(dt.datetime(2031, 3, 1, 12, tzinfo=dt.UTC), tick=False):
        assert [each.went_well for each in run_due(only="linked data")] == [True]
        before = read()
    with time_machine.travel(dt.datetime(2031, 3, 5, 12, tzinfo=dt.UTC), tick=False):
        assert set(read()) == set(before)
        Service.objects.filter(pk=first.pk).update(summary_nb="Et annet sammendrag.")
        after = read()
        assert [each.went_well for each in run_due(only="linked data")] == [True]
        assert set(read()) == set(after)
    changed = {str(triple[0]).partition("#")[0] for triple in set(before) ^ set(after)}
    assert changed == {str(name("service", first.key)), f"{HOST}/katalog"}
    modified = DCTERMS.modified
    days = {str(each): str(after.value(each, modified)) for each in services_in(after)}
    assert days[str(name("service", first.key))] == "2031-03-05"
    assert days[str(name("service", second.key))] == str(
        before.value(name("service", second.key), modified)
    )
    assert str(after.value(URIRef(f"{HOST}/katalog"), modified)) == "2031-03-05"
    with time_machine.travel(dt.datetime(2031, 3, 9, 12, tzinfo=dt.UTC), tick=False):
        assert set(read()) == set(after)


def test_what_the_catalogue_does_not_say_moves_no_day():
    service = factories.ServiceFactory(body_nb="<p>Før</p>")
    list(run_due(only="linked data"))
    Service.objects.filter(pk=service.pk).update(body_nb="<p>Etter</p>", to_check="Noe")
    with time_machine.travel(timezone.now() + dt.timedelta(days=3), tick=False):
        list(run_due(only="linked data"))
        held = set(read())
    assert held == set(read())


def test_asking_for_it_writes_nothing():
    LinkedEdition.objects.all().delete()
    fetch()
    assert not LinkedEdition.objects.exists()


def test_it_costs_the_same_for_ten_more_of_everything(queries_for):
    def more(number: int) -> int:
        for _each in range(number):
            service = factories.ServiceFactory(in_every_county=True)
            service.providers.add(factories.OrganisationFactory(kind="ministry"))
            basis = factories.LegalBasisFactory()
            service.legal_bases.add(basis)
            factories.EntitlementFactory(service=service).legal_bases.add(basis)
            site = factories.SiteFactory(municipality=factories.MunicipalityFactory())
            factories.ContactFactory(site=site, centre=None)
        return queries_for("/katalog.ttl")

    assert more(1) == more(10)


def test_names_follow_the_address_of_the_portal(settings):
    settings.PORTAL_ADDRESS = "https://karriere.example.no"
    for suffix in FORMS:
        text = fetch(suffix)
        assert "https://karriere.example.no/id/service/nav" in text
        assert HOST not in text
        assert str(CATALOGUE).removesuffix("/katalog") not in text


def test_an_organisation_has_its_number_where_it_is_given_and_none_is_invented():
    graph = read()
    assert not list(graph.triples((None, OWL.sameAs, None)))
    organisation = factories.OrganisationFactory(organisation_number="123456785")
    subject, graph = name("organisation", organisation.key), read()
    national = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/123456785"
    assert list(graph.triples((None, OWL.sameAs, None))) == [
        (subject, OWL.sameAs, URIRef(national))
    ]
    assert set(graph.objects(subject, DCTERMS.identifier)) == {Literal("123456785")}
