"""Connections to the open internet alone: every address is looked at before it is connected to.

A name is looked up once, every address it has must be public, and the connection goes to an address
that was looked at, so that a name which changes its mind between look-up and connection gains
nothing. That holds for every redirect as well, since each makes a connection of its own.
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Collection, Iterable
from typing import Any

import httpcore

PORTS = frozenset({80, 443})
# Where the open internet's addresses of the new kind are, and those in it that stand for one of the
# old kind; what maps or translates the old kind lies outside.
_OPEN = ipaddress.ip_network("2000::/3")
_STAND_IN = ipaddress.ip_network("2002::/16")

Resolve = Callable[[str], list[str]]


class Forbidden(Exception):
    """An address that a public portal has no business with."""


class UnknownHost(Exception):
    """A name that the name service does not know."""


class NoNameService(Exception):
    """The name service itself did not answer."""


def look_up(host: str) -> list[str]:
    """Return every address of a name."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        known = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
        raise (UnknownHost if error.errno in known else NoNameService)(host) from error
    except UnicodeError as error:
        raise UnknownHost(host) from error
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_public(address: str) -> bool:
    """Tell whether an address is on the open internet, and stands for no other."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:  # such as one with a zone
        return False
    if isinstance(found, ipaddress.IPv6Address) and (found not in _OPEN or found in _STAND_IN):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to public addresses alone, and lets nothing last beyond its time.

    `allowed` and `ports` are for tests, which have a server on this machine.
    """

    def __init__(
        self,
        *,
        resolve: Resolve = look_up,
        allowed: Collection[str] = (),
        ports: Collection[int] = PORTS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._resolve = resolve
        self._allowed = allowed
        self._ports = ports
        self._clock = clock
        self._inner = httpcore.SyncBackend()
        self.deadline: float | None = None

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to one of the addresses that were looked at, the first that answers."""
        if port not in self._ports:
            raise Forbidden(f"{host}:{port}")
        addresses = self._resolve(host)
        if not addresses:
            raise UnknownHost(host)
        for address in addresses:
            if address not in self._allowed and not is_public(address):
                raise Forbidden(f"{host}: {address}")
        problem: Exception | None = None
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(
                    address, port, self.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
                continue
            return _TimedStream(stream, self)
        raise problem or UnknownHost(host)

    def connect_unix_socket(self, *_args: Any, **_options: Any) -> httpcore.NetworkStream:
        """Refuse: nothing on this machine is asked."""
        raise Forbidden("unix")

    def left(self, timeout: float | None) -> float | None:
        """Return how long the next step may last; raises when the time is up."""
        if self.deadline is None:
            return timeout
        left = self.deadline - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("time is up")
        return left if timeout is None else min(timeout, left)


class _TimedStream(httpcore.NetworkStream):
    """A connection that ends when the time for the whole is up, however slowly bytes trickle in."""

    def __init__(self, stream: httpcore.NetworkStream, backend: GuardedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        timeout = self._backend.left(timeout)
        return _TimedStream(
            self._stream.start_tls(ssl_context, server_hostname, timeout), self._backend
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
