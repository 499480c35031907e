"""Loads the tables of the reference content: rows of a CSV file, in a few queries for each."""

import csv
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from portal.base.content import Entry, content_folder, content_key, digest
from portal.base.models import Edition, LoadedEntry


def tables() -> list[tuple[type[models.Model], str]]:
    """Return every table of the reference content: its model, and the name of its file."""
    return [
        (model, name)
        for model in apps.get_models()
        for name in getattr(model, "content_tables", ())
    ]


def table_path(model: type[models.Model], name: str, folder: Path | None = None) -> Path:
    """Return where a table's file is."""
    return content_folder(apps.get_app_config(model._meta.app_label), folder) / name


def read_lines(path: Path) -> csv.DictReader:
    """Return the rows of a table's file; lines that begin with # are its attribution."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line[:1] != "#"]
    return csv.DictReader(lines)


class TableLoader:
    """Loads tables for a loader, which knows what is referred to, and gathers the report."""

    def __init__(self, loader: Any) -> None:
        self.loader = loader

    def load_after(self, model: type[models.Model] | None) -> None:
        """Load the tables whose rows refer to a model, as soon as its entries exist.

        Without a model: those whose rows refer to nothing.
        """
        after = model._meta.label if model is not None else None
        for table in apps.get_models():
            if hasattr(table, "content_tables") and getattr(table, "content_after", None) == after:
                for name in table.content_tables:
                    path = table_path(table, name, self.loader.folder)
                    if self.loader.folder is None or path.exists():
                        self._load(table, path)
                self.load_after(table)

    def _load(self, model: type[models.Model], path: Path) -> None:
        """Load a table of rows; a row that an editor has changed is kept."""
        report, found = self.loader.report, self.loader.found
        label, key = model._meta.label_lower, content_key(model)
        lines_by_key, columns, references = self._read(model, path)
        wanted, existing, rows = self._compare(model, path, lines_by_key, columns, references)
        record = self.loader.records.get((label, path.stem)) or LoadedEntry(
            model=label, key=path.stem
        )
        changed = []
        for name, row in rows.items():
            before, loaded = existing.get(name), record.rows.get(name)
            if loaded != before:
                report.kept.append(f"{label}/{name} was changed by an editor")
            elif wanted[name] == loaded:
                report.unchanged[label] += 1
            else:
                (report.updated if before else report.created)[label] += 1
                record.rows[name] = wanted[name]
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
            found.pop(model, None)
            for row in changed if references else ():
                self._refer(model, path, references, lines_by_key[getattr(row, key)])
            Edition.renew(label)
        found.pop(model, None)
        self.loader.say(f"{model._meta.label}: {len(rows)} ({len(changed)} ✎)")

    def align(self) -> None:
        """After loading a folder: remember which rows are as the apps' own tables have them.

        The others are an editor's, and so are those that are gone.
        """
        for model, name in tables():
            path = table_path(model, name)
            wanted, existing, _rows = self._compare(model, path, *self._read(model, path))
            rows = {
                each: print_ if existing.get(each) == print_ else ""
                for each, print_ in wanted.items()
            }
            LoadedEntry.objects.update_or_create(
                model=model._meta.label_lower, key=path.stem, defaults={"rows": rows}
            )

    def _read(
        self, model: type[models.Model], path: Path
    ) -> tuple[dict[str, dict[str, str]], list[Any], list[Any]]:
        """Return the lines of a file by key, its columns, and those that refer to several."""
        table = read_lines(path)
        fields: list[Any] = [model._meta.get_field(name) for name in table.fieldnames or ()]
        lines = {line[content_key(model)]: line for line in table}
        columns = [fld for fld in fields if not fld.many_to_many]
        return lines, columns, [fld for fld in fields if fld.many_to_many]

    def _compare(
        self,
        model: type[models.Model],
        path: Path,
        lines: dict[str, dict[str, str]],
        columns: list[Any],
        references: list[Any],
    ) -> tuple[dict[str, str], dict[str, str], dict[str, models.Model]]:
        """Return fingerprints of the rows as the file has them and as they are, and the rows."""
        rows = {name: self._row(model, path, line) for name, line in lines.items()}
        wanted = {
            name: _fingerprint(
                row, columns, [lines[name][many.name].split() for many in references]
            )
            for name, row in rows.items()
        }
        stored = model._default_manager.prefetch_related(*[many.name for many in references])
        existing = {
            getattr(row, content_key(model)): _fingerprint(row, columns, targets(row, references))
            for row in stored
        }
        return wanted, existing, rows

    def _refer(
        self, model: type[models.Model], path: Path, references: list[Any], line: dict[str, str]
    ) -> None:
        """Set what a row of a table refers to: keys with spaces between."""
        name = line[content_key(model)]
        row = model._default_manager.get(**{content_key(model): name})
        entry = Entry(model, {"key": name}, path)
        for many in references:
            keys = line[many.name].split()
            getattr(row, many.name).set([self.loader.find(entry, many, key) for key in keys])

    def _row(self, model: type[models.Model], path: Path, row: dict[str, str]) -> models.Model:
        """Return a line of a table as an entry that is not yet saved."""
        entry = Entry(model, {"key": row[content_key(model)]}, path)
        values: dict[str, Any] = {}
        for name, value in row.items():
            fld: Any = model._meta.get_field(name)
            if fld.many_to_many:
                continue
            if isinstance(fld, models.ForeignKey):
                values[fld.attname] = self.loader.find(entry, fld, value) if value else None
            else:
                values[name] = None if fld.null and not value else fld.to_python(value)
        return model(**values)


def targets(row: models.Model, references: list[Any]) -> list[list[str]]:
    """Return the keys of what a row refers to, for each of its references."""
    return [
        [
            str(getattr(target, content_key(type(target))))
            for target in getattr(row, many.name).all()
        ]
        for many in references
    ]


def _fingerprint(row: models.Model, columns: list[Any], referred: list[list[str]]) -> str:
    """Return a short fingerprint of what a table says of a row."""
    values = [str(getattr(row, column.attname)) for column in columns]
    return digest([*values, *(sorted(keys) for keys in referred)])[:16]
