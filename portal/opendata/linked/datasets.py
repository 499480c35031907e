"""The catalogue of our own open data (DCAT-AP-NO): datasets, the files they come in, the API."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

from portal.base import held
from portal.base.languages import all_languages, in_every_language
from portal.opendata.dumps.making import ALL, ENDINGS
from portal.opendata.linked import editions
from portal.opendata.linked.bodies import PUBLIC
from portal.opendata.linked.saying import (
    name_of,
    own,
    say,
    say_number,
    say_page,
    say_slot,
    say_words,
    text,
)
from portal.opendata.linked.vocabulary import (
    AVAILABLE,
    COUNTRY,
    DAILY,
    DCATAP,
    EDUCATION,
    FILE_TYPE,
    LANGUAGES,
    LICENCE,
    PUBLISHER_TYPE,
    VCARD,
    new_graph,
)
from portal.opendata.linked.vocabulary import (
    PUBLIC as OPEN,
)
from portal.opendata.linked.writing import FORMS
from services.models import Organisation

DATA = own("/data")
PUBLISHER = "hk-dir"  # the key of the organisation that keeps the portal
API, OPENAPI = "/api/v1/", "/api/v1/openapi.json"
FILE_TYPES = {form.suffix: (form.file_type, form.media_type) for form in FORMS} | {
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "zip": ("ZIP", "application/zip"),
    "ics": ("ICS", "text/calendar"),
    "atom": ("ATOM", "application/atom+xml"),
}


@dataclass(frozen=True)
class Dataset:
    """A dataset of ours: its permanent key, what it is, in which files, shown on which page."""

    key: str
    title: Promise
    about: Promise
    files: Callable[[], Iterable[str]]  # paths
    page: str  # the name of the page that shows the same to people


def _in_every_form(name: str) -> Callable[[], list[str]]:
    return lambda: [reverse(name, args=[form.suffix]) for form in FORMS]


def _in_languages(name: str) -> Callable[[], list[str]]:
    return lambda: list(in_every_language(lambda: reverse(name)).values())


def _dumps(kind: str) -> Callable[[], list[str]]:
    return lambda: [reverse("opendata:dump", args=[f"{kind}.{each}"]) for each in ENDINGS]


DATASETS = (
    Dataset(
        "services",
        gettext_lazy("Career guidance services"),
        gettext_lazy("Services, what each group is owed of them, the law, and who answers for it."),
        _in_every_form("opendata:catalogue_file"),
        "services:service_list",
    ),
    Dataset(
        "rules",
        gettext_lazy("Who is owed what"),
        gettext_lazy("Rights, duties and offers: for whom, on what terms, and by which law."),
        lambda: [reverse("opendata:rules:json"), reverse("opendata:rules:csv")],
        "services:entitlement_table",
    ),
    Dataset(
        "centres",
        gettext_lazy("Public career centres"),
        gettext_lazy("The career centres of the counties, and how far each fact is confirmed."),
        _dumps("centres"),
        "services:centre_list",
    ),
    Dataset(
        "coverage",
        gettext_lazy("Coverage by county"),
        gettext_lazy("For each county, who gives what to whom."),
        _in_languages("services:coverage_csv"),
        "services:coverage",
    ),
    Dataset(
        "meetings",
        gettext_lazy("Meetings about career guidance"),
        gettext_lazy("Meetings of networks and cooperation, as calendars and as news."),
        lambda: [
            *_in_languages("networks:all_calendar")(),
            *_in_languages("networks:meetings_atom")(),
        ],
        "networks:meeting_list",
    ),
    Dataset(
        "glossary",
        gettext_lazy("Glossary of career guidance"),
        gettext_lazy("The words of the field in bokmål, nynorsk and English, with their meaning."),
        _dumps("terms"),
        "guidance:glossary",
    ),
    Dataset(
        "content",
        gettext_lazy("All content of the portal"),
        gettext_lazy("Everything that is public, in one archive."),
        lambda: [reverse("opendata:dump", args=[ALL])],
        "opendata_pages:open_data",
    ),
)
API_KEY = "api"
# The name of the page that shows each dataset and service to people, by key.
PAGES = {dataset.key: dataset.page for dataset in DATASETS} | {
    API_KEY: "opendata_pages:api_reference"
}


def datasets(day: dt.date) -> Graph:
    """Return the catalogue of data as it is on a day; read once per version. Not to be changed."""
    return held.rows(f"linked datasets {day}", lambda: [_dated(day)])[0]


def _dated(day: dt.date) -> Graph:
    graph = read()
    for subject, changed in editions.changed(graph, [DATA], day).items():
        graph.add((subject, DCTERMS.modified, Literal(changed, datatype=XSD.date)))
    return graph


def read() -> Graph:
    """Say which data there are, who publishes them, and on what terms."""
    graph = new_graph()
    say(graph, DATA, DCAT.Catalog, (DCTERMS.license, LICENCE), (DCTERMS.spatial, COUNTRY))
    say_words(graph, DATA, DCTERMS.title, lambda: _("Open data on career guidance in Norway"))
    say_words(
        graph, DATA, DCTERMS.description, lambda: _("What these pages show, for programs to read.")
    )
    for language in all_languages():
        graph.add((DATA, DCTERMS.language, LANGUAGES[language]))
    with override(settings.LANGUAGE_CODE):
        say_page(graph, DATA, FOAF.homepage, own(reverse("home:front_page")))
    publisher: Any = Organisation.objects.published().filter(key=PUBLISHER).first()
    if publisher is not None:
        _say_publisher(graph, publisher)
    point = own("/data#contact")
    graph.add((point, RDF.type, VCARD.Organization))
    graph.add((point, RDF.type, VCARD.Kind))
    say_words(graph, point, VCARD.fn, lambda: _("Career guidance in Norway"))
    graph.add((point, VCARD.hasEmail, URIRef(f"mailto:{settings.PORTAL_CONTACT}")))
    for dataset in DATASETS:
        _say_dataset(graph, dataset)
    _say_api(graph)
    for kind in (DCAT.Catalog, DCAT.Dataset, DCAT.DataService):
        for subject in list(graph.subjects(RDF.type, kind)):
            graph.add((subject, DCAT.contactPoint, point))
            if publisher is not None:
                graph.add((subject, DCTERMS.publisher, name_of("organisation", publisher.key)))
    return graph


def _say_publisher(graph: Graph, organisation: Organisation) -> None:
    subject = name_of("organisation", organisation.key)
    say(graph, subject, FOAF.Agent)
    if organisation.organisation_number:
        say_number(graph, subject, organisation.organisation_number)
    say_slot(graph, subject, FOAF.name, organisation, "name")
    if kind := PUBLIC.get(Organisation.Kind(organisation.kind)):
        graph.add((subject, DCTERMS.type, PUBLISHER_TYPE[kind]))


def _say_dataset(graph: Graph, dataset: Dataset) -> None:
    """Say what a dataset is, and where each of its files is."""
    subject = name_of("dataset", dataset.key)
    graph.add((DATA, DCAT.dataset, subject))
    say(graph, subject, DCAT.Dataset, (DCTERMS.license, LICENCE), (DCTERMS.accessRights, OPEN))
    say_words(graph, subject, DCTERMS.title, lambda: dataset.title)
    say_words(graph, subject, DCTERMS.description, lambda: dataset.about)
    say_words(graph, subject, DCAT.keyword, lambda: _("career guidance"))
    graph.add((subject, DCAT.theme, EDUCATION))
    graph.add((subject, DCTERMS.spatial, COUNTRY))
    graph.add((subject, DCTERMS.accrualPeriodicity, DAILY))
    for language in all_languages():
        graph.add((subject, DCTERMS.language, LANGUAGES[language]))
        with override(language):
            say_page(graph, subject, DCAT.landingPage, own(reverse(dataset.page)))
    for path in dataset.files():
        _say_file(graph, subject, path)


def _say_file(graph: Graph, dataset: URIRef, path: str) -> None:
    """Say in which form a dataset comes, and where."""
    file_type, media_type = FILE_TYPES[path.rpartition(".")[2]]
    subject, address = URIRef(f"{dataset}#{path.strip('/').replace('/', '-')}"), own(path)
    graph.add((dataset, DCAT.distribution, subject))
    say(graph, subject, DCAT.Distribution, (DCTERMS.license, LICENCE))
    graph.add((subject, DCTERMS.title, text(path.rpartition("/")[2], "en")))
    graph.add((subject, DCAT.accessURL, address))
    graph.add((subject, DCAT.downloadURL, address))
    graph.add((subject, DCTERMS["format"], FILE_TYPE[file_type]))
    media = URIRef(f"https://www.iana.org/assignments/media-types/{media_type}")
    graph.add((subject, DCAT.mediaType, media))
    graph.add((subject, DCATAP.availability, AVAILABLE))


def _say_api(graph: Graph) -> None:
    """Say where the API is, and where it is described."""
    subject = name_of("dataset", API_KEY)
    graph.add((DATA, DCAT.service, subject))
    say(graph, subject, DCAT.DataService, (DCTERMS.license, LICENCE), (DCTERMS.accessRights, OPEN))
    say_words(graph, subject, DCTERMS.title, lambda: _("The portal’s API"))
    say_words(graph, subject, DCTERMS.description, lambda: _("Everything public, as JSON."))
    graph.add((subject, DCAT.endpointURL, own(API)))
    graph.add((subject, DCAT.endpointDescription, own(OPENAPI)))
    graph.add((subject, DCTERMS["format"], FILE_TYPE["JSON"]))
    for dataset in DATASETS:
        graph.add((subject, DCAT.servesDataset, name_of("dataset", dataset.key)))
