"""Makes a database of a dump again: what it is dumped to then is the same."""

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from itertools import batched
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import override

from portal.base.files import StoredFile
from portal.base.models import ContentChange, Edition
from portal.base.publishing import Publishable, State
from portal.opendata.dumps.fields import Dumped, Part, dumped_kinds
from portal.opendata.dumps.making import BLOCK, FILES, SUMS, read_sums

TOGETHER = 500  # rows of a register that are saved at once

Keys = dict[type[models.Model], dict[str, Any]]


class BadDump(Exception):
    """A file that is no dump, or is damaged; or a database that has content already."""


@transaction.atomic
def load(path: Path) -> int:
    """Load everything in a file into a database without content; return the number of entries."""
    kinds = dumped_kinds()
    if full := next((each.name for each in kinds if each.model._base_manager.exists()), None):
        raise BadDump(f"There is content in the database already: {full}.")
    try:
        with zipfile.ZipFile(path) as archive, override(settings.LANGUAGE_CODE):
            _check(archive)
            keys: Keys = {}
            for dumped in kinds:
                if hasattr(dumped.model, "content_tables"):
                    _made_together(dumped, archive, keys)
                else:
                    _made(dumped, archive, keys)
            for dumped in kinds:
                _refer(dumped, archive, keys)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise BadDump(f"{path}: this is not a whole dump ({error}).") from error
    ContentChange.tell()
    return sum(map(len, keys.values()))


def _check(archive: zipfile.ZipFile) -> None:
    """Raise ValueError unless every file is what its checksum says."""
    for name, digest in read_sums(archive.read(SUMS).decode("ascii")).items():
        found = hashlib.sha256()
        with archive.open(name) as file:
            while block := file.read(BLOCK):
                found.update(block)
        if found.hexdigest() != digest:
            raise ValueError(f"{name} is damaged")


def _rows(dumped: Dumped, archive: zipfile.ZipFile) -> Iterator[dict[str, Any]]:
    """Yield the rows of a kind; each stands on a line of its own."""
    with archive.open(f"{dumped.name}.json") as file:
        for line in io.TextIOWrapper(file, encoding="utf-8", newline="\n"):
            if line.startswith("{"):
                yield json.loads(line.rstrip(",\n"))


def _made_together(dumped: Dumped, archive: zipfile.ZipFile, keys: Keys) -> None:
    """Save the rows of a register, of which there are thousands, some hundred at a time."""
    known: dict[str, Any] = {}
    keys[dumped.model] = known
    for rows in batched(_rows(dumped, archive), TOGETHER, strict=False):
        entries = [_entry(dumped, row, keys) for row in rows]
        dumped.model._base_manager.bulk_create(entries)
        made = zip(rows, entries, strict=True)
        known |= {dumped.key_of(row): entry.pk for row, entry in made}
    Edition.renew(dumped.model._meta.label_lower)


def _made(dumped: Dumped, archive: zipfile.ZipFile, keys: Keys) -> None:
    """Save the rows of a kind; one that refers to another of the kind comes after that."""
    known: dict[str, Any] = {}
    keys[dumped.model] = known
    above = [part.name for part in _to_its_own(dumped, needed=True)]
    waiting = -1
    while waiting:
        before, waiting = waiting, 0
        for row in _rows(dumped, archive):
            if (key := dumped.key_of(row)) in known:
                continue
            if any(row[name] and row[name] not in known for name in above):
                waiting += 1
                continue
            known[key] = _saved(dumped, row, keys, archive)
        if waiting == before:
            raise ValueError(f"{dumped.name}: {waiting} entries refer to each other in a circle")


def _saved(dumped: Dumped, row: dict[str, Any], keys: Keys, archive: zipfile.ZipFile) -> Any:
    """Save a row, and return the number of its entry."""
    entry = _entry(dumped, row, keys)
    if isinstance(entry, StoredFile):
        entry.content = _content(archive, row["sha256"])
    entry.save(force_insert=True)
    return entry.pk


def _entry(dumped: Dumped, row: dict[str, Any], keys: Keys) -> Any:
    """Return the entry of a row, without what refers to entries of its kind that come later."""
    entry: Any = dumped.model()
    later = _to_its_own(dumped, needed=False)
    if isinstance(entry, Publishable):
        entry.state = State.PUBLISHED
    for part in dumped.parts:
        if part.field.many_to_many or part in later:
            continue
        value = row[part.name]
        if part.field.is_relation:
            value = None if value is None else keys[part.field.related_model][value]
        setattr(entry, part.field.attname, _read(part.field, value))
    return entry


def _content(archive: zipfile.ZipFile, sha256: str) -> bytes:
    """Return the bytes of a file; raises ValueError unless they are what its name says."""
    content = archive.read(f"{FILES}/{sha256}")
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"{FILES}/{sha256} is damaged")
    return content


def _refer(dumped: Dumped, archive: zipfile.ZipFile, keys: Keys) -> None:
    """Set what may refer to entries that come later, when all are there."""
    later = _to_its_own(dumped, needed=False)
    many = [part for part in dumped.parts if part.field.many_to_many]
    for row in _rows(dumped, archive) if later or many else ():
        own, pk = keys[dumped.model], keys[dumped.model][dumped.key_of(row)]
        if found := {p.field.attname: own[row[p.name]] for p in later if row[p.name]}:
            dumped.model._base_manager.filter(pk=pk).update(**found)
        for part in many:
            known = keys[part.field.related_model]
            if there := [known[each] for each in row[part.name]]:
                _join(part.field, pk, there)


def _join(field: Any, here: Any, there: list[Any]) -> None:
    through = field.remote_field.through
    ends = (f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id")
    through._base_manager.bulk_create(
        [through(**dict(zip(ends, (here, pk), strict=True))) for pk in there]
    )


def _to_its_own(dumped: Dumped, *, needed: bool) -> list[Part]:
    """Return the parts that refer to the kind itself, where an entry needs that, or does not."""
    return [
        part
        for part in dumped.parts
        if isinstance(part.field, models.ForeignKey)
        and part.field.related_model is dumped.model
        and (part.field.remote_field.on_delete is not models.SET_NULL) == needed
    ]


def _read(field: Any, value: Any) -> Any:
    """Return the value that a dump has written."""
    if value is None or field.is_relation:
        return value
    if isinstance(field, models.DateTimeField):
        return dt.datetime.fromisoformat(value)
    return field.to_python(str(value) if isinstance(value, float) else value)
