"""Series of meetings in the admin."""

from django.contrib import admin

from networks import models
from networks.admin.meetings import PLACE_ROWS
from portal.base.admin import PartInline, PublishableAdmin


class ExceptionInline(PartInline):
    """The dates on which a series has no meeting."""

    model = models.SeriesException
    rows = ("date", "reason")


@admin.register(models.MeetingSeries)
class MeetingSeriesAdmin(PublishableAdmin):
    """Meetings that recur by a rule."""

    facts = (
        ("network", "cooperation"),
        ("frequency", "interval"),
        ("starts_on", "until"),
        ("start_time", "end_time", "time_zone"),
        *PLACE_ROWS,
        ("registration_url", "capacity"),
    )
    columns = ("starts_on", "until", "frequency")
    filters = ("frequency", "network")
    inlines = [ExceptionInline]
