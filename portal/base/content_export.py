"""The whole site as readable files, laid out as the apps' own content, from which it is loaded."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from portal.base import content, content_extras
from portal.base.content import content_folder, content_key, existing_entries
from portal.base.content_writer import Writer, hangs_on
from portal.base.exchange.kinds import Kind, all_kinds
from portal.base.loader_tables import read_lines, table_path, tables, targets
from portal.base.publishing import Publishable, State

Place = tuple[type[models.Model], Any]


class Export:
    """Writes every entry to the file it came from, or to one of its kind."""

    def __init__(
        self,
        folder: Path,
        *,
        with_drafts: bool = False,
        say: Callable[[str], None] = lambda line: None,
    ) -> None:
        self.folder = folder
        self.with_drafts = with_drafts
        self.say = say
        self.writer = Writer()
        self.entries = {model: existing_entries(model) for model in _models()}
        self.origin: dict[tuple[str, str], tuple[str, int]] = {}
        self.own_files: dict[type[models.Model], list[str]] = defaultdict(list)
        for number, entry in enumerate(content.read_entries()):
            self.origin[entry.label, entry.key] = (entry.file.name, number)
            if entry.file.name not in self.own_files[entry.model]:
                self.own_files[entry.model].append(entry.file.name)

    def write(self) -> int:
        """Write everything, take away what an earlier export left over, and count the entries."""
        if not self.with_drafts:
            self._leave_out_drafts()
        written = dict(self._all())
        for path in _left_over(self.folder, set(written)):
            path.unlink()
        for path, data in written.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return sum(map(len, self.entries.values()))

    def _all(self) -> Iterator[tuple[Path, bytes]]:
        """Yield the path and the content of every file."""
        for model, entries in self.entries.items():
            yield from self._files(model, entries)
        for model, name in tables():
            yield table_path(model, name, self.folder), _table(model, name)
        for name, data in content_extras.files(self.writer.files):
            yield self.folder / name, data
        labels = {
            (model._meta.label_lower, key) for model in self.entries for key in self.entries[model]
        }
        yield self.folder / content_extras.OLD_ADDRESSES, content_extras.old_addresses(labels)
        yield self.folder / content_extras.LOADED, content_extras.loaded()

    def _files(
        self, model: type[models.Model], entries: dict[str, Any]
    ) -> Iterator[tuple[Path, bytes]]:
        """Yield the files of a model: entries in the order of the apps' own files, then by key."""
        label, own = model._meta.label_lower, self.own_files[model]
        new = own[0] if len(own) == 1 else f"{Kind(model).name}.toml"
        by_file: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for key in entries:
            name, number = self.origin.get((label, key), (new, len(self.origin)))
            by_file[name].append((number, key))
        parent = content_folder(apps.get_app_config(model._meta.app_label), self.folder)
        for name, places in sorted(by_file.items()):
            in_order = [entries[key] for _number, key in sorted(places)]
            yield parent / name, self.writer.file(model, in_order)
            self.say(f"{parent / name}: {len(in_order)}")

    def _leave_out_drafts(self) -> None:
        """Leave out drafts and what hangs on them, as if they had been deleted; say what else goes.

        A reference that a draft's deletion would empty is emptied.
        """
        gone: set[Place] = set()
        for model, entries in self.entries.items():
            drafts = [e for e in entries.values() if getattr(e, "state", "") == State.DRAFT]
            gone |= {(model, entry.pk) for entry in drafts}
        leaving = set(gone)
        while leaving:
            leaving = {
                (model, entry.pk)
                for model, entries in self.entries.items()
                for entry in entries.values()
                if (model, entry.pk) not in gone and hangs_on(entry, gone)
            }
            gone |= leaving
            for model, pk in leaving:
                entry = next(e for e in self.entries[model].values() if e.pk == pk)
                self.say(
                    f"left out, because it needs a draft: {model._meta.label_lower}/{entry.key}"
                )
        for model, entries in self.entries.items():
            kept = {key: e for key, e in entries.items() if (model, e.pk) not in gone}
            self.entries[model] = kept
        self.writer.without = gone


def _models() -> list[type[models.Model]]:
    """Return the models whose entries stand in files of their own."""
    return [
        kind.model
        for kind in all_kinds()
        if not hasattr(kind.model, "content_tables")
        and (issubclass(kind.model, Publishable) or kind.roots == [])
    ]


def _left_over(folder: Path, written: set[Path]) -> list[Path]:
    """Return what an earlier export wrote to the same folder and this one does not."""
    files = folder / content_extras.FILES
    found = [
        path for path in (folder / content_extras.INDEX, *files.glob("?" * 64)) if path.exists()
    ]
    for config in apps.get_app_configs():
        where = content_folder(config, folder)
        if where.is_relative_to(folder):
            found += [*where.glob("*.toml"), *where.glob("*.csv")]
    return [path for path in found if path not in written]


def _table(model: type[models.Model], name: str) -> bytes:
    """Return a table: its attribution, its columns and any other that a row needs."""
    own = table_path(model, name)
    lines = read_lines(own)
    columns, key = list(lines.fieldnames or ()), content_key(model)
    order = {line[key]: number for number, line in enumerate(lines)}
    many = list(model._meta.many_to_many)
    stored = model._default_manager.prefetch_related(*[fld.name for fld in many])
    rows = [row for row in stored if _belongs(row, name, order)]
    rows.sort(key=lambda row: (order.get(getattr(row, key), len(order)), getattr(row, key)))
    keys = {fld.related_model: _keys(fld.related_model) for fld in _references(model)}
    cells = [_cells(row, keys) for row in rows]
    columns += [
        fld.name
        for fld in (*model._meta.concrete_fields, *many)
        if fld.name not in columns
        and any(row.get(fld.name, "") != _default(fld) for row in cells if fld.name in row)
    ]
    out = io.StringIO(newline="")
    attribution = [line for line in own.read_text("utf-8").splitlines() if line[:1] == "#"]
    out.writelines(f"{line}\n" for line in attribution)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in cells)
    return out.getvalue().encode()


def _belongs(row: models.Model, name: str, order: dict[str, int]) -> bool:
    """Tell whether a row stands in a table; a new one stands in the first of its model."""
    model, key = type(row), content_key(type(row))
    if getattr(row, key) in order:
        return True
    names: tuple[str, ...] = model.content_tables  # type: ignore[attr-defined]
    others = [other for other in names if other != name]
    known = {line[key] for other in others for line in read_lines(table_path(model, other))}
    return name == names[0] and getattr(row, key) not in known


def _references(model: type[models.Model]) -> list[Any]:
    return [fld for fld in model._meta.concrete_fields if isinstance(fld, models.ForeignKey)]


def _keys(model: Any) -> dict[Any, str]:
    return dict(model._base_manager.values_list("pk", content_key(model)))


def _default(fld: Any) -> str:
    return "" if fld.many_to_many else str(fld.get_default() or "")


def _cells(row: models.Model, keys: dict[Any, dict[Any, str]]) -> dict[str, str]:
    """Return what a row says, in the cells that are not empty."""
    cells = {}
    for fld in row._meta.concrete_fields:
        value = getattr(row, fld.attname)
        if not fld.primary_key and value not in (None, ""):
            cells[fld.name] = keys[fld.related_model][value] if fld.is_relation else str(value)
    for many in row._meta.many_to_many:
        if found := targets(row, [many])[0]:
            cells[many.name] = " ".join(sorted(found))
    return cells
