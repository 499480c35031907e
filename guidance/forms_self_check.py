"""The forms of the self-check: the statements, and an earlier link to compare with."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from guidance.self_check import (
    ANSWERS,
    AREAS,
    LONGEST,
    NAMES,
    Answers,
    Level,
    Outcome,
    Reading,
    read_link,
)

CHOICES = [(str(int(level)), level.label) for level in ANSWERS]
PROBLEMS = {
    Outcome.WRONG: _("This is not a link to a result. Check that all of it was pasted."),
    Outcome.ELSEWHERE: _("This link leads to another website. Paste the code alone instead."),
    Outcome.OTHER_VERSION: _(
        "This result is from another version of the self-check, and cannot be compared."
    ),
}


class StatementsForm(forms.Form):
    """The statements, each with four answers and none."""

    def __init__(self, data: dict[str, str] | None, initial: Answers | None = None) -> None:
        given = (
            {name: str(int(level)) for name, level in initial.by_name.items()} if initial else {}
        )
        super().__init__(data, initial=given)
        for area in AREAS:
            for name, statement in zip(area.names, area.statements, strict=True):
                self.fields[name] = forms.ChoiceField(
                    label=statement,
                    choices=CHOICES,
                    required=False,
                    initial=str(int(Level.NOT_ANSWERED)),
                    widget=forms.RadioSelect,
                    error_messages={"invalid_choice": _("We do not know this answer. Choose one.")},
                )

    def clean(self) -> dict[str, Any]:
        """Refuse a form in which nothing is answered."""
        if not self.errors and not any(self.levels()):
            raise ValidationError(_("Answer one statement or more before you see the result."))
        return self.cleaned_data

    def levels(self) -> tuple[Level, ...]:
        """Return the answers in the order of the statements."""
        return tuple(Level(int(self.cleaned_data.get(name) or 0)) for name in NAMES)


class EarlierForm(forms.Form):
    """An earlier result to compare with."""

    earlier = forms.CharField(
        label=_("Link or code from an earlier time"),
        required=False,
        max_length=LONGEST,
        help_text=_("Paste the whole address of the result, or the code in it."),
        error_messages={"max_length": PROBLEMS[Outcome.WRONG]},
    )

    def __init__(self, data: QueryDict, hosts: Collection[str], *, today: dt.date) -> None:
        super().__init__({"earlier": data.get("earlier", "").replace("\x00", "")})
        self.hosts, self.today = hosts, today

    def clean_earlier(self) -> Answers | None:
        """Return the earlier answers; refuse what leads to none."""
        text = self.cleaned_data["earlier"]
        if not text:
            return None
        return answers_or_refuse(read_link(text, self.hosts, today=self.today))


def answers_or_refuse(reading: Reading) -> Answers:
    """Return the answers that were read, or raise what is wrong with the link."""
    if reading.answers is None:
        raise ValidationError(PROBLEMS[reading.outcome])
    return reading.answers
