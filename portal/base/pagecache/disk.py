"""What the processes of a machine keep on disk: a copy that may be thrown away at any time.

One SQLite file for each version of the code. Nothing waits for it and nothing depends on it: a
fault of the disk is as if nothing were kept.
"""

import contextlib
import json
import logging
import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from portal.base.pagecache.kept import Body, Kept
from portal.base.reading import Version

logger = logging.getLogger(__name__)
_SCHEMA = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA busy_timeout=200;
CREATE TABLE IF NOT EXISTS page (
    key TEXT PRIMARY KEY, asked INTEGER, number INTEGER, token TEXT, until REAL, made REAL,
    headers TEXT, cache_control TEXT, names TEXT, size INTEGER,
    etag TEXT, brotli BLOB, gzip BLOB, stale_etag TEXT, stale_brotli BLOB, stale_gzip BLOB
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS page_age ON page (asked, made, size);
"""
_READ = (
    "SELECT number, token, until, made, headers, cache_control, names, etag, brotli, gzip, "
    "stale_etag, stale_brotli, stale_gzip FROM page WHERE key=?"
)
_WRITE = "INSERT OR REPLACE INTO page VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
_COUNT = "SELECT count(*) FROM page"
TIDY_AFTER = 500  # pages written


class Disk:
    """The file, as one process uses it."""

    def __init__(self, path: Path, most: int) -> None:
        self.path, self.most = path, most
        self._connection: sqlite3.Connection | None = None
        self._process = self._file = 0
        self._written = 0
        self._turn = threading.Lock()

    def get(self, key: str) -> Kept | None:
        """Return a page, if it is kept and whole."""

        def read(database: sqlite3.Connection) -> Kept | None:
            row = database.execute(_READ, [key]).fetchone()
            return _page(row) if row else None

        return self._do(read)

    def put(self, key: str, page: Kept, *, asked: bool) -> None:
        """Keep a page; `asked`: its address asks for something, so there may be very many."""
        bodies: list[Any] = []
        for body in (page.body, page.stale):
            bodies += [body.etag, body.brotli, body.gzip] if body else [None, None, None]
        values = [
            *(key, asked, *page.version, page.until, page.made),
            *(json.dumps(page.headers), page.cache_control, json.dumps(sorted(page.names))),
            *(page.size, *bodies),
        ]

        def write(database: sqlite3.Connection) -> None:
            with database:
                database.execute(_WRITE, values)
                self._written += 1
                if self._written % TIDY_AFTER == 0:
                    self._tidy(database)

        self._do(write)

    def __len__(self) -> int:
        return self._do(lambda database: int(database.execute(_COUNT).fetchone()[0])) or 0

    def _tidy(self, database: sqlite3.Connection) -> None:
        """Let go of the oldest pages beyond the room there is; a quarter is for what was asked."""
        for asked, most in ((0, self.most * 3 // 4), (1, self.most // 4)):
            database.execute(
                "DELETE FROM page WHERE key IN (SELECT key FROM (SELECT key, sum(size) OVER "
                "(ORDER BY made DESC, key) AS total FROM page WHERE asked=?) WHERE total>?)",
                [asked, most],
            )

    def _do[Answer](self, work: Callable[[sqlite3.Connection], Answer]) -> Answer | None:
        """Give the file to some work; what goes wrong is told of, and the file opened anew."""
        with self._turn:
            try:
                return work(self._connected())
            except (sqlite3.Error, OSError, ValueError) as error:
                logger.warning("Pages on disk: %s", error)
                self._forget(damaged=isinstance(error, sqlite3.DatabaseError | ValueError))
                return None

    def _connected(self) -> sqlite3.Connection:
        """Return the connection of this process to the file as it is there now."""
        if self._connection is not None and self._process == os.getpid():
            with contextlib.suppress(FileNotFoundError):
                if self.path.stat().st_ino == self._file:  # and not one that was put in its place
                    return self._connection
        if self._process == os.getpid():
            self._forget()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(self.path, check_same_thread=False, timeout=0.2)
        self._process = os.getpid()
        self._connection.executescript(_SCHEMA)
        self._file = self.path.stat().st_ino
        return self._connection

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            self._forget()

    def _forget(self, *, damaged: bool = False) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None
        if damaged and not self._is_whole():
            for name in (self.path, *self.path.parent.glob(f"{self.path.name}-*")):
                name.unlink(missing_ok=True)

    def _is_whole(self) -> bool:
        """Tell whether the file can be read; full or busy is not damaged."""
        try:
            with contextlib.closing(sqlite3.connect(self.path, timeout=0.2)) as database:
                database.execute("SELECT count(*) FROM page").fetchone()
        except sqlite3.OperationalError as error:
            return "malformed" not in str(error) and "no such table" not in str(error)
        except sqlite3.DatabaseError:
            return False
        return True


def _page(row: Any) -> Kept:
    number, token, until, made, headers, control, names, *bodies = row
    body, stale = bodies[:3], bodies[3:]
    return Kept(
        version=Version(number, token),
        until=until,
        made=made,
        headers=tuple((name, value) for name, value in json.loads(headers)),
        cache_control=control,
        body=Body(*body),
        stale=Body(*stale) if stale[0] else None,
        names=frozenset(json.loads(names)),
    )
