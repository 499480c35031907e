"""Readers by the dozen: steady load, slow clients, and connections that stay idle."""

import contextlib
import http.client
import itertools
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from tests.serving.running import PATIENCE, UNVERIFIED

# What the portal itself has to answer: forms go by no cache, nor does what was never asked before.
ASKED = (("GET", "/robots.txt?n={n}", 200), ("POST", "/nb/?n={n}", 405),
         ("GET", "/nb/?n={n}", 200), ("GET", "/healthz-not/{n}", 404))  # fmt: skip


class Load:
    """Some readers who ask one thing after the other, and what became of each question."""

    def __init__(self, port: int, asked: tuple[tuple[str, str, int], ...] = ASKED) -> None:
        self.port, self.asked = port, asked
        self.number = itertools.count()
        self.answered = Counter[int]()
        self.lost: list[str] = []
        self.slowest = 0.0
        self.over = threading.Event()

    def _one(self, connection: http.client.HTTPConnection) -> None:
        number = next(self.number)
        method, path, expected = self.asked[number % len(self.asked)]
        begun = time.monotonic()
        try:
            connection.request(method, path.format(n=number), headers={"Host": "localhost"})
            response = connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            self.lost.append(f"{method} {path}: {error!r}")
            return
        self.slowest = max(self.slowest, time.monotonic() - begun)
        self.answered[response.status] += 1
        if response.status != expected:
            self.lost.append(f"{method} {path}: {response.status}")

    def _reader(self) -> None:
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, context=UNVERIFIED, timeout=PATIENCE
        )
        while not self.over.is_set():
            self._one(connection)
            time.sleep(0.01)
        connection.close()

    @contextlib.contextmanager
    def running(self, readers: int = 4) -> Iterator["Load"]:
        """Let the readers ask for the time of a block."""
        threads = [threading.Thread(target=self._reader) for _each in range(readers)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self.over.set()
            for thread in threads:
                thread.join(PATIENCE)

    def wait_for(self, number: int) -> None:
        """Wait until so many more have been answered."""
        wanted = self.answered.total() + number
        deadline = time.monotonic() + PATIENCE
        while self.answered.total() < wanted and time.monotonic() < deadline:
            time.sleep(0.05)


def connect(port: int, address: str = "127.0.0.1") -> ssl.SSLSocket:
    """Open a connection from an address of this machine."""
    plain = socket.create_connection(("127.0.0.1", port), PATIENCE, (address, 0))
    return UNVERIFIED.wrap_socket(plain, server_hostname="localhost")


@contextlib.contextmanager
def idle(port: int, number: int) -> Iterator[list[ssl.SSLSocket]]:
    """Hold open so many connections, each of which has asked once and could ask again."""

    def opened(_number: int) -> ssl.SSLSocket:
        connection = connect(port)
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(4096).startswith(b"HTTP/1.1 404 ")  # nginx keeps this to itself
        return connection

    with ThreadPoolExecutor(4) as readers:
        connections = list(readers.map(opened, range(number)))
    try:
        yield connections
    finally:
        for connection in connections:
            connection.close()


def are_open(connections: list[ssl.SSLSocket]) -> int:
    """Return how many of the connections the other side still holds."""
    still = 0
    for connection in connections:
        connection.setblocking(False)
        try:
            still += bool(connection.recv(1))
        except ssl.SSLWantReadError:
            still += 1
        except OSError:
            continue
    return still
