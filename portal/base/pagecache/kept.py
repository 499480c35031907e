"""A page as it is kept: compressed, with its headers, and until when it is true."""

import gzip
import hashlib
import re
import time
from dataclasses import dataclass

import brotli
from django.conf import settings
from django.http import HttpResponse

from portal.base.pagecache import marks
from portal.base.reading import Reading, Version

QUALITY = 5  # of brotli: beyond it, what is saved is not worth the time of the reader who waits
LEVEL = 6  # of gzip
MOST = 8 * 1024 * 1024  # bytes of a page that is kept; the sitemap has more than one million
TYPES = (
    *("text/", "application/json", "application/ld+json", "application/xml"),
    *("application/atom+xml", "application/opensearchdescription+xml"),
    *("application/rdf+xml", "application/n-triples"),
)
CLOCKS_DIFFER = 2.0  # seconds
OWN = {"content-length", "content-encoding", "vary", "etag", "cache-control", "x-request-id"}
ERROR_SECONDS = 24 * 60 * 60  # for which others may show a page when we do not answer

_REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$")
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a page, in each way it is sent."""

    etag: str
    brotli: bytes
    gzip: bytes

    @classmethod
    def of(cls, text: bytes, etag: str = "") -> "Body":
        """Compress a text; its mark follows from what it says."""
        mark = etag or f'W/"{hashlib.blake2b(text, digest_size=12).hexdigest()}"'
        packed = gzip.compress(text, LEVEL, mtime=0)
        return cls(mark, brotli.compress(text, quality=QUALITY), packed)

    @property
    def size(self) -> int:
        """Return how many bytes it takes in memory, about."""
        return len(self.brotli) + len(self.gzip) + 200

    def encoded(self, accepted: str) -> tuple[bytes, str]:
        """Return the bytes that a client takes, and how they are encoded."""
        if ";q=0" in accepted.replace(" ", ""):  # hardly anybody says what it does not take
            accepted = ",".join(part for part in accepted.split(",") if not _REFUSED.search(part))
        if "br" in accepted:
            return self.brotli, "br"
        if "gzip" in accepted:
            return self.gzip, "gzip"
        return gzip.decompress(self.gzip), ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it is kept: `until` and `made` are timestamps, `stale` is how it reads when old."""

    version: Version
    until: float
    made: float
    headers: tuple[tuple[str, str], ...]
    cache_control: str
    body: Body
    stale: Body | None = None
    names: frozenset[str] = frozenset()  # of the parameters that its view reads

    @property
    def size(self) -> int:
        """Return how many bytes it takes in memory, about."""
        return self.body.size + (self.stale.size if self.stale else 0) + 1000

    def is_true(self, version: Version | None, now: float) -> bool:
        """Tell whether it is what would be made now; a clock that was set back counts as well."""
        return self.version == version and self.made - CLOCKS_DIFFER <= now < self.until

    def directives(self, now: float) -> str:
        """Return for how long others may keep it, never beyond its own end."""
        if self.cache_control:
            return self.cache_control
        seconds = int(max(0, min(settings.PORTAL_SHARED_SECONDS, self.until - now)))
        if self.stale is not None or not seconds:  # nobody else knows how it reads when old
            return f"public, max-age=0, s-maxage={seconds}"
        return (
            f"public, max-age=0, s-maxage={seconds}, "
            f"stale-while-revalidate={seconds}, stale-if-error={ERROR_SECONDS}"
        )


@dataclass
class Description:
    """What the view knew of its page: which parameters it reads, and how it was read."""

    names: frozenset[str]
    reading: Reading
    stale: str = ""  # the page as it reads when old, if that differs


def kept_of(response: HttpResponse, described: Description) -> Kept | None:
    """Return what is kept of an answer; nothing, if it is for one reader or one moment only."""
    read = described.reading
    if response.status_code != 200 or response.streaming or read.version is None:
        return None
    kind, control = response.get("Content-Type", ""), response.get("Cache-Control", "")
    # The language stands in the address; what has none there is in no language.
    others = {name.strip().lower() for name in response.get("Vary", "").split(",")}
    if not kind.startswith(TYPES) or len(response.content) > MOST or response.cookies:
        return None
    if any(word in control for word in ("private", "no-store", "no-cache")):
        return None
    if others - {"", "accept-encoding", "accept-language"} or response.has_header(
        "Content-Encoding"
    ):
        return None
    headers = tuple((n, v) for n, v in response.items() if n.lower() not in OWN)
    return Kept(
        version=read.version,
        until=read.until.timestamp() if read.until else float("inf"),
        made=time.time(),
        headers=headers,
        cache_control=control,
        body=Body.of(response.content, response.get("ETag", "")),
        stale=Body.of(described.stale.encode()) if described.stale else None,
        names=described.names,
    )


def describe(response: HttpResponse, described: Description) -> None:
    """Send a page in its fresh form, and let the handler know what it needs to keep it."""
    if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
        text = response.content.decode()
        if marks.is_marked(text):
            response.content = marks.as_fresh(text).encode()
            described.stale = marks.as_stale(text)
    response.described = described  # type: ignore[attr-defined]
