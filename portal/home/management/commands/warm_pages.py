"""Make every page of the sitemap that is not kept yet, so that no reader waits for the first."""

import io
import logging
import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from portal.base.pagecache.handler import PortalHandler
from portal.home.sitemaps import all_paths


class Command(BaseCommand):
    """Fills the folder of pages that the workers of this machine share."""

    help = "Make and keep every page of the sitemap, as readers of PORTAL_ADDRESS ask for it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address that readers use, where PORTAL_ADDRESS does not say it."""
        parser.add_argument("--address", default=settings.PORTAL_ADDRESS, metavar="https://HOST")
        parser.add_argument("paths", nargs="*", metavar="PATH", help="These pages alone.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask for each page as the server would."""
        if not options["address"]:
            raise CommandError("Set PORTAL_ADDRESS, or say --address https://HOST.")
        if not settings.PORTAL_PAGES_MB:
            raise CommandError("No pages are kept: PORTAL_PAGES_MB is 0.")
        logging.getLogger("portal.requests").setLevel(logging.WARNING)  # nobody asked for them
        handler, begun = PortalHandler(), time.monotonic()
        asked = options["paths"] or [
            reverse("sitemap"), *(path for paths in all_paths().values() for path in paths)
        ]  # fmt: skip
        answers = [_ask(handler, options["address"], path) for path in asked]
        new = sum("stored" in how for _status, how in answers)
        kept = sum("portal; hit" in how for _status, how in answers)
        seconds = time.monotonic() - begun
        self.stdout.write(f"{len(asked)} pages: {new} made, {kept} kept before, {seconds:.0f} s.")
        if failed := [
            path for path, (status, _how) in zip(asked, answers, strict=True) if not status
        ]:
            raise CommandError(f"{len(failed)} pages could not be made, such as {failed[0]}.")


def _ask(handler: PortalHandler, address: str, path: str) -> tuple[bool, str]:
    """Return whether a page is there, and how it was answered."""
    parts = urlsplit(address)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "HTTP_HOST": parts.netloc,
        "SERVER_NAME": parts.hostname or "",
        "SERVER_PORT": "443" if parts.scheme == "https" else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "",
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }
    if said := getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        environ[said[0]] = said[1]
    told: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_problem: Any) -> None:
        told.append((status, headers))

    response = handler(environ, start)
    if hasattr(response, "close"):
        response.close()
    status, headers = told[0]
    return status.startswith("200"), dict(headers).get("Cache-Status", "")
