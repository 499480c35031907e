"""Loads the reference content: readable files in, entries out, and no editor's change overwritten.

For every entry the loader remembers two digests: of the file's text and of the entry as it left it.
An entry that no longer matches the second was changed by an editor, and is kept.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils import timezone

from portal.base import content, content_extras
from portal.base.content import (
    Entry,
    children_of,
    content_key,
    digest,
    part_key,
    slots_of,
    state_of,
)
from portal.base.loader_tables import TableLoader
from portal.base.models import ContentChange, LoadedEntry
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


@dataclass
class Written:
    """An entry that is being written, and what it was before: its state and its date."""

    entry: Entry
    instance: Any
    before: str = ""
    dated: dt.datetime | None = None


class Loader:
    """Loads entries in rounds: what they are, what they refer to, their parts, and so for those.

    With a folder: what `export_content` wrote there, instead of the apps' own files.
    """

    def __init__(
        self, say: Callable[[str], None] = lambda line: None, folder: Path | None = None
    ) -> None:
        self.say = say
        self.folder = folder
        self.report = Report()
        self.records = {(r.model, r.key): r for r in LoadedEntry.objects.all()}
        self.found: dict[type[models.Model], dict[str, int]] = {}
        self.tables = TableLoader(self)

    def load(self) -> Report:
        """Load every file in one transaction: all of it or nothing."""
        with transaction.atomic():
            if self.folder is not None:
                content_extras.read_files(self.folder)
            by_model: dict[type[models.Model], list[Entry]] = {}
            for entry in content.read_entries(self.folder):
                by_model.setdefault(entry.model, []).append(entry)
            written: list[Written] = []
            for model in content.in_order_of_reference(by_model):
                group = by_model[model]
                existing = content.existing_entries(model)
                pairs = [self._first_round(entry, existing.get(entry.key)) for entry in group]
                changed = [pair for pair in pairs if pair]
                written += changed
                self.say(f"{model._meta.label}: {len(group)} ({len(changed)} ✎)")
                self.tables.load_after(model)
            self.tables.load_after(None)
            self._finish(written)
            if self.folder is not None:
                self._finish_folder(self.folder, written)
            if self.report.created or self.report.updated:
                ContentChange.tell()
        return self.report

    def _finish(self, written: list[Written]) -> None:
        """Set references and write parts, now that every entry exists; remember what was left."""
        rows = [(each.entry, each.instance, each.entry.data) for each in written]
        for row in rows:
            self._set_references(*row)
        parts = [part for row in rows for part in self._parts(*row)]
        for part in parts:
            self._set_references(*part)
        for row in (*rows, *parts):
            self._set_bookkeeping(*row)
        for each in written:
            self._conclude(each)

    def _finish_folder(self, folder: Path, written: list[Written]) -> None:
        """Take over what else a folder holds: old addresses, and what editors had changed."""
        self.report.created.update(content_extras.read_old_addresses(folder))
        content_extras.read_loaded(folder, {each.entry.name for each in written})
        self.tables.align()

    def _first_round(self, entry: Entry, instance: Any) -> Written | None:
        """Write an entry's own fields, unless nothing is new or an editor has been there."""
        record = self.records.get((entry.label, entry.key))
        if record is None and instance is not None:
            self.report.kept.append(f"{entry.name} was made by an editor")
            return None
        if record is not None and instance is None:
            self.report.kept.append(f"{entry.name} was deleted by an editor")
            return None
        each = Written(entry, instance or entry.model())
        if record is not None and instance is not None:
            each.before = digest(state_of(instance))
            each.dated = getattr(instance, "updated_at", None)
            if not content_extras.is_as_left(instance, record):
                self.report.kept.append(f"{entry.name} was changed by an editor")
                return None
            if record.entry_digest != each.before:  # remembered as the first edition did
                record.entry_digest = each.before
                record.save(update_fields=["entry_digest"])
            if digest(entry.data) == record.file_digest:
                self.report.unchanged[entry.label] += 1
                return None
            _empty(instance, entry.data)
        self._set_fields(entry, each.instance, entry.data)
        if isinstance(each.instance, Publishable):
            each.instance.state = entry.data.get("state", State.PUBLISHED)
            each.instance.updated_at = _dated(entry) or timezone.now()
        self._save(entry, each.instance)
        return each

    def _set_fields(self, entry: Entry, instance: models.Model, data: dict[str, Any]) -> None:
        """Set the plain fields and slots, and the references that may not be empty."""
        slots = slots_of(type(instance))
        for name, value in data.items():
            if name == "updated" or name in children_of(type(instance)):
                continue
            try:
                fld: Any = instance._meta.get_field(name)
            except FieldDoesNotExist:
                raise entry.error(f"there is no field “{name}”") from None
            if name in slots:
                if not isinstance(value, dict):
                    raise entry.error(f"“{name}” is a text slot: write {name}.nb, {name}.nn …")
                for language, text in value.items():
                    setattr(instance, f"{name}_{language}", text)
            elif isinstance(fld, models.ForeignKey):
                if not fld.null or self._knows(fld, value):
                    setattr(instance, fld.attname, self.find(entry, fld, value))
            elif not fld.is_relation:
                setattr(instance, name, _plain(fld, value))

    def _parts(
        self, entry: Entry, instance: Any, data: dict[str, Any]
    ) -> Iterator[tuple[Entry, Any, dict[str, Any]]]:
        """Write the parts of an entry and the parts of those; yield each with its data."""
        for name, relation in children_of(type(instance)).items():
            model, wanted, parts = (
                relation.related_model,
                data.get(name, []),
                getattr(instance, name),
            )
            key = part_key(model)
            parts.exclude(**{f"{key}__in": [part[key] for part in wanted]}).delete()
            for of_part in wanted:
                part = parts.filter(**{key: of_part[key]}).first()
                if part is not None:
                    _empty(part, of_part, relation.field.name)
                part = part or model()
                setattr(part, relation.field.name, instance)
                self._set_fields(entry, part, of_part)
                self._save(entry, part)
                yield entry, part, of_part
                yield from self._parts(entry, part, of_part)

    def _set_references(self, entry: Entry, instance: Any, data: dict[str, Any]) -> None:
        changed = []
        for fld in instance._meta.concrete_fields:
            if isinstance(fld, models.ForeignKey) and fld.null and fld.name in data:
                setattr(instance, fld.attname, self.find(entry, fld, data[fld.name]))
                changed.append(fld.name)
        if changed:
            self._save(entry, instance)
        for many in instance._meta.many_to_many:
            targets = [self.find(entry, many, key) for key in data.get(many.name, [])]
            getattr(instance, many.name).set(targets)

    def _set_bookkeeping(self, entry: Entry, instance: Any, data: dict[str, Any]) -> None:
        """Set once more what saving may have moved on: dates and counts that the file gives."""
        given = {
            fld.name: _plain(fld, data[fld.name])
            for fld in instance._meta.concrete_fields
            if not fld.editable and not fld.is_relation and fld.name in data
        }
        if given:
            type(instance)._base_manager.filter(pk=instance.pk).update(**given)

    def _conclude(self, each: Written) -> None:
        """Say what became of an entry, and remember it as it was left."""
        entry, report = each.entry, self.report
        fresh = type(each.instance)._default_manager.get(pk=each.instance.pk)
        state = digest(state_of(fresh))
        dated = entry.data.get("updated_at", each.dated)
        if state == each.before and dated == each.dated:
            report.unchanged[entry.label] += 1
            if each.dated is not None:
                type(fresh)._base_manager.filter(pk=fresh.pk).update(updated_at=each.dated)
        else:
            (report.updated if each.before else report.created)[entry.label] += 1
        if self.folder is None:
            digests = {"file_digest": digest(entry.data), "entry_digest": state}
            LoadedEntry.objects.update_or_create(model=entry.label, key=entry.key, defaults=digests)

    def _knows(self, fld: Any, key: str) -> bool:
        """Tell whether the entry that a reference names is already there."""
        model = fld.related_model
        if key not in self.found.get(model, {}):
            pairs = model._default_manager.values_list(content_key(model), "pk")
            self.found[model] = dict(pairs)
        return key in self.found[model]

    def find(self, entry: Entry, fld: Any, key: str) -> int:
        """Return the primary key of the entry that a reference names."""
        if not self._knows(fld, key):
            label = fld.related_model._meta.label
            raise entry.error(f"“{fld.name}” names {label} “{key}”, which does not exist")
        return self.found[fld.related_model][key]

    def _save(self, entry: Entry, instance: models.Model) -> None:
        try:
            instance.full_clean()
        except ValidationError as error:
            raise entry.error(
                "; ".join(f"{k}: {v}" for k, v in error.message_dict.items())
            ) from None
        instance.save()


def _empty(instance: Any, data: dict[str, Any], parent: str = "") -> None:
    """Give an entry the defaults of what its file no longer says."""
    for fld in instance._meta.concrete_fields:
        slot = getattr(getattr(fld, "translated_field", None), "name", "")
        said = fld.language in data.get(slot, {}) if slot else fld.name in data
        if said or not fld.editable or fld.primary_key or fld.name == parent:
            continue
        if fld.name not in slots_of(type(instance)) and (fld.null or not fld.is_relation):
            setattr(instance, fld.attname, fld.get_default())


def _dated(entry: Entry) -> dt.datetime | None:
    """Return when a file says that an entry was last changed: a moment, or a day."""
    if moment := entry.data.get("updated_at"):
        return moment
    day = entry.data.get("updated") or entry.updated
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12))) if day else None


def _plain(fld: Any, value: Any) -> Any:
    """Return a value as its field takes it; what TOML cannot hold stands as JSON in a text."""
    if isinstance(fld, models.JSONField) and isinstance(value, str):
        return json.loads(value)
    return value
