"""What is different between two states of an entry, for people to read."""

import difflib
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from portal.base.drafts import paths
from portal.base.drafts.paths import Flat, flat, is_field, part_paths
from portal.base.drafts.snapshots import Snapshot

WORDS = 12  # a longer text is compared word by word
_TOKEN = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A run of words: in both, or only in the one or the other."""

    kind: str  # "same", "removed" or "added"
    text: str


@dataclass(frozen=True)
class Difference:
    """One field, or one whole part, that two states do not have in common."""

    path: str
    label: str
    language: str
    change: str  # "added", "removed" or "changed"
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()


def differences(model: type[models.Model], before: Snapshot, after: Snapshot) -> list[Difference]:
    """Return what differs, in the order of the fields; what a part consists of is told once."""
    old, new = flat(before), flat(after)
    found = []
    for path in {**new, **old}:
        if old.get(path) == new.get(path) and (path in old) == (path in new):
            continue
        parts = part_paths(path)
        inside = parts if is_field(path) else parts[:-1]
        if any((part in old) != (part in new) for part in inside):
            continue  # told with its part
        try:
            difference = _difference(model, path, old, new)
        except (KeyError, FieldDoesNotExist):  # a field that there was in an older version
            continue
        if difference.before != difference.after or not is_field(path):
            found.append(difference)
    return found


def compare(before: str, after: str) -> tuple[Piece, ...]:
    """Return two texts as one, word by word, with what was removed and added."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[i1:i2])))
            continue
        if text := "".join(old[i1:i2]):
            pieces.append(Piece("removed", text))
        if text := "".join(new[j1:j2]):
            pieces.append(Piece("added", text))
    return tuple(pieces)


def _difference(model: type[models.Model], path: str, old: Flat, new: Flat) -> Difference:
    label = paths.label(model, path, new, old)
    if not is_field(path):
        change = "added" if path in new else "removed"
        told = _contents(model, path, new if path in new else old)
        before, after = ("", told) if change == "added" else (told, "")
        return Difference(path, label, "", change, before, after)
    before = paths.shown(model, path, old.get(path))
    after = paths.shown(model, path, new.get(path))
    change = "changed" if before and after else "added" if after else "removed"
    pieces: tuple[Piece, ...] = ()
    if change == "changed" and max(len(before.split()), len(after.split())) > WORDS:
        pieces = compare(before, after)
    return Difference(path, label, paths.language(model, path), change, before, after, pieces)


def _contents(model: type[models.Model], part: str, values: Flat) -> str:
    """Say what a part consists of: every field that is filled in, its own parts aside."""
    told = []
    for path, value in values.items():
        inside: Any = path.removeprefix(f"{part}/") if path.startswith(f"{part}/") else ""
        if not inside or "/" in inside or inside == "key":
            continue
        if text := paths.shown(model, path, value):
            fld = paths.field_at(model, path)
            name = getattr(fld, "translated_field", fld).verbose_name
            code = paths.language(model, path)
            told.append(f"{name} ({code}): {text}" if code else f"{name}: {text}")
    return "\n".join(told)
