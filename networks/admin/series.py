"""Series of meetings in the admin."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _

from networks import models
from networks.admin.meetings import PLACE_ROWS
from networks.series import recurrence
from portal.base.admin import PartInline, PublishableAdmin
from portal.base.admin_forms import EntryForm

MOST_NAMED = 10  # names of meetings in one message


class SeriesForm(EntryForm):
    """What editors fill in about a series."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "frequency" in self.fields:
            self.fields["frequency"].help_text = _(
                "On the 29th, 30th or 31st, months that lack the date are skipped; "
                "on 29 February, so are years."
            )


class ExceptionFormSet(BaseInlineFormSet):
    """The dates without a meeting; with them, every other date must have the times."""

    def clean(self) -> None:
        """Refuse times that clocks skip or repeat on a date that is not among these."""
        super().clean()
        if any(self.errors) or not _has_rule(self.instance):
            return
        excepted = [
            form.cleaned_data["date"]
            for form in self.forms
            if form.cleaned_data.get("date") and not form.cleaned_data.get("DELETE")
        ]
        recurrence.check_times(self.instance, excepted)


def _has_rule(series: models.MeetingSeries) -> bool:
    """Tell whether the form about the series was right, so that its days can be worked out."""
    try:
        series.clean_fields(exclude=["key"])
        recurrence.check_rule(series)
    except ValidationError:
        return False
    return True


class ExceptionInline(PartInline):
    """The dates on which a series has no meeting."""

    model = models.SeriesException
    formset = ExceptionFormSet
    rows = ("date", "reason")


@admin.register(models.MeetingSeries)
class MeetingSeriesAdmin(PublishableAdmin):
    """Meetings that recur by a rule."""

    form = SeriesForm
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
