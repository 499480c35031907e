"""The indexes of this machine, one for each language, kept as the database is.

An index is a copy: made when missing, brought up to date by what was published since, made anew
when damaged. A process asks the database at most four times a second whether anything changed, in
one query, before it answers; the processes of a machine share the files and take turns in writing.
Without the database, what was found last goes on being found.
"""

import datetime as dt
import fcntl
import functools
import hashlib
import os
import shutil
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tantivy
from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from tantivy import FieldType, Query

from portal.base.drafts.stage import is_staged
from portal.search import collecting
from portal.search.index import SCHEMA, create, state_of, write
from portal.search.vocabulary import Vocabulary

LOOK_AGAIN = 0.25  # seconds until a process asks again whether anything changed
WAIT = 5.0  # seconds for another process to finish writing
WRITERS = min(os.cpu_count() or 1, 4)  # threads that make an index
MANY = 300  # changed entries from which on all is made anew
_CODE = (
    "portal/search/*.py", "portal/search/words/*.txt", "portal/base/searchable.py",
    "*/searchable.py", "*/searchable/*.py", "portal/locale/*/LC_MESSAGES/django.po",
)  # fmt: skip


class NotReady(Exception):
    """There is no index yet, and another process is making it, or nothing can."""


def is_damage(error: BaseException) -> bool:
    """Tell whether an error means that the files of an index are not what they should be."""
    return isinstance(error, ValueError | OSError) or type(error).__name__ == "PanicException"


@functools.cache
def fingerprint() -> str:
    """Return what an index is made by: another version of the code makes one of its own."""
    digest = hashlib.sha256(version("tantivy").encode())
    for pattern in _CODE:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def home() -> Path:
    """Return the folder of the indexes that this version of the code makes."""
    return Path(settings.PORTAL_SEARCH) / fingerprint()


