"""Requests that nobody of good will sends, over every route and method, made from a seed."""

import itertools
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.urls import get_resolver

METHODS = ("GET", "GET", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "X")
PIECES = (
    *("\x00", "%00", "%ff", "%c3%28", "../", "..%2f", "'", '"', "<script>", "æøå", "😀", "\u202e"),
    *("' OR 1=1--", "{{7*7}}", "${jndi:ldap://x}", "\r\nX: y", "a" * 300, "9" * 40, "-1", "NaN"),
    *("[]", "%", "&", "=", ";", "//evil", "\\", "?", "#", "İ", "ß", "ﬁ", "\ufeff", "\ud800"),
)
FIELDS = ("q", "page", "county", "place", "age", "open", "role", "item", "add", "about", "code")
FIELDS += ("kind", "sort", "useful", "text", "earlier", "done", "next", "list", "level", "for", "x")
HEADERS = ("Accept-Language", "HX-Request", "Cookie", "If-None-Match", "Accept-Encoding", "Origin")
HEADERS += ("Range", "X-Forwarded-For", "X-Forwarded-Proto", "Accept", "X-Request-ID", "Referer")


@dataclass
class Hostile:
    """One request, as bytes hand it over: path and query are decoded as Latin-1."""

    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""


def requests(seed: int, paths: list[str]) -> Iterator[Hostile]:
    """Yield requests without end: known addresses bent, patterns filled in, and plain noise."""
    chance = random.Random(seed)
    patterns = sorted(_patterns())
    for _number in itertools.count():
        kind = chance.random()
        if kind < 0.5:
            path = _bent(chance, chance.choice(paths))
        elif kind < 0.85:
            path = "/" + _filled(chance, chance.choice(patterns))
        else:
            path = "/" + _noise(chance)
        query = "&".join(_pair(chance) for _nth in range(chance.choice((0, 0, 1, 1, 2, 5))))
        headers = {}
        if chance.random() < 0.3:
            headers[chance.choice(HEADERS)] = _printable(_noise(chance))
        method = chance.choice(METHODS)
        body = query if method in {"POST", "PUT", "PATCH"} else ""
        yield Hostile(method, _as_bytes(path), _as_bytes(query), headers, body)


def _patterns() -> Iterator[str]:
    """Yield every route of the portal, with its parameters between angle brackets."""

    def walk(resolver: Any, before: str) -> Iterator[str]:
        for each in resolver.url_patterns:
            route = before + str(each.pattern).lstrip("^").rstrip("$").replace("\\Z", "")
            if hasattr(each, "url_patterns"):
                yield from walk(each, route)
            else:
                yield re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", route)

    return walk(get_resolver(), "")


def _filled(chance: random.Random, route: str) -> str:
    return re.sub(r"<[^>]+>", lambda _hole: quote(_noise(chance), errors="replace")[:200], route)


def _bent(chance: random.Random, path: str) -> str:
    place, noise = chance.randrange(len(path) + 1), _noise(chance)
    ways = (path, path, path + noise, path[:place], path[:place] + noise + path[place:])
    return chance.choice(ways)


def _pair(chance: random.Random) -> str:
    safe = chance.choice(("", "%&=;"))
    return f"{chance.choice(FIELDS)}={quote(_noise(chance), safe=safe, errors='replace')}"


def _noise(chance: random.Random) -> str:
    return "".join(
        chance.choice(PIECES) if chance.random() < 0.6 else chr(chance.randrange(32, 0x2FF))
        for _piece in range(chance.choice((0, 1, 1, 2, 3)))
    )


def _as_bytes(text: str) -> str:
    """Return a text as a server hands over its bytes."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


def _printable(text: str) -> str:
    return "".join(sign for sign in text if 32 <= ord(sign) < 127)[:300]
