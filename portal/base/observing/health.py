"""Whether this machine can answer: database, migrations, disk, and what other apps register.

What is found is kept for a second, so that asking is no load. Nothing is told but names and states.
"""

import functools
import logging
import pkgutil
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

OK, FAILED, UNKNOWN = "ok", "failed", "unknown"
READY, DEGRADED, NOT_READY = "ready", "degraded", "not ready"
KEPT = 1.0  # seconds
Check = Callable[[], bool]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Report:
    """How this machine is."""

    status: str
    parts: dict[str, str]


_checks: dict[str, Check] = {}
_stand_ins: list[Check] = []
_turn = threading.Lock()
_last: tuple[float, Report] | None = None


def register(name: str, check: Check) -> None:
    """Let this machine be ready only where a check says so; one that raises says no."""
    _checks[name] = check


def register_stand_in(check: Check) -> None:
    """Say whether public pages can be answered while the database is away."""
    _stand_ins.append(check)


def report() -> Report:
    """Return how this machine is, as found at most a second ago."""
    global _last  # noqa: PLW0603 - one answer for the whole process
    with _turn:
        if _last is None or time.monotonic() - _last[0] > KEPT:
            found = _look()
            if (_last[1].status if _last else READY) != found.status:
                unwell = [name for name, state in found.parts.items() if state != OK]
                logger.warning("This machine is %s; not well: %s", found.status, unwell)
            _last = (time.monotonic(), found)
        return _last[1]


def look_again() -> None:
    """Forget what was found."""
    global _last  # noqa: PLW0603
    _last = None


def _look() -> Report:
    parts = {"database": FAILED, "migrations": UNKNOWN}
    applied = _applied()
    if applied is not None:
        parts["database"] = OK
        parts["migrations"] = OK if _on_disk() <= applied else FAILED
    parts["disk"] = _state_of(_has_room)
    parts |= {name: _state_of(check) for name, check in _checks.items()}
    others = {state for name, state in parts.items() if name not in {"database", "migrations"}}
    if others != {OK} or parts["migrations"] == FAILED:
        return Report(NOT_READY, parts)
    if parts["database"] == OK:
        return Report(READY, parts)
    stands_in = any(_state_of(check) == OK for check in _stand_ins)
    return Report(DEGRADED if stands_in else NOT_READY, parts)


def _state_of(check: Check) -> str:
    try:
        return OK if check() else FAILED
    except Exception:  # whatever is wrong, this part is not well
        return FAILED


def _applied() -> set[tuple[str, str]] | None:
    """Return the migrations that the database has, or nothing while a database is away.

    Their time-outs are those of every connection (portal/databases.py).
    """
    try:
        with connections[settings.PORTAL_READ_FROM].cursor() as cursor:
            cursor.execute("SELECT 1")
        return set(MigrationRecorder(connections[DEFAULT_DB_ALIAS]).applied_migrations())
    except Error:
        return None


@functools.cache
def _on_disk() -> frozenset[tuple[str, str]]:
    """Return the migrations of this version of the code, by the names of their files."""
    found = set()
    for app in apps.get_app_configs():
        name, _explicit = MigrationLoader.migrations_module(app.label)
        if name is None:
            continue
        try:
            package = import_module(name)
        except ModuleNotFoundError:  # an app without any
            continue
        for _finder, file, is_package in pkgutil.iter_modules(package.__path__):
            if not is_package and file[0] not in "_~":
                found.add((app.label, file))
    return frozenset(found)


def _has_room() -> bool:
    """Tell whether the folders that the portal writes in have room left."""
    folders = {Path(settings.VAR_DIR), Path(settings.PORTAL_SEARCH)}
    existing = [folder for folder in folders if folder.exists()]
    least = settings.PORTAL_MIN_FREE_MB * 1024 * 1024
    return bool(existing) and all(shutil.disk_usage(folder).free >= least for folder in existing)
