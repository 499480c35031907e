"""What entries of any kind are called, and where they are edited; one query for all kinds."""

from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.admin import AdminSite
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse

from portal.base.accounts.kinds import join
from portal.base.languages import Text, all_languages, slot
from portal.base.publishing import Publishable

NAME = "called"
About = tuple[str, str]  # the kind of an entry, as addresses have it, and its key


class Named(NamedTuple):
    """An entry as the first page names it."""

    label: str
    number: Any
    name: Text

    @property
    def kind(self) -> str:
        """Return what its kind of content is called."""
        return str(apps.get_model(self.label)._meta.verbose_name)

    def url(self, page: str = "change") -> str:
        """Return the address of one of its pages in the admin."""
        name = self.label.replace(".", "_")
        return reverse(f"admin:{name}_{page}", args=[self.number])


def name_columns(site: AdminSite, model: type[models.Model], path: str = "") -> dict[str, Any]:
    """Return the expressions for the name of an entry in every language, reached by a path."""
    field = getattr(site._registry.get(model), "title_field", "name")
    try:
        model._meta.get_field(f"{field}_{all_languages()[0]}")
    except FieldDoesNotExist:  # it is named by what it belongs to
        field = join(field, "name")
    return {
        f"{NAME}_{code}": Cast(F(join(path, f"{field}_{code}")), TextField())
        for code in all_languages()
    }


def name_in(row: dict[str, Any]) -> Text:
    """Return the name of a row in the reader's language, or in the nearest that has one."""
    found = slot(SimpleNamespace(**row), NAME)  # type: ignore[arg-type]
    return found if found.value else Text(row["row_key"], "")


def label_column(model: type[models.Model]) -> Value:
    """Return the kind of content as a column, by which rows of a union are told apart."""
    return Value(model._meta.label_lower, output_field=CharField())


def union_of(parts: list[models.QuerySet]) -> models.QuerySet:
    """Return the rows of several kinds of content as one query."""
    first, *others = parts
    return first.union(*others, all=True).order_by()


def names_of(site: AdminSite, wanted: Iterable[About]) -> dict[About, Named]:
    """Return what some entries are called; those that there no longer are, are left out."""
    by_label: dict[str, set[str]] = {}
    for label, key in wanted:
        by_label.setdefault(label, set()).add(key)
    parts = [
        model._base_manager.filter(key__in=by_label[label])
        .order_by()
        .annotate(
            row_label=label_column(model),
            row_pk=F("pk"),
            row_key=F("key"),
            **name_columns(site, model),
        )
        .values("row_label", "row_pk", "row_key", *_names())
        for label, model in _edited(site, by_label)
    ]
    if not parts:
        return {}
    return {
        (row["row_label"], row["row_key"]): Named(row["row_label"], row["row_pk"], name_in(row))
        for row in union_of(parts)
    }


def _names() -> list[str]:
    return [f"{NAME}_{code}" for code in all_languages()]


def _edited(site: AdminSite, labels: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Yield the kinds of entry that there are and that have a page in the admin."""
    for label in sorted(labels):
        try:
            model = apps.get_model(label)
        except (LookupError, ValueError):
            continue
        if issubclass(model, Publishable) and site.is_registered(model):
            yield label, model
