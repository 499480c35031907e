"""The reference content as files: what they hold, and what an entry looks like as plain values."""

import datetime as dt
import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models
from modeltranslation.translator import NotRegistered, translator

from portal.base.publishing import Publishable


class ContentError(Exception):
    """Something in a content file that can not be loaded, said in one sentence."""


@dataclass
class Entry:
    """One entry of a file, on its way into the database."""

    model: type[models.Model]
    data: dict[str, Any]
    file: Path
    updated: dt.date | None = None

    @property
    def key(self) -> str:
        return self.data["key"]

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def name(self) -> str:
        return f"{self.label}/{self.key}"

    def error(self, message: str) -> ContentError:
        return ContentError(f"{self.file.name}, {self.key}: {message}")


def content_key(model: type[models.Model]) -> str:
    """Return the name of the field by which files refer to entries of a model."""
    return getattr(model, "content_key", "key")


def slots_of(model: type[models.Model]) -> set[str]:
    """Return the names of a model's text slots."""
    try:
        return set(translator.get_options_for_model(model).all_fields)  # type: ignore[attr-defined]
    except NotRegistered:
        return set()


def read_entries() -> Iterator[Entry]:
    """Read every TOML file of every app, in the order of the apps and of the file names."""
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path, "content").glob("*.toml")):
            with path.open("rb") as file:
                try:
                    content = tomllib.load(file)
                except tomllib.TOMLDecodeError as error:
                    raise ContentError(f"{path.name}: {error}") from error
            model = apps.get_model(content["model"])
            for data in content["entry"]:
                yield Entry(model, data, path, content.get("updated"))


def in_order_of_reference(wanted: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    """Return models so that each stands after those its foreign keys lead to, if it can."""
    ordered: list[type[models.Model]] = []
    visiting: set[type[models.Model]] = set()
    remaining = list(wanted)

    def visit(model: type[models.Model]) -> None:
        if model in ordered or model in visiting or model not in remaining:
            return
        visiting.add(model)
        for fld in model._meta.concrete_fields:
            if isinstance(fld, models.ForeignKey):
                visit(fld.related_model)  # type: ignore[arg-type]
        ordered.append(model)

    for model in remaining:
        visit(model)
    return ordered


def digest(value: Any) -> str:
    """Return a fingerprint of plain values."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def children_of(model: type[models.Model]) -> dict[str, Any]:
    """Return the related entries that a file writes inside an entry of this model, by name."""
    return {
        str(relation.get_accessor_name()): relation
        for relation in model._meta.related_objects
        if relation.one_to_many
        and relation.on_delete is models.CASCADE
        and relation.get_accessor_name()
        and "key" in {f.name for f in relation.related_model._meta.fields}
        and not issubclass(relation.related_model, Publishable)
    }


def state_of(entry: models.Model, *, parent_field: str = "") -> dict[str, Any]:
    """Return everything an editor can change in an entry and its children, as plain values."""
    state: dict[str, Any] = {}
    for fld in entry._meta.concrete_fields:
        if fld.primary_key or fld.name in {"updated_at", parent_field}:
            continue
        state[fld.name] = getattr(entry, fld.attname)
    for fld in entry._meta.many_to_many:
        state[fld.name] = sorted(target.pk for target in getattr(entry, fld.name).all())
    for name, relation in children_of(type(entry)).items():
        children = sorted(getattr(entry, name).all(), key=lambda child: child.key)
        state[name] = [state_of(child, parent_field=relation.field.name) for child in children]
    return state


def existing_entries(model: type[models.Model]) -> dict[str, models.Model]:
    """Return a model's entries by key, with all that `state_of` reads, in a few queries."""
    children = children_of(model)
    wanted = [fld.name for fld in model._meta.many_to_many] + list(children)
    for name, relation in children.items():
        wanted += [f"{name}__{fld.name}" for fld in relation.related_model._meta.many_to_many]
    entries = model._default_manager.prefetch_related(*wanted)
    return {getattr(entry, "key"): entry for entry in entries}  # noqa: B009 - every model here has one
