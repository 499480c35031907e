"""What a publisher decides on the receipt page."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.base import languages
from portal.base.drafts.models import WorkingCopy
from portal.base.languages import language_name

LONGEST_LINE = 200


class PublishForm(forms.Form):
    """When a working copy becomes public, and what readers and translators are told."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    publish_at = forms.SplitDateTimeField(
        label=gettext_lazy("Publish at"),
        required=False,
        widget=AdminSplitDateTime,
        help_text=gettext_lazy("Norwegian time. Empty: at once."),
    )
    minor = forms.BooleanField(
        label=gettext_lazy("A minor change"),
        required=False,
        help_text=gettext_lazy("Translations stay in force: nothing in them has to change."),
    )
    in_force = forms.MultipleChoiceField(
        label=gettext_lazy("These translations still say the same"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, copy: WorkingCopy, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "publish_at": copy.publish_at,
            "minor": copy.minor,
            "in_force": copy.in_force,
            **{f"line_{code}": line for code, line in copy.lines.items()},
        } | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        codes = languages.all_languages()
        self.fields["in_force"].choices = [(code, language_name(code)) for code in codes]  # type: ignore[attr-defined]
        for code in codes:
            self.fields[f"line_{code}"] = forms.CharField(
                label=_("What readers are told, in %(language)s")
                % {"language": language_name(code)},
                required=False,
                max_length=LONGEST_LINE,
                widget=forms.TextInput(attrs={"lang": code, "class": "vTextField"}),
            )

    def clean_publish_at(self) -> dt.datetime | None:
        """Refuse a moment that has been."""
        moment = self.cleaned_data["publish_at"]
        if moment is not None and moment <= timezone.now():
            raise forms.ValidationError(_("That moment has been. Leave it empty to publish now."))
        return moment

    def lines(self) -> dict[str, str]:
        """Return what readers are told, by language."""
        found = {code: self.cleaned_data[f"line_{code}"] for code in languages.all_languages()}
        return {code: line for code, line in found.items() if line}

    def keep(self, copy: WorkingCopy) -> None:
        """Note in the working copy what was decided."""
        copy.minor, copy.lines = self.cleaned_data["minor"], self.lines()
        copy.in_force = self.cleaned_data["in_force"]
        copy.save(update_fields=["minor", "lines", "in_force"])


class ChoiceForm(forms.Form):
    """Whose change counts, where two people changed the same."""

    def __init__(self, *args: Any, conflicts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts = conflicts
        for number, _conflict in enumerate(conflicts):
            self.fields[f"choice_{number}"] = forms.ChoiceField(
                label=_("Which one counts?"),
                choices=[("mine", _("The first")), ("theirs", _("The second"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one of the two.")},
            )
