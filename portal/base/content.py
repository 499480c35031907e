"""The reference content as files: what they hold, and what an entry looks like as plain values."""

import datetime as dt
import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import models
from django.utils.translation import override
from modeltranslation.translator import NotRegistered, translator

from portal.base.publishing import Checked, Publishable

BOOKKEEPING = {"updated_at", "behind"}  # kept by the portal itself, and no change to an entry


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


def entry_named(label: str, key: str) -> Any:
    """Return the entry that a kind of entry and a key name, or nothing."""
    try:
        model: Any = apps.get_model(label)
    except (LookupError, ValueError):  # of a kind there no longer is
        return None
    known_by = content_key(model)
    if known_by not in {fld.name for fld in model._meta.fields}:
        return None
    return model._base_manager.filter(**{known_by: key}).first()


def slots_of(model: type[models.Model]) -> set[str]:
    """Return the names of a model's text slots."""
    try:
        return set(translator.get_options_for_model(model).all_fields)  # type: ignore[attr-defined]
    except NotRegistered:
        return set()


def part_key(model: type[models.Model]) -> str:
    """Return the name of the field by which files know a part among its siblings."""
    return getattr(model, "part_key", "key")


def content_folder(config: AppConfig, folder: Path | None = None) -> Path:
    """Return where an app's content files are: its own, or those in a folder laid out alike."""
    own = Path(config.path, "content")
    if folder is None or not own.is_relative_to(settings.BASE_DIR):
        return own
    return folder / own.relative_to(settings.BASE_DIR)


def read_entries(folder: Path | None = None) -> Iterator[Entry]:
    """Read every TOML file of every app, in the order of the apps and of the file names."""
    for config in apps.get_app_configs():
        for path in sorted(content_folder(config, folder).glob("*.toml")):
            with path.open("rb") as file:
                try:
                    content = tomllib.load(file)
                except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                    raise ContentError(f"{path.name}: {error}") from error
            model = apps.get_model(content["model"])
            for data in content.get("entry", ()):
                yield Entry(model, data, path, content.get("updated"))


def in_order_of_reference(
    wanted: Iterable[type[models.Model]], *, many: bool = False
) -> list[type[models.Model]]:
    """Return models so that each stands after those its foreign keys lead to, if it can.

    `many`: also after those it refers to several of.
    """
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
        for fld in model._meta.many_to_many if many else ():
            visit(fld.related_model)
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
        and part_key(relation.related_model)
        in {f.name for f in relation.related_model._meta.fields}
        and not issubclass(relation.related_model, Publishable)
    }


def is_default(fld: Any, value: Any) -> bool:
    """Tell whether a field says no more than it does when nobody has said anything."""
    default = fld.get_default()
    return value == default or (value in ("", None) and default in ("", None))


def state_of(entry: models.Model, *, parent_field: str = "") -> dict[str, Any]:
    """Return everything an editor can change in an entry and its children, as plain values.

    What is as it would be by itself is left out, so that a new field makes no entry look edited.
    """
    state: dict[str, Any] = {}
    left_out = {*BOOKKEEPING, parent_field, *slots_of(type(entry))}
    for fld in entry._meta.concrete_fields:
        if fld.primary_key or fld.name in left_out:
            continue
        if not is_default(fld, value := getattr(entry, fld.attname)):
            state[fld.name] = value
    for many in entry._meta.many_to_many:
        if targets := sorted(target.pk for target in getattr(entry, many.name).all()):
            state[many.name] = targets
    for name, relation in children_of(type(entry)).items():
        children = sorted(getattr(entry, name).all(), key=lambda child: str(own_key(child)))
        if children:
            state[name] = [state_of(child, parent_field=relation.field.name) for child in children]
    return state


def own_key(part: models.Model) -> Any:
    """Return what a part is known by among its siblings."""
    return getattr(part, part_key(type(part)))


def first_state_of(entry: models.Model, *, parent_field: str = "") -> dict[str, Any]:
    """Return the state of an entry as the first edition of the portal remembered it.

    Databases that were loaded then still hold digests of it. What has come since is not in it.
    """
    state: dict[str, Any] = {}
    model = type(entry)
    newer = {"behind", "mailbox", "mail_language", "organisation_number"}
    if not issubclass(model, Publishable):
        newer |= {fld.name for fld in Checked._meta.local_fields}
    with override(settings.LANGUAGE_CODE):
        for fld in entry._meta.concrete_fields:
            if not fld.primary_key and fld.name not in {"updated_at", parent_field, *newer}:
                state[fld.name] = getattr(entry, fld.attname)
    if "body" in slots_of(model):
        state["translation_outdated"] = False
    for many in entry._meta.many_to_many:
        state[many.name] = sorted(target.pk for target in getattr(entry, many.name).all())
    for name, relation in children_of(model).items():
        if part_key(relation.related_model) != "key":
            continue
        children = sorted(getattr(entry, name).all(), key=own_key)
        parent = relation.field.name
        state[name] = [first_state_of(child, parent_field=parent) for child in children]
    return state


def existing_entries(model: type[models.Model]) -> dict[str, Any]:
    """Return a model's entries by key, with all that `state_of` reads, in a few queries."""
    entries = model._default_manager.prefetch_related(*_paths(model))
    return {getattr(entry, "key"): entry for entry in entries}  # noqa: B009 - every model here has one


def _paths(model: type[models.Model], before: str = "") -> Iterator[str]:
    """Yield the paths to what entries of a model refer to and consist of."""
    for many in model._meta.many_to_many:
        yield before + many.name
    for name, relation in children_of(model).items():
        yield before + name
        yield from _paths(relation.related_model, f"{before}{name}__")
