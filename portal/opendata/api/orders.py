"""In which order a list stands: the numbers of its rows, read once for each version of the content.

With them a page far down costs what the first one costs, and nothing has to be counted. 100,000
numbers take 800 kB. A list that nobody may hold is read each time.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock

from django.utils import timezone

from portal.base import reading
from portal.base.reading import Version

MOST = 1_000_000  # numbers that are held of all lists together, 8 MB

_held: OrderedDict[str, tuple[Version, float, array[int]]] = OrderedDict()
_turn = Lock()


def order(name: str, read: Callable[[], Iterable[int]]) -> array[int]:
    """Return the numbers of the rows of a list, under a name that says all it depends on."""
    version, until = reading.held_until()
    if version is None or not name:
        return array("q", read())
    known = _held.get(name)
    if known is not None and known[0] == version and timezone.now().timestamp() < known[1]:
        return known[2]
    found = array("q", read())
    with _turn:
        for old in [each for each, (made_of, *_more) in _held.items() if made_of != version]:
            del _held[old]
        _held.pop(name, None)
        _held[name] = (version, until, found)
        while sum(len(numbers) for *_more, numbers in _held.values()) > MOST:
            _held.popitem(last=False)
    return found
