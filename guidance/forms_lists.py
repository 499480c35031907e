"""What a reader asks of the library and of the timeline, cleaned of what is not an answer."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from guidance.models import PolicyMilestone, Resource
from services.forms_directory import choice

LONGEST = 80  # characters of a search
YEARS = (1900, 2100)
YEAR_ERRORS = {
    "invalid": _("Write a year with four digits. We left this out."),
    "min_value": _("Write a year with four digits. We left this out."),
    "max_value": _("Write a year with four digits. We left this out."),
}


def year(label: Any) -> forms.IntegerField:
    """Return a field for a year, which may be left open."""
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=YEARS[0],
        max_value=YEARS[1],
        widget=widget,
        error_messages=YEAR_ERRORS,
    )


def _kinds(kinds: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [("", _("All kinds")), *((value, capfirst(label)) for value, label in kinds)]


class FilterForm(forms.Form):
    """A form whose answers stand in the address; what is wrong is said and left out."""

    def __init__(self, data: QueryDict, **choices: Iterable[tuple[str, Any]]) -> None:
        given = {n: data.get(n, "").replace("\x00", "")[: LONGEST * 4] for n in self.base_fields}
        super().__init__(given)
        for name, options in choices.items():
            self.fields[name].choices = [  # type: ignore[attr-defined]
                *self.fields[name].choices,  # type: ignore[attr-defined]
                *options,
            ]
        self.is_valid()

    @property
    def asked(self) -> dict[str, Any]:
        """Return what was asked and understood."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def in_words(self, name: str) -> str:
        """Return an answer that was given, as the page says it."""
        field, answer = self.fields[name], self.cleaned_data[name]
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(str(answer), answer))  # type: ignore[arg-type]
        return f"{field.label}: {answer}"


class LibraryForm(FilterForm):
    """Which resources to list."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=LONGEST,
        help_text=_("Words from the name or the summary, in any of the languages."),
        error_messages={"max_length": _("This is too long for a search, so we left it out.")},
    )
    kind = choice(_("Kind"), _("We do not know this kind, and left it out."))
    area = choice(_("Area of the framework"), _("We do not know this area, and left it out."))
    role = choice(_("For whom"), _("We do not know this role, and left it out."))
    tag = choice(_("Tag"), _("We do not know this tag, and left it out."))
    language = choice(
        _("Language of the work"), _("We do not know this language, and left it out.")
    )
    year_from = year(_("From the year"))
    year_to = year(_("To the year"))

    def __init__(self, data: QueryDict, **choices: Iterable[tuple[str, str]]) -> None:
        all_of = {
            "area": _("All areas"),
            "role": _("All roles"),
            "tag": _("All tags"),
            "language": _("All languages"),
        }
        labelled: dict[str, list[tuple[str, Any]]] = {
            name: [("", label), *choices.get(name, ())] for name, label in all_of.items()
        }
        super().__init__(data, kind=_kinds(Resource.Kind.choices), **labelled)

    def clean(self) -> dict[str, Any]:
        """Refuse a last year before the first, and leave it out."""
        first, last = self.cleaned_data.get("year_from"), self.cleaned_data.get("year_to")
        if first and last and first > last:
            self.add_error("year_to", _("The last year is before the first. We left this out."))
        return self.cleaned_data


class TimelineForm(FilterForm):
    """Which milestones to show."""

    lane = choice(_("Where"), _("We do not know this part of the timeline, and left it out."))
    decade = choice(_("Decade"), _("We have nothing from this decade, and left it out."))
    kind = choice(_("Kind"), _("We do not know this kind, and left it out."))

    def __init__(self, data: QueryDict, decades: Iterable[int]) -> None:
        lanes = [(value, capfirst(label)) for value, label in PolicyMilestone.Lane.choices]
        super().__init__(
            data,
            lane=[("", _("Abroad and in Norway")), *lanes],
            decade=[("", _("All decades")), *((str(d), f"{d}–{d + 9}") for d in decades)],
            kind=_kinds(PolicyMilestone.Kind.choices),
        )
