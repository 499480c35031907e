"""Restoring a backup: looked at from end to end first, then put back all or nothing."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import router
from django.db.migrations.loader import MigrationLoader

from portal.base.backups import archive, kinds, pruning
from portal.base.backups.archive import Manifest
from portal.base.backups.faults import NotMade, NotRestored
from portal.base.backups.making import make
from portal.base.backups.renewing import renew
from portal.base.files import StoredFile


def find(path: Path) -> Path:
    """Return the backup that is meant: a file, or the newest one in a folder."""
    if not path.is_dir():
        return path
    backups = pruning.all_in(path)
    if not backups:
        raise NotRestored(f"There is no backup in {path}.")
    return max(backups, key=lambda each: (backups[each], each.name))


def look(path: Path) -> Manifest:
    """Return what a backup holds, if it can be restored here; raises NotRestored."""
    manifest = archive.read(path)
    here = kinds.in_use().NAME
    if manifest.kind != here:
        raise NotRestored(f"The backup is of {manifest.kind}, and DATABASE_URL names {here}.")
    if newer := _unknown(manifest):
        raise NotRestored(
            f"The backup was made by newer code, which had {', '.join(newer)}. "
            "Restore it with that code."
        )
    return manifest


def _unknown(manifest: Manifest) -> list[str]:
    """Return the migrations of our apps that this code does not have."""
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations)
    known |= {one for each in loader.disk_migrations.values() for one in each.replaces}
    apps = {app for app, _name in known}
    return [
        f"{app}.{name}"
        for app, name in manifest.migrations.items()
        if app in apps and (app, name) not in known
    ]


def restore(
    path: Path, manifest: Manifest, *, keep_in: Path | None, now: dt.datetime
) -> Path | None:
    """Put a backup that was looked at in the place of what is there; raises NotRestored.

    What was there is kept as a backup in a folder, if one is given; its path is returned.
    """
    with _copy_of(path, manifest) as (kind, copy):
        kept = _keep(kind, keep_in, now)
        detail = {"name": path.name, "before": kept.name if kept else ""}
        kind.put_back(copy, manifest.held, _safely(lambda: renew(now, **detail)))
        return kept


def rehearse(path: Path, manifest: Manifest, *, now: dt.datetime) -> None:
    """Do all of it where nobody sees it, compare every uploaded file, and throw it away."""

    def compare() -> None:
        renew(now, name=path.name)
        for each in StoredFile.objects.iterator(chunk_size=1):
            if hashlib.sha256(each.content).hexdigest() != each.sha256:
                raise NotRestored(f"Uploaded file {each.pk} is not what it was.")

    with _copy_of(path, manifest) as (kind, copy):
        kind.try_out(copy, manifest.held, _safely(compare))


@contextmanager
def _copy_of(path: Path, manifest: Manifest) -> Iterator[tuple[kinds.Kind, Path]]:
    """Give the copy of the database that a backup holds, checked; nothing else is read."""
    kind = kinds.in_use()
    router.routers = []  # not even a copy of the database from which pages are read
    with TemporaryDirectory(prefix="portal-restore-") as folder:
        try:
            copy = archive.extract(path, manifest, Path(folder))
            kind.check(copy)
        except OSError as error:
            raise NotRestored(f"{error.filename or folder}: {error.strerror or error}.") from error
        except ValueError as error:
            raise NotRestored(str(error)) from error
        yield kind, copy


def _keep(kind: kinds.Kind, folder: Path | None, now: dt.datetime) -> Path | None:
    """Make a backup of what is there, if there is anything."""
    if folder is None or kind.is_empty():
        return None
    try:
        return make(folder, now)
    except NotMade as error:
        raise NotRestored(
            f"What is there now could not be kept: {error} --no-safety-copy does without."
        ) from error


def _safely(work: Callable[[], None]) -> Callable[[], None]:
    """Let whatever goes wrong in a restored database, which nobody sees yet, stop the restore."""

    def tried() -> None:
        try:
            work()
        except NotRestored:
            raise
        except Exception as error:
            why = f"{type(error).__name__}: {error}"
            raise NotRestored(f"The backup does not fit today's code: {why}") from error

    return tried
