"""What every public view does with a request: methods, addresses that moved, drafts for editors."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Q
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt

from portal.base.languages import all_languages, current_language, page_language
from portal.base.models import OldAddress
from portal.base.publishing import PublishableQuerySet

View = Callable[..., HttpResponse]


class PageMoved(Exception):
    """The page asked for has another address."""

    def __init__(self, url: str, *, permanent: bool) -> None:
        super().__init__(url)
        self.url = url
        self.permanent = permanent


def public_page(view: View) -> View:
    """Answer GET and HEAD only, and turn an address that moved into a redirect."""

    @csrf_exempt  # a public page changes nothing, and refuses what could
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            response = render(request, "405.html", status=405)
            response["Allow"] = "GET, HEAD"
            return response
        try:
            return view(request, *args, **kwargs)
        except PageMoved as moved:
            kind = HttpResponsePermanentRedirect if moved.permanent else HttpResponseRedirect
            return kind(moved.url)

    return answer


def find_page(request: HttpRequest, entries: PublishableQuerySet[Any], slug: str) -> Any:
    """Return the public entry that an address names, in the language of the request.

    Raises PageMoved when the entry has another address or stands under another language, and
    Http404 when nothing public is there; an editor who may change it sees the draft instead.
    """
    language = current_language()
    public = entries.published()
    entry = public.filter(**{f"slug_{language}": slug}).first()
    if entry is not None:
        if page_language(entry, language) != language:
            raise PageMoved(entry.url_in(language), permanent=False)
        return entry
    label = entries.model._meta.label_lower
    old = OldAddress.objects.filter(model=label, language=language, slug=slug).first()
    if old and (entry := public.filter(key=old.object_key).first()):
        raise PageMoved(entry.url_in(language), permanent=True)
    in_any_language = Q(*[(f"slug_{code}", slug) for code in all_languages()], _connector=Q.OR)
    if entry := public.filter(in_any_language).first():
        raise PageMoved(entry.url_in(language), permanent=False)
    return _draft_for_editor(request, entries, slug)


def _draft_for_editor(request: HttpRequest, entries: PublishableQuerySet[Any], slug: str) -> Any:
    """Return a draft to an editor who may change it; only here does a public page ask who reads."""
    meta = entries.model._meta
    if request.user.has_perm(f"{meta.app_label}.change_{meta.model_name}"):
        in_language = {f"slug_{current_language()}": slug}
        if entry := entries.filter(**in_language).first():
            request.shows_draft = True  # type: ignore[attr-defined]
            return entry
    raise Http404


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page; one that shows a draft is never stored anywhere."""
    response = render(request, template, context, status=status)
    if getattr(request, "shows_draft", False):
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex"
    return response
