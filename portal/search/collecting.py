"""Everything that is searchable, from every app: the documents of a language, all or some."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Min
from django.utils.translation import override

from guidance.searchable import SEARCHABLE as GUIDANCE
from networks.searchable import SEARCHABLE as NETWORKS
from portal.base.models import ContentChange
from portal.base.searchable import Searchable
from portal.search.index import Entry
from portal.search.pages import page_documents
from services.searchable import SEARCHABLE as SERVICES

SEARCHABLE: tuple[Searchable, ...] = (*SERVICES, *GUIDANCE, *NETWORKS)
PAGE_WEIGHT = 1.2
CHUNK = 500  # entries that are read at a time

Names = set[tuple[str, str]]  # label of a model, permanent name


def everything(language: str) -> Iterator[Entry]:
    """Yield every document for readers of a language."""
    with override(language):
        for name, kind, document in page_documents(language):
            yield Entry(name, kind, document, PAGE_WEIGHT)
        for each in SEARCHABLE:
            yield from _entries(each, each.entries().iterator(chunk_size=CHUNK), language)


def renewed(names: Names, language: str) -> Iterator[Entry]:
    """Yield the documents of what changed, and of what tells of it, as far as it is public."""
    keys_of: dict[str, set[str]] = {}
    for label, key in names:
        keys_of.setdefault(label, set()).add(key)
    seen = set()
    with override(language):
        for each in SEARCHABLE:
            for label, keys in keys_of.items():
                if (found := each.changed(label, keys)) is not None:
                    for entry in _entries(each, found, language):
                        if entry.name not in seen:
                            seen.add(entry.name)
                            yield entry


def _entries(each: Searchable, found: Iterable[Any], language: str) -> Iterator[Entry]:
    for row in found:
        if (document := each.document(row, language)) is not None:
            closes = document.closes or getattr(row, "published_until", None)
            yield Entry(each.name(row), each.kind, document, each.weight, closes)


def last_change() -> tuple[int, str]:
    """Return the number and token of the last change of the content; zero if there was none."""
    row = ContentChange.objects.order_by("-pk").values_list("pk", "token").first()
    return (row[0], str(row[1])) if row else (0, "")


def changes_since(number: int, token: str) -> Names | None:
    """Return what changed since a change; None if that cannot be told: then all of it may have."""
    rows = ContentChange.objects.filter(pk__gte=number).order_by("pk")
    found = list(rows.values_list("pk", "token", "model", "key"))
    if number:
        if not found or found[0][0] != number or str(found[0][1]) != token:
            return None
        found = found[1:]
    if any(not model for _pk, _token, model, _key in found):
        return None
    return {(model, key) for _pk, _token, model, key in found}


def opened_between(start: dt.datetime, end: dt.datetime) -> Names:
    """Return the entries that became public by their date within a time."""
    return {
        (each.label, str(key))
        for each in SEARCHABLE
        if _has_dates(each)
        for key in each.model._default_manager.filter(
            published_from__gt=start, published_from__lte=end
        ).values_list(each.key_field, flat=True)
    }


def next_opening(now: dt.datetime) -> float:
    """Return when the next entry becomes public by its date, as a timestamp; 0 for never."""
    found = [
        moment
        for each in SEARCHABLE
        if _has_dates(each)
        if (
            moment := each.model._default_manager.filter(published_from__gt=now).aggregate(
                least=Min("published_from")
            )["least"]
        )
    ]
    return min(found).timestamp() if found else 0.0


def _has_dates(each: Searchable) -> bool:
    return any(field.name == "published_from" for field in each.model._meta.concrete_fields)
