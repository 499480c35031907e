"""How often one sender may ask or write to us, without keeping who the sender is.

Counted within a window of time, such as a clock hour, in the memory of each server process. The
key under which a sender is counted is drawn at random when a window begins and forgotten when it
ends: after that not even we can tell who had been counted.
"""

import datetime as dt
import secrets
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock

from django.http import HttpRequest

from portal.base.client_address import client_address

MINUTE = 60
HOUR = 60 * MINUTE
ROOM = 50_000  # senders counted one by one within a window; about 8 MB
SHARED = 2  # bytes: what is left of a sender's name when there is no room, one of 65,536


@dataclass(frozen=True)
class Limit:
    """How many of a kind one address may send within a window of so many seconds."""

    name: str
    number: int
    window: int = HOUR


@dataclass
class _Window:
    """Who sent how often in a window, until the moment it ends."""

    ends: int
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    counts: dict[bytes, int] = field(default_factory=dict)

    def count(self, sender: str) -> int:
        """Count one more from a sender; return how many that makes.

        Nobody's count is ever thrown out to make room. Those who come when there is none left
        share a limited number of counts by chance, which nobody can foresee: the key is secret.
        """
        name = blake2b(sender.encode(), key=self.key, digest_size=16).digest()
        if name not in self.counts and len(self.counts) >= ROOM:
            name = name[:SHARED]
        number = self.counts[name] = self.counts.get(name, 0) + 1
        return number


_windows: dict[str, _Window] = {}
_lock = Lock()


def seconds_to_wait(request: HttpRequest, limit: Limit, *, now: dt.datetime) -> int:
    """Count one more from a sender; return how long to wait when that is too many, or else 0.

    Neither the address nor anything that leads back to it is kept. Each server process counts for
    itself: a sender may reach the limit once in each.
    """
    number, second = divmod(int(now.timestamp()), limit.window)
    with _lock:
        for name in [name for name, each in _windows.items() if each.ends <= now.timestamp()]:
            del _windows[name]
        if limit.name not in _windows:
            _windows[limit.name] = _Window(ends=(number + 1) * limit.window)
        count = _windows[limit.name].count(client_address(request))
    return limit.window - second if count > limit.number else 0


def forget() -> None:
    """Begin to count anew, as a process that starts does."""
    _windows.clear()
