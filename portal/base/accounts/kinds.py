"""Which entry a row belongs to, and which county or network: read from the models themselves.

An entry says by `county_paths` and `network_paths` where its county and its convening network are;
a part has what its entry has.
"""

import functools
from collections.abc import Iterator

from django.apps import apps
from django.db import models

from portal.base.drafts.shape import parts_of
from portal.base.publishing import Publishable

Model = type[models.Model]


@functools.cache
def entries_of(model: Model) -> tuple[tuple[str, Model], ...]:
    """Return the kinds of entry a row may belong to, each with the path to it; empty: itself."""
    if issubclass(model, Publishable):
        return (("", model),)
    return tuple(
        (join(field.name, path), entry)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and _is_part(model, field)
        for path, entry in entries_of(field.related_model)  # type: ignore[arg-type]
    )


def _is_part(model: Model, field: models.ForeignKey) -> bool:
    """Tell whether a reference leads to what the rows of a model are parts of."""
    target = field.related_model
    if target is model or not isinstance(target, type):
        return False
    return any(relation.field == field for relation in parts_of(target).values())


@functools.cache
def scope_paths(model: Model, kind: str) -> tuple[str, ...]:
    """Return the paths from a row to the counties, or networks, that it belongs to."""
    return tuple(
        join(path, own)
        for path, entry in entries_of(model)
        for own in getattr(entry, f"{kind}_paths", ())
    )


def join(*steps: str) -> str:
    """Return a path made of paths, some of them perhaps empty."""
    return "__".join(step for step in steps if step)


def content() -> Iterator[Model]:
    """Yield every kind of entry."""
    return (model for model in apps.get_models() if issubclass(model, Publishable))


def parts() -> Iterator[Model]:
    """Yield every kind of part of an entry."""
    for model in apps.get_models():
        if not issubclass(model, Publishable) and entries_of(model):
            yield model


def entry_of(row: models.Model) -> Publishable | None:
    """Return the entry that a row belongs to, or is; nothing for what stands for itself."""
    found = (follow(row, path) for path, _entry in entries_of(type(row)))
    return next((entry for entry in found if isinstance(entry, Publishable)), None)


def follow(row: models.Model, path: str) -> models.Model | None:
    """Return what a path leads to from a row, as it stands in memory."""
    found: models.Model | None = row
    for step in path.split("__") if path else ():
        found = getattr(found, step, None)
    return found


def value_at(row: models.Model, path: str) -> object:
    """Return the number of the row that a path leads to; nothing where it leads nowhere."""
    before, _, last = path.rpartition("__")
    holder = follow(row, before)
    if last in {"", "pk"}:
        return getattr(holder, "pk", None)
    return getattr(holder, f"{last}_id", None)
