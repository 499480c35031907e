"""A register is fetched safely, and what is not the register changes nothing."""

import http.server
import threading
from contextlib import contextmanager

import pytest

from services.registers import CannotFetch, fetch
from services.registers.files import MOST_BYTES
from tests.services.registers import bring, bring_lines, klass, listed, run, state, update

pytestmark = pytest.mark.django_db

NOT_A_REGISTER = {
    "empty": b"",
    "blank": b" \r\n",
    "web page": b"<!DOCTYPE html><title>404</title>",
    "error": b'{"status":404}',
    "cut off": b'{"codes":[',
    "no codes": b"[]",
    "only bad codes": b'{"codes":[{"code":"03"}, 7]}',
    "utf-16": b"\xff\xfe0\x003\x00",
    "spreadsheet": b"PK\x03\x04\x00\x00",
    "other columns": b"a,b\n1,2\n",
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("raw", NOT_A_REGISTER.values(), ids=NOT_A_REGISTER)
def test_what_is_not_the_register_changes_nothing_at_all(tmp_path, raw):
    before, lines = state(), bring_lines()
    lines["0010"] = "0010\tOSLO\t0301\tOSLO\tG"
    report, code = update(tmp_path, municipalities=raw, postal_codes=bring(lines))
    assert (code, "Nothing was changed." in report) == (2, True), report
    codes = klass(listed() | {"5501": "Romsa - Tromsø"})
    report, code = update(tmp_path, municipalities=codes, postal_codes=raw)
    assert (code, "Nothing was changed." in report) == (2, True), report
    assert state() == before


@pytest.mark.parametrize("options", [[], ["--changes=x"], ["--municipalities=x", "--as-of=now"]])
def test_the_command_says_what_it_needs(options):
    assert run(*options)[1] == 2


class Pages(http.server.BaseHTTPRequestHandler):
    """Serves a register, and everything that can go wrong with one."""

    body = b""
    accepts: list[str] = []

    def do_GET(self):  # noqa: N802
        self.accepts.append(self.headers["Accept"])
        status, target, more = {
            "/codes": (200, "", 0),
            "/moved": (302, "/codes", 0),
            "/to-a-file": (302, "file:///etc/passwd", 0),
            "/to-elsewhere": (302, "http://register.example/codes", 0),
            "/cut-off": (200, "", 10),
        }.get(self.path, (404, "", 0))
        self.send_response(status)
        if target:
            self.send_header("Location", target)
        self.send_header("Content-Length", str(len(self.body) + more))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *args):
        pass


@contextmanager
def served(body: bytes):
    """Serve a register on this machine."""
    pages = type("Served", (Pages,), {"body": body, "accepts": []})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), pages) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", pages
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("path", ["/codes", "/moved"])
def test_an_address_is_read_as_a_file_is_and_json_is_asked_for(path):
    with served(klass(listed()).encode()) as (address, pages):
        report, code = run("--municipalities", address + path)
    assert (code, "0 changes." in report) == (0, True), report
    assert pages.accepts[0].startswith("application/json, text/csv;charset=UTF-8")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/missing", "the server answered 404"),
        ("/to-a-file", "the server answered 302"),
        ("/to-elsewhere", "leads on to http://register.example/codes, which is not read"),
        ("/cut-off", "was cut off: 10 bytes are missing"),
    ],
)
def test_an_address_that_fails_changes_nothing(path, reason):
    with served(klass(listed() | {"5501": "Romsa - Tromsø"}).encode()) as (address, _pages):
        before = state()
        report, code = run("--municipalities", address + path)
    assert (code, reason in report, state()) == (2, True, before), report


@pytest.mark.parametrize(
    "source",
    [
        "http://register.example/codes",
        "ftp://127.0.0.1/codes",
        "file:///etc/passwd",
        "https://",
        "http://127.0.0.1:1/codes",
        "http://[::1",
        "no such file",
        ".",
        "nul\x00byte",
    ],
)
def test_no_other_source_is_read(source):
    with pytest.raises(CannotFetch):
        fetch(source)


def test_a_file_that_is_far_too_large_is_not_read(tmp_path):
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(CannotFetch, match="20 MB"):
        fetch(str(path))
