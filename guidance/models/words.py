"""What career guidance is called and how it is defined."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.base.pages import Page, WithBody
from portal.base.publishing import Publishable
from portal.base.receipt.touched import Touched, lists


class Definition(Page, WithBody):
    """One body's definition of career guidance, quoted with its source."""

    url_name = "guidance:definition_detail"

    by = models.CharField(_("given by"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    quotation = models.TextField(_("quotation"), blank=True)
    quotation_language = models.CharField(_("language of the quotation"), max_length=5, blank=True)
    reference = models.CharField(
        _("reference"), max_length=300, blank=True, help_text=_("Document and page.")
    )
    is_national = models.BooleanField(_("the national framework's"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Page.Meta):
        verbose_name = _("definition")
        verbose_name_plural = _("definitions")
        ordering = ["order", "key"]
        constraints = [
            *Page.Meta.constraints,
            models.UniqueConstraint(
                fields=["is_national"],
                condition=Q(is_national=True),
                name="guidance_definition_one_is_national",
                violation_error_message=_("Only one definition is the national framework's."),
            ),
        ]


class Term(Publishable):
    """A word of the field in three languages, with its meaning."""

    shown_on = "guidance:glossary"

    class NameStatus(models.TextChoices):
        ATTESTED = "attested", _("seen in use")
        SAME = "same", _("same form as in bokmål")
        TRANSLATED = "translated", _("our translation")

    name = models.CharField(_("term"), max_length=120)
    nynorsk_status = models.CharField(
        _("standing of the nynorsk form"), max_length=12, choices=NameStatus
    )
    english_is_translated = models.BooleanField(_("the English form is our own"), default=False)
    definition = models.TextField(_("meaning"))

    class Meta(Publishable.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("glossary")
        ordering = ["name_nb"]

    def __str__(self) -> str:
        return self.name or self.key

    def also_affects(self, before: Mapping[str, Any]) -> list[Touched]:
        """Return the lists that show the term."""
        return lists((_("Glossary"), "guidance:glossary"))

    @property
    def translated_languages(self) -> list[str]:
        """Return the languages in which the form of the term is the portal's own translation."""
        nynorsk = ["nn"] if self.nynorsk_status == self.NameStatus.TRANSLATED else []
        return nynorsk + (["en"] if self.english_is_translated else [])
