"""The OpenAPI document: what may be asked, what is answered, and what may go wrong."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from portal.base.http import absolute_url
from portal.opendata.api.examples import ASKED, PROBLEM, with_answers
from portal.opendata.api.fields import Saying, named
from portal.opendata.api.kinds import Kind
from portal.opendata.api.lists import LICENCE
from portal.opendata.api.operations import KINDS, api
from portal.opendata.api.problems import MEDIA_TYPE
from portal.opendata.api.schemas import SHARED, of_kind
from portal.opendata.api.shell import as_json

VERSION = "3.1.1"
ABOUT = (
    "What the portal shows of career guidance in Norway, for programs: services and what the law "
    "gives whom, career centres and whether they are open, networks, meetings and minutes, "
    "definitions and the national quality framework. It can only be read, without a key. Only "
    "public entries are told of. What is unknown is null; what no editor stands behind says "
    "confirmed: false. Parameters that an operation does not have are not read. Every answer has "
    "an ETag: ask again with If-None-Match."
)
PROBLEMS = {
    "400": "Some parameters could not be used.",
    "404": "There is nothing at this address.",
    "429": "Too many questions in a short time.",
    "503": "The database does not answer.",
}
HEADERS: dict[str, Any] = {
    "ETag": {"description": "A mark of what the answer says.", "schema": {"type": "string"}},
    "Content-Language": {
        "description": "The language that was asked for.",
        "schema": {"type": "string"},
    },
    "Link": {
        "description": "The other pages of the list (RFC 8288): self, first, last, prev, next.",
        "schema": {"type": "string"},
    },
    "Retry-After": {
        "description": "How many seconds to wait.",
        "schema": {"type": "string", "pattern": r"^\d+$"},
    },
}


def document_answer(request: HttpRequest) -> HttpResponse:
    """Answer with the document, for the address at which it was asked for."""
    root = reverse("opendata:api:openapi").removesuffix("/openapi.json")
    found = document() | {"servers": [{"url": absolute_url(request, root)}]}
    found["paths"] = with_answers(found["paths"], Saying(request))
    return as_json(request, found)


@cache
def document() -> dict[str, Any]:
    """Return the document without its server."""
    found = api.get_openapi_schema(path_prefix="")
    paths = {
        path: {"get": _operation(operations["get"])} for path, operations in found["paths"].items()
    }
    schemas = SHARED | {
        name: each for kind in KINDS.values() for name, each in of_kind(kind).items()
    }
    return {
        "openapi": VERSION,
        "info": {
            "title": "Career guidance in Norway",
            "version": api.version,
            "description": ABOUT,
            "license": {"name": "CC BY 4.0", "url": LICENCE},
            "contact": {"email": settings.PORTAL_CONTACT},
        },
        "tags": [
            *({"name": kind.name, "description": kind.about} for kind in KINDS.values()),
            {"name": "places", "description": "From a place to its desks."},
            {"name": "changes", "description": "For those who keep a copy."},
        ],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "headers": HEADERS,
            "responses": {_name(status): _problem(status) for status in PROBLEMS},
        },
    }


def _name(status: str) -> str:
    return f"Problem{status}"


def _problem(status: str) -> dict[str, Any]:
    """Return what an answer is that says what went wrong."""
    found: dict[str, Any] = {
        "description": PROBLEMS[status],
        "content": {
            MEDIA_TYPE: {
                "schema": named("Problem"),
                "example": PROBLEM | {"status": int(status)},
            }
        },
    }
    if status in {"429", "503"}:
        found["headers"] = {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
    return found


def _operation(operation: dict[str, Any]) -> dict[str, Any]:
    """Return an operation with its parameters and answers described in full."""
    name = operation["operationId"]
    kind = next((each for each in KINDS.values() if name.endswith(f"_{_word(each)}")), None)
    is_list = name.startswith("list_")
    if kind is not None:
        schema = f"{kind.schema_name}List" if is_list else kind.schema_name
        fields = [*kind.told(details=not is_list)]
    else:
        schema = {"get_places": "PlaceAndDesks", "list_places": "PlaceList"}.get(name, "ChangeList")
        fields = []
    answer = {
        "description": operation["summary"],
        "headers": {
            header: {"$ref": f"#/components/headers/{header}"}
            for header in ("ETag", "Content-Language", *(("Link",) if is_list else ()))
        },
        "content": {"application/json": {"schema": named(schema)}},
    }
    return operation | {
        "parameters": [_parameter(each, fields) for each in operation["parameters"]],
        "responses": {
            "200": answer,
            "304": {
                "description": "Nothing has changed since the answer of that ETag.",
                "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
            },
            **{status: {"$ref": f"#/components/responses/{_name(status)}"} for status in PROBLEMS},
        },
    }


def _word(kind: Kind) -> str:
    return kind.name.replace("-", "_")


def _parameter(parameter: dict[str, Any], fields: list[str]) -> dict[str, Any]:
    """Return a parameter without what says the same twice; one left out is not null."""
    schema = {
        name: value
        for name, value in parameter["schema"].items()
        if name not in {"title", "description"}
    }
    choices = [each for each in schema.pop("anyOf", []) if each.get("type") != "null"]
    schema |= choices[0] if len(choices) == 1 else ({"anyOf": choices} if choices else {})
    if schema.get("default", "") is None:
        del schema["default"]
    found = {name: value for name, value in parameter.items() if name != "schema"}
    if parameter["name"] == "fields":
        items = {"type": "string", "enum": fields}
        schema = {"type": "array", "items": items, "minItems": 1}
        found |= {"style": "form", "explode": False}
    if example := ASKED.get(parameter["name"]):
        found["example"] = example
    return found | {"schema": schema}
