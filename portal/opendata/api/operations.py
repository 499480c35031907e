"""The operations of the API: what may be asked, and who answers."""

from collections.abc import Callable
from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Query, Schema
from ninja.errors import ValidationError
from pydantic import Field, create_model

from portal.base.languages import all_languages
from portal.opendata.api import (
    centre_kinds,
    guidance_kinds,
    meeting_kinds,
    network_kinds,
    service_kinds,
)
from portal.opendata.api.changes import changes_answer
from portal.opendata.api.kinds import Kind
from portal.opendata.api.lists import MOST, USUAL, detail_answer, list_answer
from portal.opendata.api.places import place_answer, places_answer
from portal.opendata.api.problems import BadParameters, in_words, of_parameters, problem
from portal.opendata.api.values import AgeValue, KeyValue, WordsValue, choice_of

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        service_kinds.SERVICES,
        service_kinds.SITUATIONS,
        service_kinds.ENTITLEMENTS,
        service_kinds.LEGAL_BASES,
        service_kinds.ORGANISATIONS,
        centre_kinds.CENTRES,
        network_kinds.NETWORKS,
        meeting_kinds.MEETINGS,
        meeting_kinds.CASES,
        network_kinds.COOPERATIONS,
        guidance_kinds.DEFINITIONS,
        guidance_kinds.FRAMEWORK,
        guidance_kinds.GLOSSARY,
        guidance_kinds.TIMELINE,
        guidance_kinds.RESOURCES,
    )
}
BY_LABEL = {kind.model._meta.label_lower: kind for kind in KINDS.values()}

LANGUAGE = "The language of texts; a text that it lacks is given in the nearest language."
FIELDS = "Only these fields, by name and with commas between; the key is always given."


def asked(name: str, **fields: Any) -> Any:
    """Return what may be asked of an operation: each parameter with its type and what it is."""
    fields["lang"] = (choice_of(*all_languages()), settings.LANGUAGE_CODE, LANGUAGE)
    found: dict[str, Any] = {
        field: (kind | None if default is None else kind, Field(default, description=about))
        for field, (kind, default, about) in fields.items()
    }
    return create_model(name, __base__=Schema, **found)


PAGES: dict[str, Any] = {
    "page": (Annotated[int, Field(ge=1, le=1_000_000)], 1, "Which page of the list."),
    "page_size": (Annotated[int, Field(ge=1, le=MOST)], USUAL, "How many on a page."),
}
CHOSEN: dict[str, Any] = {
    "fields": (Annotated[str, Field(min_length=1, max_length=2000)], None, FIELDS)
}

PlacesAsked: Any = asked(
    "PlacesAsked",
    q=(WordsValue, None, "A postal code, a name of today or of before, in any official language."),
    number=(
        Annotated[str, Field(pattern=r"^(\d\d|\d{4})$")],
        None,
        "A number of a county or municipality, of today or of before.",
    ),
    kind=(choice_of("county", "municipality"), None, "Only counties, or only municipalities."),
    county=(KeyValue, None, "The key of a county."),
    **PAGES,
)
PlaceAsked: Any = asked(
    "PlaceAsked",
    situation=(KeyValue, None, "The key of a situation: only what someone in it is owed."),
    age=(AgeValue, None, "An age in years, where it decides; needs a situation."),
)
ChangesAsked: Any = asked(
    "ChangesAsked",
    since=(
        Annotated[str, Field(max_length=200)],
        None,
        "A date and time, or the cursor of an earlier answer; without it, from now on.",
    ),
    page_size=(Annotated[int, Field(ge=1, le=MOST)], MOST, "How many changes to look at."),
)

api = NinjaAPI(
    title="Career guidance in Norway",
    version="1.0.0",
    docs_url=None,
    openapi_url=None,
    urls_namespace="opendata-api",
)


@api.exception_handler(ValidationError)
def _of_a_wrong_type(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say which parameters are not of their type."""
    return of_parameters(BadParameters(*(in_words(each) for each in error.errors)))


@api.exception_handler(BadParameters)
def _of_a_bad_parameter(request: HttpRequest, error: BadParameters) -> HttpResponse:
    """Say which parameters name nothing."""
    return of_parameters(error)


@api.exception_handler(Http404)
def _of_nothing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Say that there is nothing at an address."""
    return problem(404, detail=str(error))


@api.exception_handler(Exception)
def _of_anything_else(request: HttpRequest, error: Exception) -> HttpResponse:
    """Leave an error to those who know what to do about it."""
    raise error


def _list_of(kind: Kind) -> Callable[..., HttpResponse]:
    """Return what answers with the entries of a kind."""
    filters = {each.name: (each.kind, None, each.about) for each in kind.filters}
    form: Any = asked(f"{kind.schema_name}ListAsked", **filters, **CHOSEN, **PAGES)

    def operation(request: HttpRequest, asked: Query[form]) -> HttpResponse:  # type: ignore[valid-type]
        return list_answer(request, kind, vars(asked))

    return operation


def _one_of(kind: Kind) -> Callable[..., HttpResponse]:
    """Return what answers with one entry of a kind."""
    form: Any = asked(f"{kind.schema_name}Asked", **CHOSEN)

    def operation(request: HttpRequest, key: Path[KeyValue], asked: Query[form]) -> HttpResponse:  # type: ignore[valid-type]
        return detail_answer(request, kind, key, vars(asked))

    return operation


for _kind in KINDS.values():
    api.get(
        f"/{_kind.name}",
        operation_id=f"list_{_kind.name.replace('-', '_')}",
        url_name=f"{_kind.name}-list",
        summary=f"List {_kind.name.replace('-', ' ')}",
        description=_kind.about,
        tags=[_kind.name],
    )(_list_of(_kind))
    api.get(
        f"/{_kind.name}/{{key}}",
        operation_id=f"get_{_kind.name.replace('-', '_')}",
        url_name=f"{_kind.name}-one",
        summary=f"One of the {_kind.name.replace('-', ' ')}",
        description=_kind.about,
        tags=[_kind.name],
    )(_one_of(_kind))


@api.get("/places", operation_id="list_places", url_name="places", summary="Find places",
         tags=["places"])  # fmt: skip
def places(request: HttpRequest, asked: Query[PlacesAsked]) -> HttpResponse:  # type: ignore[valid-type]
    """The counties and municipalities of today, or those that a text or a number means."""
    return places_answer(request, vars(asked))


@api.get("/places/{place}", operation_id="get_places", url_name="place",
         summary="One place and its desks", tags=["places"])  # fmt: skip
def place(
    request: HttpRequest,
    place: Path[Annotated[str, Field(max_length=20, pattern=r"^(\d\d|\d{4}|[a-z-]+)$")]],
    asked: Query[PlaceAsked],  # type: ignore[valid-type]
) -> HttpResponse:
    """A place, what one is owed there, and which desks give it."""
    return place_answer(request, place, vars(asked))


@api.get("/changes", operation_id="list_changes", url_name="changes", summary="What has changed",
         tags=["changes"])  # fmt: skip
def changes(request: HttpRequest, asked: Query[ChangesAsked]) -> HttpResponse:  # type: ignore[valid-type]
    """Entries that are new, changed or gone since a moment, the oldest change first."""
    return changes_answer(request, BY_LABEL, vars(asked))
