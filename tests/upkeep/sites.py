"""Web sites on this machine, under invented names, and a name service that knows them."""

import contextlib
import http.server
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from portal.base.upkeep.checking import check
from portal.base.upkeep.fetching import Visitor
from portal.base.upkeep.findings import Finding
from portal.base.upkeep.guard import GuardedBackend, UnknownHost
from portal.base.upkeep.models import Link
from portal.base.upkeep.turns import take_turns

HERE = "127.0.0.1"


@dataclass
class Clock:
    """A clock that only sleeping moves."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Site:
    """What was asked of the server on this machine, and how to visit it."""

    port: int
    pages: dict[str, Any]
    names: dict[str, list[list[str]]]  # each look-up takes the next answer, the last one stays
    asked: list[tuple[str, str, str]] = field(default_factory=list)  # method, host, path
    agents: set[str] = field(default_factory=set)
    clock: Clock = field(default_factory=Clock)

    def url(self, path: str, host: str = "a.example.org") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self, host: str = "a.example.org") -> list[str]:
        """Return what was asked of a host, apart from its rules."""
        return [
            f"{method} {path}"
            for method, of, path in self.asked
            if of.partition(":")[0] == host and path != "/robots.txt"
        ]

    def resolve(self, host: str) -> list[str]:
        if host not in self.names:
            raise UnknownHost(host)
        answers = self.names[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def visitor(self, **options: Any) -> Visitor:
        allowed = options.pop("allowed", {HERE})
        clock = options.pop("clock", self.clock)
        backend = GuardedBackend(
            resolve=self.resolve, allowed=allowed, ports={self.port}, clock=clock
        )
        return Visitor(backend, clock=clock, sleep=self.clock.sleep, **options)

    def visit(self, *addresses: str, **options: Any) -> list[Finding]:
        """Return what visits find, in the order of the addresses."""
        visitor = self.visitor(**options)
        visits = [(n, visitor.visit(address)) for n, address in enumerate(addresses)]
        found = dict(take_turns(visits, visitor))
        return [found[n] for n in range(len(addresses))]

    def check(self, *links: Link, now: Any, **options: Any) -> Any:
        return check(list(links), now=now, visitor=self.visitor(), **options)


class _Handler(http.server.BaseHTTPRequestHandler):
    """Answers as the pages of the site say: a status, or (status, headers), or with a body."""

    site: Site

    def _answer(self) -> None:
        host = self.headers["Host"]
        self.site.asked.append((self.command, host, self.path))
        self.site.agents.add(self.headers["User-Agent"])
        page = self.site.pages.get(f"{self.command} {self.path}", self.site.pages.get(self.path))
        if page == "silence":
            time.sleep(1.5)
            return
        if page == "trickle":
            with contextlib.suppress(OSError):
                for _step in range(40):
                    self.wfile.write(b"H")
                    time.sleep(0.1)
            return
        status, headers, body = _whole(page if page is not None else 404)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value.replace("PORT", str(self.site.port)))
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            with contextlib.suppress(OSError):
                self.wfile.write(body)

    do_GET = do_HEAD = _answer  # noqa: N815 - the server's names

    def log_message(self, *args: object) -> None:
        pass


def _whole(page: Any) -> tuple[int, dict[str, str], bytes]:
    if isinstance(page, int):
        return page, {}, b""
    status, headers, *body = page
    return status, headers, body[0] if body else b""


@contextlib.contextmanager
def site(pages: dict[str, Any], **names: list[list[str]]) -> Iterator[Site]:
    """Serve pages on this machine under a.example.org, b.example.org and further names."""
    known = {"a.example.org": [[HERE]], "b.example.org": [[HERE]]}
    known |= {name.replace("_", "."): answers for name, answers in names.items()}
    server = http.server.ThreadingHTTPServer((HERE, 0), _Handler)
    found = Site(server.server_port, pages, known)
    server.RequestHandlerClass = type("Handler", (_Handler,), {"site": found})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
