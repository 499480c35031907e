"""Addresses of the API, version 1."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from portal.opendata.api.document import document_answer
from portal.opendata.api.operations import api
from portal.opendata.api.shell import readable

app_name = "api"


@readable()
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document of this version."""
    return document_answer(request)


@readable()
def root(request: HttpRequest) -> HttpResponse:
    """Lead whoever begins at the beginning to what describes the rest."""
    return HttpResponseRedirect(reverse("opendata:api:openapi"), status=HTTPStatus.SEE_OTHER)


def _operations() -> list[URLPattern]:
    """Return the operations, each read as public pages are, with the parameters it declares."""
    patterns: list[Any] = api.urls[0]
    found: list[URLPattern] = [each for each in patterns if each.name in OPERATIONS]
    for pattern in found:
        view: Any = pattern.callback
        pattern.callback = readable(*OPERATIONS[pattern.name or ""])(view)
    return found


def _parameters() -> dict[str, tuple[str, ...]]:
    """Return the names of the parameters that each operation reads, by the name of its address."""
    found: dict[str, tuple[str, ...]] = {}
    views: Any = api.default_router.path_operations.values()
    for view in views:
        for operation in view.operations:
            names = [
                name
                for model in operation.models
                if model.__ninja_param_source__ == "query"
                for name in model.__ninja_flatten_map__
            ]
            found[operation.url_name] = tuple(names)
    return found


OPERATIONS = _parameters()
urlpatterns = [
    path("", root, name="root"),
    path("openapi.json", openapi, name="openapi"),
    *_operations(),
]
