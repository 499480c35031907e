"""Short lists that many pages need, asked of the database once for each version of the content.

What is handed out are copies, so that a view may write on its own. A list is let go when an entry
of any kind becomes public by its date; without a known version nothing is held.
"""

import copy
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable
from itertools import chain
from threading import Lock
from typing import Any

from django.db import models
from django.utils import timezone

from portal.base import reading
from portal.base.reading import Version

MOST = 200  # lists
LONGEST = 1_000  # rows of a list that is held
MOST_PAIRS = 20_000  # rows of a relation that is held

_held: OrderedDict[str, tuple[Version, float, list[Any]]] = OrderedDict()
_turn = Lock()


def published(model: type[models.Model]) -> list[Any]:
    """Return every public entry of a kind of which there are few, in its usual order."""
    few = _few(model)
    return list(_public(model)) if few is None else [_copied(row) for row in few]


def among(model: type[models.Model], attribute: str, values: Collection[Any]) -> list[Any]:
    """Return the public entries whose attribute is one of some values, in their usual order.

    Of a kind with many entries only those are read.
    """
    if not values:
        return []
    few = _few(model)
    if few is None:
        return list(_public(model).filter(**{f"{attribute}__in": values}))
    return [_copied(row) for row in few if getattr(row, attribute) in values]


def related(entry: models.Model, field: str) -> list[Any]:
    """Return the public entries that a many-to-many field leads to, in their usual order."""
    return related_to([entry], field)[entry.pk]


def related_to(entries: Collection[models.Model], field: str) -> dict[Any, list[Any]]:
    """Return the public entries that a field of some entries leads to, by their numbers."""
    keys = related_keys(entries, field)
    if not keys:
        return {}
    model: Any = next(iter(entries))._meta.get_field(field).related_model
    those = {each.pk: each for each in among(model, "pk", {*chain(*keys.values())})}
    place = {pk: nth for nth, pk in enumerate(those)}
    return {
        number: [those[pk] for pk in sorted(place.keys() & several, key=place.__getitem__)]
        for number, several in keys.items()
    }


def related_keys(entries: Collection[models.Model], field: str) -> dict[Any, list[Any]]:
    """Return the numbers of what a many-to-many field of some entries leads to, by theirs.

    Of a relation with many pairs only those of the entries are read.
    """
    if not entries:
        return {}
    relation: Any = next(iter(entries))._meta.get_field(field)
    many = relation.field if relation.auto_created else relation
    through = many.remote_field.through
    columns = [f"{many.m2m_field_name()}_id", f"{many.m2m_reverse_field_name()}_id"]
    here, there = reversed(columns) if relation.auto_created else columns
    numbers = [entry.pk for entry in entries]
    pairs = through._base_manager.values_list(here, there)
    name = f"{through._meta.label_lower} by {here}, if few"
    known = _known(name, lambda: [_if_few(pairs)])
    found: dict[Any, list[Any]] | None = known[0] if known else None
    if found is None:
        found = _by_first(pairs.filter(**{f"{here}__in": numbers}))
    return {number: found.get(number, []) for number in numbers}


def rows(name: str, read: Callable[[], Iterable[Any]]) -> list[Any]:
    """Return what a function reads of the database, under a name that says all it depends on."""
    known = _known(name, read)
    return list(read()) if known is None else [_copied(row) for row in known]


def _known(name: str, read: Callable[[], Iterable[Any]]) -> list[Any] | None:
    """Return what is held under a name, read if need be; None where nothing may be held."""
    version, until = reading.held_until()
    if version is None:
        return None
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
    return known[2]


def _few(model: type[models.Model]) -> list[Any] | None:
    """Return what is held of a kind; None if it has many entries, or nothing may be held."""
    name = f"{model._meta.label_lower}, if few"
    known = _known(name, lambda: [_unless_longer(_public(model), LONGEST)])
    return known[0] if known else None


def _public(model: type[models.Model]) -> Any:
    public: Any = model._default_manager.published()  # type: ignore[attr-defined]
    related_to_it = getattr(model, "address_of", ())
    return public.select_related(*related_to_it) if related_to_it else public


def _unless_longer(found: Any, most: int) -> list[Any] | None:
    """Return what a queryset finds, unless that is more than a number."""
    read = list(found[: most + 1])
    return read if len(read) <= most else None


def _if_few(pairs: Any) -> dict[Any, list[Any]] | None:
    few = _unless_longer(pairs, MOST_PAIRS)
    return None if few is None else _by_first(few)


def _by_first(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    """Return the second of each pair by the first."""
    found = defaultdict(list)
    for first, second in pairs:
        found[first].append(second)
    return dict(found)


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
