"""Servers as the documents in docs/operations start them, on ports and in folders of their own."""

import contextlib
import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import prepared
from tests.postgres import free_port

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "docs" / "operations"
GUNICORN = Path(sys.executable).with_name("gunicorn")
TOKEN = "the-token-of-these-tests"  # noqa: S105 - of a portal that is thrown away
PATIENCE = 120  # seconds, for a machine with other things to do
# As systemd does it: the socket is number 3, and the process that takes it is named.
HANDING_OVER = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); "
    "os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid())); "
    "os.execv(sys.argv[2], sys.argv[2:])"
)
UNVERIFIED = ssl.create_default_context()
UNVERIFIED.check_hostname = False
UNVERIFIED.verify_mode = ssl.CERT_NONE


def ask(port: int, path: str = "/healthz", *, tls: bool = False, **headers: str) -> Any:
    """Ask once, over a connection of its own; return the answer with its text."""
    kind = http.client.HTTPSConnection if tls else http.client.HTTPConnection
    options = {"context": UNVERIFIED} if tls else {}
    connection = kind("127.0.0.1", port, timeout=PATIENCE, **options)
    with contextlib.closing(connection):
        connection.request("GET", path, headers={"Host": "localhost"} | headers)
        response = connection.getresponse()
        response.text = response.read().decode(errors="replace")
        return response


def metrics(port: int) -> str:
    """Return what Prometheus reads."""
    return ask(port, "/metrics", Authorization=f"Bearer {TOKEN}").text


class Served:
    """A portal with a folder of its own, listening on a socket that outlives its processes."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder, self.log = folder, folder / "log"
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
        self.port = self.listener.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None
        self.environment = {
            name: value for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "PYTHONDONTWRITEBYTECODE", "PORTAL_SEARCH"}
        } | {
            "PORTAL_VAR": str(folder), "PORTAL_DEBUG": "0", "PORTAL_SECRET_KEY": "of these tests",
            "PORTAL_METRICS_TOKEN": TOKEN, "PORTAL_WORKERS": "2",
            "PORTAL_PROXIES": "127.0.0.1", "PORTAL_MIN_FREE_MB": "1",
            "PYTHONPYCACHEPREFIX": str(prepared.folder().parent / "compiled"),
        } | environment  # fmt: skip

    def start(self, *arguments: str) -> None:
        """Run the command of the unit, with the socket handed over as systemd does."""
        number = str(self.listener.fileno())
        command = [str(GUNICORN), "-c", "portal/gunicorn_conf.py", "portal.wsgi", *arguments]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", HANDING_OVER, number, *command],
                pass_fds=(self.listener.fileno(),), env=self.environment, cwd=ROOT,
                stdout=log, stderr=log,
            )  # fmt: skip

    def wait(self, path: str = "/healthz") -> None:
        """Wait until it answers."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                raise RuntimeError(self.log.read_text())
            with contextlib.suppress(OSError, http.client.HTTPException):
                ask(self.port, path)
                return
        raise TimeoutError(self.log.read_text())

    def stop(self) -> int:
        """Send SIGTERM, and wait for the end."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(PATIENCE)

    def workers(self) -> list[int]:
        """Return the processes of the workers."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(number) for number in children.read_text().split()]

    def counts(self) -> Path:
        """Return the folder in which its workers count."""
        ask(self.port, "/robots.txt")  # whose worker makes its files then, if not before
        maps = [Path(f"/proc/{worker}/maps").read_text() for worker in self.workers()]
        files = {line.split()[-1] for text in maps for line in text.splitlines() if ".db" in line}
        return next(Path(file).parent for file in files if "/portal-metrics-" in file)

    def lines(self, logger: str = "") -> list[dict[str, Any]]:
        """Return what it has logged; each line is a JSON object."""
        lines = [json.loads(line) for line in self.log.read_text().splitlines()]
        return [line for line in lines if line["logger"].startswith(logger)]


@contextlib.contextmanager
def serving(folder: Path, **environment: str) -> Iterator[Served]:
    """Serve a prepared portal, with its search index, and end it afterwards."""
    prepared.copy_to(folder)
    served = Served(folder, **environment)
    manage = [sys.executable, "manage.py", "rebuild_search", "--missing"]
    subprocess.run(
        manage, env=served.environment, cwd=ROOT, check=True, timeout=300, stdout=subprocess.DEVNULL
    )
    served.start()
    try:
        served.wait()
        yield served
    finally:
        if served.process and served.process.poll() is None:
            served.stop()
        served.listener.close()


@dataclass
class Front:
    """nginx, as a reader meets it."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]


def example(folder: Path, portal: int, port: int, plain: int) -> str:
    """Return the example with the ports and folders of a test, and nothing else changed."""
    text = (EXAMPLES / "nginx.conf").read_text()
    changes = {
        "user www-data;": "user root;" if os.geteuid() == 0 else "",
        "/run/nginx.pid": f"{folder}/pid",
        "/var/log/nginx": str(folder),
        "/var/cache/nginx/portal": f"{folder}/cache",
        "/etc/ssl/portal": str(folder),
        "127.0.0.1:8000": f"127.0.0.1:{portal}",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
        "server_name portal.example;": "server_name localhost;",
    }
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    text = re.sub(r"\n *listen \[::\].*", "", text)  # not every machine has IPv6
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    own = "".join(f"    {kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    return text.replace("http {\n", f"http {{\n{own}", 1)


@contextlib.contextmanager
def in_front_of(portal: int, folder: Path) -> Iterator[Front]:
    """Run nginx with the example in front of a portal."""
    folder.mkdir()
    certificate = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", "/CN=localhost", *certificate],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    port = free_port()
    conf = folder / "nginx.conf"
    conf.write_text(example(folder, portal, port, free_port()))
    with (folder / "stderr").open("wb") as errors:
        process = subprocess.Popen(
            [nginx(), "-e", "stderr", "-p", str(folder), "-c", str(conf), "-g", "daemon off;"],
            stderr=errors,
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                ask(port, tls=True)
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError((folder / "stderr").read_text()) from None
                time.sleep(0.05)
        yield Front(port, folder, process)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def nginx() -> str:
    """Return where nginx is, or nothing."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or ""
