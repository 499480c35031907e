"""A PostgreSQL cluster of our own, in a temporary folder, on loopback, as an ordinary user.

`uv run python -m tests.postgres uv run pytest` runs a command with DATABASE_URL set to one.
"""

import contextlib
import fcntl
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests import prepared

ROOT = Path(__file__).parent.parent


def find_binaries() -> Path | None:
    """Return the folder of the newest installed PostgreSQL server, if any."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _ordinary_user() -> str | None:
    """Return whom to run as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    return None


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster, give its DATABASE_URL, and remove it afterwards."""
    binaries = find_binaries()
    if binaries is None:
        raise FileNotFoundError("PostgreSQL is not installed")
    user = _ordinary_user()
    folder = Path(tempfile.mkdtemp(prefix="portal-postgres-"))
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", free_port()

    def run(*command: str) -> None:
        subprocess.run(
            command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL, timeout=120
        )

    try:
        run(
            str(binaries / "initdb"), "-D", str(data), "-U", "portal", "-A", "trust",
            "-E", "UTF8", "--no-locale", "--no-sync",
        )  # fmt: skip
        options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} "
            "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c jit=off "
            "-c shared_buffers=256MB -c max_connections=60"
        )
        log = str(folder / "log")
        run(str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", log, "-o", options, "start")
        try:
            yield f"postgres://portal@127.0.0.1:{port}/postgres"
        finally:
            run(str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fill(url: str, *, content: bool = False) -> None:
    """Make the tables in an empty database, with the reference content if that is wanted.

    Both take long, so they are done once, and copied from then on.
    """
    copy = prepared.folder() / f"{'content' if content else 'tables'}.dump"
    binaries = find_binaries()
    assert binaries is not None
    with copy.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if copy.exists():
            _run(str(binaries / "pg_restore"), "--dbname", url, str(copy))
            return
        manage = [sys.executable, str(ROOT / "manage.py")]
        if content:
            fill(url)
            _run(*manage, "load_content", DATABASE_URL=url)
        else:
            _run(*manage, "migrate", "--verbosity", "0", DATABASE_URL=url)
        _run(str(binaries / "pg_dump"), "-Fc", "--file", f"{copy}.new", url)
        Path(f"{copy}.new").rename(copy)


def template(url: str) -> str:
    """Return the name of a database with the reference content on a server, to make others of."""
    name = "portal_reference"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(1)")  # until the connection ends
        there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if there is None:
            server.execute(f"CREATE DATABASE {name}_new")
            fill(f"{url.rpartition('/')[0]}/{name}_new", content=True)
            server.execute(f"ALTER DATABASE {name}_new RENAME TO {name}")
    return name


def _run(*command: str, **environment: str) -> None:
    subprocess.run(
        command, env=os.environ | environment, check=True, timeout=600, stdout=subprocess.DEVNULL
    )


if __name__ == "__main__":
    with cluster() as url:
        sys.exit(subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": url}).returncode)
