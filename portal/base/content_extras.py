"""What a folder with the whole site holds beside entries and tables, written and read.

old_addresses.csv   address words that entries once had; they redirect for ever
loaded.csv          which entries came from the apps' own files, and which of those an editor
                    has changed or deleted since, so that `load_content` still keeps them
files/              uploaded files by their SHA-256, and index.csv with what they are
"""

import csv
import datetime as dt
import hashlib
import io
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils import timezone

from portal.base.content import (
    ContentError,
    digest,
    existing_entries,
    first_state_of,
    state_of,
)
from portal.base.files import StoredFile
from portal.base.loader_tables import tables
from portal.base.models import LoadedEntry, OldAddress

OLD_ADDRESSES, LOADED, FILES = "old_addresses.csv", "loaded.csv", "files"
INDEX = f"{FILES}/index.csv"
ADDRESS = ("model", "language", "slug", "object_key")
FILE = ("sha256", "media_type", "size", "stored_at")


def written(rows: Iterable[Iterable[Any]]) -> bytes:
    """Return rows as a CSV file that programs read and people can compare."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a file, none if there is no file."""
    if path.exists():
        yield from csv.DictReader(io.StringIO(path.read_text("utf-8"), newline=""))


def old_addresses(entries: Collection[tuple[str, str]]) -> bytes:
    """Return the addresses that entries once had, for those of the entries that are written."""
    rows = OldAddress.objects.order_by(*ADDRESS).values_list(*ADDRESS)
    return written([ADDRESS, *(row for row in rows if (row[0], row[3]) in entries)])


def read_old_addresses(folder: Path) -> Counter:
    """Keep the old addresses of a folder, and return how many were new or led elsewhere."""
    changed: Counter = Counter()
    for row in read_rows(folder / OLD_ADDRESSES):
        key = row.pop("object_key")
        kept, is_new = OldAddress.objects.get_or_create(**row, defaults={"object_key": key})
        if not is_new and kept.object_key != key:
            OldAddress.objects.filter(pk=kept.pk).update(object_key=key)
        if is_new or kept.object_key != key:
            changed[OldAddress._meta.label_lower] += 1
    return changed


def loaded() -> bytes:
    """Return what the loader remembers of every entry, in terms that hold in any database."""
    of_tables = {model._meta.label_lower for model, _name in tables()}
    rows = []
    found: dict[str, Any] = {}
    for record in LoadedEntry.objects.order_by("model", "key"):
        if record.model in of_tables:
            continue
        if "/" in record.model:  # not of an entry: what a program remembers under that name
            held = json.dumps(record.rows, sort_keys=True, ensure_ascii=False)
            rows.append((record.model, record.key, "", "", held))
            continue
        if record.model not in found:
            found[record.model] = existing_entries(apps.get_model(record.model))
        entry = found[record.model].get(record.key)
        edited = "no" if entry is not None and is_as_left(entry, record) else "yes"
        rows.append((record.model, record.key, record.file_digest, edited, ""))
    return written([("model", "key", "file_digest", "edited", "rows"), *rows])


def is_as_left(entry: Any, record: LoadedEntry) -> bool:
    """Tell whether nobody has changed an entry since this or the first edition loaded it."""
    return record.entry_digest in {digest(state_of(entry)), digest(first_state_of(entry))}


def read_loaded(folder: Path, names: Collection[str]) -> None:
    """Take over what was remembered of the entries that were written, and of those deleted."""
    found: dict[str, Any] = {}
    for row in read_rows(folder / LOADED):
        model, key = row["model"], row["key"]
        if "/" in model:
            held = {"rows": json.loads(row["rows"])}
            LoadedEntry.objects.update_or_create(model=model, key=key, defaults=held)
            continue
        if model not in found:
            found[model] = existing_entries(apps.get_model(model))
        entry = found[model].get(key)
        if entry is not None and f"{model}/{key}" not in names:
            continue
        edited = entry is None or row["edited"] == "yes"
        digests = {
            "file_digest": row["file_digest"],
            "entry_digest": "" if edited else digest(state_of(entry)),
        }
        LoadedEntry.objects.update_or_create(model=model, key=key, defaults=digests)


def files(wanted: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of each of some files, by digest, and of their index."""
    found = StoredFile.objects.filter(sha256__in=wanted).order_by("sha256")
    index: list[Iterable[Any]] = [FILE]
    for file in found.defer("content"):
        stored = timezone.localtime(file.stored_at).isoformat()
        index.append((file.sha256, file.media_type, file.size, stored))
    if len(index) > 1:
        yield INDEX, written(index)
    for file in found.iterator(chunk_size=1):
        yield f"{FILES}/{file.sha256}", bytes(file.content)


def read_files(folder: Path) -> None:
    """Store the files of a folder; raises ContentError for one that is not what the index says."""
    for row in read_rows(folder / INDEX):
        sha256, path = row["sha256"], folder / FILES / Path(row["sha256"]).name
        data = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ContentError(f"{INDEX}, {sha256}: the file is missing or damaged")
        if not StoredFile.objects.filter(sha256=sha256).exists():
            StoredFile.objects.create(
                sha256=sha256,
                media_type=row["media_type"],
                size=len(data),
                content=data,
                stored_at=dt.datetime.fromisoformat(row["stored_at"]),
            )
