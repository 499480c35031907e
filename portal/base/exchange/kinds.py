"""The kinds of files that go out and in, and the columns of each."""

import functools
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.text import capfirst

from portal.base.content import slots_of
from portal.base.languages import all_languages
from portal.base.publishing import Publishable
from services.models import CareerCentre, ContactFact, HoursException, Schedule, Site

SHARED = {
    field.name for field in (*Publishable._meta.local_fields, *Publishable._meta.local_many_to_many)
}


@dataclass(frozen=True)
class Column:
    """A column of a file: a field, or one language of a slot."""

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
        return f"{capfirst(str(name))} ({dict(settings.LANGUAGES)[self.language]})"


@dataclass(frozen=True)
class Kind:
    """A kind of file: one row for each entry of a model.

    The last column is one that is never empty: some editions of Excel leave out the empty cells
    at the end of a row.
    """

    name: str  # the word in addresses and file names
    model: type[models.Model]
    last: str

    @property
    def label(self) -> str:
        """Return what the kind is called in the reader's language."""
        return capfirst(str(self.model._meta.verbose_name_plural))

    @property
    def columns(self) -> dict[str, Column]:
        """Return the columns by name."""
        return columns_of(self.model, self.last)


KINDS = (  # in the order of reference: what a row names stands in a kind above
    Kind("centres", CareerCentre, "state"),
    Kind("sites", Site, "standing"),
    Kind("contacts", ContactFact, "standing"),
    Kind("hours", Schedule, "standing"),
    Kind("exceptions", HoursException, "date"),
)


def kind_named(name: str) -> Kind:
    """Return the kind of a name; raises LookupError."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise LookupError(name)


@functools.cache
def columns_of(model: type[models.Model], last: str) -> dict[str, Column]:
    """Return every field that an editor can change, as columns: the key, its own, the shared."""
    slots = slots_of(model)
    columns: dict[str, Column] = {}
    fields = [
        field
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if field.editable and not field.primary_key and not hasattr(field, "translated_field")
    ]
    fields.sort(key=lambda field: (field.name == last, field.name != "key", _is_shared(field)))
    for field in fields:
        if field.name not in slots:
            columns[field.name] = Column(field.name, field)
            continue
        for language in all_languages():
            name = f"{field.name}_{language}"
            columns[name] = Column(name, model._meta.get_field(name), field, language)
    return columns


def _is_shared(field: Any) -> bool:
    """Tell whether a field is one that all content has."""
    return field.name in SHARED and issubclass(field.model, Publishable)
