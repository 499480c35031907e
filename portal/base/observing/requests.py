"""One line of the log and one count for each request that reaches Django, and its id.

Neither path nor query is kept, because they may hold what a reader typed; and no address, user,
user agent or cookie.
"""

import logging
from collections.abc import Callable
from contextlib import ExitStack

from django.db import connections
from django.http import HttpRequest, HttpResponseBase

from portal.base.observing import metrics
from portal.base.observing.traces import HEADER, Trace, current

logger = logging.getLogger("portal.requests")
Answer = Callable[[HttpRequest], HttpResponseBase]


class ObserveRequests:
    """Follows every request."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and tell what it took."""
        trace = Trace.of(request)
        request.trace = trace  # type: ignore[attr-defined]
        token = current.set(trace)
        try:
            with ExitStack() as counting:
                for connection in connections.all():
                    counting.enter_context(connection.execute_wrapper(trace.count))
                response = self.get_response(request)
            response[HEADER] = trace.id
            metrics.count_request(trace, response.status_code)
            logger.info("answered", extra={"fields": _line(trace, response)})
        finally:
            current.reset(token)
        return response


def _line(trace: Trace, response: HttpResponseBase) -> dict[str, object]:
    size = None if response.streaming else len(response.content)  # type: ignore[attr-defined]
    return {
        "method": trace.method,
        "route": trace.route,
        "status": response.status_code,
        "ms": round(trace.seconds * 1000, 1),
        "bytes": size,
        "queries": trace.queries,
    }
