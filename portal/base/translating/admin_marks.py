"""Marks in the form of an entry: which language is the source, and which translation is behind."""

from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.base.translating.following import slot_names, source_language
from portal.base.translating.readers import day


class LanguageMarks(ModelAdmin):
    """Names the source among the languages of a slot, and links to what changed in it."""

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        """Mark the fields of the form, which is made anew for each request."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is not None:
            mark(form.base_fields, obj)  # type: ignore[attr-defined]
        return form


def mark(fields: dict[str, forms.Field], entry: models.Model) -> None:
    """Mark the fields of an entry's own slots; its parts stand on the page of what changed."""
    source = source_language(entry)
    for name in slot_names(type(entry)):
        field = fields.get(f"{name}_{source}")
        if field is not None:
            field.label = _("%(label)s (the source)") % {"label": field.label}
    for language, left in getattr(entry, "behind", {}).items():
        for path, one in left.items():
            field = fields.get(f"{path}_{language}")
            if field is not None:
                field.help_text = _said(entry, one.get("since"))


def _said(entry: Any, since: str | None) -> str:
    """Say that a translation is behind, with a link to what changed."""
    url = reverse("admin:languages_entry", args=[entry._meta.label_lower, entry.key])
    words = _("Outdated: the source was changed on %(since)s.") % {"since": day(since)}
    if not since:
        words = _("Outdated: the source has changed.")
    return format_html('{} <a href="{}">{}</a>', words, url, _("What changed"))
