"""The API for people to read: what its document says, as a page."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.base.http import public_page, show
from portal.opendata.api.document import PROBLEMS, document
from portal.opendata.api.examples import ASKED, with_answers
from portal.opendata.api.fields import Saying
from portal.opendata.api.problems import title_of


@dataclass(frozen=True)
class Parameter:
    """A parameter: what it is, and what may be written in it."""

    name: str
    about: str
    values: tuple[str, ...]
    usual: str
    limits: str


@dataclass(frozen=True)
class Operation:
    """Something that may be asked, with what is told in the answer."""

    id: str
    path: str
    url: str  # that answers; empty where the path needs a key
    about: str
    parameters: tuple[Parameter, ...]
    fields: tuple[tuple[str, str], ...]
    answer: str


@public_page()
def reference(request: HttpRequest) -> HttpResponse:
    """Every operation of the API with parameters, fields and an answer."""
    say = Saying(request)
    root = reverse("opendata:api:openapi").removesuffix("/openapi.json")
    described = document()
    paths = with_answers(described["paths"], say)
    operations = [
        (path["get"]["tags"][0], _operation(root, where, path["get"], say.language))
        for where, path in paths.items()
    ]
    context = {
        "groups": [
            {
                "name": tag["name"],
                "about": tag["description"],
                "operations": [each for name, each in operations if name == tag["name"]],
            }
            for tag in described["tags"]
        ],
        "problems": [(status, title_of(int(status))) for status in PROBLEMS],
        "trail": [(_("Open data"), reverse("opendata_pages:open_data"))],
    }
    return show(request, "opendata/api_reference.html", context)


def _operation(root: str, path: str, operation: dict[str, Any], language: str) -> Operation:
    """Return an operation as the page shows it."""
    content = operation["responses"]["200"]["content"]["application/json"]
    query = f"?lang={language}" + ("&page_size=5" if "{" not in path else "")
    answer = content.get("example")
    return Operation(
        id=operation["operationId"].replace("_", "-"),
        path=root + path,
        url=root + path + query if "{" not in path else "",
        about=operation.get("description", ""),
        parameters=tuple(_parameter(each) for each in operation["parameters"]),
        fields=tuple(_fields(content["schema"])),
        answer=json.dumps(answer, ensure_ascii=False, indent=1) if answer else "",
    )


def _parameter(parameter: dict[str, Any]) -> Parameter:
    schema = parameter["schema"]
    inner = schema.get("items", schema)
    bounds = [f"{schema[name]}" for name in ("minimum", "maximum") if name in schema]
    example = ASKED.get(parameter["name"])
    return Parameter(
        name=parameter["name"],
        about=parameter.get("description", ""),
        values=() if "items" in schema else tuple(str(value) for value in _values(inner)),
        usual=str(schema.get("default", "")),
        limits="–".join(bounds) or (str(example) if example else ""),
    )


def _values(schema: dict[str, Any]) -> list[Any]:
    """Return the values that a parameter may have, where they are few."""
    if "const" in schema:
        return [schema["const"]]
    return schema.get("enum", []) if len(schema.get("enum", [])) <= 15 else []


def _fields(schema: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the fields of an entry, or of those of a list, with what each is."""
    schemas = document()["components"]["schemas"]
    found = schemas[schema["$ref"].rpartition("/")[2]]
    items = found["properties"].get("items")
    if items is not None:
        found = schemas[items["items"]["$ref"].rpartition("/")[2]]
    return [
        (name, f"{each.get('description', '')} {_shape(each)}".strip())
        for name, each in found["properties"].items()
    ]


def _shape(schema: dict[str, Any]) -> str:
    """Return what a value may be, in short."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if parts := schema.get("allOf") or schema.get("anyOf"):
        return " or ".join(_shape(part) for part in parts)
    if "enum" in schema:
        return ", ".join("null" if value is None else str(value) for value in schema["enum"])
    if "items" in schema:
        return f"list of {_shape(schema['items'])}"
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return " or ".join([str(schema.get("format", kinds[0])), *kinds[1:]])
