"""Two changes of the same thing put together, and where they can not be."""

from dataclasses import dataclass
from typing import Any

from portal.base.drafts.paths import Flat, is_field, part_paths

GONE: Any = object()


@dataclass(frozen=True)
class Conflict:
    """A field that two people changed differently, or a part that one changed and one removed."""

    path: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merge:
    """Both changes in one; where they clash it has mine, and says so."""

    merged: Flat
    conflicts: tuple[Conflict, ...]


def merge(base: Flat, mine: Flat, theirs: Flat) -> Merge:
    """Put together what I and others have changed since the same beginning."""
    merged: Flat = {}
    clashes: dict[str, None] = {}
    for path in base | mine | theirs:
        was, my, their = (values.get(path, GONE) for values in (base, mine, theirs))
        if _equal(my, their) or _equal(their, was):
            chosen = my
        elif _equal(my, was):
            chosen = their
        else:
            chosen = my
            clashes[_clash(path, mine, theirs)] = None
        if chosen is not GONE:
            merged[path] = chosen
    for path in clashes:
        if not is_field(path):
            take(merged, path, mine)
    conflicts = tuple(
        Conflict(path, *(values.get(path) for values in (base, mine, theirs))) for path in clashes
    )
    return Merge(merged, conflicts)


def take(values: Flat, path: str, source: Flat) -> None:
    """Let a field, or a part with all that is in it, be as in another snapshot."""
    for old in [each for each in values if each == path or each.startswith(f"{path}/")]:
        del values[old]
    for new, value in source.items():
        if new == path or new.startswith(f"{path}/"):
            values[new] = value


def _clash(path: str, mine: Flat, theirs: Flat) -> str:
    """Return the field, or the outermost part that only one of the two has."""
    for part in part_paths(path):
        if (part in mine) != (part in theirs):
            return part
    return path


def _equal(one: Any, other: Any) -> bool:
    return (one is GONE) == (other is GONE) and one == other
