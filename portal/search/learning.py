"""What people search for, counted: how often on a day and with how many results, never by whom.

Counts are kept in memory and written now and then, so that no search waits for the database.
"""

import atexit
import contextlib
import datetime as dt
import re
import threading
import unicodedata
from collections.abc import Iterator

from django.db import DatabaseError, connection, transaction
from django.db.models import Sum
from django.utils import timezone

from portal.search.models import QueryCount

LONGEST = 60  # letters of a query that is counted
WRITE_EVERY = dt.timedelta(minutes=1)
WRITE_AFTER = 200  # searches
MOST_KEPT = 5000  # different queries in memory, while the database does not answer
SHORT_WAIT = 250  # milliseconds to wait for another that writes to SQLite
SHOWN_FROM = 5  # times: what fewer have asked is shown to nobody
RARE_KEPT = dt.timedelta(days=7)
RARE_WITHIN = dt.timedelta(days=90)
KEPT = dt.timedelta(days=400)

# What may be a telephone number, an account or an identity: a postal code has four digits.
_NUMBER = re.compile(r"\d(?:[\s().,+/_-]{0,2}\d){4}")
_ADDRESS = re.compile(r"@|://|\bwww\.|\w\.[a-z]{2,}/")
_UPSERT = """
INSERT INTO search_querycount (day, language, query, times, found) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (day, language, query) DO UPDATE
SET times = search_querycount.times + EXCLUDED.times, found = EXCLUDED.found
"""

Counted = tuple[dt.date, str, str]  # the day, the language and the query

_lock = threading.Lock()
_kept: dict[Counted, tuple[int, int]] = {}  # how often, and results at the last time
_since_write = 0
_write_at: dt.datetime | None = None


def count(query: str, language: str, found: int, *, now: dt.datetime | None = None) -> None:
    """Count a search with its number of results; what may tell of a person is not counted."""
    global _since_write, _write_at
    counted = countable(query)
    if not counted:
        return
    now = now or timezone.now()
    with _lock:
        _add(_kept, (timezone.localdate(now), language, counted), 1, found)
        _since_write += 1
        _write_at = _write_at or now + WRITE_EVERY
        is_time = now >= _write_at or _since_write >= WRITE_AFTER
    if is_time:
        write(now)


def countable(query: str) -> str:
    """Return a query as it is counted, in small letters; empty if it is not to be counted."""
    text = " ".join(unicodedata.normalize("NFC", query).casefold().split())
    if len(text) > LONGEST or not text.isprintable():
        return ""
    return "" if _NUMBER.search(text) or _ADDRESS.search(text) else text


def write(now: dt.datetime | None = None) -> None:
    """Write the counts; if the database does not answer they are kept for the next time."""
    global _kept, _since_write, _write_at
    with _lock:
        counts, _kept, _since_write = _kept, {}, 0
        _write_at = now + WRITE_EVERY if now else None
    rows = [(*counted, *counts[counted]) for counted in sorted(counts)]  # nobody waits for another
    try:
        if rows:
            _store(rows)
    except DatabaseError:
        with _lock:
            for counted, (times, found) in counts.items():
                _add(_kept, counted, times, _kept.get(counted, (0, found))[1])


def forget() -> None:
    """Forget what has not been written."""
    global _since_write, _write_at
    with _lock:
        _kept.clear()
        _since_write, _write_at = 0, None


def prune(now: dt.datetime) -> int:
    """Delete what is rare after a week and everything after 400 days, and return how many rows."""
    today = timezone.localdate(now)
    gone, _rows = QueryCount.objects.filter(day__lt=today - KEPT).delete()
    lately = QueryCount.objects.filter(day__gte=today - RARE_WITHIN).values("query", "language")
    often = lately.annotate(number=Sum("times")).filter(number__gte=SHOWN_FROM)
    kept = set(often.order_by().values_list("query", "language"))
    older = QueryCount.objects.filter(day__lt=today - RARE_KEPT).order_by()
    rows = older.values_list("pk", "query", "language")
    rare = [pk for pk, query, language in rows if (query, language) not in kept]
    for start in range(0, len(rare), 500):
        gone += QueryCount.objects.filter(pk__in=rare[start : start + 500]).delete()[0]
    return gone


def _add(counts: dict[Counted, tuple[int, int]], counted: Counted, times: int, found: int) -> None:
    """Add to the counts, unless there are too many of them already."""
    if counted in counts or len(counts) < MOST_KEPT:
        counts[counted] = (counts.get(counted, (0, 0))[0] + times, found)


def _store(rows: list[tuple[dt.date, str, str, int, int]]) -> None:
    """Add counts to those that are stored."""
    with _patience(), transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(_UPSERT, rows)


@contextlib.contextmanager
def _patience() -> Iterator[None]:
    """Wait for another that writes to SQLite for no longer than a reader would notice."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {SHORT_WAIT}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")


@atexit.register
def _write_at_exit() -> None:
    """Write what a process has counted when it ends, if that can be done."""
    if _kept:
        with contextlib.suppress(Exception):
            write()
