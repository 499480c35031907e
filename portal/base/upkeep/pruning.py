"""Takes away what is kept for a time only, when that time is over."""

import datetime as dt

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from portal.base.accounts.models import HeldForm
from portal.base.drafts.models import Draft, WorkingCopy
from portal.base.feedback import Feedback
from portal.base.files import StoredFile
from portal.base.models import ContentChange

DRAFTS_KEPT_FOR = dt.timedelta(days=180)
FILES_KEPT_FOR = dt.timedelta(days=1)  # before they are in use


def prune(now: dt.datetime) -> dict[str, int]:
    """Delete what is outdated at a moment, and return how many of what."""
    call_command("clearsessions")
    with transaction.atomic():
        return {
            "held forms": _deleted(HeldForm.objects.filter(held_at__lt=now - HeldForm.KEPT_FOR)),
            "messages from readers": _deleted(Feedback.objects.outdated(timezone.localdate(now))),
            "saved drafts": _drafts(now),
            "files": _files(now),
            "changes of content": ContentChange.prune(now),
        }


def _deleted(rows: object) -> int:
    return rows.delete()[0]  # type: ignore[attr-defined,no-any-return]


def _drafts(now: dt.datetime) -> int:
    """Delete the saves of working copies that were closed long ago, and let go of their files."""
    closed = WorkingCopy.objects.filter(closed_at__lt=now - DRAFTS_KEPT_FOR).exclude(
        state__in=WorkingCopy.ACTIVE
    )
    WorkingCopy.files.through._base_manager.filter(workingcopy__in=closed).delete()
    return _deleted(Draft.objects.filter(copy__in=closed))


def _files(now: dt.datetime) -> int:
    """Delete files that nothing refers to, once they have had time to be used."""
    old = StoredFile.objects.filter(stored_at__lt=now - FILES_KEPT_FOR)
    before = old.count()
    StoredFile.drop_unused(old.values_list("pk", flat=True))
    return before - old.count()
