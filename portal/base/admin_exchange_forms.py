"""The forms on the page for import and export."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.base.exchange import BadFile, Kind, kind_named, read_tables
from portal.base.exchange.tables import MAX_BYTES, too_big

FORMATS = [
    ("xlsx", gettext_lazy("Workbook (XLSX): a sheet for each kind")),
    ("csv", gettext_lazy("CSV: a file for each kind, packed in a ZIP file if there are several")),
]


class ExportForm(forms.Form):
    """Which kinds to take out, and in which format."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What to export"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose what to export.")},
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Format"), choices=FORMATS, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, kinds: Iterable[Kind], **kwargs: Any) -> None:
        kwargs["auto_id"] = "id_export_%s"
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [  # type: ignore[attr-defined]
            (kind.name, f"{kind.label} ({kind.name})") for kind in kinds
        ]


class UploadForm(forms.Form):
    """A file, and what its rows are where the columns do not tell."""

    file = forms.FileField(
        label=gettext_lazy("CSV file or workbook (XLSX)"),
        help_text=gettext_lazy("At most 5 MB and 20,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,text/csv"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What the rows are"),
        help_text=gettext_lazy("The names of the columns and of the sheets mostly tell."),
        required=False,
    )

    def __init__(self, *args: Any, kinds: Iterable[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", _("As the columns tell")),
            *[(kind.name, kind.label) for kind in kinds],
        ]

    def clean(self) -> dict[str, Any]:
        """Read the file."""
        cleaned = super().clean() or self.cleaned_data
        if not (file := cleaned.get("file")) or "kind" in self.errors:
            return cleaned
        try:
            if file.size > MAX_BYTES:
                raise BadFile(too_big())
            kind = kind_named(cleaned["kind"]) if cleaned["kind"] else None
            cleaned["tables"] = read_tables(file.read(), file.name, kind)
        except BadFile as error:
            self.add_error("file", str(error))
        return cleaned
