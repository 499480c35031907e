"""pg_dump and pg_restore, as the portal runs them: no password is ever on a command line."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

import psycopg
from django.db import connection
from psycopg import pq

PLAIN = ("--no-owner", "--no-privileges")
# Lines that only psql understands, and a setting that older servers do not know.
NOT_OURS = re.compile(rb"^(\\(un)?restrict .*|SET transaction_timeout = .*)\n", re.MULTILINE)


class ToolFailed(Exception):
    """A program of PostgreSQL is missing or has failed; says what it said."""


def dump(path: Path, *, schema: str, snapshot: str) -> None:
    """Write a copy of a schema, as it is in a snapshot that another transaction holds."""
    # The least compression halves the files, which are written as text; more only takes longer.
    options = ("--format=custom", "--compress=1", f'--schema="{schema}"', f"--snapshot={snapshot}")
    with _running("pg_dump", *PLAIN, *options, f"--file={path}", env=_environment()):
        pass


def read(copy: Path, *options: str) -> Iterator[bytes]:
    """Yield the lines of the statements that make what is in a copy, or a part of it."""
    with _running("pg_restore", *PLAIN, *options, "--file=-", str(copy)) as running:
        yield from running.stdout or ()


def load(database: psycopg.Connection, copy: Path, *, schema: str) -> None:
    """Run the statements of a copy in a connection, within the transaction that it is in."""
    of = f"--schema={schema}"  # what is in it, and not the schema itself
    with psycopg.Cursor(database) as cursor:
        cursor.execute(NOT_OURS.sub(b"", b"".join(read(copy, of, "--section=pre-data"))))
        _load_rows(cursor, read(copy, of, "--section=data"))
        cursor.execute(NOT_OURS.sub(b"", b"".join(read(copy, of, "--section=post-data"))))
        cursor.execute("RESET search_path")


def _load_rows(cursor: psycopg.Cursor, lines: Iterator[bytes]) -> None:
    """Run the statements that fill tables: one on a line, and after COPY a row on each."""
    for line in lines:
        if NOT_OURS.match(line) or line.startswith(b"--") or not line.strip():
            continue
        if not line.startswith(b"COPY "):
            cursor.execute(line)
            continue
        with cursor.copy(line) as rows:
            for row in lines:
                if row == b"\\.\n":
                    break
                rows.write(row)


@contextmanager
def _running(
    name: str, *options: str, env: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program to its end; raises ToolFailed, with what it said."""
    if (program := shutil.which(name)) is None:
        raise ToolFailed(f"{name} is not installed (apt-get install postgresql-client).")
    with TemporaryFile() as said:
        command = [program, *options]
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=said) as running:  # noqa: S603
            yield running
        if running.returncode:
            said.seek(0)
            why = " ".join(said.read(5000).decode(errors="replace").split())
            raise ToolFailed(why or f"{name} ended with status {running.returncode}.")


def _environment() -> dict[str, str]:
    """Return the environment that leads a program to the database that we are connected to."""
    connection.ensure_connection()
    info = connection.connection.info
    given = info.get_parameters() | {"password": info.password}
    names = {
        option.keyword.decode(): option.envvar.decode()
        for option in pq.Conninfo.get_defaults()
        if option.envvar
    }
    return os.environ | {names[each]: value for each, value in given.items() if each in names}
