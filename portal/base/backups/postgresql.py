"""PostgreSQL: copied by pg_dump in one snapshot, and put back in one transaction.

pg_restore writes the statements and this process runs them, with the migrations after them, in a
transaction of its own: others see what was there before, or all of what there is then.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import DatabaseError, OperationalError, connection, transaction
from psycopg import sql

from portal.base.backups import postgresql_tools as tools
from portal.base.backups.archive import Held
from portal.base.backups.faults import NotMade, NotRestored

NAME, COPY = "postgresql", "database.dump"
ATTEMPTS = 5  # to get hold of all tables, where others hold some of them
TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') ORDER BY relname
"""
# Everything in the schema that no extension brought; the schema stays, with the rights to it.
DROPS = """
    SELECT format('DROP %s IF EXISTS %s CASCADE', kind, name) FROM (
        SELECT 'pg_class'::regclass AS catalog, oid, relnamespace AS place,
            format('%I.%I', current_schema(), relname) AS name,
            CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind
        FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S')
        UNION ALL
        SELECT 'pg_proc'::regclass, oid, pronamespace, oid::regprocedure::text, 'ROUTINE'
        FROM pg_proc
        UNION ALL
        SELECT 'pg_type'::regclass, oid, typnamespace, oid::regtype::text, 'TYPE'
        FROM pg_type WHERE typtype IN ('d', 'e')
    ) AS found
    WHERE place = current_schema()::regnamespace AND NOT EXISTS (
        SELECT FROM pg_depend
        WHERE deptype = 'e' AND classid = found.catalog AND objid = found.oid
    )
    ORDER BY kind <> 'TABLE'
"""
LIKE_THIS_ONE = """
    SELECT format('TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE %L',
        pg_encoding_to_char(encoding), datcollate, datctype)
    FROM pg_database WHERE datname = current_database()
"""


def server() -> str:
    """Return the version of the server."""
    return _one("SHOW server_version")


def is_empty() -> bool:
    """Tell whether there is no table."""
    return not _all(TABLES)


def copy_to(path: Path) -> Held:
    """Copy the database by pg_dump, and count the rows in the same snapshot."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            tools.dump(path, schema=_schema(), snapshot=_one("SELECT pg_export_snapshot()"))
            return _held()
    except (DatabaseError, tools.ToolFailed) as error:
        raise NotMade(f"The database could not be copied: {_said(error)}") from error


def check(copy: Path) -> None:
    """Let pg_restore read all of the copy."""
    try:
        for _statement in tools.read(copy):
            pass
    except tools.ToolFailed as error:
        raise ValueError(f"The copy of the database is damaged: {error}") from error


def put_back(copy: Path, held: Held, renew: Callable[[], None]) -> None:
    """Replace everything in the schema, and make it ready, in one transaction."""
    try:
        with transaction.atomic():
            schema = _schema()
            _hold_all_tables()
            _run(statement for (statement,) in _all(DROPS))
            tools.load(connection.connection, copy, schema=schema)
            if _held() != held:
                raise NotRestored("The copy of the database does not hold what is said of it.")
            renew()
    except (DatabaseError, psycopg.Error, tools.ToolFailed) as error:
        raise NotRestored(f"The database could not be replaced: {_said(error)}") from error
    finally:
        connection.close()  # with what pg_restore has set in it


def try_out(copy: Path, held: Held, renew: Callable[[], None]) -> None:
    """Do the same in a database that is made for it."""
    with _database_for_once():
        put_back(copy, held, renew)


@contextmanager
def _database_for_once() -> Iterator[None]:
    """Let this process work with an empty database, and drop it."""
    live, schema = connection.settings_dict["NAME"], _schema()
    name = f"portal_rehearsal_{secrets.token_hex(4)}"
    try:
        _run([f'CREATE DATABASE "{name}" {_one(LIKE_THIS_ONE)}'])
    except DatabaseError as error:
        raise NotRestored(
            "A rehearsal needs a role that may create databases (ALTER ROLE … CREATEDB), or a "
            f"DATABASE_URL of another server: {_said(error)}"
        ) from error
    try:
        _turn_to(name)
        _run([f'CREATE SCHEMA IF NOT EXISTS "{schema}"'])
        yield
    finally:
        _turn_to(live)
        _run([f'DROP DATABASE "{name}" WITH (FORCE)'])


def _turn_to(name: str) -> None:
    connection.close()
    database: Any = connection
    database.close_pool()  # whose connections lead to the other one
    connection.settings_dict["NAME"] = name


def _hold_all_tables() -> None:
    """Let nobody read or write until the end; two who wait for each other begin again."""
    names = [name for (name,) in _all(TABLES)]
    if not names:
        return
    lock = "LOCK TABLE " + ", ".join(f'"{name}"' for name in names) + " IN ACCESS EXCLUSIVE MODE"
    _run(["SET LOCAL lock_timeout = '15s'"])
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                _run([lock])
                return
        except OperationalError:
            if attempt == ATTEMPTS:
                raise


def _schema() -> str:
    return _one("SELECT current_schema()")


def _held() -> Held:
    rows = {}
    for (name,) in _all(TABLES):
        count = sql.SQL("SELECT COUNT(*) FROM {}").format(sql.Identifier(name))
        rows[name] = int(_one(count))
    return Held(rows, dict(_all(Held.MIGRATIONS)))


def _all(query: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _one(query: str | sql.Composed) -> str:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return str(cursor.fetchone()[0])


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _said(error: Exception) -> str:
    return " ".join(str(error).split())
