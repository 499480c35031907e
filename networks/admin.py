"""Networks, cooperation and meetings in the admin."""

from django.contrib import admin

from networks import models
from portal.base.admin import PublishableAdmin


@admin.register(models.Network)
class NetworkAdmin(PublishableAdmin):
    """Forums and networks."""

    facts = (
        ("level", "standing", "order"),
        "standing_note",
        "conveners",
        *("members", "audience", "frequency"),
        ("contact_email", "website"),
        "services",
    )
    columns = ("level", "standing")
    filters = ("level", "standing")


@admin.register(models.Cooperation)
class CooperationAdmin(PublishableAdmin):
    """European, Nordic and international cooperation."""

    facts = (
        ("level", "part_of", "order"),
        *("run_by", "period", "participants", "norwegian_role"),
        "organisations",
        "website",
    )
    columns = ("level",)
    filters = ("level",)


@admin.register(models.Meeting)
class MeetingAdmin(PublishableAdmin):
    """Meetings, conferences and symposia."""

    facts = (
        ("network", "cooperation"),
        ("year", "starts_on", "ends_on"),
        "standing",
        *("place", "participants", "themes", "outcome"),
    )
    columns = ("year", "starts_on", "network", "standing")
    filters = ("standing", "year")
    select = ("network",)
