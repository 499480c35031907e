"""The pages that a process has at hand: found before Django sees the request, kept after it."""

import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpResponse

from portal.base.pagecache.disk import Disk
from portal.base.pagecache.kept import Description, Kept, kept_of
from portal.base.pagecache.memory import Pool
from portal.base.pagecache.watch import Watch

MOST_PATHS = 20_000  # of which it is remembered which parameters they read
LONGEST = 2_000  # characters of a query that is looked at
MOST_FIELDS = 100
MB = 1024 * 1024

Environ = dict[str, Any]


class Pages:
    """Pages by scheme, host, path and what their view reads of the query."""

    def __init__(self, watch: Watch, folder: Path, code: str) -> None:
        self.watch = watch
        most = settings.PORTAL_PAGES_MB * MB
        self.plain, self.asked = Pool(most * 3 // 4), Pool(most // 4)
        self.disk = Disk(folder / f"{code}.sqlite3", settings.PORTAL_PAGES_DISK_MB * MB)
        self.names: dict[str, frozenset[str]] = {}  # of the parameters that a path reads

    def key(self, environ: Environ, names: frozenset[str] | None = None) -> tuple[str, bool] | None:
        """Return the key of a request and whether it asks for something; None: cannot be kept."""
        path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        host = environ.get("HTTP_HOST", "")
        place = f"{_scheme(environ)}://{host}{environ.get('SCRIPT_NAME', '')}{path}"
        if not query:
            return place, False
        if names is None:
            names = self._names_of(path, place)
        if names is None or len(query) > LONGEST:
            return None
        cleaned = _cleaned(query, names)
        if cleaned is None:
            return None
        return (f"{place}?{cleaned}", True) if cleaned else (place, False)

    def _names_of(self, path: str, place: str) -> frozenset[str] | None:
        """Return which parameters a path reads, which its page without any tells."""
        if path not in self.names and (page := self._look_up(place, asked=False)):
            self._learn(path, page.names)
        return self.names.get(path)

    def _learn(self, path: str, names: frozenset[str]) -> None:
        if len(self.names) >= MOST_PATHS and path not in self.names:
            self.names.clear()
        self.names[path] = names

    def find(self, environ: Environ) -> tuple[Kept, bool] | None:
        """Return the page of a request, and whether it is true; without a database an old one."""
        asked_for = self.key(environ)
        found = self._look_up(*asked_for) if asked_for else None
        if found is None:
            return None
        if self.watch.is_away:
            return found, self._is_true(found)
        return (found, True) if self._is_true(found) else None

    def has_some(self) -> bool:
        """Tell whether anything is kept."""
        return len(self.plain) > 0 or len(self.disk) > 0

    def any_of(self, environ: Environ) -> Kept | None:
        """Return what is kept of a page that could not be made, however old it is."""
        asked_for = self.key(environ)
        return self._look_up(*asked_for) if asked_for else None

    def _is_true(self, page: Kept) -> bool:
        now = time.time()
        return page.is_true(self.watch.known, now) and now < self.watch.due

    def _look_up(self, key: str, asked: bool) -> Kept | None:
        """Return a page from memory, or one from disk that another process has made since."""
        pool = self.asked if asked else self.plain
        found = pool.get(key)
        if found is not None and (self.watch.is_away or self._is_true(found)):
            return found
        on_disk = self.disk.get(key)
        if on_disk is None or (found is not None and on_disk.made <= found.made):
            return found
        pool.put(key, on_disk)
        return on_disk

    def keep(self, environ: Environ, response: HttpResponse) -> Kept | None:
        """Keep the page that was made for a request, if it is one to keep."""
        described: Description | None = getattr(response, "described", None)
        if described is None:
            return None
        if described.reading.version is not None:
            self.watch.note(described.reading.version)
        page = kept_of(response, described)
        if page is None:
            return None
        self._learn(environ["PATH_INFO"], page.names)
        if (asked_for := self.key(environ, described.names)) is None:
            return page
        key, asked = asked_for
        (self.asked if asked else self.plain).put(key, page)
        self.disk.put(key, page, asked=asked)
        return page


def _scheme(environ: Environ) -> str:
    """Return how a reader asked, which a proxy may say in a header of its own."""
    if said := getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        first = str(environ.get(said[0], "")).partition(",")[0].strip()  # as Django reads it
        return "https" if first == said[1] else "http"
    return str(environ["wsgi.url_scheme"])


def _cleaned(query: str, names: frozenset[str]) -> str | None:
    """Return the part of a query that a view reads, in one spelling; None if there is too much."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    return urlencode(sorted((p for p in pairs if p[0] in names), key=lambda pair: pair[0]))
