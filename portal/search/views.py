"""The search page, its suggestions, and what a browser needs to search from its own field."""

from dataclasses import replace
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control

from portal.base.asked_often import limited
from portal.base.http import View, absolute_url, public_page, show, show_asked
from portal.base.languages import current_language
from portal.base.paging import page_links
from portal.search import learning
from portal.search.answers import box_for
from portal.search.finding import NotReady, Suggestion, find, suggest
from portal.search.forms import QueryForm, SearchForm
from portal.search.kinds import kind_in_words
from portal.search.listing import (
    page_asked_for,
    page_found,
    results,
    suggested,
)
from portal.search.looking import MOST_SHOWN

WAIT = 30  # seconds until a search that is being made ready may answer


def _uncached(view: View) -> View:
    """Let nobody keep what was searched for; a search that is not ready yet says so."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except NotReady:
            response = show(request, "search/not_ready.html", {}, status=503)
            response["Retry-After"] = str(WAIT)
        patch_cache_control(response, private=True, no_cache=True)
        if request.META.get("QUERY_STRING"):
            response["X-Robots-Tag"] = "noindex"
        return response

    return answer


@public_page(SearchForm, "page")
@limited("searches", "q")
@_uncached
def search(request: HttpRequest) -> HttpResponse:
    """Everything public by its words: the answer where one is clear, the results, the filters."""
    form = SearchForm(request.GET)
    if not form.text:
        return show(request, "search/search.html", {"form": form})
    number = request.GET.get("page", "")
    wanted = page_asked_for(number)
    found = find(replace(form.asked, offset=wanted.start_index() - 1))
    page = page_found(number, found.total)
    removals = form.removals  # in words that have no numbers yet
    form.count(found.facets)
    is_plain = page.number == 1 and form.is_plain
    if is_plain and request.method == "GET":
        learning.count(form.text, current_language(), found.total)
    context = {
        "form": form,
        "found": found,
        "results": results(found.hits),
        "box": box_for(found.corrected or form.text, found.hits) if is_plain else None,
        "removals": removals,
        "page": page,
        "page_links": page_links(page, form.url),
        "most": MOST_SHOWN if found.total > MOST_SHOWN else 0,
        "addresses": form.addresses(page.number),
    }
    return show_asked(request, "search/search.html", context, form)


@public_page(QueryForm)
@limited("suggestions", "q", for_scripts=True)
@_uncached
def suggestions(request: HttpRequest) -> HttpResponse:
    """What the words that are being typed may become: a page of its own, and a list for others."""
    form = QueryForm(request.GET)
    context = {"form": form, "suggestions": suggested(_begun(form))}
    return show(request, "search/suggestions.html", context)


@public_page(QueryForm)
@limited("suggestions", "q", for_scripts=True)
@_uncached
def suggestions_json(request: HttpRequest) -> HttpResponse:
    """The same for a browser's own field: the words, what they are, and where they lead."""
    form = QueryForm(request.GET)
    found = _begun(form)
    rows = [
        form.text,
        [each.title for each in found],
        [kind_in_words(each.kind) for each in found],
        [absolute_url(request, each.url) for each in found],
    ]
    return JsonResponse(rows, safe=False, content_type="application/x-suggestions+json")


@public_page()
def opensearch(request: HttpRequest) -> HttpResponse:
    """What a browser needs to search the portal from its own field."""
    context = {
        "language": current_language(),
        "search": absolute_url(request, reverse("search:search")),
        "suggestions": absolute_url(request, reverse("search:suggestions_json")),
        "itself": absolute_url(request, reverse("search:opensearch")),
        "contact": settings.PORTAL_CONTACT,
    }
    response = show(request, "search/opensearch.xml", context)
    response["Content-Type"] = "application/opensearchdescription+xml; charset=utf-8"
    return response


def _begun(form: QueryForm) -> list[Suggestion]:
    return suggest(form.text, current_language()) if form.text else []
