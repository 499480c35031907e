"""The form behind every entry: keys and address words made from names, and links that lead."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import slugify as django_slugify
from django.utils.translation import gettext as _

from portal.base import languages, richtext
from portal.base.content import entry_named
from portal.base.links_inside import with_references
from portal.base.pages import WithBody

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss"})
_HREF = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')
_ALLOWED_HREF = re.compile(r"(https?://|mailto:|tel:|ref:)", re.IGNORECASE)


def slugify(text: str, max_length: int = 80) -> str:
    """Return a text as lower-case letters a to z, digits and hyphens: æ as ae, ø as o, å as a."""
    slug = django_slugify(unicodedata.normalize("NFC", text).lower().translate(_LETTERS))
    if len(slug) > max_length:
        slug = slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]
    return slug.strip("-_")


def free_key(model: type[models.Model], text: str) -> str:
    """Return a key that no entry of a model has, made from a text; one query per try."""
    base = slugify(text, max_length=74) or model._meta.model_name or ""
    key, number = base, 1
    while model._base_manager.filter(key=key).exists():
        number += 1
        key = f"{base}-{number}"
    return key


class EntryForm(forms.ModelForm):
    """What editors fill in, and what follows from it."""

    key_from = "name"  # the field or slot that a key left empty is made from

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("key", *self._slugs()):
            if name in self.fields:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """Fill in what was left empty, and refuse links that lead nowhere."""
        cleaned = super().clean() or self.cleaned_data
        for slug, name in self._slugs().items():
            if slug in cleaned and not cleaned[slug] and cleaned.get(name):
                cleaned[slug] = slugify(cleaned[name], max_length=120)
        if "key" in cleaned and not cleaned["key"]:
            text = cleaned.get(self.key_from) or cleaned.get(f"{self.key_from}_nb")
            if text:
                cleaned["key"] = free_key(self._meta.model, text)
            else:
                self.add_error("key", _("Give the entry a key, or a name to make it from."))
        if issubclass(self._meta.model, WithBody):
            for field in self._changed_bodies(cleaned):
                cleaned[field] = with_references(cleaned[field] or "")
                self._check_links(field, cleaned[field])
        return cleaned

    def _slugs(self) -> dict[str, str]:
        """Return the address words of the model with the names they are made from."""
        found = {}
        for language in languages.all_languages():
            try:
                self._meta.model._meta.get_field(f"slug_{language}")
            except FieldDoesNotExist:
                continue
            found[f"slug_{language}"] = f"name_{language}"
        return found

    def _changed_bodies(self, cleaned: dict[str, Any]) -> list[str]:
        """Return the long texts that differ from what is stored, as they will be stored."""
        fields = [f"body_{language}" for language in languages.all_languages()]
        return [
            field
            for field in fields
            if field in cleaned
            and richtext.clean(cleaned[field] or "")
            != richtext.clean(self.initial.get(field) or "")
        ]

    def _check_links(self, field: str, html: str) -> None:
        """Refuse addresses that would be taken away on save, and references to nothing."""
        for address in _HREF.findall(html):
            if not _ALLOWED_HREF.match(address):
                message = _("A link begins with https:, mailto:, tel: or ref:, not “%(address)s”.")
                self.add_error(field, message % {"address": address})
        for label, key in richtext.references(html):
            if entry_named(label, key) is None:
                message = _("There is no entry with the reference “%(reference)s”.")
                self.add_error(field, message % {"reference": f"ref:{label}/{key}"})
