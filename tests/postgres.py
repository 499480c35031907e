"""A PostgreSQL cluster of our own, in a temporary folder, on loopback, as an ordinary user.

`uv run python -m tests.postgres uv run pytest` runs a command with DATABASE_URL set to one.
"""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path


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


if __name__ == "__main__":
    with cluster() as url:
        sys.exit(subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": url}).returncode)
