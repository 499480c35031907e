"""What a reader chooses in a list: kept in the address, built anew from what was understood."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.base.languages import in_every_language
from services.forms_directory import choice

LONGEST = 100  # characters of a search


class Choosing(forms.Form):
    """Lists to choose from; what is not understood is said, and the rest is kept."""

    labels: ClassVar[Mapping[str, Any]] = {}  # what an empty choice says

    def __init__(self, data: QueryDict, view: str, *args: object) -> None:
        super().__init__({name: _readable(data.get(name, "")) for name in self.base_fields})
        self.view, self.args = view, args
        self.entries: dict[str, dict[str, Any]] = {}

    def offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        """Give a list its choices, the empty one first."""
        field: Any = self.fields[name]
        field.choices = [("", self.labels[name]), *choices]

    def offer_entries(self, name: str, entries: Iterable[Any]) -> None:
        """Give a list entries to choose from, by their key."""
        self.entries[name] = {entry.key: entry for entry in entries}
        self.offer(name, [(key, str(entry)) for key, entry in self.entries[name].items()])

    @property
    def chosen(self) -> dict[str, str]:
        """Return what was chosen and understood, by the name of the choice."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def status(self) -> int:
        """Return the status of the page: a choice that was not understood is a bad request."""
        return 400 if self.errors else 200

    def entry(self, name: str) -> Any:
        """Return the entry that was chosen in a list, if any was."""
        return self.entries[name].get(self.chosen.get(name, ""))

    def url(self, page: int = 1, *, leave: str = "") -> str:
        """Return the address of what was chosen, perhaps a further page or without one choice."""
        return self.url_of(self.view, *self.args, page=page, leave=leave)

    def url_of(self, view: str, *args: object, page: int = 1, leave: str = "") -> str:
        """Return the address of another view with the same choices."""
        given: dict[str, Any] = {k: v for k, v in self.chosen.items() if k != leave}
        if page > 1:
            given["page"] = page
        return reverse(view, args=args) + (f"?{urlencode(given)}" if given else "")

    def in_words(self, name: str) -> str:
        """Return a choice as the page says it."""
        value = self.chosen[name]
        choices = getattr(self.fields[name], "choices", ())
        return str(dict(choices).get(value, value))

    @property
    def removals(self) -> list[tuple[str, str]]:
        """Return each choice in words, with the address of the page without it."""
        return [(self.in_words(name), self.url(leave=name)) for name in self.chosen]

    def addresses(self, page: int = 1) -> dict[str, str]:
        """Return the address in every language."""
        return in_every_language(lambda: self.url(page))


def list_of(label: Any, problem: Any = None) -> forms.ChoiceField:
    """Return a list to choose from, with what to say of a choice that is not there."""
    return choice(label, problem or _("We did not understand this choice, and left it out."))


def capitalised(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    """Return choices with a capital letter first."""
    return [(value, capfirst(str(label))) for value, label in choices]


def _readable(text: str) -> str:
    """Return a text without the sign that no database takes, and never longer than is read."""
    return text.replace("\x00", "")[: LONGEST * 4]
