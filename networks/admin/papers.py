"""The papers of a meeting, uploaded on the meeting's own page."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Field, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks import papers
from networks.models import Case, Paper
from portal.base import richtext
from portal.base.accounts.admin_rights import PartRights
from portal.base.admin_editor import BodyEditor, SlotFields
from portal.base.documents import FORMATS, OF_TYPE, PDF, Format, listed
from portal.base.uploads import DocumentField, Upload
from services.spoken import is_language

_NOTHING = re.compile(r"(</?p>|<br>|&nbsp;|\s)*")
STORED = ("file", "pdf", "text")


class RichTextField(forms.CharField):
    """Takes a text from the editor, with what readers can be shown of it."""

    def to_python(self, value: Any) -> str:
        """Return the text cleaned; one without a word is no text."""
        html = richtext.clean(super().to_python(value))
        return "" if _NOTHING.fullmatch(html) else html

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether readers would be shown anything else."""
        return self.to_python(initial) != self.to_python(data)


class PaperForm(forms.ModelForm):
    """A paper, and the files that make a new version of it."""

    file = DocumentField(label=gettext_lazy("File"), required=False)
    pdf = DocumentField(
        label=gettext_lazy("The same as PDF"),
        formats=(PDF,),
        required=False,
        help_text=gettext_lazy("With DOCX, ODT and PPTX: add the same as PDF, or as text below."),
    )
    text = RichTextField(
        label=gettext_lazy("The same as text"),
        required=False,
        widget=BodyEditor,
        help_text=gettext_lazy("With a new file: see that the text still says the same."),
    )

    class Meta:
        model = Paper
        fields = ["title", "language", "kind", "case", "order", "alternative"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = list(self.instance.versions.all()) if self.instance.pk else []
        self.current = versions[0] if versions else None
        rule = _("%(formats)s, at most %(limit)s.")
        limit = filesizeformat(settings.PORTAL_MAX_UPLOAD)
        self.fields["file"].help_text = rule % {"formats": listed(FORMATS), "limit": limit}
        if self.current is not None:
            self.initial["text"] = self.current.text
            self.fields["file"].help_text += " " + _(
                "Leave it empty to keep the file there is. A new file becomes a new version, and "
                "the earlier ones stay where they are."
            )

    def clean_language(self) -> str:
        """Refuse what is not the code of a language."""
        code = self.cleaned_data["language"].strip().lower()
        if not is_language(code):
            words = _("“%(code)s” is not a language code. Write for example nb, nn, en or se.")
            raise forms.ValidationError(words % {"code": code})
        return code

    def clean(self) -> dict[str, Any]:
        """Ask for what belongs to the kind of file: a text for a picture, a PDF beside a DOCX."""
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and not self.has_changed():
            return cleaned
        if "file" not in self.errors:
            self._clean_file(cleaned)
        return cleaned

    def _clean_file(self, cleaned: dict[str, Any]) -> None:
        form, pdf = self._format(cleaned.get("file")), cleaned.get("pdf")
        if form is None:
            self.add_error("file", _("Choose a file."))
        elif form.is_picture and "alternative" not in self.errors:
            if not (cleaned.get("alternative") or "").strip():
                words = _("Write what the picture shows, for those who cannot see it.")
                self.add_error("alternative", words)
        elif form == PDF and pdf:
            self.add_error("pdf", _("The file is a PDF already. Leave this field empty."))
        elif form.is_office and "pdf" not in self.errors:
            goes_on = not cleaned.get("file") and self.current and self.current.pdf_id
            if not (pdf or goes_on or cleaned.get("text")):
                words = _(
                    "Not everybody can open %(format)s. Add the same as PDF, or write it as text."
                )
                self.add_error("pdf", words % {"format": form.label})

    def _format(self, file: Upload | None) -> Format | None:
        """Return the format of the new file, or else of the one there is."""
        if file:
            return file.document.format
        return OF_TYPE.get(self.current.file.media_type) if self.current else None

    def _save_m2m(self) -> None:
        """Store the new version in the transaction that saves the meeting and its paper."""
        super()._save_m2m()
        if set(STORED) & set(self.changed_data):
            papers.add_version(self.instance, **{name: self.cleaned_data[name] for name in STORED})


class PaperFormSet(BaseInlineFormSet):
    """The papers of one meeting: each may belong to one of its cases."""

    @cached_property
    def cases(self) -> list[Case]:
        """Return the cases of the meeting, asked for once for all papers."""
        return list(self.instance.cases.all()) if self.instance.pk else []

    def add_fields(self, form: Any, index: int | None) -> None:
        """Offer the cases of this meeting only."""
        super().add_fields(form, index)
        field: Any = form.fields.get("case")
        if field is not None:  # missing for who may only look
            field.queryset = Case.objects.filter(meeting_id=self.instance.pk)
            field.choices = [("", _("The whole meeting")), *[(c.pk, str(c)) for c in self.cases]]


class PaperInline(PartRights, SlotFields, admin.StackedInline):
    """The papers of a meeting, with every version of them."""

    model = Paper
    form = PaperForm
    formset = PaperFormSet
    extra = 0
    readonly_fields = ["versions"]
    rows = (("title", "language"), ("kind", "case", "order"), *STORED, "alternative", "versions")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[tuple[Any, Any]]:
        """Return the rows; who may not change anything sees no fields for files."""
        may = self.has_change_permission(request, obj)
        return [(None, {"fields": [row for row in self.rows if may or row not in STORED]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the papers with their versions, in two queries."""
        return super().get_queryset(request).prefetch_related(papers.with_versions())

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Give the case a plain list: it is made and changed further up on the same page."""
        if db_field.name == "case":
            return db_field.formfield(**kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("Versions"))
    def versions(self, obj: Paper | None) -> str:
        """Return links to every version, the latest first."""
        if obj is None or obj.pk is None:
            return "–"
        rows = []
        for version in map(papers.shown_version, obj.versions.all()):
            link = '<a href="{}">{} ({})</a>'
            links = [format_html(link, version.file.url, version.file.format, version.file.size)]
            if version.pdf:
                links.append(format_html(link, version.pdf.url, _("as PDF"), version.pdf.size))
            if version.text_url:
                words = _("as text")
                links.append(format_html('<a href="{}">{}</a>', version.text_url, words))
            day = date_format(localtime(version.added_at), "DATE_FORMAT")
            said = _("Version %(number)d, %(day)s:") % {"number": version.number, "day": day}
            rows.append((said, format_html_join(", ", "{}", [(each,) for each in links])))
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} {}</li>", rows))
