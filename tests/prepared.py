"""A SQLite database with the reference content, made once and copied by whoever needs one.

It is kept in PORTAL_VAR, and made again when models, content, their rules or a dependency change.
`python -m tests.prepared FOLDER` puts a copy where the portal looks for its database.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
APPS = ("portal", "services", "guidance", "networks")
DECIDING = {"base", "content", "migrations", "models", "translation.py", "clock.py", "whens.py"}
NAME = "portal.sqlite3"


def fingerprint() -> str:
    """Return a fingerprint of everything that decides what the database holds."""
    read = hashlib.sha256((ROOT / "pyproject.toml").read_bytes())
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("*.*")):
        inside = path.relative_to(ROOT)
        if DECIDING & set(inside.parts) and path.suffix in {".py", ".toml", ".csv"}:
            read.update(f"{inside}\n".encode() + path.read_bytes())
    return read.hexdigest()[:16]


def database() -> Path:
    """Return the prepared database; the first to ask makes it, others wait."""
    folder = Path(os.environ.get("PORTAL_VAR", ROOT / "var"))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"prepared-{fingerprint()}.sqlite3"
    with (folder / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            for older in folder.glob("prepared-*.sqlite3"):
                older.unlink()
            _make(path)
    return path


def _make(path: Path) -> None:
    """Make the database as the README's command does."""
    with tempfile.TemporaryDirectory() as made:
        environment = os.environ | {"PORTAL_VAR": made}
        environment.pop("DATABASE_URL", None)
        for command in (("migrate", "--verbosity", "0"), ("load_content",)):
            subprocess.run(
                [sys.executable, str(ROOT / "manage.py"), *command],
                env=environment, check=True, stdout=subprocess.DEVNULL, timeout=600,
            )  # fmt: skip
        shutil.move(Path(made, NAME), path)


def copy_to(folder: Path) -> None:
    """Put a copy where a portal with that PORTAL_VAR looks for its database."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(database(), folder / NAME)


if __name__ == "__main__":
    copy_to(Path(sys.argv[1]))
