"""Linked data at its addresses: the catalogues, what is said of one subject, and what to choose."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import override
from rdflib import Graph

from portal.base import moments
from portal.base.http import absolute_url, public_page
from portal.home.views import preferred_language
from portal.opendata.linked.catalogue import about, catalogue
from portal.opendata.linked.datasets import datasets
from portal.opendata.linked.kinds import page_of
from portal.opendata.linked.saying import name_of
from portal.opendata.linked.writing import BY_SUFFIX, FORMS, written

PAGE = "text/html"


@public_page()
def catalogue_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """The catalogue of services, in one form."""
    return _file(request, catalogue(moments.day()), suffix)


@public_page()
def datasets_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """The catalogue of our own data, in one form."""
    return _file(request, datasets(moments.day()), suffix)


@public_page()
def subject_file(request: HttpRequest, kind: str, key: str, suffix: str) -> HttpResponse:
    """What is said of one subject, in one form."""
    graph = datasets(moments.day()) if kind == "dataset" else catalogue(moments.day())
    said = about(graph, name_of(kind, key))
    if not said:
        raise Http404
    return _file(request, said, suffix)


@public_page(kept=False)
def choose_catalogue(request: HttpRequest) -> HttpResponse:
    """Send a program to the catalogue of services in the form it asks for."""
    return _choose(request, _files("opendata:catalogue_file"))


@public_page(kept=False)
def choose_datasets(request: HttpRequest) -> HttpResponse:
    """Send a program to the catalogue of our own data in the form it asks for."""
    return _choose(request, _files("opendata:datasets_file"))


@public_page(kept=False)
def choose_subject(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Send a reader to the page of what a name names, and a program to what is said of it."""
    page = page_of(kind, key, preferred_language(request))
    if not page:
        raise Http404
    return _choose(request, {PAGE: page} | _files("opendata:subject_file", kind, key))


def _files(name: str, *args: str) -> dict[str, str]:
    """Return where each form is, by its media type; the first is for whoever takes any."""
    return {form.media_type: reverse(name, args=[*args, form.suffix]) for form in FORMS}


def _choose(request: HttpRequest, offered: dict[str, str]) -> HttpResponse:
    """Redirect to what a reader takes; what one is sent must not be kept for the next."""
    chosen = request.get_preferred_type(list(offered))
    if chosen is None:
        response = _not_acceptable(request, offered)
    else:
        response = HttpResponse(status=303)
        response["Location"] = offered[chosen]
    add_never_cache_headers(response)
    patch_vary_headers(response, ["Accept", "Accept-Language"])
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _not_acceptable(request: HttpRequest, offered: dict[str, str]) -> HttpResponse:
    """Say that what was asked for does not exist, and what does."""
    with override(preferred_language(request)):
        lines = [_("This is not here in the form that was asked for. It is here as:"), ""]
    lines += [f"{media_type} {absolute_url(request, path)}" for media_type, path in offered.items()]
    text = "\n".join(lines) + "\n"
    return HttpResponse(text, status=406, content_type="text/plain; charset=utf-8")


def _file(request: HttpRequest, said: Graph | list, suffix: str) -> HttpResponse:
    form = BY_SUFFIX[suffix]
    text = written(said, form, absolute_url(request, ""))
    response = HttpResponse(text, content_type=f"{form.media_type}; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response
