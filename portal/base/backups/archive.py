"""The archive: one tar file with a manifest, a copy of the database, and a checksum over both.

The checksum stands last and covers every byte before it; what follows it is compared byte by byte.
So no change of the file goes unseen, and any program that reads tar can look into it.
"""

import datetime as dt
import hashlib
import json
import os
import re
import secrets
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from portal.base.backups.faults import NotMade, NotRestored

FORMAT = 1
NAME = re.compile(r"portal-(\d{8}T\d{6})Z-[0-9a-f]{6}\.tar")
MOMENT = "%Y%m%dT%H%M%S"
BLOCK = tarfile.BLOCKSIZE
CHUNK = 1024 * 1024
TAIL = 4 * BLOCK  # the header and the content of the checksum, and two empty blocks
MANIFEST, CHECKSUM = "manifest.json", "sha256"


@dataclass(frozen=True)
class Held:
    """What a database holds: the rows of each table, and the last migration of each app."""

    rows: dict[str, int]
    migrations: dict[str, str]

    MIGRATIONS = "SELECT app, MAX(name) FROM django_migrations GROUP BY app ORDER BY app"


@dataclass(frozen=True)
class Manifest:
    """What an archive holds."""

    made_at: str
    kind: str  # sqlite or postgresql
    server: str  # the version of the database
    database: str  # the name of its copy in the archive
    size: int
    sha256: str
    files: int  # that editors have uploaded
    rows: dict[str, int]
    migrations: dict[str, str]
    format: int = FORMAT

    @property
    def held(self) -> Held:
        """Return what the copy of the database is to hold."""
        return Held(self.rows, self.migrations)


def new_name(now: dt.datetime) -> str:
    """Return a name for a backup made at a moment."""
    return f"portal-{now.astimezone(dt.UTC):{MOMENT}}Z-{secrets.token_hex(3)}.tar"


def made_at(name: str) -> dt.datetime | None:
    """Return when a backup was made, by its name; nothing for a name that is not ours."""
    if not (match := NAME.fullmatch(name)):
        return None
    try:
        return dt.datetime.strptime(match[1], MOMENT).replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(path: Path, manifest: Manifest, database: Path) -> None:
    """Write an archive that only its owner may read; it is on the disk when this returns."""
    described = json.dumps(asdict(manifest), indent=2, ensure_ascii=False).encode() + b"\n"
    digest = hashlib.sha256()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for piece in _members(described, manifest, database):
            digest.update(piece)
            out.write(piece)
        out.write(_tail(digest.hexdigest()))
        out.flush()
        os.fsync(out.fileno())


def _members(described: bytes, manifest: Manifest, database: Path) -> Iterator[bytes]:
    yield _header(MANIFEST, len(described)) + described + _filling(len(described))
    yield _header(manifest.database, manifest.size)
    written = 0
    with database.open("rb") as file:
        while chunk := file.read(CHUNK):
            written += len(chunk)
            yield chunk
    if written != manifest.size:
        raise NotMade("The copy of the database changed while it was written to the archive.")
    yield _filling(written)


def _header(name: str, size: int) -> bytes:
    about = tarfile.TarInfo(name)
    about.size, about.mode = size, 0o600
    return about.tobuf(tarfile.GNU_FORMAT)


def _filling(size: int) -> bytes:
    return bytes(-size % BLOCK)


def _tail(digest: str) -> bytes:
    return (_header(CHECKSUM, len(digest)) + digest.encode()).ljust(TAIL, b"\0")


def read(path: Path) -> Manifest:
    """Return what an archive holds, once every byte is as it was written; raises NotRestored."""
    try:
        with path.open("rb") as file:
            _compare(path, file)
            file.seek(0)
            with tarfile.open(fileobj=file, mode="r:") as tar:
                stored = tar.extractfile(MANIFEST)
                found = json.loads(stored.read() if stored else b"{}")
    except OSError as error:
        raise NotRestored(f"{path} cannot be read: {error.strerror or error}.") from error
    except (KeyError, ValueError, tarfile.TarError) as error:
        raise NotRestored(f"{path} is no backup of the portal.") from error
    if found.get("format") != FORMAT:
        raise NotRestored(f"{path} was made by another version of this command.")
    return Manifest(**found)


def _compare(path: Path, file: BinaryIO) -> None:
    """Compare the checksum with what it covers."""
    left = path.stat().st_size - TAIL
    digest = hashlib.sha256()
    while left > 0 and (chunk := file.read(min(left, CHUNK))):
        digest.update(chunk)
        left -= len(chunk)
    if left or file.read() != _tail(digest.hexdigest()):
        raise NotRestored(f"{path} is damaged, or no backup of the portal.")


def extract(path: Path, manifest: Manifest, folder: Path) -> Path:
    """Take the copy of the database out of an archive that was read, and return it."""
    copy, digest = folder / manifest.database, hashlib.sha256()
    with tarfile.open(path, "r:") as tar, copy.open("xb") as out:
        stored = tar.extractfile(manifest.database)
        while stored and (chunk := stored.read(CHUNK)):
            digest.update(chunk)
            out.write(chunk)
    if digest.hexdigest() != manifest.sha256:
        raise NotRestored(f"{path} changed while it was read.")
    return copy
