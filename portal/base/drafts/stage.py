"""The database as a working copy has it, for as long as a block takes.

The copy is applied in a transaction that is always rolled back. What runs inside, be it an admin
form, a public view or the publish receipt, is the real one and knows of nothing; what runs outside
sees what is public, because the database keeps the two apart.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction

from portal.base.drafts import copies, snapshots
from portal.base.drafts.snapshots import Snapshot
from portal.base.publishing import State

_staged: ContextVar[bool] = ContextVar("staged", default=False)


def is_staged() -> bool:
    """Tell whether the database says now what only editors may see; keep nothing of it."""
    return _staged.get()


@contextmanager
def staged(
    entry: models.Model, snapshot: Snapshot | None = None, *, public: bool = False
) -> Iterator[Any]:
    """Give an entry as its working copy, or a snapshot, has it, until the block ends.

    `public`: as if it were published now. Raises snapshots.LostReference.
    """
    if snapshot is None:
        copy = copies.current(entry)
        snapshot = copies.latest(copy) if copy else None
    token = _staged.set(True)
    try:
        with transaction.atomic():
            shown: Any = entry
            if snapshot is not None:
                key = entry.key  # type: ignore[attr-defined]
                shown = snapshots.apply(type(entry), key, snapshot, staged=True)
            if public:
                values = {"state": State.PUBLISHED, "published_from": None, "published_until": None}
                type(shown)._base_manager.filter(pk=shown.pk).update(**values)
                shown.state = State.PUBLISHED  # and has its own dates, for who asks about them
            yield shown
            transaction.set_rollback(True)
    finally:
        _staged.reset(token)


@contextmanager
def scratch() -> Iterator[None]:
    """Let everything that a block writes be as if it never was."""
    token = _staged.set(True)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        _staged.reset(token)
