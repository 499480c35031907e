"""The dumps on this machine's disk: made once for each version of the content, then only sent.

Each machine makes its own, when the first asks or by periodic work, whichever comes first: no disk
is shared, and since the same content gives the same bytes, it does not matter which one answers.
What is on disk is a copy that may be thrown away at any time.
"""

import fcntl
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from portal.base import moments
from portal.base.reading import PUBLISHING, DatabaseAway, Version
from portal.opendata.dumps.making import make

KEPT = 2  # versions: whoever is being sent the one before reads it to its end
UNTIL = "until.json"


class BeingMade(Exception):
    """Another process of this machine is making the dumps."""


def folder_of(version: Version | None, *, wait: bool = False) -> Path:
    """Return the folder with the dumps of the version that is being read; made if it is not there.

    Without a database the version is not known: then it is the newest that is there. Raises
    BeingMade where another process makes it, unless one is to wait for that.
    """
    if version is None:
        return _newest()
    place = Path(settings.PORTAL_DUMPS) / f"{version.number}-{version.token}"
    if not _is_true(place):
        with _alone(wait=wait):
            if not _is_true(place):
                _make(place)
                _tidy(place)
    return place


def _newest() -> Path:
    """Return the newest dumps there are; raises DatabaseAway if there are none."""
    made = [path.parent for path in Path(settings.PORTAL_DUMPS).glob(f"[0-9]*/{UNTIL}")]
    if not made:
        raise DatabaseAway("The dumps cannot be made.")
    return max(made, key=lambda path: path.stat().st_mtime)


def _is_true(place: Path) -> bool:
    """Tell whether a folder is there, and nothing became public by its date since."""
    try:
        until = json.loads((place / UNTIL).read_text("ascii"))
    except (OSError, ValueError):
        return False
    return until is None or time.time() < until


def _make(place: Path) -> None:
    """Make the dumps beside their place, and put them there whole."""
    moment = moments.next_of(PUBLISHING, timezone.now())
    made = Path(tempfile.mkdtemp(prefix="making-", dir=place.parent))
    try:
        make(made)
        (made / UNTIL).write_text(json.dumps(moment and moment.timestamp()), "ascii")
        if place.exists():
            place.rename(made.with_name(f"old-{made.name}"))
        made.rename(place)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _tidy(newest: Path) -> None:
    """Let go of all but the newest versions; only one process does so at a time."""
    others = [path for path in newest.parent.iterdir() if path.is_dir() and path != newest]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _alone(*, wait: bool) -> Iterator[None]:
    """Let one process of the machine go on; the system lets go of the lock whatever happens."""
    folder = Path(settings.PORTAL_DUMPS)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise BeingMade from None
        yield
