"""Makes the database say what a snapshot says: what differs is written, and no more."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from portal.base.content import content_key, slots_of
from portal.base.drafts.shape import part_key, parts_of, staged_number

Snapshot = dict[str, Any]


class LostReference(ValidationError):
    """A snapshot names an entry that there no longer is, where one is needed."""


class Refused(Exception):
    """The database rules refuse what a snapshot says; `errors` tells where and why."""

    def __init__(self, errors: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(message for _path, message in errors))
        self.errors = errors


@dataclass
class Writer:
    """Writes what differs, and no more."""

    staged: bool
    check: bool
    errors: list[tuple[str, str]] = field(default_factory=list)
    waiting: list[tuple[Any, Any, str, str]] = field(default_factory=list)
    numbers: dict[type[models.Model], dict[str, Any]] = field(default_factory=dict)

    def write(
        self, model: Any, row: Any, before: Snapshot | None, after: Snapshot, *, path: str, own: Any
    ) -> Any:
        """Write one row and its parts; `own` is what it is known by."""
        new = row is None
        if new:
            row = model(**own)
        known = {fld.name: fld for fld in model._meta.get_fields() if hasattr(fld, "attname")}
        many = {fld.name: fld for fld in model._meta.many_to_many}
        old = before["fields"] if before else {}
        changed = {
            name: value
            for name, value in after["fields"].items()
            if (new or old.get(name) != value) and name in known and name != content_key(model)
        }
        for name, value in changed.items():
            if name not in many:
                self._set(row, known[name], value, path)
        if new and self.staged:
            row.pk = staged_number(path.rstrip("/"))
        if new or set(changed) - set(many):
            self._save(row, path, new=new)
        for name in set(changed) & set(many):
            pks = [self._number(many[name].related_model, key) for key in changed[name]]
            getattr(row, name).set([pk for pk in pks if pk is not None])
        self._write_parts(model, row, before, after, path)
        return row

    def _write_parts(
        self, model: Any, row: Any, before: Snapshot | None, after: Snapshot, path: str
    ) -> None:
        """Delete the parts that are no more, then write the others."""
        stored: dict[str, dict[str, Any]] = {}
        relations = {
            name: relation
            for name, relation in parts_of(model).items()
            if name in after["parts"]
            and after["parts"][name] != (before["parts"].get(name, {}) if before else {})
        }
        for name, relation in relations.items():
            part_model, fk = relation.related_model, relation.field
            found = part_model._base_manager.filter(**{fk.name: row.pk})
            stored[name] = {str(getattr(part, part_key(part_model))): part for part in found}
            for key in [key for key in stored[name] if key not in after["parts"][name]]:
                stored[name].pop(key).delete()
        for name, relation in relations.items():
            part_model, fk = relation.related_model, relation.field
            earlier = before["parts"].get(name, {}) if before else {}
            for key, part in after["parts"][name].items():
                if key in stored[name] and earlier.get(key) == part:
                    continue
                self.write(
                    part_model,
                    stored[name].get(key),
                    earlier.get(key) if key in stored[name] else None,
                    part,
                    path=f"{path}{name}/{key}/",
                    own={fk.attname: row.pk, part_key(part_model): key},
                )

    def _set(self, row: Any, fld: Any, value: Any, path: str) -> None:
        """Set a field; a reference to something that comes later waits."""
        if not fld.is_relation:
            setattr(row, fld.name, fld.to_python(value))
            return
        pk = self._number(fld.related_model, value) if value is not None else None
        if value is not None and pk is None:
            if not fld.null:
                words = _("What it belongs to is no longer there: %(key)s.") % {"key": value}
                raise LostReference({fld.name: words})
            self.waiting.append((row, fld, value, path))
        setattr(row, fld.attname, pk)

    def _number(self, model: Any, key: str) -> Any:
        """Return the number of the entry with a key, or None."""
        known = self.numbers.setdefault(model, {})
        if key not in known:
            found = model._base_manager.filter(**{content_key(model): key})
            known[key] = found.values_list("pk", flat=True).first()
        return known[key]

    def _save(self, row: Any, path: str, *, new: bool = False) -> None:
        if self.check:
            try:
                row.full_clean(exclude=slots_of(type(row)))
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    where = path if name == "__all__" else f"{path}{name}"
                    self.errors += [(where, message) for message in messages]
                return
        row.save(force_insert=new)
        if not self.staged or row.pk > 0:
            self.numbers.pop(type(row), None)

    def finish(self) -> None:
        """Set the references that had to wait; one that leads nowhere stays empty."""
        self.numbers.clear()
        for row, fld, key, path in self.waiting:
            pk = self._number(fld.related_model, key)
            if pk is not None and row.pk is not None:
                setattr(row, fld.attname, pk)
                self._save(row, path)
