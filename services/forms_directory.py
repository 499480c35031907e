"""What a reader asks of the directory of centres, cleaned of everything that is not an answer."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from services.doors import Channel
from services.models import County
from services.spoken import is_language, language_names

LONGEST = 80  # characters of a place; the longest official name has 56
INTERPRETER = "interpreter"
SORTS = {
    "county": _("County"),
    "name": _("Name"),
    "distance": _("Distance"),
    "opens": _("Opens soonest"),
}
CHANNELS = [("", _("All ways")), *((channel.value, capfirst(channel.label)) for channel in Channel)]


class Tick(forms.TextInput):
    """A box to tick whose answer in the address is a word, such as open=now."""

    input_type = "checkbox"

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = word

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the box its word, ticked if that is the answer."""
        ticked = {"checked": True} if value == self.word else {}
        return super().get_context(name, self.word, {**(attrs or {}), **ticked})


def tick(word: str, label: Any) -> forms.ChoiceField:
    """Return a field with one possible answer besides none."""
    return forms.ChoiceField(
        label=label,
        choices=[(word, word)],
        required=False,
        widget=Tick(word),
        error_messages={"invalid_choice": _("We did not understand this choice, and left it out.")},
    )


def choice(label: Any, problem: Any, choices: Iterable[tuple[str, Any]] = ()) -> forms.ChoiceField:
    """Return a list to choose from, of which nothing need be chosen."""
    return forms.ChoiceField(
        label=label, required=False, choices=choices, error_messages={"invalid_choice": problem}
    )


class PlaceForm(forms.Form):
    """Which county, and from where."""

    county = choice(_("County"), _("We do not know this county, and left it out."))
    place = forms.CharField(
        label=_("Where you are"),
        required=False,
        max_length=LONGEST,
        help_text=_("Postal code or municipality."),
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"max_length": _("This is too long for a place, so we left it out.")},
    )

    def __init__(self, data: QueryDict, counties: Iterable[County]) -> None:
        super().__init__({name: _plain(data.get(name, "")) for name in self.base_fields})
        choices = [("", _("All counties")), *((county.key, str(county)) for county in counties)]
        self.fields["county"].choices = choices  # type: ignore[attr-defined]
        self.is_valid()


class DirectoryForm(PlaceForm):
    """Which centres to list, and in which order."""

    open = tick("now", _("Open now"))
    evening = tick("1", _("Open in the evening"))
    access = tick("step-free", _("Step-free access"))
    channel = choice(_("How you want to talk"), _("We do not know this way to talk."), CHANNELS)
    language = forms.CharField(label=_("Language"), required=False, widget=forms.Select)
    sort = choice(_("Sort by"), _("We cannot sort by this."), SORTS.items())

    def __init__(
        self, data: QueryDict, counties: Iterable[County], languages: Iterable[str] = ()
    ) -> None:
        super().__init__(data, counties)
        codes = {*languages}
        if asked := self.cleaned_data.get("language", ""):
            codes |= {asked} - {INTERPRETER}
        self.fields["language"].widget.choices = [  # type: ignore[attr-defined]
            ("", _("All languages")),
            (INTERPRETER, _("With an interpreter")),
            *language_names(codes),
        ]

    def in_words(self, name: str) -> str:
        """Return an answer that was given as the page says it."""
        field = self.fields[name]
        if isinstance(field.widget, Tick):
            return str(field.label)
        answer = self.cleaned_data[name]
        return str(dict(field.widget.choices).get(answer, answer))  # type: ignore[attr-defined]

    def sorted_by(self, point: tuple[float, float] | None) -> str:
        """Return how to sort: as asked if that can be done, or else by distance or by county."""
        asked = self.cleaned_data.get("sort", "")
        if asked == "distance" and point is None:
            asked = ""
            if not self.cleaned_data.get("place"):
                self.add_error("sort", _("Write where you are to sort by distance."))
        sort = asked or ("distance" if point else "county")
        self.data = {**self.data, "sort": sort}  # what the page says it sorts by
        return sort

    def clean_language(self) -> str:
        """Accept a language that has a name, whether or not a centre speaks it."""
        code = self.cleaned_data["language"]
        if code not in {"", INTERPRETER} and not is_language(code):
            raise ValidationError(_("We do not know this language, and left it out."))
        return code


def _plain(text: str) -> str:
    """Return a text without the sign that no database takes, and never longer than is read."""
    return text.replace("\x00", "")[: LONGEST * 4]
