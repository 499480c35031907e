"""What an editor chooses for a file to translators, and the file that comes back."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.base.languages import all_languages, language_name
from portal.base.translating import xliff
from portal.base.translating.standing import Within
from portal.base.translating.texts import Choice


class ExportForm(forms.Form):
    """Which texts go out."""

    source = forms.ChoiceField(
        label=gettext_lazy("From"),
        help_text=gettext_lazy("Entries that are written in this language."),
    )
    target = forms.ChoiceField(label=gettext_lazy("To"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind of content"), required=False)
    everything = forms.ChoiceField(
        label=gettext_lazy("Which texts"),
        required=False,
        choices=[
            ("", gettext_lazy("missing or outdated in that language")),
            ("all", gettext_lazy("all texts, with the translations there are")),
        ],
    )
    drafts = forms.ChoiceField(
        label=gettext_lazy("As they are"),
        required=False,
        choices=[
            ("", gettext_lazy("on the portal")),
            ("drafts", gettext_lazy("in working copies and drafts")),
        ],
    )

    def __init__(self, *args: Any, kinds: list[type[models.Model]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {model._meta.label_lower: model for model in kinds}
        named = [(code, language_name(code)) for code in all_languages()]
        fields: dict[str, Any] = self.fields
        fields["source"].choices = fields["target"].choices = named
        fields["source"].initial = settings.LANGUAGE_CODE
        fields["target"].initial = named[-1][0]
        fields["kind"].choices = [
            ("", _("All kinds")),
            *[
                (label, capfirst(str(m._meta.verbose_name_plural)))
                for label, m in self.kinds.items()
            ],
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a language into itself."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("source") and cleaned.get("source") == cleaned.get("target"):
            self.add_error("target", _("Choose another language than the one to translate from."))
        return cleaned

    def choice(self, within: Within) -> Choice:
        """Return what was chosen, of what somebody may see."""
        chosen = self.cleaned_data
        wanted = [self.kinds[chosen["kind"]]] if chosen["kind"] else self.kinds.values()
        return Choice(
            chosen["source"],
            chosen["target"],
            tuple(wanted),
            everything=bool(chosen["everything"]),
            drafts=bool(chosen["drafts"]),
            within=within,
        )


class UploadForm(forms.Form):
    """A file that comes back; `document` is what it says."""

    file = forms.FileField(
        label=gettext_lazy("XLIFF 2.0 file"),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,application/xliff+xml"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        size = {"size": filesizeformat(xliff.MAX_BYTES)}
        self.fields["file"].help_text = _("At most %(size)s.") % size

    def clean_file(self) -> Any:
        """Read the file."""
        file = self.cleaned_data["file"]
        try:
            if file.size > xliff.MAX_BYTES:
                raise xliff.BadFile(xliff.too_big())
            return xliff.read(file.read())
        except xliff.BadFile as error:
            raise forms.ValidationError(str(error)) from error
