"""Opening hours in the admin: period by period, and the days that differ."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.base.admin import PartInline
from services import models


class SiblingFormSet(forms.BaseInlineFormSet):
    """Compares the rows of one owner with each other, as they will be when all are saved."""

    def clean(self) -> None:
        """Say at the field what two rows can not both say; first, so that Django does not."""
        for number, row in enumerate(rows := list(self.kept())):
            for earlier in rows[:number]:
                self.compare(earlier, row)
        super().clean()

    def kept(self) -> Iterator[Any]:
        """Yield the forms that are to be stored and can be read."""
        for form in self.forms:
            if form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE"):
                yield form

    def compare(self, earlier: Any, later: Any) -> None:
        """Add an error to the later of two rows when they clash."""
        raise NotImplementedError


class ScheduleForm(forms.ModelForm):
    """A period whose neighbours stand in the same form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.compare_with_stored = False
        if last := self.fields.get("valid_until"):  # missing for who only translates
            last.label, last.help_text = _("To and including"), ""  # the row has room for one line


class ScheduleFormSet(SiblingFormSet):
    """Refuses periods that overlap."""

    def compare(self, earlier: Any, later: Any) -> None:
        """Refuse the later of two periods with a day in common."""
        if later.instance.overlaps(earlier.instance):
            later.add_error("valid_from", later.instance.overlap_message(earlier.instance))


class ExceptionForm(forms.ModelForm):
    """A day with other hours."""

    def validate_constraints(self) -> None:
        """Say at the field that a stored row has the day; the form itself sets whose it is."""
        try:
            self.instance.validate_constraints(exclude=self._get_validation_exclusions())  # type: ignore[attr-defined]
        except ValidationError:
            self.add_error("date", _("This day is given twice."))


class ExceptionFormSet(SiblingFormSet):
    """Refuses a day given twice."""

    def compare(self, earlier: Any, later: Any) -> None:
        """Refuse the later of two rows for one day."""
        if earlier.instance.date == later.instance.date:
            later.add_error("date", _("This day is given twice."))


class HoursInline(PartInline):
    """Rows that are named by the owner of the hours."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Fetch the owners with the rows."""
        return super().get_queryset(request).select_related("site", "contact")


class ScheduleInline(HoursInline):
    """The opening hours, period by period."""

    model = models.Schedule
    form = ScheduleForm
    formset = ScheduleFormSet
    autocomplete_fields = ["source", "owner", "checked_by"]
    rows = (
        ("kind", "valid_from", "valid_until"),
        ("monday", "tuesday", "wednesday", "thursday"),
        ("friday", "saturday", "sunday", "open_on_holidays"),
        ("standing", "source"),
        "as_of",
        ("owner", "checked_on", "checked_by", "next_check_on"),
    )


class ExceptionInline(HoursInline):
    """The days with other hours."""

    model = models.HoursException
    form = ExceptionForm
    formset = ExceptionFormSet
    rows = (("date", "hours"), "reason")
