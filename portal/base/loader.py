"""Loads the reference content: readable files in, entries out, and no editor's change overwritten.

For every entry the loader remembers two digests: of the file's text and of the entry as it left it.
An entry that no longer matches the second was changed by an editor, and is kept.
"""

import csv
import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils import timezone

from portal.base import content
from portal.base.content import Entry, children_of, content_key, digest, slots_of, state_of
from portal.base.models import Edition, LoadedEntry
from portal.base.publishing import Publishable, State


@dataclass
class Report:
    """What a load did, by outcome and model."""

    created: Counter = field(default_factory=Counter)
    updated: Counter = field(default_factory=Counter)
    unchanged: Counter = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)

    @property
    def changed_anything(self) -> bool:
        """Tell whether the load wrote any entry."""
        return bool(self.created or self.updated)


class Loader:
    """Loads entries in two rounds: first what they are, then what they refer to."""

    def __init__(self, say: Callable[[str], None] = lambda line: None) -> None:
        self.say = say
        self.report = Report()
        self.records = {(r.model, r.key): r for r in LoadedEntry.objects.all()}
        self._found: dict[type[models.Model], dict[str, int]] = {}

    def load(self) -> Report:
        """Load every file in one transaction: all of it or nothing."""
        with transaction.atomic():
            entries = list(content.read_entries())
            by_model: dict[type[models.Model], list[Entry]] = {}
            for entry in entries:
                by_model.setdefault(entry.model, []).append(entry)
            written: list[tuple[Entry, models.Model]] = []
            for model in content.in_order_of_reference(by_model):
                group = by_model[model]
                existing = content.existing_entries(model)
                pairs = [self._first_round(entry, existing.get(entry.key)) for entry in group]
                changed = [pair for pair in pairs if pair]
                written += changed
                self.say(f"{model._meta.label}: {len(group)} ({len(changed)} ✎)")
                self._load_tables_after(model)
            for entry, instance in written:
                self._second_round(entry, instance)
            for entry, instance in written:
                self._remember(entry, instance)
        return self.report

    def _first_round(
        self, entry: Entry, instance: models.Model | None
    ) -> tuple[Entry, models.Model] | None:
        """Write an entry's own fields, unless nothing is new or an editor has been there."""
        record = self.records.get((entry.label, entry.key))
        if record is None and instance is not None:
            self.report.kept.append(f"{entry.name} was made by an editor")
            return None
        if record is not None and instance is None:
            self.report.kept.append(f"{entry.name} was deleted by an editor")
            return None
        if record is not None and instance is not None:
            if digest(state_of(instance)) != record.entry_digest:
                self.report.kept.append(f"{entry.name} was changed by an editor")
                return None
            if digest(entry.data) == record.file_digest:
                self.report.unchanged[entry.label] += 1
                return None
        outcome = self.report.updated if instance is not None else self.report.created
        instance = instance or entry.model()
        self._set_fields(entry, instance, entry.data)
        if isinstance(instance, Publishable):
            instance.state = entry.data.get("state", State.PUBLISHED)
            day = entry.data.get("updated") or entry.updated
            instance.updated_at = (
                timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
                if day
                else timezone.now()
            )
        self._save(entry, instance)
        outcome[entry.label] += 1
        return entry, instance

    def _set_fields(self, entry: Entry, instance: models.Model, data: dict[str, Any]) -> None:
        """Set the plain fields and slots, and the references that may not be empty."""
        slots = slots_of(type(instance))
        for name, value in data.items():
            if name == "updated":
                continue
            try:
                fld: Any = instance._meta.get_field(name)
            except FieldDoesNotExist:
                fld = None
            if name in slots:
                if not isinstance(value, dict):
                    raise entry.error(f"“{name}” is a text slot: write {name}.nb, {name}.nn …")
                for language, text in value.items():
                    setattr(instance, f"{name}_{language}", text)
            elif fld is None:
                if name not in children_of(type(instance)):
                    raise entry.error(f"there is no field “{name}”")
            elif isinstance(fld, models.ForeignKey):
                if not fld.null or self._knows(fld, value):
                    setattr(instance, fld.attname, self._find(entry, fld, value))
            elif not fld.is_relation:
                setattr(instance, name, value)

    def _second_round(self, entry: Entry, instance: models.Model) -> None:
        """Set what an entry refers to and write its children, now that every entry exists."""
        self._set_references(entry, instance, entry.data)
        for name, relation in children_of(type(instance)).items():
            wanted = entry.data.get(name, [])
            children = getattr(instance, name)
            children.exclude(key__in=[child["key"] for child in wanted]).delete()
            for data in wanted:
                child = children.filter(key=data["key"]).first() or relation.related_model()
                setattr(child, relation.field.name, instance)
                self._set_fields(entry, child, data)
                self._save(entry, child)
                self._set_references(entry, child, data)

    def _set_references(self, entry: Entry, instance: models.Model, data: dict[str, Any]) -> None:
        changed = []
        for fld in instance._meta.concrete_fields:
            if isinstance(fld, models.ForeignKey) and fld.null and fld.name in data:
                setattr(instance, fld.attname, self._find(entry, fld, data[fld.name]))
                changed.append(fld.name)
        if changed:
            self._save(entry, instance)
        for many in instance._meta.many_to_many:
            targets = [self._find(entry, many, key) for key in data.get(many.name, [])]
            getattr(instance, many.name).set(targets)

    def _knows(self, fld: Any, key: str) -> bool:
        """Tell whether the entry that a reference names is already there."""
        model = fld.related_model
        if key not in self._found.get(model, {}):
            pairs = model._default_manager.values_list(content_key(model), "pk")
            self._found[model] = dict(pairs)
        return key in self._found[model]

    def _find(self, entry: Entry, fld: Any, key: str) -> int:
        """Return the primary key of the entry that a reference names."""
        if not self._knows(fld, key):
            label = fld.related_model._meta.label
            raise entry.error(f"“{fld.name}” names {label} “{key}”, which does not exist")
        return self._found[fld.related_model][key]

    def _save(self, entry: Entry, instance: models.Model) -> None:
        try:
            instance.full_clean()
        except ValidationError as error:
            raise entry.error(
                "; ".join(f"{k}: {v}" for k, v in error.message_dict.items())
            ) from None
        instance.save()

    def _remember(self, entry: Entry, instance: models.Model) -> None:
        fresh = type(instance)._default_manager.get(pk=instance.pk)
        LoadedEntry.objects.update_or_create(
            model=entry.label,
            key=entry.key,
            defaults={"file_digest": digest(entry.data), "entry_digest": digest(state_of(fresh))},
        )

    def _load_tables_after(self, model: type[models.Model]) -> None:
        """Load the tables whose rows refer to a model, as soon as its entries exist."""
        for table in apps.get_models():
            if getattr(table, "content_after", None) == model._meta.label:
                folder = Path(apps.get_app_config(table._meta.app_label).path, "content")
                for name in getattr(table, "content_tables", ()):
                    self._load_table(table, folder / name)
                self._load_tables_after(table)

    def _load_table(self, model: type[models.Model], path: Path) -> None:
        """Load a table of rows in a few queries; a row that an editor has changed is kept."""
        label, key = model._meta.label_lower, content_key(model)
        lines = [line for line in path.read_text("utf-8").splitlines() if line[:1] != "#"]
        table = csv.DictReader(lines)
        fields: list[Any] = [model._meta.get_field(name) for name in table.fieldnames or ()]
        columns = [fld for fld in fields if not fld.many_to_many]
        references = [fld for fld in fields if fld.many_to_many]
        lines_by_key = {line[key]: line for line in table}
        rows = {name: self._row(model, path, line) for name, line in lines_by_key.items()}
        targets = {
            name: [line[many.name].split() for many in references]
            for name, line in lines_by_key.items()
        }
        existing = {
            getattr(row, key): _fingerprint(row, columns, _targets(row, references))
            for row in model._default_manager.prefetch_related(*[many.name for many in references])
        }
        record = self.records.get((label, path.stem)) or LoadedEntry(model=label, key=path.stem)
        changed = []
        for name, row in rows.items():
            before, loaded = existing.get(name), record.rows.get(name)
            wanted = _fingerprint(row, columns, targets[name])
            if loaded != before:
                self.report.kept.append(f"{label}/{name} was changed by an editor")
            elif wanted == loaded:
                self.report.unchanged[label] += 1
            else:
                (self.report.updated if before else self.report.created)[label] += 1
                record.rows[name] = wanted
                changed.append(row)
        if changed:
            model._default_manager.bulk_create(
                changed,
                update_conflicts=True,
                unique_fields=[key],
                update_fields=[column.name for column in columns if column.name != key],
                batch_size=500,
            )
            record.save()
            self._found.pop(model, None)
            for row in changed if references else ():
                self._refer(model, path, references, lines_by_key[getattr(row, key)])
            Edition.renew(label)
        self._found.pop(model, None)
        self.say(f"{model._meta.label}: {len(rows)} ({len(changed)} ✎)")

    def _refer(
        self, model: type[models.Model], path: Path, references: list[Any], line: dict[str, str]
    ) -> None:
        """Set what a row of a table refers to: keys with spaces between."""
        name = line[content_key(model)]
        row = model._default_manager.get(**{content_key(model): name})
        for many in references:
            keys = line[many.name].split()
            found = [self._find(Entry(model, {"key": name}, path), many, key) for key in keys]
            getattr(row, many.name).set(found)

    def _row(self, model: type[models.Model], path: Path, row: dict[str, str]) -> models.Model:
        """Return a line of a table as an entry that is not yet saved."""
        entry = Entry(model, {"key": row[content_key(model)]}, path)
        values: dict[str, Any] = {}
        for name, value in row.items():
            fld: Any = model._meta.get_field(name)
            if fld.many_to_many:
                continue
            if isinstance(fld, models.ForeignKey):
                values[fld.attname] = self._find(entry, fld, value) if value else None
            else:
                values[name] = None if fld.null and not value else fld.to_python(value)
        return model(**values)


def _targets(row: models.Model, references: list[Any]) -> list[list[str]]:
    """Return the keys of what a row refers to, for each of its references."""
    return [
        [
            str(getattr(target, content_key(type(target))))
            for target in getattr(row, many.name).all()
        ]
        for many in references
    ]


def _fingerprint(row: models.Model, columns: list[Any], targets: list[list[str]]) -> str:
    """Return a short fingerprint of what a table says of a row."""
    values = [str(getattr(row, column.attname)) for column in columns]
    return digest([*values, *(sorted(keys) for keys in targets)])[:16]
