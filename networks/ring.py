"""Whom a counsellor rings: a situation and a place give the desks, with what is asked of one."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.base import held, languages
from portal.base.facts import Fact
from services import facts, finder
from services.models import Audience
from services.places import Place
from services.stages import StageGroup, by_stage

ASKED_FIRST = ("referral", "how_to_get_it", "spoken_languages")


class RingForm(forms.Form):
    """Whom it is about, and where that person lives."""

    situation = forms.ChoiceField(label=gettext_lazy("Who is it about?"), required=False)
    place = forms.CharField(
        label=gettext_lazy("Where does the person live?"),
        help_text=gettext_lazy("Postal code, municipality or county."),
        max_length=80,
        required=False,
    )

    def __init__(self, data: Any, stages: list[StageGroup]) -> None:
        super().__init__(data, label_suffix="", use_required_attribute=False)
        groups = [
            (group.label, [(a.key, languages.slot(a, "name").value) for a in group.entries])
            for group in stages
        ]
        field: Any = self.fields["situation"]
        field.choices = [("", _("Choose a situation")), *groups]
        field.error_messages["invalid_choice"] = _("Choose one of the situations in the list.")

    def clean(self) -> dict[str, Any]:
        """Ask for what is missing once something was sent."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("situation") and "situation" not in self.errors:
            self.add_error("situation", _("Choose the situation that is most like theirs."))
        if not cleaned.get("place") and "place" not in self.errors:
            self.add_error("place", _("Write a postal code, a municipality or a county."))
        return cleaned


@dataclass(frozen=True)
class Line:
    """One service at a place: the desks to ring, and what one is asked before."""

    item: finder.Owed
    facts: list[Fact]


def lines(answer: finder.FinderAnswer) -> list[Line]:
    """Return the desks of an answer with referral, way in, languages and law; blanks kept."""
    return [Line(item, _before_one_rings(item)) for item in answer.owed]


def answer_at(audience: Audience, place: Place, *, now: dt.datetime) -> finder.FinderAnswer:
    """Return what someone of a situation is owed at a place, whatever the age."""
    return finder.answer(audience, place, None, now=now)


def situations() -> list[StageGroup]:
    """Return the situations that a counsellor may ask about: everyone's but the counsellor's."""
    others = (stage for stage in Audience.Stage.values if stage != Audience.Stage.PROFESSIONAL)
    return by_stage(held.among(Audience, "stage", list(others)))


def ring_url(audience: Audience, place: Place, *, view: str = "ring_answer") -> str:
    """Return the address of an answer, or of its card, in the current language."""
    return reverse(f"networks:{view}", args=[finder.slug_of(audience), place.slug])


def _before_one_rings(item: finder.Owed) -> list[Fact]:
    entitlement: Any = item.entitlement
    labels = {
        "referral": _("Referral"),
        "how_to_get_it": _("How to get it"),
        "spoken_languages": _("Languages and interpreter"),
    }
    known = [Fact(labels[field], *entitlement.terms(field)) for field in ASKED_FIRST]
    return [*known, facts.entitlement_law(entitlement, entitlement.public_legal_bases)]
