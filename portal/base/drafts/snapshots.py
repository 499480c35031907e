"""An entry and its parts as plain values, taken from the database and put back into it.

A snapshot knows entries and parts by their keys, never by their numbers in the database, so that
it can be kept, compared, merged and put back later, also when the entry was deleted meanwhile.
"""

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import override

from portal.base.content import content_key
from portal.base.drafts.shape import fields_of, part_key, parts_of, staged_number
from portal.base.drafts.writing import LostReference as LostReference  # raised by apply
from portal.base.drafts.writing import Refused as Refused
from portal.base.drafts.writing import Snapshot, Writer

SHA256 = 64  # letters and digits


def take(entry: models.Model) -> Snapshot:
    """Return an entry with all its parts as the database has them now.

    Costs a query for each kind of part and each kind of reference, however many there are.
    """
    [row] = type(entry)._base_manager.filter(pk=entry.pk)
    return take_all([row])[row.pk]


def take_all(rows: list[Any]) -> dict[Any, Snapshot]:
    """Return several entries of one model with their parts, by their numbers in the database."""
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    taken = _take_level(rows, "", wanted)
    keys = {
        model: dict(model._base_manager.filter(pk__in=pks).values_list("pk", content_key(model)))
        for model, pks in wanted.items()
    }
    for row in rows:
        _name_references(type(row), taken[row.pk], keys)
    return taken


def _take_level(rows: list[Any], parent: str, wanted: Any) -> dict[Any, Snapshot]:
    """Return snapshots of rows by number, their references still as numbers."""
    if not rows:
        return {}
    model: Any = type(rows[0])
    taken: dict[Any, Snapshot] = {row.pk: {"fields": {}, "parts": {}} for row in rows}
    for fld in fields_of(model, parent):
        for row in rows:
            value = getattr(row, fld.attname)
            if fld.is_relation:
                if value is not None:
                    wanted[fld.related_model].add(value)
            else:
                value = "" if value is None and _may_be_empty(fld) else plain(value)
            taken[row.pk]["fields"][fld.name] = value
    for many in model._meta.many_to_many:
        if not many.editable:
            continue
        for row in rows:
            taken[row.pk]["fields"][many.name] = []
        through = many.remote_field.through._base_manager
        source, target = many.m2m_column_name(), many.m2m_reverse_name()
        found = through.filter(**{f"{source}__in": taken}).values_list(source, target)
        for owner, pk in found:
            wanted[many.related_model].add(pk)
            taken[owner]["fields"][many.name].append(pk)
    for name, relation in parts_of(model).items():
        fk = relation.field
        parts = list(relation.related_model._base_manager.filter(**{f"{fk.name}__in": taken}))
        snapshots = _take_level(parts, fk.name, wanted)
        for row in rows:
            taken[row.pk]["parts"][name] = {}
        for part in parts:
            own = str(getattr(part, part_key(type(part))))
            taken[getattr(part, fk.attname)]["parts"][name][own] = snapshots[part.pk]
    return taken


def _name_references(model: type[models.Model], snapshot: Snapshot, keys: Any) -> None:
    """Put the keys of what is referred to in the place of the numbers."""
    fields = snapshot["fields"]
    for name, value in fields.items():
        fld: Any = model._meta.get_field(name)
        if fld.many_to_many:
            fields[name] = sorted(str(keys[fld.related_model][pk]) for pk in value)
        elif fld.is_relation and value is not None:
            fields[name] = str(keys[fld.related_model][value])
    for name, parts in snapshot["parts"].items():
        part_model = parts_of(model)[name].related_model
        for part in parts.values():
            _name_references(part_model, part, keys)


def plain(value: Any) -> Any:
    """Return a value of a field as JSON can hold it."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _may_be_empty(fld: models.Field) -> bool:
    """Tell whether a form makes an empty text of nothing, as it does with most slots."""
    return isinstance(fld, models.CharField | models.TextField) and not fld.unique


def apply(
    model: type[models.Model],
    key: str,
    snapshot: Snapshot,
    *,
    staged: bool = False,
    check: bool = False,
) -> Any:
    """Make the database say what a snapshot says, and return the entry.

    `staged`: inside a transaction that will be rolled back; new parts get numbers that stay the
    same from one time to the next. `check`: raise Refused where a rule of the model is broken.
    """
    entry = model._base_manager.filter(**{content_key(model): key}).first()
    before = take(entry) if entry is not None else None
    writer = Writer(staged=staged, check=check)
    with override(settings.LANGUAGE_CODE):  # a slot's first column holds the same as its language
        entry = writer.write(model, entry, before, snapshot, path="", own={content_key(model): key})
        writer.finish()
    if writer.errors:
        raise Refused(writer.errors)
    return entry


def digests(snapshot: Snapshot) -> set[str]:
    """Return the digests of the files that a snapshot names, wherever they stand."""
    found = {
        value
        for value in snapshot["fields"].values()
        if isinstance(value, str) and len(value) == SHA256 and value.isalnum()
    }
    for parts in snapshot["parts"].values():
        for part in parts.values():
            found |= digests(part)
    return found


def staged_numbers(snapshot: Snapshot, path: str = "") -> set[int]:
    """Return the numbers that the parts of a snapshot have where they are new."""
    found: set[int] = set()
    for name, parts in snapshot["parts"].items():
        for key, part in parts.items():
            found.add(staged_number(f"{path}{name}/{key}"))
            found |= staged_numbers(part, f"{path}{name}/{key}/")
    return found
