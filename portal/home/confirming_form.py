"""The two forms of the page where an owner answers: are the facts right, and if not, what is."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.base.upkeep.asked import AskedFact, Group, fingerprint
from portal.home.feedback_form import PlainText, Radios

LONGEST_TEXT = 10_000
LONGEST_MESSAGE = 2000


class AnswerForm(forms.Form):
    """Are the facts right? Nothing is chosen beforehand, so that only a person answers."""

    use_required_attribute = False

    answer = forms.ChoiceField(
        label=_("Are the facts right?"),
        choices=[
            ("correct", _("Everything is correct")),
            ("wrong", _("Something is wrong or missing")),
        ],
        widget=Radios,
        error_messages={
            "required": _("Choose an answer."),
            "invalid_choice": _("Choose an answer."),
        },
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, groups: list[Group], *args: Any, **kwargs: Any) -> None:
        self.fingerprint = fingerprint(groups)
        super().__init__(*args, initial={"seen": self.fingerprint}, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Refuse a yes to facts that are no longer those that were shown."""
        data = self.cleaned_data
        if data.get("answer") == "correct" and data.get("seen") != self.fingerprint:
            words = _("The facts have been changed since you opened the page. Look at them again.")
            self.add_error("answer", words)
        return data


class ChangesForm(forms.Form):
    """What the facts should be: a field for each, as it is now, and room for a message.

    Each field carries what it was when the page was opened, so that what others have changed
    meanwhile is not proposed to be changed back.
    """

    use_required_attribute = False

    def __init__(self, groups: list[Group], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {field_name(fact): fact for group in groups for fact in group.facts}
        self.of_groups = groups
        for name, fact in self.asked.items():
            self.fields[name] = form_field(fact)
            if self.is_bound and name not in self.data:  # not sent is not emptied
                self.fields[name].required = False
        self.fields["message"] = PlainText(
            label=_("Is something else wrong, or missing?"),
            help_text=_("Do not write names or contact details of people."),
            required=False,
            max_length=LONGEST_MESSAGE,
            widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        )

    def groups(self) -> Iterator[tuple[Group, list[forms.BoundField]]]:
        """Yield each group of facts with its fields."""
        for group in self.of_groups:
            yield group, [self[field_name(fact)] for fact in group.facts]

    def clean(self) -> dict[str, Any]:
        """Hold each value against the rules of its field, and ask for something."""
        for name, fact in self.asked.items():
            value = self.cleaned_data.get(name)
            if name not in self.data or name not in self.cleaned_data:
                continue
            if value in (None, "") and not fact.required:
                continue
            try:
                self.cleaned_data[name] = fact.field.clean(value, fact.part)
            except forms.ValidationError as error:
                self.add_error(name, error)
        if not self.errors and not self.changes() and not self.cleaned_data["message"]:
            self.add_error("message", _("Change one of the facts, or write what is wrong."))
        return self.cleaned_data

    def changes(self) -> list[tuple[AskedFact, str]]:
        """Return the facts that are to be something else, and what, as text."""
        found = []
        for name, fact in self.asked.items():
            after = as_text(self.cleaned_data.get(name))
            if name in self.data and name in self.changed_data and after != fact.value:
                found.append((fact, after))
        return found


def field_name(fact: AskedFact) -> str:
    """Return the name of a fact's field: its path, without the slash that an id does badly with."""
    return fact.path.replace("/", ".")


def form_field(fact: AskedFact) -> forms.Field:
    """Return a fact's field, filled in with what it is now."""
    field: Any = fact.field.formfield()
    if isinstance(field, forms.CharField) and not isinstance(
        field, forms.EmailField | forms.URLField
    ):
        field = PlainText(
            max_length=fact.field.max_length or LONGEST_TEXT,
            widget=field.widget,
            help_text=field.help_text,
        )
    if isinstance(field, forms.DateField):
        field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    elif isinstance(field, forms.TimeField):
        field.widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    elif isinstance(fact.field, models.TextField):
        field.widget = forms.Textarea(attrs={"rows": 4})
    field.widget.attrs["autocomplete"] = "off"
    field.label, field.required = fact.label, fact.required
    field.initial = getattr(fact.part, fact.field.name)
    field.show_hidden_initial = True
    if fact.empties_part:
        field.help_text = _("Empty it if this should not be on the page any more.")
    return field


def as_text(value: Any) -> str:
    """Return a value as the database writes it as text."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
