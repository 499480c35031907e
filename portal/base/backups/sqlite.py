"""SQLite: copied page by page by its own backup interface, and put back the same way."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from portal.base.backups.archive import Held
from portal.base.backups.faults import NotMade, NotRestored

NAME, COPY = "sqlite", "database.sqlite3"
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
PATIENCE = 60.0  # seconds to wait for somebody who holds the database


def server() -> str:
    """Return the version of SQLite."""
    return sqlite3.sqlite_version


def is_empty() -> bool:
    """Tell whether there is no file, or no table in it; one that cannot be read holds something."""
    if not _live().is_file():
        return True
    try:
        with closing(_opened(_live())) as database:
            return database.execute(TABLES).fetchone() is None
    except sqlite3.Error:
        return False


def copy_to(path: Path) -> Held:
    """Copy the database as it is at one moment, into a file that needs no other."""
    try:
        with closing(_opened(_live())) as source, closing(sqlite3.connect(path)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            return _held(copy)
    except sqlite3.Error as error:
        raise NotMade(f"The database could not be copied: {error}.") from error


def check(copy: Path) -> None:
    """Let SQLite look at every page."""
    try:
        with closing(_opened(copy)) as database:
            found = [row[0] for row in database.execute("PRAGMA integrity_check")]
    except sqlite3.Error as error:
        found = [str(error)]
    if found != ["ok"]:
        raise ValueError(f"The copy of the database is damaged: {found[0]}.")


def put_back(copy: Path, held: Held, renew: Callable[[], None]) -> None:
    """Make the copy ready, and copy it over the database in one transaction."""
    try_out(copy, held, renew)
    connection.close()
    try:
        replace(_live(), copy)
    except sqlite3.Error as error:
        raise NotRestored(f"The database could not be replaced: {error}.") from error


def try_out(copy: Path, held: Held, renew: Callable[[], None]) -> None:
    """Compare the copy with what is said of it, and make it ready."""
    with closing(_opened(copy)) as database:
        if _held(database) != held:
            raise NotRestored("The copy of the database does not hold what is said of it.")
    with _in_place_of_the_database(copy):
        renew()


def replace(live: Path, copy: Path) -> None:
    """Copy all pages over a database; whoever reads it sees the old ones or the new ones."""
    end = time.monotonic() + PATIENCE

    def wait(status: int, remaining: int, total: int) -> None:
        if status != sqlite3.SQLITE_DONE and time.monotonic() > end:
            raise sqlite3.OperationalError("somebody has held it for too long")

    with closing(_opened(copy)) as source, closing(sqlite3.connect(live)) as target:
        target.execute("PRAGMA journal_mode=WAL")
        source.backup(target, progress=wait, sleep=0.05)


@contextmanager
def _in_place_of_the_database(copy: Path) -> Iterator[None]:
    """Let this process work with a copy as if it were the portal's database."""
    live = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(copy)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = live


def _live() -> Path:
    return Path(connection.settings_dict["NAME"])


def _opened(path: Path) -> sqlite3.Connection:
    """Open a file that is there, and make none."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)


def _held(database: sqlite3.Connection) -> Held:
    tables = sorted(name for (name,) in database.execute(TABLES))
    counts = {name: f'SELECT COUNT(*) FROM "{name}"' for name in tables}  # noqa: S608 - its own names
    rows = {name: database.execute(count).fetchone()[0] for name, count in counts.items()}
    return Held(rows, dict(database.execute(Held.MIGRATIONS)))
