"""Pages as Markdown, at the page's own address with .md in place of its last slash."""

import copy
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from portal.base.http import absolute_url, is_for_everyone, markdown_path
from portal.base.pagecache.kept import Description
from portal.opendata.forms.markdown import markdown_of

FRONT_PAGE = "index"
MARKDOWN = "text/markdown; charset=utf-8"


@csrf_exempt  # so that another method is told which it may use
@require_safe
def page_as_markdown(request: HttpRequest, page: str) -> HttpResponse:
    """The main part of a public page, as its own view shows it without any query.

    The view answers as it does for readers of the page, so the Markdown is kept as the page is:
    under the version it was read from, and until the moment at which it would say something else.
    """
    front_page = reverse("home:front_page")
    path = front_page if page == FRONT_PAGE else f"{front_page}{page}/"
    try:
        found = resolve(path)
        if not is_for_everyone(found):
            raise Http404
        response = found.func(_asking(request, path, found), *found.args, **found.kwargs)
    except (Resolver404, Http404):
        response = render(request, "404.html", status=404)
    if location := response.get("Location"):
        response["Location"] = _moved(location)
        return response
    if not response.get("Content-Type", "").startswith("text/html"):
        response = render(request, "404.html", status=404)
    return _become_markdown(response, absolute_url(request, path))


def _asking(request: HttpRequest, path: str, found: ResolverMatch) -> HttpRequest:
    """Return the request of the same reader for the page itself."""
    asking: Any = copy.copy(request)
    asking.path, asking.path_info, asking.resolver_match = path, path, found
    asking.META = request.META | {"PATH_INFO": path, "QUERY_STRING": ""}
    asking.GET = QueryDict()
    return asking


def _moved(location: str) -> str:
    """Return the Markdown of the page that a page has moved to, if it is one of ours."""
    parts = urlsplit(location)
    is_page = not parts.netloc and parts.path.endswith("/")
    return markdown_path(parts.path) if is_page else location


def _become_markdown(response: HttpResponse, address: str) -> HttpResponse:
    """Turn a page into its Markdown, and also how it reads when it is old."""
    response.content = markdown_of(response.content.decode(), address).encode()
    response["Content-Type"] = MARKDOWN
    response["X-Robots-Tag"] = "noindex"
    if response.status_code == 200:
        response["Link"] = f'<{address}>; rel="canonical"'
    described: Description | None = getattr(response, "described", None)
    if described is not None:
        stale = markdown_of(described.stale, address) if described.stale else ""
        told = Description(frozenset(), described.reading, stale)
        response.described = told  # type: ignore[attr-defined]
    return response
