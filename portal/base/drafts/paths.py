"""Flat snapshots: one value under each path, and what a path and a value are called in words.

A path leads from the entry through its parts to a field: `website`, `sites/mo/place`. The path of
a part itself, `sites/mo`, is there with the value True.
"""

import datetime as dt
import re
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.base.content import content_key
from portal.base.drafts.shape import parts_of
from portal.base.drafts.snapshots import Snapshot

Flat = dict[str, Any]
NAMES = ("name_nb", "name_nn", "name_en", "name", "title", "value", "date", "kind", "organisation")
_BLOCKS = re.compile(r"</(p|h2|h3|li|blockquote)>|<br>")


def flat(snapshot: Snapshot, prefix: str = "") -> Flat:
    """Return a snapshot as one value under each path."""
    found: Flat = {f"{prefix}{name}": value for name, value in snapshot["fields"].items()}
    for name, parts in snapshot["parts"].items():
        for key, part in parts.items():
            found[f"{prefix}{name}/{key}"] = True
            found |= flat(part, f"{prefix}{name}/{key}/")
    return found


def whole(values: Flat, model: type[models.Model]) -> Snapshot:
    """Return the snapshot that a flat one stands for; every kind of part is named in it."""
    root = _empty(model)
    for path in sorted(values, key=lambda path: path.count("/")):
        steps = path.split("/")
        snapshot, owner = root, model
        for name, key in zip(steps[0 : len(steps) - 1 : 2], steps[1::2], strict=False):
            owner = parts_of(owner)[name].related_model
            snapshot = snapshot["parts"][name].setdefault(key, _empty(owner))
        if is_field(path):
            snapshot["fields"][steps[-1]] = values[path]
    return root


def _empty(model: type[models.Model]) -> Snapshot:
    return {"fields": {}, "parts": {name: {} for name in parts_of(model)}}


def is_field(path: str) -> bool:
    """Tell whether a path leads to a field, and not to a part itself."""
    return path.count("/") % 2 == 0


def part_paths(path: str) -> list[str]:
    """Return the paths of the parts that a path leads through, the outermost first."""
    steps = path.split("/")
    return ["/".join(steps[:end]) for end in range(2, len(steps) + 1, 2)]


def model_at(model: type[models.Model], path: str) -> type[models.Model]:
    """Return the model of the part that a path ends in, or the entry's own; raises KeyError."""
    for name in path.split("/")[0::2][: path.count("/") // 2 + path.count("/") % 2]:
        model = parts_of(model)[name].related_model
    return model


def field_at(model: type[models.Model], path: str) -> Any:
    """Return the field that a path leads to; raises KeyError and FieldDoesNotExist."""
    return model_at(model, path)._meta.get_field(path.rpartition("/")[2])


def language(model: type[models.Model], path: str) -> str:
    """Return the language of the text slot that a path leads to, or nothing."""
    fld = field_at(model, path) if is_field(path) else None
    return fld.language if hasattr(fld, "translated_field") else ""  # type: ignore[union-attr]


def slot(model: type[models.Model], path: str) -> str:
    """Return the name of the text slot that a path leads to, or nothing."""
    fld = field_at(model, path) if is_field(path) else None
    return fld.translated_field.name if hasattr(fld, "translated_field") else ""  # type: ignore[union-attr]


def label(model: type[models.Model], path: str, *known: Flat) -> str:
    """Say in words what a path leads to; parts are named by what flat snapshots call them."""
    words = []
    for part in part_paths(path):
        kind = capfirst(str(model_at(model, part)._meta.verbose_name))
        words.append(f"{kind} “{_name(model, part, known)}”")
    if is_field(path):
        fld = field_at(model, path)
        fld = getattr(fld, "translated_field", fld)
        words.append(str(fld.verbose_name) if words else capfirst(str(fld.verbose_name)))
    return ": ".join(words)


def _name(model: type[models.Model], part: str, known: tuple[Flat, ...]) -> str:
    for values in known:
        for name in NAMES:
            if value := values.get(f"{part}/{name}"):
                return shown(model, f"{part}/{name}", value)
    return part.rpartition("/")[2]


def shown(model: type[models.Model], path: str, value: Any) -> str:
    """Return a value as a reader would see it, in the reader's language; nothing is nothing."""
    if value is None or value in ("", [], {}):
        return ""
    if not is_field(path):
        return ""
    fld = field_at(model, path)
    if fld.many_to_many or fld.is_relation:
        keys = value if isinstance(value, list) else [value]
        found = fld.related_model._base_manager.filter(
            **{f"{content_key(fld.related_model)}__in": keys}
        )
        if fld.related_model._meta.model_name == "storedfile":
            return ", ".join(str(file) for file in found.defer("content"))
        return ", ".join(sorted(str(each) for each in found)) or ", ".join(keys)
    if fld.choices:
        return str(dict(fld.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _in_words(fld.to_python(value))


def _in_words(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, dt.time):
        return time_format(value, "TIME_FORMAT")
    if isinstance(value, str) and value.lstrip().startswith("<"):
        return strip_tags(_BLOCKS.sub("\n", value)).strip()
    return str(value)
