"""How a model says which lists, feeds and calendars show its entries, besides its own page."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.functional import Promise


class Touched(NamedTuple):
    """A page, list, feed or calendar that shows an entry.

    A model's `also_affects(before)` returns these; `before` is what the fields of the entry are
    now that it is public, as a snapshot has them, or nothing. An address with a word in it takes
    it from the entry it is `about`, in each language; `args` come after.
    """

    kind: str
    label: str | Promise
    url_name: str
    about: Any = None
    args: tuple[Any, ...] = ()


def lists(*named: tuple[str | Promise, str]) -> list[Touched]:
    """Return lists by name and name of address."""
    return [Touched("list", label, url_name) for label, url_name in named]


def calendars(label: str | Promise, url_name: str, entries: Iterable[Any]) -> list[Touched]:
    """Return the calendars of entries."""
    return [Touched("calendar", label, url_name, entry) for entry in entries]
