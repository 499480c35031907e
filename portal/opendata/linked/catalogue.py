"""The catalogue of services (CPSV-AP-NO): everything public that it says, and nothing else."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD

from portal.base import held
from portal.base.languages import all_languages
from portal.base.publishing import Publishable
from portal.opendata.linked import editions
from portal.opendata.linked.bodies import (
    say_centre,
    say_county,
    say_organisation,
)
from portal.opendata.linked.datasets import PUBLISHER
from portal.opendata.linked.laws import say_law
from portal.opendata.linked.offers import (
    say_entitlement,
    say_sector,
    say_service,
    say_situation,
)
from portal.opendata.linked.saying import name_of, own, say, say_page, say_words, text
from portal.opendata.linked.vocabulary import (
    CPSV,
    CPSVNO,
    CV,
    DAILY,
    DCATNO,
    GUIDANCE,
    LANGUAGES,
    LICENCE,
    LOS,
    NORWAY,
    new_graph,
)
from services.doors import DoorBook
from services.models import (
    Audience,
    CareerCentre,
    ContactFact,
    County,
    Entitlement,
    LegalBasis,
    Organisation,
    Sector,
    Service,
)

CATALOGUE = own("/katalog")


def catalogue(day: dt.date) -> Graph:
    """Return the catalogue as it is on a day; read once for each version. Not to be changed."""
    return held.rows(f"linked catalogue {day}", lambda: [_dated(day)])[0]


def about(graph: Graph, subject: URIRef) -> list:
    """Return what a graph says of a subject and of its parts."""
    parts = f"{subject}#"
    return [each for each in graph if each[0] == subject or str(each[0]).startswith(parts)]


def _dated(day: dt.date) -> Graph:
    """Return the catalogue with when each service, and the whole, last changed."""
    graph = read(day)
    for subject, changed in editions.changed(graph, dated(graph), day).items():
        graph.add((subject, DCTERMS.modified, Literal(changed, datatype=XSD.date)))
    return graph


def dated(graph: Graph) -> list[URIRef]:
    """Return what in the catalogue is told with the day of its last change."""
    kinds = (CPSV.PublicService, CPSVNO.Service, DCAT.Catalog)
    return [subject for kind in kinds for subject in graph.subjects(RDF.type, kind)]  # type: ignore[misc]


def read(day: dt.date) -> Graph:
    """Read the catalogue from the database, in a constant number of queries."""
    graph, book = new_graph(), DoorBook(timezone.now())
    laws = Prefetch("legal_bases", _public(LegalBasis), "public_laws")
    for basis in _public(LegalBasis):
        say_law(graph, basis)
    _say_bodies(graph)
    centres = _public(CareerCentre).in_operation(on=day).select_related("county")
    channels = [say_centre(graph, centre, book, day) for centre in centres]
    providers = Prefetch("providers", _public(Organisation), "public_providers")
    services = _public(Service).select_related("sector")
    for service in services.prefetch_related(providers, laws):
        say_service(
            graph,
            service,
            service.public_providers,
            service.public_laws,
            channels,
            book,
            day,
        )
    for audience in _public(Audience):
        say_situation(graph, audience)
    owed = _public(Entitlement).select_related("service", "audience")
    for entitlement in owed.prefetch_related(laws):
        say_entitlement(graph, entitlement, entitlement.public_laws)
    _say_catalogue(graph)
    return graph


def _public(model: type[Publishable]) -> Any:
    """Return the public entries of a kind."""
    return model.objects.published()


def _say_bodies(graph: Graph) -> None:
    """Say who is who, which parts of society there are, and which counties."""
    contacts: dict[int, list[ContactFact]] = defaultdict(list)
    for contact in ContactFact.objects.current().filter(organisation__isnull=False):
        contacts[contact.organisation_id or 0].append(contact)
    for organisation in _public(Organisation):
        say_organisation(graph, organisation, contacts[organisation.pk])
    for sector in _public(Sector):
        say_sector(graph, sector)
    for county in _public(County):
        say_county(graph, county)


def _say_catalogue(graph: Graph) -> None:
    """Say what the catalogue is, who keeps it, and what it holds."""
    say(graph, CATALOGUE, DCAT.Catalog, (DCTERMS.license, LICENCE), (DCTERMS.spatial, NORWAY))
    say_words(graph, CATALOGUE, DCTERMS.title, lambda: _("Career guidance services in Norway"))
    say_words(
        graph,
        CATALOGUE,
        DCTERMS.description,
        lambda: _("Who gives career guidance in Norway, where you get it, and what the law says."),
    )
    publisher = name_of("organisation", PUBLISHER)
    if (publisher, RDF.type, FOAF.Agent) in graph:  # else readers know nothing of it
        graph.add((CATALOGUE, DCTERMS.publisher, publisher))
    point = own("/katalog#contact")
    graph.add((CATALOGUE, CV.contactPoint, point))
    say(graph, point, CV.ContactPoint)
    graph.add((point, CV.email, text(f"mailto:{settings.PORTAL_CONTACT}")))
    for language in all_languages():
        with override(language):
            say_page(graph, point, CV.contactPage, own(reverse("home:contact")))
        graph.add((CATALOGUE, DCTERMS.language, LANGUAGES[language]))
    with override(settings.LANGUAGE_CODE):
        say_page(graph, CATALOGUE, FOAF.homepage, own(reverse("home:front_page")))
    graph.add((CATALOGUE, DCTERMS.accrualPeriodicity, DAILY))
    graph.add((CATALOGUE, DCAT.themeTaxonomy, LOS))
    graph.add((LOS, RDF.type, SKOS.ConceptScheme))
    graph.add((GUIDANCE, RDF.type, SKOS.Concept))
    graph.add((NORWAY, RDF.type, DCTERMS.Location))
    say_words(graph, NORWAY, DCTERMS.title, lambda: _("Norway"))
    origin = own("/katalog#provenance")
    graph.add((CATALOGUE, DCTERMS.provenance, origin))
    graph.add((origin, RDF.type, DCTERMS.ProvenanceStatement))
    say_words(
        graph,
        origin,
        RDFS.label,
        lambda: _("Made from what the portal shows. Whoever owns a fact is asked to confirm it."),
    )
    _say_held(graph, (CPSV.PublicService, CPSVNO.Service), DCATNO.containsService)
    _say_held(graph, (CV.LifeEvent,), DCATNO.containsEvent)


def _say_held(graph: Graph, kinds: Iterable[URIRef], predicate: URIRef) -> None:
    for kind in kinds:
        for subject in list(graph.subjects(RDF.type, kind)):
            graph.add((CATALOGUE, predicate, subject))
