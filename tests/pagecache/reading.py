"""Reading as the tests do: on one connection, seeing how an answer came, waiting for what comes."""

import http.client
import itertools
import time

from tests.serving.running import PATIENCE, Served

NUMBERS = itertools.count()


class Reader:
    """A reader on one connection, which one worker answers as long as it is kept."""

    def __init__(self, served: Served) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)

    def get(self, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        """Ask for a page; return the answer with its text."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, headers={"Host": "localhost"} | named)
        response = self.connection.getresponse()
        response.text = response.read().decode()  # type: ignore[attr-defined]
        return response

    def close(self) -> None:
        """Go away."""
        self.connection.close()


def how(response: http.client.HTTPResponse) -> str:
    return response.headers["Cache-Status"]


def soon(condition, what: str) -> float:
    """Wait until something is so; return the seconds it took."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < 20, what
        time.sleep(0.02)
    return time.monotonic() - start


def never_asked() -> str:
    """Return the address of a page that nobody can have kept."""
    return f"/nb/karriereveiledning/ressurser/?q=ord{next(NUMBERS)}"
