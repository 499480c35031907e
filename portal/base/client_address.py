"""Where a request comes from, and which proxies are believed when they say so."""

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

SOCKET = "unix"  # in PORTAL_PROXIES: whoever reaches us through a socket on this machine
Address = IPv4Address | IPv6Address


@dataclass(frozen=True)
class Proxies:
    """Whom we believe when they say for whom they ask."""

    networks: tuple[IPv4Network | IPv6Network, ...]
    socket: bool
    wrong: tuple[str, ...]  # neither an address nor a network; never believed

    def has(self, address: Address | None) -> bool:
        """Tell whether an address is a proxy's; None is a connection without one."""
        if address is None:
            return self.socket
        return any(address in network for network in self.networks)


@lru_cache
def proxies_of(written: tuple[str, ...]) -> Proxies:
    """Read PORTAL_PROXIES."""
    networks, wrong = [], []
    for text in written:
        try:
            if text != SOCKET:
                networks.append(ip_network(text))
        except ValueError:
            wrong.append(text)
    return Proxies(tuple(networks), SOCKET in written, tuple(wrong))


def client_address(request: HttpRequest) -> str:
    """Return the sender's network address, or nothing where a connection has none.

    Anyone can write an X-Forwarded-For. Each proxy adds at its end whom it was asked by, so it is
    read from there, and only as far as it was written by those we believe: the first who is no
    proxy of ours is the sender. What is no address was written by no proxy, and ends the reading.
    One household holds a whole IPv6 network, so that is what counts as an address there.
    """
    proxies = proxies_of(tuple(settings.PORTAL_PROXIES))
    address = _read(request.META.get("REMOTE_ADDR", ""))
    if proxies.has(address):
        for text in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            told = _read(text)
            if told is None:
                break
            address = told
            if not proxies.has(told):
                break
    if isinstance(address, IPv6Address):
        return address.exploded[: len("0000:0000:0000:0000")]
    return str(address or "")


def _read(text: str) -> Address | None:
    """Read an address, with or without a port, as proxies write them."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
