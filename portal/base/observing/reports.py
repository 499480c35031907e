"""Reports of errors to Sentry or GlitchTip, where PORTAL_ERROR_DSN is set.

A report is put together by a list of what may be in it: the kind of error, the lines of the
program, the name of the route, the id of the request. Nothing else leaves this machine.
"""

import logging
from importlib import import_module
from typing import Any

from portal.base.observing.traces import current
from portal.base.observing.wording import naming

KEPT = ("event_id", "timestamp", "platform", "level", "logger", "release", "environment", "sdk")
FRAME = (
    "filename", "abs_path", "module", "function", "lineno", "in_app",
    "pre_context", "context_line", "post_context",
)  # fmt: skip


def start(dsn: str) -> None:
    """Begin to report errors; the library is loaded only here.

    Without its integrations it sees no request; unless told otherwise it keeps no personal data.
    """
    sentry = import_module("sentry_sdk")
    sentry.init(
        dsn=dsn,
        default_integrations=False,
        auto_enabling_integrations=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        server_name="",
        shutdown_timeout=2,
        before_send=cleaned,
    )


def cleaned(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """Return what of a report may leave this machine."""
    report = {name: event[name] for name in KEPT if name in event}
    causes = event.get("exception", {}).get("values", [])
    report["exception"] = {"values": [_cause(cause) for cause in causes]}
    if error := (hint.get("exc_info") or (None, None))[1]:
        report["tags"] = {"error": naming(error)}
    if trace := current.get():
        report.setdefault("tags", {}).update(
            request=trace.id, route=trace.route, method=trace.method
        )
        report["transaction"] = trace.route
    return report


def _cause(cause: dict[str, Any]) -> dict[str, Any]:
    frames = (cause.get("stacktrace") or {}).get("frames", [])
    return {
        "type": cause.get("type"),
        "module": cause.get("module"),
        "stacktrace": {
            "frames": [{name: frame[name] for name in FRAME if name in frame} for frame in frames]
        },
    }


class ReportErrors(logging.Handler):
    """Reports each error that is logged with where it comes from."""

    def emit(self, record: logging.LogRecord) -> None:
        """Report an error; a request that was refused as suspicious is none of ours."""
        is_ours = getattr(record, "status_code", 500) >= 500
        if is_ours and record.exc_info and record.exc_info[1]:
            import_module("sentry_sdk").capture_exception(record.exc_info[1])
