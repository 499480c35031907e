"""Making a backup: a consistent copy, checked, in one file that appears only when it is whole."""

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import Error

from portal.base.backups import archive, kinds
from portal.base.backups.archive import Held, Manifest
from portal.base.backups.faults import NotMade, NotRestored
from portal.base.files import StoredFile

UNFINISHED = ".unfinished-"
FORGOTTEN = dt.timedelta(days=1)  # after which what a killed run left is taken away


def make(folder: Path, now: dt.datetime) -> Path:
    """Make a backup in a folder; raises NotMade, and then nothing of it is left."""
    try:
        kind = kinds.in_use()
        if kind.is_empty():
            raise NotMade("There is nothing in the database yet.")
        with _workplace(folder, now) as workplace:
            copy, finished = workplace / kind.COPY, workplace / archive.new_name(now)
            held = kind.copy_to(copy)
            kind.check(copy)
            manifest = _described(kind, copy, held, now)
            archive.write(finished, manifest, copy)
            if archive.read(finished) != manifest:
                raise NotMade("What is read is not what was written.")
            return _put(finished, folder)
    except OSError as error:
        raise NotMade(f"{error.filename or folder}: {error.strerror or error}.") from error
    except (Error, NotRestored, ValueError) as error:
        raise NotMade(str(error)) from error


def _described(kind: kinds.Kind, copy: Path, held: Held, now: dt.datetime) -> Manifest:
    return Manifest(
        made_at=now.astimezone(dt.UTC).isoformat(timespec="seconds"),
        kind=kind.NAME,
        server=kind.server(),
        database=kind.COPY,
        size=copy.stat().st_size,
        sha256=archive.digest_of(copy),
        files=held.rows.get(StoredFile._meta.db_table, 0),
        rows=held.rows,
        migrations=held.migrations,
    )


@contextmanager
def _workplace(folder: Path, now: dt.datetime) -> Iterator[Path]:
    """Give a folder within the folder, for a time; those of runs that were killed are removed."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in folder.glob(f"{UNFINISHED}*"):
        if left.stat().st_mtime < (now - FORGOTTEN).timestamp():
            shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=UNFINISHED, dir=folder, ignore_cleanup_errors=True) as path:
        yield Path(path)


def _put(finished: Path, folder: Path) -> Path:
    """Let a finished archive appear in a folder, and see that the disk has it there."""
    path = finished.rename(folder / finished.name)
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)
    return path
