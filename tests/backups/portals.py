"""Portals of their own to back up and to restore: one on SQLite, one on PostgreSQL."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests import prepared
from tests.postgres import cluster, fill

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Done:
    """How a process ended, and what it said."""

    status: int
    said: str


class Running:
    """A process that a portal has started."""

    def __init__(self, portal: "Portal", pid: int, out: Path) -> None:
        self.portal, self.pid, self.out = portal, pid, out

    def end(self) -> Done:
        """Wait for its end."""
        status = self.portal.order({"wait": self.pid})
        return Done(status, self.out.read_text(encoding="utf-8"))


class Portal:
    """A portal with a database and a folder of its own."""

    def __init__(self, url: str, var: Path) -> None:
        self.url, self.var, self.started = url, var, 0
        environment = os.environ | {"PORTAL_VAR": str(var), "DATABASE_URL": url}
        environment |= {"TMPDIR": str(var)}
        self.driver = subprocess.Popen(
            [sys.executable, "-m", "tests.backups.driving"], env=environment, cwd=ROOT,
            text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def order(self, order: dict[str, Any]) -> int:
        assert self.driver.stdin is not None
        assert self.driver.stdout is not None
        self.driver.stdin.write(json.dumps(order) + "\n")
        self.driver.stdin.flush()
        return int(self.driver.stdout.readline())

    def start(self, *words: Any, **more: Any) -> Running:
        """Start a command or an act."""
        self.started += 1
        out = self.var / f"said-{self.started}"
        words = tuple(str(word) if isinstance(word, Path) else word for word in words)
        return Running(self, self.order({"words": words, "out": str(out), **more}), out)

    def run(self, *words: Any, **more: Any) -> Done:
        """Run a command to its end."""
        return self.start(*words, **more).end()

    def ask(self, *words: Any) -> Any:
        """Run an act to its end, and return what it returns."""
        done = self.run(*words)
        assert done.status == 0, done.said
        return json.loads(done.said)

    @property
    def folder(self) -> Path:
        return self.var / "backups"

    def back_up(self) -> Path:
        """Make a backup, and return it."""
        done = self.run("backup")
        assert done.status == 0, done.said
        return Path(done.said.split()[1])

    def begin_again(self) -> None:
        """Let the portal be as it is before a test."""
        for path in self.var.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        self.make_database()

    def make_database(self) -> None:
        shutil.copy(prepared.folder() / prepared.DATABASE, self.var / prepared.DATABASE)

    def quit(self) -> None:
        self.driver.communicate(timeout=30)


class PostgresPortal(Portal):
    """A portal on PostgreSQL, whose database is made anew from a template."""

    def execute(self, *statements: str) -> None:
        with psycopg.connect(self.url.rpartition("/")[0] + "/postgres", autocommit=True) as server:
            for statement in statements:
                server.execute(statement)

    def make_database(self) -> None:
        self.execute(
            "DROP DATABASE IF EXISTS portal WITH (FORCE)",
            "CREATE DATABASE portal TEMPLATE template",
        )


@contextmanager
def on_sqlite(var: Path) -> Iterator[Portal]:
    portal = Portal(f"sqlite:///{var / prepared.DATABASE}", var)
    yield portal
    portal.quit()


@contextmanager
def on_postgresql(var: Path) -> Iterator[PostgresPortal]:
    with cluster() as url:
        server = url.rpartition("/")[0]
        portal = PostgresPortal(f"{server}/portal", var)
        portal.execute("CREATE DATABASE template")
        fill(f"{server}/template")
        yield portal
        portal.quit()
