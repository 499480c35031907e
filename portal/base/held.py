"""Short lists that many pages need, asked of the database once for each version of the content.

What is handed out are copies, so that a view may write on its own. A list is let go when an entry
of any kind becomes public by its date; without a known version nothing is held.
"""

import copy
from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from django.db import models
from django.utils import timezone

from portal.base import reading
from portal.base.reading import Version

MOST = 200  # lists
LONGEST = 500  # rows of a list that is held

_held: OrderedDict[str, tuple[Version, float, list[Any]]] = OrderedDict()
_turn = Lock()


def published(model: type[models.Model]) -> list[Any]:
    """Return every public entry of a kind of which there are few, in its usual order."""
    return rows(model._meta.label_lower, model._default_manager.published)  # type: ignore[attr-defined]


def rows(name: str, read: Callable[[], Iterable[Any]]) -> list[Any]:
    """Return what a function reads of the database, under a name that says all it depends on."""
    version, until = reading.held_until()
    if version is None:
        return list(read())
    now = timezone.now().timestamp()
    known = _held.get(name)
    if known is None or known[0] != version or now >= known[1]:
        known = (version, until, list(read()))
        if len(known[2]) <= LONGEST:
            with _turn:
                _held[name] = known
                _held.move_to_end(name)
                if len(_held) > MOST:
                    _held.popitem(last=False)
    return [_copied(row) for row in known[2]]


def _copied(row: Any) -> Any:
    """Return a row of its own, with related rows of its own as far as they were read with it."""
    if not isinstance(row, models.Model):
        return row
    own = row.__class__.__new__(row.__class__)
    own.__dict__ = dict(row.__dict__)
    own._state = copy.copy(row._state)
    own._state.fields_cache = {
        name: _copied(value) for name, value in row._state.fields_cache.items()
    }
    return own
