"""Networks and their members in the admin."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from networks import models
from portal.base.admin import PartInline, PublishableAdmin


class MembershipInline(PartInline):
    """The members of a network: organisations, never persons."""

    model = models.Membership
    autocomplete_fields = ["organisation", "counties"]
    rows = (
        ("organisation", "role", "order"),
        "name",
        "counties",
        ("from_year", "to_year", "seen_on", "confirmed"),
        "note",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Fetch what the rows name at once."""
        members = super().get_queryset(request).select_related("organisation")
        return members.prefetch_related("counties")


@admin.register(models.Network)
class NetworkAdmin(PublishableAdmin):
    """Forums and networks, with those who sit in them."""

    facts = (
        ("level", "standing", "order"),
        "standing_note",
        ("started_year", "ended_year", "successor"),
        *("conveners", "mandate", "members", "audience", "roles", "counties", "frequency"),
        ("contact_email", "website"),
        "services",
    )
    columns = ("level", "standing")
    filters = ("level", "standing", "roles")
    inlines = [MembershipInline]
