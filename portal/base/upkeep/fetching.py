"""Visits web addresses politely: who we are, robots.txt, HEAD before GET, a few kilobytes at most.

A visit is a generator: it yields the host that it wants to ask next and goes on when it is its
turn, so that many visits share one pace for each host.
"""

import datetime as dt
import ssl
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx
from django.conf import settings
from protego import Protego

from portal.base.upkeep.findings import Finding, Outcome
from portal.base.upkeep.guard import (
    Forbidden,
    GuardedBackend,
    NoNameService,
    UnknownHost,
)

AGENT = "CareerGuidancePortalLinks"
MOST_REDIRECTS = 8
MOST_BYTES = 16 * 1024
MOST_BYTES_OF_RULES = 256 * 1024
SECONDS = 10.0  # for each step, such as connecting
SECONDS_IN_ALL = 30.0  # for one question and its answer
MOST_WAIT = dt.timedelta(days=7)
_CLOSED = {401, 402, 403, 405, 406, 407, 418, 451, 501, 999}
_GONE, _BUSY, _PERMANENT = {404, 410}, 429, {301, 308}

Visit = Generator[str, None, Finding]


@dataclass(frozen=True)
class Answer:
    """What a server answered to one question."""

    status: int
    headers: httpx.Headers
    body: bytes

    def leads_to(self, url: httpx.URL) -> httpx.URL | None:
        """Return where a redirect leads."""
        if self.status in {301, 302, 303, 307, 308} and "location" in self.headers:
            try:
                return url.join(self.headers["location"])
            except (httpx.InvalidURL, UnicodeError, ValueError):
                return httpx.URL("about:invalid")
        return None


class _Transport(httpx.HTTPTransport):
    """httpx's own transport with our connections; no proxy and nothing from the environment."""

    def __init__(self, backend: GuardedBackend) -> None:
        context = httpx.create_ssl_context(trust_env=False)
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, max_keepalive_connections=0, network_backend=backend
        )


def user_agent() -> str:
    """Say who asks: the portal's address and a mailbox to write to."""
    about = "; ".join(filter(None, [settings.PORTAL_ADDRESS, settings.PORTAL_CONTACT]))
    return f"{AGENT}/1.0 (+{about})"


