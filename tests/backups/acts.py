"""What the tests of backups do in a portal, each act in a process of its own."""

import hashlib
import resource
import signal
from pathlib import Path
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import Error, connection, transaction

from portal.base.accounts.audit import note
from portal.base.backups import sqlite
from portal.base.models import AuditEntry, ContentChange, PeriodicRun, Source, StoredFile
from portal.base.upkeep.periodic import LOCK
from portal.search import collecting

PAPER = bytes(range(256)) * 2000


def make_portal() -> None:
    """Make of each kind something that a backup has to hold, or a restore to take away."""
    user = get_user_model().objects.create_user("kari", is_superuser=True)
    session = SessionStore()
    session["of"] = "kari"
    session.create()
    UserSession.objects.create(user=user, session_key=session.session_key, ip="127.0.0.1")
    Source.objects.create(key="kilde", title="Æ ø å – “kilde”\n\\N\t\\.", publisher="100 %")
    StoredFile.keep(PAPER, "application/pdf")
    StoredFile.keep(b"", "text/plain")
    PeriodicRun.objects.update_or_create(name=LOCK, defaults={"ended_at": None})
    ContentChange.tell()


def edit() -> None:
    """Change, add and delete, after the backup."""
    Source.objects.filter(key="kilde").update(title="endret")
    Source.objects.create(key="ny", title="ny")
    StoredFile.objects.filter(size=0).delete()
    note("published", who="kari")
    ContentChange.tell()


def everything() -> dict[str, list[str]]:
    """Return all rows of all tables, each as a fingerprint."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = [[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor]
            found[table] = sorted(hashlib.sha256(repr(row).encode()).hexdigest() for row in rows)
    return found


def write_pairs(until: str) -> int:
    """Write pairs of rows, one transaction each, until a file is there."""
    number = 0
    while not Path(until).exists():
        number += 1
        with transaction.atomic():
            for half in "ab":
                Source.objects.create(key=f"par-{half}-{number}", title=str(number))
    return number


def pairs() -> dict[str, list[int]]:
    """Return the numbers of the first and of the second halves of the pairs."""
    return {
        half: sorted(
            int(title)
            for title in Source.objects.filter(key__startswith=f"par-{half}-").values_list(
                "title", flat=True
            )
        )
        for half in "ab"
    }


def log() -> list[Any]:
    """Return the audit log, and what the database says to who would change it."""
    try:
        AuditEntry.objects.all().delete()
        refused = ""
    except Error as error:
        refused = str(error)
    return [list(AuditEntry.objects.order_by("pk").values("action", "detail")), refused]


def restored() -> dict[str, Any]:
    """Return what a restore is to have seen to."""
    return {
        "sessions": UserSession.objects.count() + len(everything()["django_session"]),
        "lock is free": PeriodicRun.objects.get(name=LOCK).ended_at is not None,
        "paper": StoredFile.objects.get(size=len(PAPER)).content == PAPER,
        "title": Source.objects.get(key="kilde").title,
    }


def last_change() -> tuple[int, str]:
    return collecting.last_change()


def is_made_anew(number: int, token: str) -> bool:
    """Tell whether a search index that has seen a change will be made anew."""
    return collecting.changes_since(number, token) is None


def sources() -> list[str]:
    return sorted(Source.objects.values_list("key", flat=True))


def spoil_a_file() -> None:
    """Let an uploaded file be another than its fingerprint says."""
    StoredFile.objects.filter(size=len(PAPER)).update(content=b"spoilt")


def give_everything_to(role: str) -> None:
    """Let a role own all that is in the schema."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'ALTER TABLE "{table}" OWNER TO "{role}"')
        cursor.execute(f'ALTER FUNCTION base_auditentry_refuse() OWNER TO "{role}"')


def empty() -> None:
    """Take away all there is, as on a new machine."""
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).unlink()
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")


def replace_and_die(copy: str, size: int) -> None:
    """Copy a database over this one, and be killed when a file has become so big."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    sqlite.replace(Path(connection.settings_dict["NAME"]), Path(copy))


ACTS = {
    act.__name__: act
    for act in (
        make_portal, edit, everything, write_pairs, pairs, log, restored, last_change,
        is_made_anew, sources, spoil_a_file, give_everything_to, empty, replace_and_die,
    )
}  # fmt: skip
