"""What every answer of the API has in common: methods, language, other origins, how often."""

import json
from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from portal.base.http import View, public_page
from portal.base.languages import all_languages, current_language
from portal.base.throttle import MINUTE, Limit, seconds_to_wait
from portal.opendata.api.problems import MEDIA_TYPE, problem

ROOT = "/api/"
WITHOUT_LANGUAGE = (ROOT, "/data/")
READ = "GET, HEAD, OPTIONS"
A_DAY = "86400"


def asked_language(request: HttpRequest) -> str:
    """Return the language that an address asks for; bokmål where it says nothing of use."""
    try:
        language = request.GET.get("lang", "")
    except SuspiciousOperation:  # more parameters than anybody reads
        language = ""
    return language if language in all_languages() else settings.LANGUAGE_CODE


class OnlyProblems:
    """Answers under /api/ with problems alone where something went wrong anywhere, for everybody.

    Nothing without a language before it depends on the browser's language: only the address says.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Turn a page that says what went wrong into a problem."""
        response = self.get_response(request)
        if not request.path.startswith(WITHOUT_LANGUAGE):
            return response
        if request.path.startswith(ROOT):
            response = _as_problem(request, response)
            for_every_origin(response)
        _without_accept_language(response)
        return response


def _as_problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return a problem for an error that is still a page."""
    is_error = response.status_code >= 400
    if not is_error or response.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    with override(asked_language(request)):
        found = problem(response.status_code, retry_after=response.get("Retry-After", ""))
    found.database_away = getattr(response, "database_away", False)  # type: ignore[attr-defined]
    return found


def for_every_origin(response: HttpResponse) -> None:
    """Let the scripts of every website read an answer, its paging and its mark."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"


def _without_accept_language(response: HttpResponse) -> None:
    vary = [name.strip() for name in response.get("Vary", "").split(",")]
    kept = [name for name in vary if name and name.lower() != "accept-language"]
    if kept:
        response["Vary"] = ", ".join(kept)
    elif response.has_header("Vary"):
        del response["Vary"]


def readable(*names: str) -> Callable[[View], View]:
    """Answer GET, HEAD and OPTIONS for everybody, kept as pages are; `names` are what is read."""

    def decorate(view: View) -> View:
        kept = public_page(*names)(_counted(view))

        @csrf_exempt  # nothing is done in anybody's name
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            with override(asked_language(request)):
                if request.method == "OPTIONS":
                    return _allowed()
                if request.method not in {"GET", "HEAD"}:
                    return problem(405)
                return kept(request, *args, **kwargs)

        return answer

    return decorate


def _counted(view: View) -> View:
    """Answer one sender so often a minute; what is kept is not counted."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        limit = Limit("api", settings.PORTAL_EACH_MINUTE["api"], MINUTE)
        if wait := seconds_to_wait(request, limit, now=timezone.now()):
            return problem(429, retry_after=str(wait))
        method, request.method = request.method, "GET"  # whoever asks for the head gets no more
        try:
            return view(request, *args, **kwargs)
        finally:
            request.method = method

    return answer


def _allowed() -> HttpResponse:
    """Say what may be asked, to a browser that asks for a script of another website."""
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = READ
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Max-Age"] = A_DAY
    return response


def as_json(
    request: HttpRequest, found: Any, *, media_type: str = "application/json", link: str = ""
) -> HttpResponse:
    """Return an answer with a mark of what it says, or only that it has not changed."""
    content = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(content, content_type=media_type)
    response["ETag"] = etag = f'W/"{blake2b(content, digest_size=12).hexdigest()}"'
    response["Content-Language"] = current_language()
    if link:
        response["Link"] = link
    if "If-None-Match" not in request.headers:
        return response
    return get_conditional_response(request, etag, None, response) or response
