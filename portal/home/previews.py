"""A working copy at an address of its own, shown by the page that will show it when public."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import override

from portal.base.drafts import copies, previews
from portal.base.drafts.snapshots import Refused
from portal.base.drafts.stage import staged
from portal.base.http import public_page
from portal.base.languages import current_language
from portal.base.publishing import State

MOVES = 3  # from one address of an entry to another, while its page is looked for
MOVED = "moved"  # to another language, which happens once


@public_page(MOVED, kept=False)
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """An entry as it would be; nobody stores the page, no robot lists it, and it ends by itself."""
    try:
        entry = previews.read(token)
    except previews.Expired:
        return _closed(_ended(request, "expired", HTTPStatus.GONE))
    if entry is None:
        return _closed(_ended(request, "unknown", HTTPStatus.NOT_FOUND))
    if entry.state == State.PUBLISHED and copies.current(entry) is None:
        return _closed(_ended(request, "over", HTTPStatus.GONE, entry=entry))
    try:
        with staged(entry, public=True) as draft:
            return _closed(_page(request, draft, token))
    except (Refused, ValidationError):
        return _closed(_ended(request, "broken", HTTPStatus.CONFLICT))


def _page(request: HttpRequest, draft: Any, token: str) -> HttpResponse:
    """Let the real view answer, as if the draft were public and its own address were asked for."""
    path = draft.preview_url_in(current_language())
    addresses = {each.language: each.url for each in previews.addresses(draft, token)}
    for _move in range(MOVES):
        path = path.partition("#")[0]
        language = path.split("/")[1]
        if language != current_language():  # the text is written in the other standard
            if MOVED in request.GET:
                break
            with override(language):
                return HttpResponseRedirect(f"{reverse('home:preview', args=[token])}?{MOVED}=1")
        found = resolve(path)
        response = found.func(_asking(request, path, found, addresses), *found.args, **found.kwargs)
        if response.status_code not in {301, 302}:
            return response
        path = response["Location"]
    return _ended(request, "broken", HTTPStatus.CONFLICT)


def _asking(request: Any, path: str, found: Any, addresses: dict[str, str]) -> HttpRequest:
    """Return a request for a page by a reader of whom nothing is known."""
    environ = {
        name: value
        for name, value in request.META.items()
        if name.startswith("wsgi.") or name in {"SERVER_NAME", "SERVER_PORT", "HTTP_HOST"}
    }
    asking: Any = WSGIRequest(environ | {"REQUEST_METHOD": "GET", "PATH_INFO": path})
    asking.user, asking.is_preview, asking.resolver_match = AnonymousUser(), True, found
    asking.shows_draft, asking.preview_addresses = True, addresses
    asking.htmx, asking.LANGUAGE_CODE = False, current_language()
    return asking


def _ended(request: HttpRequest, why: str, status: HTTPStatus, **more: Any) -> HttpResponse:
    return render(request, "home/preview_ended.html", {"why": why, **more}, status=status)


def _closed(response: HttpResponse) -> HttpResponse:
    """Let nobody store a preview, list it, or send its address on."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
