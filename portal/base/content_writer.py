"""Writes entries as the files that the loader reads: each value where a person would look for it.

Only what differs from the default is written; references by key; long texts on lines of their own.
"""

import datetime as dt
import json
import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from typing import Any

import tomli_w
from django.db import models
from django.utils import timezone

from portal.base.content import (
    BOOKKEEPING,
    children_of,
    content_key,
    is_default,
    own_key,
    part_key,
    slots_of,
)
from portal.base.exchange.kinds import SHARED
from portal.base.languages import all_languages
from portal.base.publishing import Publishable, State

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_NOT_LITERAL = re.compile(r"'''|'\Z|[\x00-\x08\x0b-\x1f\x7f]")
Data = dict[str, Any]


class Writer:
    """Writes entries; the keys of what they refer to are asked for once for each model."""

    def __init__(self) -> None:
        self._keys: dict[type[models.Model], dict[Any, str]] = {}
        self.files: set[str] = set()  # the digests of the files that entries refer to
        self.without: set[tuple[Any, Any]] = set()  # entries that are not written at all

    def file(self, model: type[models.Model], entries: Iterable[models.Model]) -> bytes:
        """Return a content file with entries of a model."""
        lines = [f"model = {_value(model._meta.label)}"]
        for entry in entries:
            lines += ["", *_block("entry", self.data(entry))]
        return ("\n".join(lines) + "\n").encode()

    def data(self, entry: Any, parent: str = "") -> Data:
        """Return what a file says of an entry or a part of one, in the order it is read in."""
        model = type(entry)
        slots, data = slots_of(model), {}
        for fld in sorted(_fields(model, parent), key=lambda fld: _place(model, fld)):
            if fld.many_to_many:
                keys = self._keys_of(fld.related_model)
                targets = getattr(entry, fld.name).all()
                value: Any = sorted(keys[each.pk] for each in targets if self._stays(fld, each.pk))
            elif fld.name in slots:
                value = {
                    language: text
                    for language in all_languages()
                    if (text := getattr(entry, f"{fld.name}_{language}"))
                }
            else:
                value = self._plain(entry, fld)
            if value not in (None, [], {}):
                data[fld.name] = value
        for name, relation in children_of(model).items():
            parts = [
                part for part in getattr(entry, name).all() if not hangs_on(part, self.without)
            ]
            if parts:
                parent = relation.field.name
                data[name] = [self.data(part, parent) for part in sorted(parts, key=own_key)]
        return data

    def _stays(self, fld: Any, number: Any) -> bool:
        """Tell whether what a reference leads to is written."""
        return (fld.related_model, number) not in self.without

    def _plain(self, entry: Any, fld: Any) -> Any:
        """Return a value, or None if it need not be said: published is what the loader assumes."""
        value = getattr(entry, fld.attname)
        if fld.name == "state" and isinstance(entry, Publishable):
            return value if value != State.PUBLISHED else None
        if is_default(fld, value) or (fld.is_relation and not self._stays(fld, value)):
            return None
        if fld.is_relation:
            key = self._keys_of(fld.related_model)[value]
            if content_key(fld.related_model) == "sha256":
                self.files.add(key)
            return key
        if isinstance(fld, models.JSONField) and "null" in (text := json.dumps(value)):
            return text
        return value

    def _keys_of(self, model: Any) -> dict[Any, str]:
        """Return the keys of a model's entries by their numbers in the database."""
        if model not in self._keys:
            pairs = model._base_manager.values_list("pk", content_key(model))
            self._keys[model] = dict(pairs)
        return self._keys[model]


def hangs_on(entry: Any, gone: Collection[tuple[Any, Any]]) -> bool:
    """Tell whether an entry or a part could not be there without some entries."""
    return any(
        (fld.related_model, getattr(entry, fld.attname)) in gone
        for fld in entry._meta.concrete_fields
        if isinstance(fld, models.ForeignKey) and fld.remote_field.on_delete is not models.SET_NULL
    )


def _fields(model: type[models.Model], parent: str) -> Iterator[Any]:
    """Yield the fields of a model that a file gives; what follows from others is left out."""
    also = {*BOOKKEEPING, *getattr(model, "snapshot_also", ()), *getattr(model, "content_also", ())}
    for fld in (*model._meta.concrete_fields, *model._meta.many_to_many):
        written = (fld.editable or fld.name in also) and not hasattr(fld, "translated_field")
        if written and not fld.primary_key and fld.name != parent:
            yield fld


def _place(model: type[models.Model], fld: Any) -> tuple[bool, bool]:
    """Return where a field stands: the key first, what all content has last."""
    return fld.name != part_key(model), fld.name in SHARED


def _block(name: str, data: Data) -> Iterator[str]:
    """Yield the lines of an entry or a part, with its own parts after it."""
    parts = {}
    yield f"[[{name}]]"
    for key, value in data.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            parts[key] = value
        elif isinstance(value, dict) and set(value) <= set(all_languages()) and _are_texts(value):
            yield from (f"{key}.{language} = {_value(text)}" for language, text in value.items())
        else:
            yield f"{key} = {_value(value)}"
    for key, rows in parts.items():
        for row in rows:
            yield ""
            yield from _block(f"{name}.{key}", row)


def _are_texts(value: Data) -> bool:
    return all(isinstance(text, str) for text in value.values())


def _value(value: Any) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Decimal):
        return f'"{value}"'  # a number of TOML would be read as one that is not exact
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_name(k)} = {_value(v)}" for k, v in sorted(value.items())) + "}"
    return tomli_w.dumps({"v": value}).removeprefix("v = ").rstrip("\n")


def _text(text: str) -> str:
    """Return a text: as it is between three quotation marks if it has several lines."""
    if "\n" in text and not _NOT_LITERAL.search(text):
        return f"'''\n{text}'''"
    whole = "\n" in text and "\r" not in text
    return tomli_w.dumps({"v": text}, multiline_strings=whole).removeprefix("v = ")[:-1]


def _name(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)
