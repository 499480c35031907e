"""The portal as the README's command leaves it before anyone has edited: made once, and copied.

Database and static files are kept in PORTAL_VAR, and made again when models, content, their rules,
static files or a dependency have changed. `python -m tests.prepared FOLDER` makes a copy that
PORTAL_VAR may name.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
APPS = ("portal", "services", "guidance", "networks", "static")
DECIDING = {"content", "migrations", "models", "static"}
DECIDING |= {"translation.py", "clock.py", "whens.py"}
DECIDING |= {"content.py", "content_extras.py", "demo.py", "loader.py", "loader_tables.py"}
DECIDING |= {"models.py", "pages.py", "publishing.py", "richtext.py", "roles.py"}
SUFFIXES = {".py", ".toml", ".csv", ".css", ".js", ".svg", ".png"}
DATABASE = "portal.sqlite3"


def fingerprint() -> str:
    """Return a fingerprint of everything that decides what the database and the files hold."""
    read = hashlib.sha256((ROOT / "pyproject.toml").read_bytes())
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("*.*")):
        inside = path.relative_to(ROOT)
        if DECIDING & set(inside.parts) and path.suffix in SUFFIXES:
            read.update(f"{inside}\n".encode() + path.read_bytes())
    return read.hexdigest()[:16]


def folder() -> Path:
    """Return the prepared folder; the first to ask makes it, others wait."""
    var = Path(os.environ.get("PORTAL_VAR", ROOT / "var"))
    var.mkdir(parents=True, exist_ok=True)
    ready = var / f"prepared-{fingerprint()}"
    with (var / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            for older in var.glob("prepared-*/"):
                shutil.rmtree(older)
            with tempfile.TemporaryDirectory(dir=var) as made:
                _make(Path(made))
                Path(made).rename(ready)
                Path(made).mkdir()  # for its context to remove
    return ready


def _make(made: Path) -> None:
    """Run the README's command, and take away the account whose password nobody read."""
    _manage(made, "demo", "--no-serve")
    with contextlib.closing(sqlite3.connect(made / DATABASE)) as database:
        database.execute("DELETE FROM auth_user")
        database.commit()


def _manage(var: Path, *command: str) -> None:
    """Run a command of the portal in another PORTAL_VAR."""
    environment = os.environ | {"PORTAL_VAR": str(var)}
    environment.pop("DATABASE_URL", None)
    subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *command],
        env=environment, check=True, stdout=subprocess.DEVNULL, timeout=600,
    )  # fmt: skip


def fill(database: sqlite3.Connection) -> None:
    """Copy the prepared database over another."""
    with contextlib.closing(sqlite3.connect(folder() / DATABASE)) as source:
        source.backup(database)


def search_folder(code: str) -> Path:
    """Return the search index of the prepared database; the first to ask makes it.

    `code`: the fingerprint of the code that is to make it.
    """
    ready = folder() / "search"
    with (ready.parent / "search.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (ready / code / "en").exists():
            _manage(ready.parent, "rebuild_search", "--missing")
    return ready


def copy_to(copy: Path) -> None:
    """Copy the folder, so that a portal with that PORTAL_VAR finds everything made."""
    shutil.copytree(folder(), copy, symlinks=True, dirs_exist_ok=True)


if __name__ == "__main__":
    copy_to(Path(sys.argv[1]))
