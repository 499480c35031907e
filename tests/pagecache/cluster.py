"""A portal on a PostgreSQL cluster that can be stopped, started, filled and held up."""

import contextlib
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests import postgres

ROOT = Path(__file__).parent.parent.parent


class Stoppable:
    """A running cluster."""

    def __init__(self, url: str) -> None:
        self.url = url
        with self.connect() as connection:
            row = connection.execute("SHOW data_directory").fetchone()
            assert row is not None
            self.data = row[0]

    def connect(self) -> psycopg.Connection:
        """Return a connection past all pools."""
        return psycopg.connect(self.url, autocommit=True, connect_timeout=10)

    def stop(self, how: str = "fast") -> None:
        """Stop the cluster; nobody can connect until it is started."""
        self._ctl("-m", how, "stop")

    def start(self) -> None:
        """Start the cluster again as it was."""
        log = str(Path(self.data).parent / "log")
        self._ctl("-l", log, "-o", self._opts(), "start")

    def options_at(self, port: int) -> str:
        """Return the options of a cluster like this one at another port."""
        mine = self._opts().split()
        return shlex.join(str(port) if before == "-p" else each
                          for before, each in zip(["", *mine], mine, strict=False))  # fmt: skip

    def _opts(self) -> str:
        """Return the options it was started with, which it writes down itself."""
        written = shlex.split((Path(self.data) / "postmaster.opts").read_text())
        return shlex.join(written[written.index("-D") + 2 :])

    def _ctl(self, *arguments: str) -> None:
        binaries = postgres.find_binaries()
        assert binaries is not None
        subprocess.run(
            [str(binaries / "pg_ctl"), "-D", self.data, "-w", *arguments],
            check=True, user=postgres._ordinary_user(), cwd="/", timeout=120,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip


@contextlib.contextmanager
def standby(primary: Stoppable) -> Iterator[Stoppable]:
    """Start a second cluster that follows one, and end it afterwards."""
    binaries, user = postgres.find_binaries(), postgres._ordinary_user()
    assert binaries is not None
    data, port = Path(primary.data).parent / "standby", postgres.free_port()
    given = {"check": True, "user": user, "cwd": "/", "timeout": 120, "stdout": subprocess.DEVNULL}
    copy = ["pg_basebackup", "--pgdata", str(data), "--write-recovery-conf", "--no-sync"]
    subprocess.run(
        [str(binaries / copy[0]), *copy[1:], "--checkpoint=fast", "--dbname", primary.url], **given
    )
    log, options = str(data.parent / "standby.log"), primary.options_at(port)
    control = [str(binaries / "pg_ctl"), "-D", str(data), "-w"]
    subprocess.run([*control, "-l", log, "-o", options, "start"], **given)
    try:
        server, _slash, name = primary.url.rpartition("/")
        yield Stoppable(f"{server.rpartition(':')[0]}:{port}/{name}")
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **given | {"check": False})


@contextlib.contextmanager
def filled() -> Iterator[Stoppable]:
    """Start a cluster with the reference content, and remove it afterwards."""
    with postgres.cluster() as url:
        postgres.fill(url, content=True)
        yield Stoppable(url)
