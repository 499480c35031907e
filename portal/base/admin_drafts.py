"""What the lists of the admin show and filter by of working copies: whose, and how they stand."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.contrib.auth import get_user_model
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.base.drafts.models import WorkingCopy
from portal.base.todo.own_copies import last_saves, of

State = WorkingCopy.State
USER_NAME = get_user_model().USERNAME_FIELD


class WorkingCopyFilter(SimpleListFilter):
    """Shows what has a working copy: one's own, anybody's, or one that stands in some way."""

    title = gettext_lazy("working copy")
    parameter_name = "working_copy"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        """Offer one's own, anybody's, what waits, what has a moment, and what has none."""
        return [
            ("mine", _("mine")),
            ("any", _("anybody’s")),
            *[(state.value, state.label) for state in (State.WAITING, State.SCHEDULED)],
            ("none", _("none")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep what has such a working copy, or has none."""
        conditions = {
            "mine": of(request.user),
            "any": Q(),
            "none": Q(),
            **{state.value: Q(state=state) for state in (State.WAITING, State.SCHEDULED)},
        }
        value = self.value()
        if value not in conditions:
            return queryset
        copies = WorkingCopy.objects.active().filter(conditions[value])
        copies = copies.filter(model=queryset.model._meta.label_lower).order_by()
        found = Q(key__in=copies.values("object_key"))
        return queryset.filter(~found if value == "none" else found)


class DraftColumn:
    """The column that tells who has a draft of an entry; it costs no query of its own."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the entries with how their working copies stand."""
        found = super().get_queryset(request)  # type: ignore[misc]
        label = found.model._meta.label_lower
        copies = WorkingCopy.objects.active().filter(model=label, object_key=OuterRef("key"))
        copies = copies.order_by().annotate(
            told_at=Subquery(last_saves().values("saved_at")[:1]),
            told_by=Subquery(last_saves().values(f"saved_by__{USER_NAME}")[:1]),
        )
        columns = {
            "copy_state": "state",
            "copy_failed": "failed",
            "copy_moment": "publish_at",
            "copy_saved_at": "told_at",
            "copy_saved_by": "told_by",
        }
        return found.annotate(
            **{name: Subquery(copies.values(column)[:1]) for name, column in columns.items()}
        )

    @admin.display(description=gettext_lazy("draft"), ordering="copy_saved_at")
    def draft(self, obj: Any) -> str:
        """Return who saved the draft last and when, and what it waits for."""
        state = getattr(obj, "copy_state", None)
        if not state:
            return ""
        if state == State.SCHEDULED:
            moment = date_format(timezone.localtime(obj.copy_moment), "SHORT_DATETIME_FORMAT")
            return _("will be published %(moment)s") % {"moment": moment}
        saved = [obj.copy_saved_by or "", _short(obj.copy_saved_at)]
        said = ", ".join(filter(None, saved)) or str(State(state).label)
        if obj.copy_failed:
            return format_html(
                '{} <strong class="overdue">{}</strong>', said, _("not published in time")
            )
        return f"{said} – {State.WAITING.label}" if state == State.WAITING else said


def _short(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT") if moment else ""
