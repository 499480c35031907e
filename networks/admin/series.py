"""Series of meetings in the admin."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networks import models
from networks.admin.meetings import PLACE_ROWS
from networks.series import planning, recurrence
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

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool
    ) -> None:
        """Plan the meetings once the dates without one are stored, and say what that did."""
        super().save_related(request, form, formsets, change)
        self._plan(request, form.instance)

    @admin.action(permissions=["change"], description=gettext_lazy("Publish"))
    def publish(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Publish the selected series, and their meetings with them."""
        super().publish(request, queryset)
        for series in queryset.all():
            self._plan(request, series)

    @admin.action(permissions=["change"], description=gettext_lazy("Make drafts again"))
    def unpublish(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Take the selected series off the portal, and their meetings with them."""
        super().unpublish(request, queryset)
        for series in queryset.all():
            self._plan(request, series)

    def _plan(self, request: HttpRequest, series: models.MeetingSeries) -> None:
        """Plan a series, and tell the editor what was done and what was left alone."""
        try:
            report = planning.plan(series=series)
        except ValidationError as problems:
            text = _("The meetings of %(series)s were not planned: %(problems)s") % {
                "series": series,
                "problems": " ".join(problems.messages),
            }
            self.message_user(request, text, messages.ERROR)
            return
        self.message_user(request, _done(series, report), messages.SUCCESS)
        for text in _left_alone(report):
            self.message_user(request, text, messages.WARNING)


def _done(series: models.MeetingSeries, report: planning.Report) -> str:
    """Say how many meetings were made, changed and removed."""
    made, changed, removed = map(len, (report.made, report.changed, report.removed))
    if not made + changed + removed:
        return _("%(series)s: no meeting had to be changed.") % {"series": series}
    parts = [
        ngettext("%(number)d meeting made", "%(number)d meetings made", made) % {"number": made},
        ngettext("%(number)d changed", "%(number)d changed", changed) % {"number": changed},
        ngettext("%(number)d removed", "%(number)d removed", removed) % {"number": removed},
    ]
    return f"{series}: {', '.join(parts)}."


def _left_alone(report: planning.Report) -> list[str]:
    """Say which meetings stand although the rule has others, and which have their own changes."""
    said = []
    if report.kept:
        said.append(
            _(
                "Kept although the series no longer has the date, because the meeting has begun, "
                "has cases or papers, or was changed by itself: %(meetings)s."
            )
            % {"meetings": _some(report.kept)}
        )
    if report.own:
        said.append(
            _("Left as they are, because they were changed by themselves: %(meetings)s.")
            % {"meetings": _some(report.own)}
        )
    return said


def _some(meetings: list[models.Meeting]) -> str:
    """Name the meetings, the first of them if there are many."""
    named = "; ".join(str(meeting) for meeting in meetings[:MOST_NAMED])
    more = len(meetings) - MOST_NAMED
    if more <= 0:
        return named
    text = ngettext("%(named)s and %(number)d more", "%(named)s and %(number)d more", more)
    return text % {"named": named, "number": more}
