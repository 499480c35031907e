"""A kind of entry as the API tells of it: its fields, its filters, what it is read with."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from portal.base import held
from portal.opendata.api.fields import Field
from portal.opendata.api.problems import BadParameters, Wrong

Narrow = Callable[[Any, Any], Any]
LONGEST = 80


@dataclass(frozen=True)
class Filter:
    """Something that a list can be narrowed by; `timely`: what it gives changes with the clock."""

    name: str
    kind: Any  # a type with its limits
    about: str
    narrow: Narrow | None  # None: all of these are looked at together, by the kind
    timely: bool = False


def all_published(model: type[Model]) -> Callable[[], Any]:
    """Return what gives the public entries of a kind."""
    return lambda: model._default_manager.published()  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Kind:
    """A kind of entry: its name in addresses and in words, and everything that is told of it."""

    name: str
    schema_name: str
    model: type[Model]
    about: str
    fields: tuple[Field, ...]
    filters: tuple[Filter, ...] = ()
    order: tuple[Any, ...] = ()  # the model's own if empty
    joined: tuple[str, ...] = ()
    related: tuple[str, ...] = ()  # fields whose public entries are told, as `public_` and the name
    only_in_details: Callable[[], Iterable[Any]] = tuple
    public: Callable[[], Any] | None = None
    narrow: Narrow | None = None  # by the filters that are looked at together
    prepare: Callable[[list[Any]], None] | None = None  # gives rows what they do not hold

    def entries(self) -> Any:
        """Return the public entries in the order of the list."""
        found = (self.public or all_published(self.model))()
        return found.order_by(*self.order) if self.order else found

    def rows(self, entries: Any, *, details: bool = False) -> list[Any]:
        """Return entries with all that is told of them."""
        joined = entries.select_related(*self.joined) if self.joined else entries
        found = list(joined.prefetch_related(*self.only_in_details()) if details else joined)
        for name in self.related:
            give_related(found, name)
        if self.prepare is not None:
            self.prepare(found)
        return found

    def told(self, *, details: bool) -> dict[str, Field]:
        """Return the fields by name; a list leaves out what is long."""
        return {each.name: each for each in self.fields if details or each.in_lists}


def of_sources() -> Iterable[Any]:
    """Return what an entry's sources are read with."""
    return ("sources",)


def give_related(rows: list[Any], name: str) -> None:
    """Give rows the public entries that a field of theirs leads to, as `public_` and its name."""
    those = held.related_to(rows, name)
    for row in rows:
        setattr(row, f"public_{name}", those[row.pk])


def entry_of(model: type[Model], key: str, parameter: str) -> Any:
    """Return the public entry of a key; raises BadParameters when there is none."""
    public = model._default_manager.published()  # type: ignore[attr-defined]
    entry = public.filter(key=key).first()
    if entry is None:
        raise BadParameters(Wrong(parameter, _("Nothing public has the key “%s”.") % key))
    return entry


def one_of_few(model: type[Model], key: str, parameter: str) -> Any:
    """Return the public entry of a key of a kind of which there are few."""
    entry = next((each for each in held.published(model) if each.key == key), None)
    if entry is None:
        raise BadParameters(Wrong(parameter, _("Nothing public has the key “%s”.") % key))
    return entry
