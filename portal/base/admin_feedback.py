"""What readers told us, for the editors: error reports to deal with, and answers page by page."""

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy, ngettext

from portal.base.admin import PortalAdmin
from portal.base.admin_lists import ToCheckFilter
from portal.base.content import entry_named
from portal.base.feedback import Feedback

PAGES_SHOWN = 20


@admin.register(Feedback)
class FeedbackAdmin(PortalAdmin):
    """Read as it was written; only how far it has come, and the editors' note, can be changed."""

    change_list_template = "admin/feedback_list.html"
    list_display = ["received_on", "kind", "page", "category", "words", "language", "progress"]
    list_display_links = ["received_on"]
    list_filter = [ToCheckFilter, "state", "kind", "category", "language"]
    search_fields = ["about", "text", "entry_key", "note"]
    search_help_text = gettext_lazy("Address, text, the key of an entry, or the editors’ note.")
    fields = [
        *("kind", "received_on", "page", "entry", "language", "category", "text"),
        *("state", "note"),
    ]
    readonly_fields = ["kind", "received_on", "page", "entry", "language", "category", "text"]
    actions = ["mark_handled", "mark_not_relevant"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only readers add."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An answer is read; an error report is also dealt with."""
        is_answer = obj is not None and obj.kind != Feedback.Kind.ERROR
        return not is_answer and super().has_change_permission(request, obj)

    def formfield_for_choice_field(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer no empty progress: an error report always has one."""
        kwargs |= {"choices": db_field.choices, "required": True}
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show under the list which pages readers found useful or not; one query."""
        answers = Feedback.objects.answers_by_page()[:PAGES_SHOWN]
        return super().changelist_view(request, {"answers": answers} | (extra_context or {}))

    @admin.display(description=gettext_lazy("page"), ordering="about")
    def page(self, obj: Feedback) -> str:
        """Return a link to the page."""
        if not obj.about:
            return "–"
        return format_html('<a href="{}">{}</a>', obj.about, obj.about)

    @admin.display(description=gettext_lazy("text"))
    def words(self, obj: Feedback) -> str:
        """Return the beginning of the text."""
        return Truncator(obj.text).chars(120)

    @admin.display(description=gettext_lazy("progress"), ordering="state")
    def progress(self, obj: Feedback) -> str:
        """Return how far an error report has come; an answer goes nowhere."""
        return obj.get_state_display()

    @admin.display(description=gettext_lazy("entry"))
    def entry(self, obj: Feedback) -> str:
        """Return a link to where the entry that the page shows is edited."""
        found = entry_named(obj.entry_model, obj.entry_key)
        if found is None or not self.admin_site.is_registered(type(found)):
            return obj.entry_key or "–"
        meta = found._meta
        name = f"admin:{meta.app_label}_{meta.model_name}_change"
        shown = f"{meta.verbose_name}: {found}"
        return format_html('<a href="{}">{}</a>', reverse(name, args=[found.pk]), shown)

    @admin.action(permissions=["change"], description=gettext_lazy("Mark as handled"))
    def mark_handled(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Say that an editor has dealt with the selected error reports."""
        self._mark(request, queryset, Feedback.State.HANDLED)

    @admin.action(permissions=["change"], description=gettext_lazy("Mark as not relevant"))
    def mark_not_relevant(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Say that there is nothing to do about the selected error reports."""
        self._mark(request, queryset, Feedback.State.NOT_RELEVANT)

    def _mark(self, request: HttpRequest, queryset: Any, state: Feedback.State) -> None:
        reports = list(queryset.error_reports().exclude(state=state))
        Feedback.objects.filter(pk__in=[report.pk for report in reports]).update(state=state)
        for report in reports:
            self.log_change(request, report, str(state.label))
        number = len(reports)
        text = ngettext(
            "%(number)d error report changed.", "%(number)d error reports changed.", number
        )
        self.message_user(request, text % {"number": number}, messages.SUCCESS)
