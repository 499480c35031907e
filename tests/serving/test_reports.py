"""Reports of errors reach the server that is set, and tell it nothing about whom it happened to."""

import gzip
import json
import logging
import logging.config
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
import pytest
import sentry_sdk
from django.test import Client

from portal.base.observing import reports
from portal.logs import logging_of
from tests.serving.marked import MARKS, send_everywhere

pytestmark = pytest.mark.django_db
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}


class Inbox(BaseHTTPRequestHandler):
    """A server of reports, which keeps all that it is sent."""

    received: list[str]

    def do_POST(self) -> None:  # noqa: N802 - the name that the library asks for
        body = self.rfile.read(int(self.headers["Content-Length"]))
        unpacked = UNPACK[self.headers.get("Content-Encoding")](body).decode()
        self.received.append(f"{self.path}\n{self.headers}\n{unpacked}")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *args: object) -> None:
        """Write nothing."""


@pytest.fixture
def inbox() -> Iterator[list[str]]:
    """Report errors to a server of the test's own."""
    handler = type("Own", (Inbox,), {"received": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    production = logging_of(debug=False, reports=True)
    production["handlers"]["lines"] = {"class": "logging.NullHandler"}
    before, raising = logging.root.handlers[:], logging.raiseExceptions
    reports.start(f"http://key@127.0.0.1:{server.server_port}/1")
    logging.config.dictConfig(production)
    try:
        yield handler.received
    finally:
        logging.root.handlers[:], logging.raiseExceptions = before, raising
        sentry_sdk.get_client().close(timeout=5)
        sentry_sdk.get_global_scope().set_client(None)
        server.shutdown()
        server.server_close()
        thread.join()


def events(received: list[str]) -> list[dict]:
    """Return the reports among what was sent."""
    sentry_sdk.flush(timeout=30)
    parts = [json.loads(line) for text in received for line in text.splitlines() if line[:1] == "{"]
    return [part for part in parts if "exception" in part]


def test_an_error_is_reported_with_its_kind_its_lines_and_its_route(inbox, settings):
    settings.ROOT_URLCONF = "tests.serving.failing"
    response = Client(raise_request_exception=False).get("/breaks/marked/")
    (event,) = events(inbox)
    first, last = event["exception"]["values"]
    assert (first["type"], last["type"]) == ("ValueError", "RuntimeError")
    assert "value" not in last
    frame = last["stacktrace"]["frames"][-1]
    assert frame["function"] == "breaks"
    assert "raise RuntimeError" in frame["context_line"]
    assert "vars" not in frame
    assert event["transaction"] == event["tags"]["route"] == "breaks"
    assert event["tags"]["request"] == response["X-Request-ID"]
    assert not {"request", "user", "breadcrumbs", "modules", "extra", "server_name"} & set(event)


def test_marked_data_is_in_no_report_and_no_header_of_one(inbox, settings, shared_search_index):
    settings.ROOT_URLCONF = "tests.serving.failing"
    assert 500 in send_everywhere()
    assert {event["transaction"] for event in events(inbox)} == {"breaks", "asks"}
    sent = "\n".join(inbox)
    for mark in MARKS:
        assert mark not in sent


def test_what_fails_outside_of_a_request_is_reported_too(inbox):
    try:
        raise KeyError(MARKS[0])
    except KeyError:
        logging.getLogger("portal.base.upkeep.periodic").exception("Periodic work failed")
    (event,) = events(inbox)
    assert event["exception"]["values"][-1]["type"] == "KeyError"
    assert MARKS[0] not in "\n".join(inbox)


@pytest.mark.once
@pytest.mark.parametrize(("dsn", "loaded"), [("", "False"), ("http://key@127.0.0.1:9/1", "True")])
def test_the_library_is_loaded_only_where_reports_are_wanted(dsn, loaded):
    code = "import django, sys; django.setup(); print('sentry_sdk' in sys.modules)"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "PORTAL_ERROR_DSN": dsn,
    }
    answer = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=120
    )
    assert answer.stdout.strip() == loaded, answer.stderr
