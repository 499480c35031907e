"""The way in: what is kept is answered here, before Django sees the request."""

import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.http import parse_etags

from portal.base.observing import health, metrics
from portal.base.pagecache.kept import Kept
from portal.base.pagecache.pages import Environ, Pages
from portal.base.pagecache.watch import watch

PAGES, IF_NONE_MATCH = "portal.pages", "portal.if_none_match"  # in the environment of a request
_CODE = ("*.py", "*.html", "*.txt", "*.po", "*.css", "*.js", "*.svg", "*.xml")
_FOLDERS = ("portal", "services", "guidance", "networks", "templates", "static")

StartResponse = Callable[..., Any]


def code_fingerprint() -> str:
    """Return what a page is made by besides the content: the code, and the settings it shows."""
    digest = hashlib.sha256()
    for folder in _FOLDERS:
        for pattern in _CODE:
            for path in sorted((settings.BASE_DIR / folder).rglob(pattern)):
                digest.update(path.read_bytes())
    shown = (settings.PORTAL_ADDRESS, settings.PORTAL_CONTACT, settings.SECURE_CSP, settings.DEBUG)
    digest.update(repr(shown).encode())
    return digest.hexdigest()[:16]


class PortalHandler(WSGIHandler):
    """Django's own way in, with the pages that are kept before it."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: Pages | None = None
        if settings.PORTAL_PAGES_MB:
            self.pages = Pages(watch, Path(settings.PORTAL_PAGES), code_fingerprint())
            health.register_stand_in(self.pages.has_some)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Any:
        """Answer with what is kept, or else let Django answer."""
        if self.pages is not None and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            watch.start()
            if (found := self.pages.find(environ)) is not None:
                page, is_true = found
                is_stale = not is_true or watch.is_away
                status, headers, content = composed(page, is_true, environ, is_stale=is_stale)
                metrics.count_page("stale" if is_stale else "hit")
                start_response(status, headers)
                return [content]
            environ[PAGES] = self.pages
            environ[IF_NONE_MATCH] = environ.pop("HTTP_IF_NONE_MATCH", "")
        return super().__call__(environ, start_response)

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        """Keep what Django has answered; where it could not, send what was kept before."""
        response = super().get_response(request)
        environ: Environ = request.environ  # type: ignore[attr-defined]
        if not isinstance(response, HttpResponse) or environ.get(PAGES) is None:
            return response
        pages: Pages = environ[PAGES]
        environ["HTTP_IF_NONE_MATCH"] = environ[IF_NONE_MATCH]
        if getattr(response, "database_away", False) and (old := pages.any_of(environ)):
            metrics.count_page("stale")
            _become(response, *composed(old, False, environ, is_stale=True))
        elif page := pages.keep(environ, response):
            metrics.count_page("miss")
            _become(response, *composed(page, True, environ, how="fwd=miss; stored"))
        else:
            _if_modified(response, environ)
        return response


class CompressTheRest(GZipMiddleware):
    """Compress what is not kept; what is kept is compressed once, by those who keep it."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Leave a page alone that the handler takes."""
        is_taken = request.META.get(PAGES) is not None and hasattr(response, "described")
        return response if is_taken else super().process_response(request, response)


def composed(
    page: Kept, is_true: bool, environ: Environ, *, how: str = "hit", is_stale: bool = False
) -> tuple[str, list[tuple[str, str]], bytes]:
    """Return status, headers and content of a page for a client.

    `is_true`: nothing on it has come to pass since; `is_stale`: nobody can ask whether it changed.
    """
    now = time.time()
    body = page.body if is_true or page.stale is None else page.stale
    control = "no-cache" if is_stale else page.directives(now)
    age = f"; ttl=-{max(1, int(now - page.made))}; detail=database-away" if is_stale else ""
    headers = [
        ("ETag", body.etag),
        ("Cache-Control", control),
        ("Vary", "Accept-Encoding"),
        ("Cache-Status", f"portal; {how}{age}"),
    ]
    if _is_known(environ.get("HTTP_IF_NONE_MATCH", ""), body.etag):
        return "304 Not Modified", headers, b""
    content, encoding = body.encoded(environ.get("HTTP_ACCEPT_ENCODING", ""))
    headers += page.headers
    headers.append(("Content-Length", str(len(content))))
    if encoding:
        headers.append(("Content-Encoding", encoding))
    return "200 OK", headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else content


def _become(
    response: HttpResponse, status: str, headers: list[tuple[str, str]], content: bytes
) -> None:
    """Turn Django's answer into what is sent of the page that is kept."""
    request_id = response.get("X-Request-ID")
    response.status_code = int(status.partition(" ")[0])
    response.reason_phrase = status.partition(" ")[2]
    response.content = content
    for name in list(response.headers):
        del response[name]
    for name, value in headers:
        response[name] = value
    if request_id:
        response["X-Request-ID"] = request_id


def _if_modified(response: HttpResponse, environ: Environ) -> None:
    """Send nothing but the mark of what a client has already, though it is not kept here."""
    if response.status_code == 200 and _is_known(
        environ["HTTP_IF_NONE_MATCH"], response.get("ETag", "")
    ):
        response.status_code, response.content = 304, b""
        for name in ("Content-Type", "Content-Length", "Content-Encoding", "Content-Disposition"):
            if name in response:
                del response[name]


def _is_known(asked: str, etag: str) -> bool:
    """Tell whether a client has what a mark stands for; its strength does not matter for GET."""
    if not asked or not etag:
        return False
    if asked == etag:
        return True
    known = {mark.removeprefix("W/") for mark in parse_etags(asked)}
    return "*" in known or etag.removeprefix("W/") in known
