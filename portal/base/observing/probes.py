"""What machines ask about this machine: /healthz, /readyz, /metrics.

They are answered above everything else, so that a balancer may ask by address, without HTTPS and
by any host name. /metrics is there only for who knows its token.
"""

import hmac
import json
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound

from portal.base.observing import health, metrics

Answer = Callable[[HttpRequest], HttpResponse]


def alive(request: HttpRequest) -> HttpResponse:
    """Say that this process answers; the database is not asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def ready(request: HttpRequest) -> HttpResponse:
    """Say whether requests may be sent here: 200 when ready or degraded, 503 when not."""
    report = health.report()
    return HttpResponse(
        json.dumps({"status": report.status, "checks": report.parts}) + "\n",
        status=503 if report.status == health.NOT_READY else 200,
        content_type="application/json",
    )


def numbers(request: HttpRequest) -> HttpResponse:
    """Give Prometheus the metrics, if it knows the token; for others there is nothing here."""
    token = settings.PORTAL_METRICS_TOKEN
    sent = request.headers.get("Authorization", "")
    expected = f"Bearer {token}"
    if not token or not hmac.compare_digest(sent.encode(), expected.encode()):
        return HttpResponseNotFound("Not found\n", content_type="text/plain; charset=utf-8")
    return HttpResponse(metrics.exposition(), content_type=metrics.CONTENT_TYPE)


PROBES: dict[str, Answer] = {"/healthz": alive, "/readyz": ready, "/metrics": numbers}


class Probes:
    """Answers what machines ask, and passes everything else on."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a probe, or pass on."""
        probe = PROBES.get(request.path_info)
        if probe is None:
            return self.get_response(request)
        is_safe = request.method in {"GET", "HEAD"}
        response = probe(request) if is_safe else HttpResponseNotAllowed(["GET", "HEAD"])
        response["Cache-Control"] = "no-store"
        # Django would write a line for each 503; health.py writes one when the state changes.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response
