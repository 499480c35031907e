"""What editors do to several entries at once."""

import datetime as dt
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.base.drafts import copies, publication, snapshots, withdrawing
from portal.base.drafts.models import Publication
from portal.base.publishing import Publishable, State

CHECK_INTERVAL = dt.timedelta(days=365)


class EntryActions:
    """Publish, make drafts again, note that the facts were checked."""

    @admin.action(permissions=["publish"], description=gettext_lazy("Publish"))
    def publish(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Publish the drafts of the selected entries; one whose receipt has errors is named."""
        number = sum(self._publish(request, entry) for entry in queryset)
        text = ngettext("%(number)d entry published.", "%(number)d entries published.", number)
        self._say(request, text % {"number": number})

    def _publish(self, request: HttpRequest, entry: Publishable) -> bool:
        """Publish the draft of an entry; tell why if that can not be done."""
        copy = copies.current(entry)
        if copy is None and entry.state == State.PUBLISHED:
            return False
        try:
            publication.publish(
                copy or copies.begin(entry, user=request.user),
                user=request.user,
                public_from=_later(entry),
            )
        except (publication.NotPublished, snapshots.Refused, ValidationError) as problem:
            words = _("“%(name)s” was not published: %(why)s See its own receipt.")
            told = words % {"name": entry, "why": publication.why(problem)}
            self.message_user(request, told, messages.ERROR)  # type: ignore[attr-defined]
            return False
        return True

    @admin.action(permissions=["publish"], description=gettext_lazy("Make drafts again"))
    def unpublish(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Take the selected entries off the portal."""
        public = list(queryset.filter(state=State.PUBLISHED))
        for entry in public:
            withdrawing.take_off(entry, user=request.user)
        text = ngettext(
            "%(number)d entry is a draft again.",
            "%(number)d entries are drafts again.",
            len(public),
        )
        self._say(request, text % {"number": len(public)})

    @admin.action(permissions=["publish"], description=gettext_lazy("Checked today"))
    def checked_today(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Date the check; a next check that was due is put off for a year."""
        today, number = timezone.localdate(), 0
        for entry in queryset:
            values: dict[str, Any] = {"checked_on": today.isoformat()}
            if entry.next_check_on and entry.next_check_on <= today:
                values["next_check_on"] = (today + CHECK_INTERVAL).isoformat()
            if entry.checked_on == today and "next_check_on" not in values:
                continue
            publication.publish_change(
                entry, values, user=request.user, act=Publication.Act.CHECKED
            )
            number += 1
        text = ngettext(
            "%(number)d entry was checked today.", "%(number)d entries were checked today.", number
        )
        self._say(request, text % {"number": number})

    def _say(self, request: HttpRequest, text: str) -> None:
        self.message_user(request, text, messages.SUCCESS)  # type: ignore[attr-defined]


def _later(entry: Publishable) -> dt.datetime | None:
    """Return from when an entry is to be public, if that is to come."""
    moment = entry.published_from
    return moment if moment and moment > timezone.now() else None
