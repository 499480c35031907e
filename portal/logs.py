"""The log: a line of JSON for each event in production, readable lines on a developer's machine."""

import datetime as dt
import json
import logging
from typing import Any

from portal.base.observing.traces import Trace, current
from portal.base.observing.wording import lines_of, sentence_of


def logging_of(*, debug: bool, reports: bool) -> dict[str, Any]:
    """Return Django's LOGGING; `reports`: whether errors are reported elsewhere too."""
    logging.raiseExceptions = debug  # a line that cannot be written would be shown with its data
    handlers: dict[str, Any] = {
        "lines": {
            "class": "logging.StreamHandler",
            "formatter": "readable" if debug else "json",
        }
    }
    if reports:
        handlers["reports"] = {
            "class": "portal.base.observing.reports.ReportErrors",
            "level": "ERROR",
        }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "readable": {"()": "portal.logs.Readable"},
            "json": {"()": "portal.logs.JsonLines"},
        },
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": "WARNING"},
        "loggers": {
            **{name: {"level": "INFO"} for name in ("portal", "services", "guidance", "networks")},
            # The development server says itself what it has answered.
            "portal.requests": {"level": "WARNING" if debug else "INFO"},
            # Every answer has a line already; here only errors have more to say.
            "django": {"level": "INFO" if debug else "WARNING", "handlers": [], "propagate": True},
            "django.request": {"level": "WARNING" if debug else "ERROR"},
            # It warns of every HEAD, whose body it leaves out, as it should.
            "gunicorn.http.wsgi": {"level": "ERROR"},
            # Strangers ask by any host name; that is nothing to look at.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }


class Readable(logging.Formatter):
    """Lines for a developer, with all that is known."""

    def __init__(self) -> None:
        super().__init__("{levelname} {name}: {message}", style="{")


class JsonLines(logging.Formatter):
    """One JSON object for each event, holding only what may be kept."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of an event."""
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line: dict[str, object] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "text": sentence_of(record),
        }
        if trace := _trace_of(record):
            line |= {"request": trace.id, "route": trace.route}
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1]:
            line["error"] = list(lines_of(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False, default=lambda value: type(value).__name__)


def _trace_of(record: logging.LogRecord) -> Trace | None:
    """Return the request that an event is about: Django writes some lines after it has ended."""
    request = getattr(record, "request", None)
    return current.get() or getattr(request, "trace", None)
