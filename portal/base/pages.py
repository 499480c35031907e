"""What every entry with a page of its own shares: name, address, summary, and perhaps a body."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.base import languages, richtext
from portal.base.models import OldAddress
from portal.base.publishing import Publishable


class Page(Publishable):
    """A publishable entry with a name, an address and a summary in every language."""

    url_name = ""  # the view that shows it, for example "services:service_detail"
    address_of: ClassVar[tuple[str, ...]] = ()  # related entries that the address is made of

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(
        _("address word"),
        max_length=120,
        unique=True,
        help_text=_("Lower-case letters, digits and hyphens. The old address keeps working."),
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One to three short sentences, in every language.")
    )
    translated_names = models.CharField(
        _("names that are our own translation"),
        max_length=20,
        blank=True,
        help_text=_("Language codes with commas, for example “nn,en”. Marked on the page."),
    )

    class Meta(Publishable.Meta):
        abstract = True

    def __str__(self) -> str:
        return languages.slot(self, "name").value or self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and remember every address word that changed, so that it redirects."""
        with transaction.atomic():
            before = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
            super().save(*args, **kwargs)
            if before is not None:
                OldAddress.remember(before, self)

    def get_absolute_url(self) -> str:
        """Return the address of the page for a reader of the current language."""
        return self.url_in(languages.current_language())

    def url_in(self, language: str) -> str:
        """Return the address of the page for a reader of a language."""
        language = languages.page_language(self, language)
        with override(language):
            return reverse(self.url_name, args=[languages.slot(self, "slug", language).value])

    def preview_url_in(self, language: str) -> str:
        """Return the address of the page for a reader of a language."""
        return self.url_in(language)

    @property
    def name_is_translated(self) -> bool:
        """Tell whether the name in the current language is the portal's own translation."""
        return languages.current_language() in self.translated_names.replace(" ", "").split(",")


class WithBody(models.Model):
    """A long text, written once in Norwegian, in one of the two standards, and in English."""

    body = models.TextField(_("text"), blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Clean the HTML and refuse a body in both written standards."""
        super().clean()
        for language in languages.all_languages():
            field = f"body_{language}"
            setattr(self, field, richtext.clean(getattr(self, field) or ""))
        if all(getattr(self, f"body_{language}") for language in languages.NORWEGIAN):
            raise ValidationError(
                _("Write the text in bokmål or in nynorsk, not in both: the Language Act § 13.")
            )
