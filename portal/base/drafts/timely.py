"""Working copies that are to become public at a moment, without a clockwork.

Whatever is asked for first after the moment publishes them. Each process knows the next moment,
and asks again once a second whether somebody has set an earlier one.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.db.models import Min
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override

from portal.base.accounts.audit import note
from portal.base.drafts import copies, publication, snapshots
from portal.base.drafts.models import WorkingCopy
from portal.base.pagecache.watch import watch

logger = logging.getLogger(__name__)
_next: dt.datetime | None = None
_asked_at = 0.0


@receiver(post_save, sender=WorkingCopy)
def look_again(**kwargs: Any) -> None:
    """Ask for the next moment at the next request."""
    global _asked_at
    _asked_at = 0.0


def next_moment() -> dt.datetime | None:
    """Return when the next working copy is to become public, if any is."""
    global _next, _asked_at
    now = time.monotonic()
    if not _asked_at or now - _asked_at >= settings.PORTAL_ASK_AGAIN:
        scheduled = WorkingCopy.objects.filter(state=WorkingCopy.State.SCHEDULED)
        _next = scheduled.aggregate(next=Min("publish_at"))["next"]
        _asked_at = now
    return _next


def publish_due(now: dt.datetime) -> int:
    """Publish what is due, first first, and return how many were; one that cannot be is told of."""
    number = 0
    for copy in WorkingCopy.objects.due(now):
        try:
            publication.publish(copy, user=copy.asked_by, now=now)
            number += 1
        except publication.AlreadyDone:
            continue  # another process was first
        except (publication.NotPublished, snapshots.Refused, ValidationError) as problem:
            _give_back(copy, problem)
    look_again()
    return number


def _give_back(copy: WorkingCopy, problem: Exception) -> None:
    """Open a working copy again that could not be published, and say why to its editors."""
    with override(settings.LANGUAGE_CODE):
        why = publication.why(problem)
    copy.state, copy.publish_at = WorkingCopy.State.OPEN, None
    copy.failed = why or type(problem).__name__
    copy.save()
    note("could not be published in time", entry=copies.entry_of(copy), why=copy.failed)
    logger.warning("Working copy %s could not be published in time: %s", copy, why)


class PublishWhenDue:
    """Middleware: before anything is read, what is due becomes public."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Publish what is due; a database that can only be read does not stop the page.

        One that is known to be away is not waited for.
        """
        if watch.is_away:
            return self.get_response(request)
        try:
            moment = next_moment()
            now = timezone.now()
            if moment is not None and moment <= now:
                publish_due(now)
        except DatabaseError:
            logger.exception("What is due could not be published.")
        return self.get_response(request)
