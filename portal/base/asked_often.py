"""What may be asked only so often in a minute, and the page that says when it was too often."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from portal.base.http import View
from portal.base.languages import in_every_language
from portal.base.throttle import MINUTE, Limit, seconds_to_wait


def limited(kind: str, field: str, *, for_scripts: bool = False) -> Any:
    """Answer a page whose address has words in a field so often a minute for one sender.

    `kind` is what is counted together, and how often stands in PORTAL_EACH_MINUTE. An answer that
    only scripts ask for is empty when it was too often: nobody is there to read.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.GET.get(field, "").strip():
                return view(request, *args, **kwargs)
            limit = Limit(kind, settings.PORTAL_EACH_MINUTE[kind], MINUTE)
            wait = seconds_to_wait(request, limit, now=timezone.now())
            if not wait:
                return view(request, *args, **kwargs)
            response = _too_often(request, field, for_scripts=for_scripts)
            response["Retry-After"] = str(wait)
            add_never_cache_headers(response)
            return response

        return answer

    return decorate


def _too_often(request: HttpRequest, field: str, *, for_scripts: bool) -> HttpResponse:
    """Say when to ask again; nothing that was asked is lost, in no language."""
    if for_scripts:
        return HttpResponse(status=429, content_type="text/plain; charset=utf-8")
    match: Any = request.resolver_match
    query = request.GET.copy()
    for name, values in request.GET.lists():
        query.setlist(name, [value.replace("\x00", "") for value in values])
    context = {
        "field": field,
        "words": query.get(field, ""),
        "others": [
            (name, value) for name, values in query.lists() if name != field for value in values
        ],
        "addresses": in_every_language(
            lambda: (
                reverse(match.view_name, args=match.args, kwargs=match.kwargs)
                + f"?{query.urlencode()}"
            )
        ),
    }
    return render(request, "429.html", context, status=429)
