"""Meetings and their cases in the admin."""

from typing import Any

from django.contrib import admin

from networks import models
from networks.admin.papers import PaperInline
from portal.base.admin import PartAdmin, PartInline, PublishableAdmin
from portal.base.admin_editor import side_by_side

PLACE_ROWS = (
    ("form", "address", "digital_url"),
    "place",
    ("language_codes", "interpreter", "step_free", "hearing_loop"),
    "access_note",
)


CASE_ROWS = (
    ("number", "label"),
    *("name", "background", "decision"),
    ("responsible", "follow_up", "due_on", "followed_up_on"),
    "follow_up_note",
    "previous",
)


class CaseInline(PartInline):
    """The cases of a meeting: what was decided, and what became of it."""

    model = models.Case
    autocomplete_fields = ["responsible", "previous"]
    rows = CASE_ROWS


@admin.register(models.Meeting)
class MeetingAdmin(PublishableAdmin):
    """Meetings, conferences and symposia."""

    facts = (
        ("network", "cooperation", "standing"),
        *("with_networks", "with_organisations"),
        ("starts_on", "start_time", "start_turn"),
        ("ends_on", "end_time", "end_turn"),
        ("time_zone", "year"),
        "change_note",
        *PLACE_ROWS,
        ("registration_url", "registration_deadline", "capacity"),
        *("participants", "themes", "outcome"),
    )
    columns = ("starts_on", "network", "cooperation", "standing")
    filters = ("standing", "year", "network")
    select = ("network", "cooperation")
    inlines = [CaseInline, PaperInline]


@admin.register(models.Case)
class CaseAdmin(PartAdmin):
    """Every case in one list: what is still to be followed up."""

    list_display = ["name", "meeting", "shown_number", "follow_up", "due_on"]
    list_filter = ["follow_up", "meeting__year"]
    list_select_related = ["meeting"]
    search_fields = ["folded", "key", "meeting__key"]

    def get_fieldsets(self, request: Any, obj: Any = None) -> list[tuple[Any, Any]]:
        """Return the case with the meeting it belongs to."""
        rows = side_by_side(self.model, ["meeting", *CASE_ROWS, "key"])
        return [(None, {"fields": rows})]