@dataclass(frozen=True)
class Opened:
    """An index at one moment: what is found in it does not change while it is looked in."""

    language: str
    searcher: Any
    state: dict[str, Any]
    next_turn: float  # when something in it next comes to pass, as a timestamp; 0 for never
    is_stale: bool = False  # the database did not answer

    @functools.cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the words of the index, which only a word that it does not hold asks for."""
        return Vocabulary.of(self.searcher)

    def is_current(self, last: tuple[int, str], now: dt.datetime) -> bool:
        """Tell whether nothing has changed since, and nothing has come to pass."""
        turns = [moment for moment in (self.next_turn, self.state["opens"]) if moment]
        return tuple(self.state["last"]) == last and all(at > now.timestamp() for at in turns)


class Shelf:
    """The index of one language, as this process keeps it."""

    def __init__(self, language: str, source: Any = collecting, folder: Path | None = None) -> None:
        self.language = language
        self.source = source  # of the documents
        self.pointer = (folder or home()) / language
        self.turn = threading.Lock()
        self.looked_at = 0.0
        self.target = ""
        self.index: Any = None
        self.opened: Opened | None = None

    def fresh(self, now: dt.datetime | None = None) -> Opened:
        """Return the index as it is now, brought up to date; raises NotReady."""
        opened = self.opened
        just_looked = now is None and time.monotonic() - self.looked_at < LOOK_AGAIN
        if opened is not None and (just_looked or is_staged()):
            return opened
        with self.turn:
            if is_staged():  # what is staged is never written
                if (found := self._open()) is None:
                    raise NotReady
                return found
            found = self._look(now or timezone.now())
            self.looked_at = time.monotonic()
        return found

    def _look(self, now: dt.datetime) -> Opened:
        try:
            last = self.source.last_change()
        except DatabaseError:
            if (opened := self.opened or self._open()) is None:
                raise NotReady from None
            return replace(opened, is_stale=True)
        if self.opened is not None and self.opened.is_current(last, now):
            return self.opened
        if (found := self._open()) is not None and found.is_current(last, now):
            return found
        with self._writing():
            if (found := self._open()) is not None and found.is_current(last, now):
                return found
            return self._catch_up(found, now)

    def _open(self) -> Opened | None:
        """Open what is on disk; return nothing where there is nothing, or nothing whole."""
        try:
            target = str(self.pointer.readlink())
            if target != self.target or self.index is None:
                self.index, self.target = create(self.pointer.parent / target), target
            self.index.reload()
            searcher = self.index.searcher()
            if self.opened is not None and self.opened.state == state_of(searcher):
                return self.opened
            if not (state := state_of(searcher)):
                return None
            self.opened = Opened(self.language, searcher, state, _next_turn(searcher))
        except BaseException as error:
            if not is_damage(error):
                raise
            self.forget()
        return self.opened

    def forget(self) -> None:
        """Let go of the index, so that it is opened, or made, again."""
        self.index, self.opened, self.target, self.looked_at = None, None, "", 0.0

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the lock of writers for a block; raises NotReady when another holds it too long."""
        self.pointer.parent.mkdir(parents=True, exist_ok=True)
        with (self.pointer.parent / f"{self.language}.lock").open("w") as lock:
            end = time.monotonic() + WAIT
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > end:
                        raise NotReady from None
                    time.sleep(0.02)
            yield

    def _catch_up(self, opened: Opened | None, now: dt.datetime) -> Opened:
        """Write what changed since; all of it, if that cannot be told."""
        last = self.source.last_change()  # what comes after this is written once more, next time
        changed = self.source.changes_since(*opened.state["last"]) if opened else None
        if opened is None or changed is None:
            return self._rebuild(now)
        seen = dt.datetime.fromtimestamp(opened.state["seen"], dt.UTC)
        changed |= self.source.opened_between(seen, now) | _turned(opened.searcher, now)
        if len(changed) > MANY:
            return self._rebuild(now)
        entries = list(self.source.renewed(changed, self.language))
        gone = {f"{label}:{key}" for label, key in changed} | {entry.name for entry in entries}
        try:
            write(self.index, entries, self._state(last, now), gone=gone, now=now)
        except BaseException as error:
            if not is_damage(error):
                raise
            return self._rebuild(now)
        return self._open() or self._rebuild(now)

    def _rebuild(self, now: dt.datetime) -> Opened:
        """Make the index anew beside the old one, and let every process open it."""
        last = self.source.last_change()
        name = f"{self.language}-{uuid.uuid4().hex[:12]}"
        entries = self.source.everything(self.language)
        made = create(self.pointer.parent / name)
        write(made, entries, self._state(last, now), now=now, threads=WRITERS)
        pointer = self.pointer.with_name(f"{name}.pointer")
        pointer.symlink_to(name)
        if self.pointer.is_dir() and not self.pointer.is_symlink():  # copied without its links
            shutil.rmtree(self.pointer)
        pointer.replace(self.pointer)
        for old in self.pointer.parent.glob(f"{self.language}-*"):
            if old.name != name:
                shutil.rmtree(old, ignore_errors=True)
        if (opened := self._open()) is None:
            raise NotReady
        return opened

    def rebuild(self, now: dt.datetime | None = None) -> int:
        """Make the index anew, and return how many documents it has; raises NotReady."""
        with self.turn, self._writing():
            return int(self._rebuild(now or timezone.now()).searcher.num_docs) - 1

    def _state(self, last: tuple[int, str], now: dt.datetime) -> dict[str, Any]:
        return {"last": last, "seen": now.timestamp(), "opens": self.source.next_opening(now)}


def _turned(searcher: Any, now: dt.datetime) -> collecting.Names:
    """Return the entries of which something has come to pass: it is over, or was public."""
    until = Query.range_query(SCHEMA, "turns", FieldType.Integer, 1, int(now.timestamp()))
    hits = searcher.search(until, MANY + 1).hits
    names = [searcher.doc(address).get_first("key") for _score, address in hits]
    return {(name.rpartition(":")[0], name.rpartition(":")[2]) for name in names}


def _next_turn(searcher: Any) -> float:
    """Return when something next comes to pass of what is indexed, as a timestamp; 0 for never."""
    ahead = Query.range_query(SCHEMA, "turns", FieldType.Integer, 1, None)
    hits = searcher.search(ahead, 1, order_by_field="turns", order=tantivy.Order.Asc).hits
    return float(hits[0][0]) if hits else 0.0


@functools.cache
def shelf(language: str) -> Shelf:
    """Return the index of a language."""
    return Shelf(language)


def tidy() -> None:
    """Take away the indexes that other versions of the code have made."""
    root = Path(settings.PORTAL_SEARCH)
    for folder in root.iterdir() if root.exists() else ():
        if folder.is_dir() and folder.name != fingerprint():
            shutil.rmtree(folder, ignore_errors=True)