class Visitor:
    """Visits addresses through one guard, and remembers each site's rules for programs."""

    def __init__(
        self,
        backend: GuardedBackend | None = None,
        *,
        pause: float = 3.0,
        seconds: float = SECONDS,
        seconds_in_all: float = SECONDS_IN_ALL,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.backend = backend or GuardedBackend()
        self.clock, self.sleep = clock, sleep
        self._pause = pause
        self._seconds, self._seconds_in_all = seconds, seconds_in_all
        self._transport = _Transport(self.backend)
        self._rules: dict[str, Protego | Finding] = {}

    def pause(self, host: str) -> float:
        """Return the seconds between two questions to a host; what the site asks for counts."""
        rules = self._rules.get(host)
        asked = rules.crawl_delay(AGENT) if isinstance(rules, Protego) else None
        return max(self._pause, min(asked or 0, 10 * self._pause))

    def visit(self, address: str) -> Visit:
        """Find out what becomes of a reader who follows an address."""
        client = httpx.Client(
            transport=self._transport, headers={"User-Agent": user_agent()}, trust_env=False
        )
        try:
            url = httpx.URL(address)
        except (httpx.InvalidURL, UnicodeError, ValueError):
            return Finding(Outcome.WRONG, "bad_address")
        return (yield from self._follow(client, url))

    def _follow(self, client: httpx.Client, url: httpx.URL) -> Visit:
        """Follow redirects to the end; as long as all are permanent the address has moved."""
        moved_to, fragment, only_permanent = "", url.fragment, True
        for _hop in range(MOST_REDIRECTS + 1):
            if url.scheme not in {"http", "https"} or not url.host:
                return Finding(Outcome.UNSURE, "other_door")
            answer = yield from self._ask(client, url)
            if isinstance(answer, Finding):
                return answer
            target = answer.leads_to(url)
            if target is None:
                return judge(answer, moved_to)
            only_permanent = only_permanent and answer.status in _PERMANENT
            url = target
            if only_permanent:
                kept = url.fragment or fragment
                moved_to = str(url.copy_with(fragment=kept) if kept else url)
        return Finding(Outcome.TROUBLE, "too_many_redirects", reached=True)

    def _ask(self, client: httpx.Client, url: httpx.URL) -> Generator[str, None, Answer | Finding]:
        """Ask for one address if the site lets us: HEAD, and GET where HEAD is refused or fails."""
        host = url.netloc.decode("ascii")
        has_turn = False
        if host not in self._rules:
            yield host
            has_turn = host in self._rules  # another visit has read them while this one waited
            if not has_turn:
                self._rules[host] = yield from self._read_rules(client, url)
        rules = self._rules[host]
        if isinstance(rules, Finding):
            return rules
        if not rules.can_fetch(str(url), AGENT):
            return Finding(Outcome.UNSURE, "robots", reached=True)
        if not has_turn:
            yield host
        answer = self._exchange(client, "HEAD", url)
        if _try_get(answer):
            yield host
            answer = self._exchange(client, "GET", url)
        return answer

    def _read_rules(
        self, client: httpx.Client, url: httpx.URL
    ) -> Generator[str, None, Protego | Finding]:
        """Return a site's rules for programs; none if it has none, trouble if it is in trouble."""
        url = url.copy_with(raw_path=b"/robots.txt", fragment=None)
        for _hop in range(MOST_REDIRECTS):
            answer = self._exchange(client, "GET", url, most=MOST_BYTES_OF_RULES)
            if isinstance(answer, Finding):
                return answer
            target = answer.leads_to(url)
            if target is None:
                break
            url = target
            yield url.netloc.decode("ascii")
        else:
            return Protego.parse("")
        if answer.status >= 500 or answer.status == _BUSY:  # noqa: PLR2004
            found = judge(answer, "")
            return Finding(
                Outcome.TROUBLE, "robots_trouble", answer.status, reached=True, wait=found.wait
            )
        text = answer.body.decode("utf-8", "replace") if answer.status < 300 else ""  # noqa: PLR2004
        return Protego.parse(text)

    def _exchange(
        self, client: httpx.Client, method: str, url: httpx.URL, most: int = MOST_BYTES
    ) -> Answer | Finding:
        """Ask one question and read the beginning of the answer, or say why there is none."""
        self.backend.deadline = self.clock() + self._seconds_in_all
        try:
            with client.stream(method, url, timeout=self._seconds) as response:
                body = b""
                if method == "GET" and response.status_code < 400:  # noqa: PLR2004
                    for piece in response.iter_bytes():
                        body += piece
                        if len(body) >= most:
                            break
                return Answer(response.status_code, response.headers, body[:most])
        except Exception as error:
            if (finding := explain(error)) is None:
                raise
            return finding


def _try_get(answer: Answer | Finding) -> bool:
    """Tell whether a server that was asked for the head alone should be asked for the page."""
    if isinstance(answer, Finding):
        return answer.said in {"timeout", "bad_answer"}
    return answer.status >= 400 and answer.status != _BUSY  # noqa: PLR2004


def explain(error: Exception) -> Finding | None:
    """Return what an exception says of an address, or nothing if it is a fault of ours."""
    match error:
        case Forbidden():
            return Finding(Outcome.UNSURE, "not_followed")
        case UnknownHost():
            return Finding(Outcome.GONE, "unknown_host", reached=False)
        case NoNameService():
            return Finding(Outcome.TROUBLE, "no_name_service", reached=False)
        case httpx.TimeoutException():
            return Finding(Outcome.TROUBLE, "timeout", reached=False)
        case httpx.ConnectError() if _is_about_certificate(error):
            return Finding(Outcome.TROUBLE, "certificate", reached=True)
        case httpx.ConnectError():
            return Finding(Outcome.TROUBLE, "no_connection", reached=False)
        case httpx.HTTPError() | httpx.InvalidURL():  # the latter of a redirect
            return Finding(Outcome.TROUBLE, "bad_answer", reached=True)
    return None


def _is_about_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def judge(answer: Answer, moved_to: str) -> Finding:
    """Return what the last answer of a visit comes to."""
    status = answer.status
    found: dict[str, Any] = {"status": status, "reached": True}
    if 200 <= status < 300:  # noqa: PLR2004
        if moved_to:
            return Finding(Outcome.MOVED, "answer", moved_to=moved_to, **found)
        return Finding(Outcome.WORKS, "answer", **found)
    if status in _CLOSED or "cf-mitigated" in answer.headers:
        return Finding(Outcome.UNSURE, "closed", **found)
    if status in _GONE:
        return Finding(Outcome.GONE, "gone", **found)
    if status in {_BUSY, 503}:
        wait = _wait(answer.headers.get("retry-after", ""))
        return Finding(Outcome.TROUBLE, "busy", wait=wait, **found)
    return Finding(Outcome.TROUBLE, "answer", **found)


def _wait(asked: str) -> dt.timedelta | None:
    """Return how long a server asked us to stay away, in seconds; a date is not looked at."""
    if not (asked.isascii() and asked.isdigit()):
        return None
    return min(dt.timedelta(seconds=min(int(asked[:9]), 10**8)), MOST_WAIT)
