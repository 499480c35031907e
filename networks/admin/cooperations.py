"""European, Nordic and international cooperation in the admin."""

from django.contrib import admin

from networks import models
from portal.base.admin import PublishableAdmin


@admin.register(models.Cooperation)
class CooperationAdmin(PublishableAdmin):
    """European, Nordic and international cooperation."""

    facts = (
        ("level", "part_of", "order"),
        *("run_by", "period", "participants", "country_codes", "norwegian_role"),
        *("organisations", "how_to_take_part", "website"),
    )
    columns = ("level",)
    filters = ("level",)
