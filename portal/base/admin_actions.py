"""What editors do to several entries at once."""

import datetime as dt
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.base.publishing import Publishable, State

CHECK_INTERVAL = dt.timedelta(days=365)


class EntryActions:
    """Publish, make drafts again, note that the facts were checked."""

    @admin.action(permissions=["change"], description=gettext_lazy("Publish"))
    def publish(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Publish the selected entries; their two dates still count."""
        number = sum(
            self._set(request, entry, _("Published."), state=State.PUBLISHED) for entry in queryset
        )
        text = ngettext("%(number)d entry published.", "%(number)d entries published.", number)
        self._say(request, text % {"number": number})

    @admin.action(permissions=["change"], description=gettext_lazy("Make drafts again"))
    def unpublish(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Take the selected entries off the portal."""
        number = sum(
            self._set(request, entry, _("Made a draft again."), state=State.DRAFT)
            for entry in queryset
        )
        text = ngettext(
            "%(number)d entry is a draft again.", "%(number)d entries are drafts again.", number
        )
        self._say(request, text % {"number": number})

    @admin.action(permissions=["change"], description=gettext_lazy("Checked today"))
    def checked_today(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Date the check; a next check that was due is put off for a year."""
        today, number = timezone.localdate(), 0
        for entry in queryset:
            values: dict[str, Any] = {"checked_on": today}
            if entry.next_check_on and entry.next_check_on <= today:
                values["next_check_on"] = today + CHECK_INTERVAL
            number += self._set(request, entry, _("Checked."), **values)
        text = ngettext(
            "%(number)d entry was checked today.", "%(number)d entries were checked today.", number
        )
        self._say(request, text % {"number": number})

    def _set(self, request: HttpRequest, entry: Publishable, message: str, **values: Any) -> bool:
        """Save values that an entry does not have yet, and note it in the entry's history."""
        changed = [name for name, value in values.items() if getattr(entry, name) != value]
        for name in changed:
            setattr(entry, name, values[name])
        if changed:
            entry.updated_at = timezone.now()
            entry.save(update_fields=[*changed, "updated_at"])
            self.log_change(request, entry, message)  # type: ignore[attr-defined]
        return bool(changed)

    def _say(self, request: HttpRequest, text: str) -> None:
        self.message_user(request, text, messages.SUCCESS)  # type: ignore[attr-defined]
