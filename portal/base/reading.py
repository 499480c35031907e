"""What a public page reads: one state of the content from beginning to end, of known version.

Public pages read from a database of their own name, which may be a replica. While the database is
away nobody waits for it: whatever asks is told at once, and may go on with what it has in memory.
"""

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, OperationalError, connections, transaction
from django.db.models import F
from django.utils import timezone

from portal.base import moments
from portal.base.drafts.stage import is_staged
from portal.base.models import ContentChange
from portal.base.publishing import Publishable

PASS_OVER = 5.0  # seconds; whoever finds that a replica is gone has waited for it
PUBLISHING = "publishing"  # the source of moments that every page depends on


class Version(NamedTuple):
    """Which state of the content: the number of its last change, and a token never used again.

    Numbers grow, until an older backup is restored.
    """

    number: int = 0
    token: str = ""

    def is_before(self, other: "Version") -> bool:
        """Tell whether the other version came later."""
        return self.number < other.number

    @classmethod
    def read(cls, using: str = DEFAULT_DB_ALIAS) -> "Version":
        """Return the version that the database holds now."""
        last = ContentChange.objects.using(using).order_by("-pk").values_list("pk", "token")
        row = last.first()
        return cls(row[0], str(row[1])) if row else cls()


class DatabaseAway(OperationalError):
    """The database has not answered for a while, and is not asked."""


@dataclass
class Reading:
    """How a page was read: from which version, and until when that is all there is to say."""

    version: Version | None = None
    until: dt.datetime | None = None


_alias: ContextVar[str | None] = ContextVar("alias", default=None)
_away: ContextVar[bool] = ContextVar("away", default=False)
_version: ContextVar[Version | None] = ContextVar("version", default=None)
_is_watched: ContextVar[bool] = ContextVar("is_watched", default=False)
_passed_over: dict[str, float] = {}  # names that did not answer: until when nobody asks them
_next_moments: dict[str, tuple[Version, dt.datetime, dt.datetime | None]] = {}


class Router:
    """Sends the reads of public pages to their own name of the database."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """Return the name that public pages read from; raises DatabaseAway."""
        if _away.get():
            raise DatabaseAway("The database is away.")
        return _alias.get()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """Return the one name that is written to."""
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """Allow every relation: all names lead to the same content."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Migrate what is written to."""
        return db == DEFAULT_DB_ALIAS


def version() -> Version | None:
    """Return the version of the content that is being read, where that is known."""
    return _version.get()


def held_until() -> tuple[Version | None, float]:
    """Return the version that is read and the end of what may be held of it, as a timestamp.

    None where nothing may be held: nobody watches the content, so nobody would notice a change.
    """
    known = _version.get() if _is_watched.get() else None
    if known is None:
        return None, 0.0
    moment = _next(PUBLISHING, known)
    return known, moment.timestamp() if moment else float("inf")


@contextmanager
def reading(known: Version | None = None, *, away: bool = False) -> Iterator[Reading]:
    """Let a block read one version of the content, none older than is known.

    `away`: the database that is written to does not answer; then only a replica is asked. Without
    any the block goes on, and what it asks raises DatabaseError.
    """
    with ExitStack() as stack:
        if is_staged():  # it reads what is being written
            _hold(stack, _alias, None)
            _hold(stack, _version, None)
            _hold(stack, _is_watched, False)
            yield Reading()
            return
        turns = stack.enter_context(moments.collected())
        begun = _begin(stack, known, away=away)
        if begun is None:
            _hold(stack, _away, True)
            yield Reading()
            return
        found = Reading()
        alias, found.version = begun
        _hold(stack, _alias, alias)
        _hold(stack, _version, found.version)
        _hold(stack, _is_watched, known is not None)
        yield found
        if found.version is not None:
            moments.until(*(_next(name, found.version) for name in {PUBLISHING, *turns.sources}))
            found.until = turns.until


def _begin(
    stack: ExitStack, known: Version | None, *, away: bool
) -> tuple[str, Version | None] | None:
    """Begin to read at one moment: from a replica, unless it is away or behind what is known.

    None: what is written to is away, and no replica takes its place.
    """
    aliases = _aliases(away=away)
    for alias in aliases:
        may_be_older = alias == aliases[-1] and not away
        try:
            with ExitStack() as attempt:
                attempt.enter_context(snapshot(alias))
                read = Version.read(alias)
                if known is None or not read.is_before(known) or may_be_older:
                    stack.push(attempt.pop_all())
                    return alias, read
        except DatabaseError:
            if away or alias != aliases[-1]:
                _passed_over[alias] = time.monotonic() + PASS_OVER
    return None if away else (aliases[-1], None)


def _aliases(*, away: bool) -> list[str]:
    """Return the names that may be read from, in the order in which to try them."""
    read = settings.PORTAL_READ_FROM
    aliases = [] if away and not settings.PORTAL_HAS_REPLICA else [read]
    if not away and connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        aliases.append(DEFAULT_DB_ALIAS)
    now = time.monotonic()
    return [name for name in dict.fromkeys(aliases) if _passed_over.get(name, 0.0) <= now]


@contextmanager
def snapshot(alias: str) -> Iterator[None]:
    """Let a block see the database as it is at the first question, whatever others write."""
    connection = connections[alias]
    if connection.in_atomic_block:  # which decides what is seen
        yield
        return
    with transaction.atomic(using=alias):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _hold(stack: ExitStack, variable: ContextVar[Any], value: Any) -> None:
    """Give a variable a value until the stack is left."""
    stack.callback(variable.reset, variable.set(value))


def _next(name: str, version: Version) -> dt.datetime | None:
    """Return the next moment of a source, which one version asks for once, as long as it holds."""
    now = timezone.now()
    if (known := _next_moments.get(name)) is not None:
        asked_of, asked_at, moment = known
        if asked_of == version and asked_at <= now and (moment is None or now < moment):
            return moment
    moment = moments.next_of(name, now)
    _next_moments[name] = (version, now, moment)
    return moment


@moments.source(PUBLISHING)
def _next_opening_or_closing(now: dt.datetime) -> dt.datetime | None:
    """Return when the next entry of any kind becomes public by its date, or ceases to be."""
    asked = [
        model._base_manager.filter(**{f"{field}__gt": now})
        .order_by()
        .annotate(moment=F(field))
        .values_list("moment")
        for model in apps.get_models()
        if issubclass(model, Publishable)
        for field in ("published_from", "published_until")
    ]
    first = asked[0].union(*asked[1:]).order_by("moment").first()
    return first[0] if first else None
