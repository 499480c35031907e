"""What is known of the request being answered: an id, the name of its route, and nobody's data.

The id comes from the proxy when it has the form of a random number, 32 hexadecimal digits or a
UUID, whoever sends it: it says nothing, and it lets no telephone number or mail address into a log.
"""

import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest

HEADER = "X-Request-ID"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_RANDOM = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass
class Trace:
    """A request on its way through the portal."""

    request: HttpRequest = field(repr=False)
    id: str
    begun: float
    queries: int = 0

    @classmethod
    def of(cls, request: HttpRequest) -> "Trace":
        """Begin to follow a request."""
        sent = request.headers.get(HEADER, "")
        number = sent if _RANDOM.fullmatch(sent) else secrets.token_hex(16)
        return cls(request, number, time.perf_counter())

    @property
    def seconds(self) -> float:
        """Return how long it has taken so far."""
        return time.perf_counter() - self.begun

    @property
    def method(self) -> str:
        """Return its method, or OTHER for one that nobody needs."""
        method = self.request.method or ""
        return method if method in METHODS else "OTHER"

    @property
    def route(self) -> str:
        """Return the name of its route: one of those that the portal has, never what was typed."""
        match = getattr(self.request, "resolver_match", None)
        if match is not None:
            return str(match.view_name)
        return "static" if self.request.path_info.startswith(settings.STATIC_URL) else "none"

    def count(self, execute: Callable[..., Any], *query: Any) -> Any:
        """Count a query, and let it run."""
        self.queries += 1
        return execute(*query)


current: ContextVar[Trace | None] = ContextVar("trace", default=None)
