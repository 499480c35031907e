"""How often one sender may write to us, without keeping who the sender is."""

import datetime as dt
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUR = 60 * 60


@dataclass(frozen=True)
class Limit:
    """How many messages of a kind one address may send within a clock hour."""

    name: str
    number: int


def client_address(request: HttpRequest) -> str:
    """Return the sender's network address; the one place to change when a proxy stands in front.

    Only what the connection itself says is believed: anyone can write an X-Forwarded-For.
    One household holds a whole IPv6 network, so that is what counts as an address there.
    """
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:  # a server behind a socket names no address: all senders share a limit
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return address.exploded[: len("0000:0000:0000:0000")]
    return str(address)


def seconds_to_wait(request: HttpRequest, limit: Limit, *, now: dt.datetime) -> int:
    """Count one more from a sender; return how long to wait when that is too many, or else 0.

    Kept until the hour ends: a number, under a keyed hash of the address and the hour. Neither
    the address nor anything that leads back to it without the secret key is kept. Each server
    process counts for itself, as long as the cache is in its memory.
    """
    hour, second = divmod(int(now.timestamp()), HOUR)
    sender = f"{limit.name}/{hour}/{client_address(request)}"
    key = "throttle:" + salted_hmac("portal.throttle", sender, algorithm="sha256").hexdigest()
    left = HOUR - second
    cache.add(key, 0, timeout=left)
    try:
        number = cache.incr(key)
    except ValueError:  # the cache was full, and threw this number out
        return 0
    return left if number > limit.number else 0
