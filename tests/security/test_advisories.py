"""A version with a known weakness fails the gate, and a service that is away does not."""

import json
import os
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.postgres import free_port

pytestmark = pytest.mark.once
ROOT = Path(__file__).parents[2]
PINNED = "".join(
    f"{name}==1.0 --hash=sha256:{'0' * 64}\n" for name in ("first-package", "second-package")
)


class Advisories(BaseHTTPRequestHandler):
    """An advisory service that knows of one weakness, or is out of order."""

    weak: str = ""
    broken = False

    def do_POST(self) -> None:
        """Answer a question about one version."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        package = asked["package"] | {"ecosystem": "PyPI"}
        found: dict[str, Any] = {}
        if package["name"] == self.weak:
            affected = [{"package": package, "ranges": []}]
            found = {"vulns": [{"id": "WEAK-1", "summary": "It is weak.", "affected": affected}]}
        body = json.dumps(found).encode()
        self.send_response(503 if self.broken else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Advisories)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    thread.join()
    server.server_close()


def audit(tmp_path: Path, service: str, pinned: str = PINNED) -> subprocess.CompletedProcess[str]:
    file = tmp_path / "requirements.txt"
    file.write_text(pinned, encoding="utf-8")
    return subprocess.run(
        ["bash", ".ci/advisories", str(file)],
        env=os.environ | {"PORTAL_ADVISORIES": service, "NO_PROXY": "*", "no_proxy": "*"},
        cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_versions_without_a_known_weakness_pass(tmp_path, service):
    run = audit(tmp_path, service)
    assert (run.returncode, run.stdout) == (0, "No known weakness in 2 versions.\n"), run.stderr


def test_a_known_weakness_fails_and_is_named(tmp_path, service, monkeypatch):
    monkeypatch.setattr(Advisories, "weak", "second-package")
    run = audit(tmp_path, service)
    assert run.returncode == 1
    assert "second-package" in run.stderr
    assert "WEAK-1" in run.stderr
    assert "first-package" not in run.stderr


def test_a_service_that_is_away_is_told_of_in_one_line(tmp_path):
    run = audit(tmp_path, f"http://127.0.0.1:{free_port()}/v1/query")
    assert run.returncode == 0
    assert run.stdout == "Skipped: the advisory service is not reachable.\n"
    assert run.stderr == ""


def test_a_service_that_is_out_of_order_is_no_pass(tmp_path, service, monkeypatch):
    monkeypatch.setattr(Advisories, "broken", True)
    assert audit(tmp_path, service).stdout.startswith("Skipped")


def test_a_list_of_versions_that_cannot_be_read_fails(tmp_path, service):
    assert audit(tmp_path, service, "first-package>=1\n").returncode == 1
