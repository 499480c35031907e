"""What a reader asks of the search, cleaned; its address is built anew from what was understood."""

from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.db import DatabaseError
from django.forms import BoundField
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networks.choosing import Choosing, list_of
from portal.base.languages import all_languages, current_language
from portal.search.asking import LONGEST_QUERY
from portal.search.finding import Asked
from portal.search.kinds import kinds
from services.models import Audience, County
from services.spoken import language_name

FILTERS = ("kind", "audience", "county", "language")
NEWEST = "newest"
NOT_UNDERSTOOD = _("We did not understand this choice, and left it out.")


class QueryForm(Choosing):
    """What is searched for."""

    q = forms.CharField(label=_("What are you looking for?"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, "search:search")
        typed = " ".join(data.get("q", "").replace("\x00", " ").split())
        self.is_cut = len(typed) > LONGEST_QUERY
        self.data = {**self.data, "q": typed[:LONGEST_QUERY]}

    @property
    def text(self) -> str:
        """Return what is searched for."""
        return self.chosen.get("q", "")


class SearchForm(QueryForm):
    """What is searched for, among what, and in which order."""

    labels: ClassVar = {
        "kind": _("All kinds"),
        "audience": _("All situations"),
        "county": _("All counties"),
        "language": _("All languages"),
    }

    kind = list_of(_("Kind"), _("We do not know this kind, and left it out."))
    audience = list_of(_("Situation"), NOT_UNDERSTOOD)
    county = list_of(_("County"), _("We do not know this county, and left it out."))
    language = list_of(_("Language"), _("We do not know this language, and left it out."))
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[("", _("Best match")), (NEWEST, _("Newest"))],
        error_messages={"invalid_choice": _("We cannot sort by this.")},
    )
    exact = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.offer("kind", kinds().items())
        self.offer("language", [(code, language_name(code)) for code in all_languages()])
        try:
            self.offer_entries("audience", Audience.objects.published())
            self.offer_entries("county", County.objects.published())
        except DatabaseError:  # what is in the index is found all the same
            del self.fields["audience"], self.fields["county"]

    def clean_exact(self) -> str:
        """Return whether misspelt words are looked for as they are."""
        return "1" if self.cleaned_data["exact"] else ""

    @property
    def filters(self) -> list[str]:
        """Return the filters that are on."""
        return [name for name in FILTERS if name in self.chosen]

    @property
    def is_plain(self) -> bool:
        """Tell whether nothing but the words was chosen."""
        return list(self.chosen) == ["q"]

    @property
    def removals(self) -> list[tuple[str, str]]:
        """Return each filter in words, with the address of the page without it."""
        return [(self.in_words(name), self.url(leave=name)) for name in self.filters]

    @property
    def words_url(self) -> str:
        """Return the address of the search for the same words among everything."""
        return f"{reverse(self.view)}?{urlencode({'q': self.text})}"

    @property
    def shown_filters(self) -> list[BoundField]:
        """Return the fields that leave something to choose, and the order."""
        some = [name for name in FILTERS if len(self._choices(name)) > 2 or name in self.chosen]
        return [self[name] for name in (*some, "sort")]

    def _choices(self, name: str) -> list[tuple[str, Any]]:
        """Return the choices of a filter, the empty one among them; none without the database."""
        return list(getattr(self.fields.get(name), "choices", ()))

    @property
    def exact_url(self) -> str:
        """Return the address of the search for the very words that were typed."""
        return f"{self.url()}&exact=1"

    @property
    def asked(self) -> Asked:
        """Return the question as the search takes it."""
        some = {name: (self.chosen[name],) for name in self.filters}
        return Asked(
            self.text,
            current_language(),
            kinds=some.get("kind", ()),
            audiences=some.get("audience", ()),
            counties=some.get("county", ()),
            languages=some.get("language", ()),
            sort="newest" if self.chosen.get("sort") == NEWEST else "best",
            exact="exact" in self.chosen,
        )

    def count(self, facets: Mapping[str, Mapping[str, int]]) -> None:
        """Offer only the choices that lead somewhere, each with how many results it has."""
        for name in set(FILTERS) & set(self.fields):
            field: Any = self.fields[name]
            numbers = facets.get(name, {})
            field.choices = [
                (value, f"{label} ({numbers[value]})" if numbers.get(value) else label)
                for value, label in field.choices
                if not value or numbers.get(value) or value == self.chosen.get(name)
            ]
