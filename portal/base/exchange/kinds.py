"""The kinds of tables that go out and in, and the columns of each: they follow from the models."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.text import capfirst

from portal.base.accounts.kinds import entries_of
from portal.base.content import content_key, in_order_of_reference, slots_of
from portal.base.drafts.shape import parts_of
from portal.base.languages import all_languages, language_name
from portal.base.models import Source
from portal.base.publishing import Publishable

SHARED = {
    field.name for field in (*Publishable._meta.local_fields, *Publishable._meta.local_many_to_many)
}


@dataclass(frozen=True)
class Column:
    """A column of a table: a field, or one language of a slot."""

    name: str
    field: Any
    slot: Any = None  # the field whose slot it is
    language: str = ""

    @property
    def label(self) -> str:
        """Return what the column is called in the reader's language."""
        name = (self.slot or self.field).verbose_name
        if isinstance(name, str) and self.field.is_relation:  # nobody has named it
            name = self.field.related_model._meta.verbose_name
        if not self.language:
            return capfirst(str(name))
        return f"{capfirst(str(name))} ({language_name(self.language)})"


@dataclass(frozen=True)
class Kind:
    """A kind of table: one row for each entry of a model."""

    model: type[models.Model]

    @property
    def name(self) -> str:
        """Return the word in addresses, names of files and names of sheets."""
        return getattr(self.model, "content_name", "") or _plural(self.model.__name__)

    @property
    def key(self) -> str:
        """Return the column that says which entry a row is."""
        return content_key(self.model)

    @property
    def label(self) -> str:
        """Return what the kind is called in the reader's language."""
        return capfirst(str(self.model._meta.verbose_name_plural))

    @property
    def columns(self) -> dict[str, Column]:
        """Return the columns by name."""
        return columns_of(self.model)

    @property
    def roots(self) -> list[type[models.Model]]:
        """Return the models of the entries that the rows belong to; none stand for themselves."""
        return [model for _path, model in entries_of(self.model)]


@functools.cache
def all_kinds() -> tuple[Kind, ...]:
    """Return every kind in the order of reference: what a row names stands in a kind above."""
    found: list[type[models.Model]] = [Source]
    for model in apps.get_models():
        if hasattr(model, "content_tables"):
            found.append(model)
        elif issubclass(model, Publishable):
            found += [model, *_parts(model)]
    return tuple(Kind(model) for model in in_order_of_reference(dict.fromkeys(found), many=True))


def kind_named(name: str) -> Kind:
    """Return the kind of a name; raises LookupError."""
    for kind in all_kinds():
        if kind.name == name:
            return kind
    raise LookupError(name)


def kind_of(model: type[models.Model]) -> Kind | None:
    """Return the kind whose rows are entries of a model, if there is one."""
    return next((kind for kind in all_kinds() if kind.model is model), None)


@functools.cache
def columns_of(model: type[models.Model]) -> dict[str, Column]:
    """Return every field that an editor can change, as columns: the key, its own, the shared.

    The last column is one that is never empty: some editions of Excel leave out the empty cells at
    the end of a row.
    """
    slots, key = slots_of(model), content_key(model)
    columns: dict[str, Column] = {}
    fields = [
        field
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if field.editable and not field.primary_key and not hasattr(field, "translated_field")
    ]
    last = _never_empty([field for field in fields if field.name not in {key, *slots}]) or key
    fields.sort(key=lambda field: (field.name == last, field.name != key, field.name in SHARED))
    for field in fields:
        if field.name not in slots:
            columns[field.name] = Column(field.name, field)
            continue
        for language in all_languages():
            name = f"{field.name}_{language}"
            columns[name] = Column(name, model._meta.get_field(name), field, language)
    return columns


def _never_empty(fields: list[Any]) -> str:
    """Return the name of a field that always has a value: its state or standing, if it has one.

    Empty: no field but the key is sure to have one.
    """
    always = [f.name for f in fields if not (f.blank or f.null or f.is_relation)]
    return next((name for name in ("state", "standing", *always[-1:]) if name in always), "")


def _parts(model: type[models.Model]) -> Iterator[type[models.Model]]:
    """Yield the parts of a model that have keys of their own, and the parts of those."""
    for relation in parts_of(model).values():
        part = relation.related_model
        if any(field.name == "key" for field in part._meta.fields):
            yield part
            yield from _parts(part)


def _plural(name: str) -> str:
    """Return the name of a model as several, such as legal_bases."""
    word = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
    for end, ending in (("series", "series"), ("sis", "ses"), ("y", "ies")):
        if word.endswith(end):
            return word.removesuffix(end) + ending
    return f"{word}s"
