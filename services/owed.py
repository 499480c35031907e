"""What someone is owed, as the pages show it: entitlements with their ages and law in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.base import languages
from portal.base.facts import Fact
from portal.base.pages import Page
from services.facts import ages_in_words, entitlement_law
from services.models import Entitlement, LegalBasis
from services.models.entitlements import EntitlementQuerySet


@dataclass(frozen=True)
class Owed:
    """An entitlement with what the page says of its ages and its law."""

    entitlement: Entitlement
    ages: str
    law: Fact


def owed(entitlements: EntitlementQuerySet) -> list[Owed]:
    """Return the public entitlements among some, in their order; two queries."""
    bases = Prefetch("legal_bases", LegalBasis.objects.published(), "public_bases")
    found = entitlements.published().select_related("service", "audience").prefetch_related(bases)
    return [
        Owed(entry, ages_in_words(entry), entitlement_law(entry, entry.public_bases))  # type: ignore[attr-defined]
        for entry in found
    ]


class OwedForm(forms.Form):
    """Which part of the table a reader wants; offers only what occurs in it."""

    service = forms.ChoiceField(required=False)
    situation = forms.ChoiceField(required=False)
    standing = forms.ChoiceField(required=False)
    given_by = forms.ChoiceField(required=False)

    def __init__(self, data: Any, rows: list[Owed]) -> None:
        super().__init__(data, label_suffix="", use_required_attribute=False)
        entries = [row.entitlement for row in rows]
        standings, givers = {e.standing for e in entries}, {e.given_by for e in entries}
        offered = {
            "service": (_("Service"), _names(e.service for e in entries)),
            "situation": (_("Situation"), _names(e.audience for e in entries)),
            "standing": (_("What it is"), _words(Entitlement.Standing, standings)),
            "given_by": (_("Given by"), _words(Entitlement.GivenBy, givers)),
        }
        for name, (label, choices) in offered.items():
            field = self.fields[name]
            field.label = label
            field.choices = [("", _("All")), *choices]  # type: ignore[attr-defined]
            field.error_messages["invalid_choice"] = _(
                "This choice does not exist. We left it out."
            )

    def chosen(self) -> dict[str, str]:
        """Return what was chosen, without what was empty or not understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def filter(self, rows: Iterable[Owed]) -> list[Owed]:
        """Return the rows that fit everything that was chosen."""
        chosen = self.chosen()
        return [row for row in rows if chosen.items() <= _filed_under(row).items()]


def _filed_under(row: Owed) -> dict[str, str]:
    entry = row.entitlement
    return {
        "service": entry.service.key,
        "situation": entry.audience.key,
        "standing": entry.standing,
        "given_by": entry.given_by,
    }


def _names(entries: Iterable[Page]) -> list[tuple[str, str]]:
    """Return the entries' keys and names, each once, in the order of the entries."""
    ordered = sorted(set(entries), key=lambda entry: (entry.order, entry.key))  # type: ignore[attr-defined]
    return [(entry.key, languages.slot(entry, "name").value) for entry in ordered]


def _words(choices: Any, used: set[str]) -> list[tuple[str, str]]:
    return [(value, str(capfirst(label))) for value, label in choices.choices if value in used]
