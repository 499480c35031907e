"""The audit log: who did what. Nothing in it is ever changed; see models.AuditEntry."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models

from portal.base.accounts.models import AuditEntry


def note(
    action: str,
    *,
    who: AbstractBaseUser | AnonymousUser | str | None = None,
    entry: models.Model | None = None,
    **detail: Any,
) -> AuditEntry:
    """Add to the log that somebody did something, perhaps to an entry."""
    name = who if isinstance(who, str) else (who.get_username() if who is not None else "")
    return AuditEntry.objects.create(
        who=name,
        action=action,
        model=entry._meta.label_lower if entry is not None else "",
        object_key=str(getattr(entry, "key", entry.pk)) if entry is not None else "",
        detail=detail,
    )
