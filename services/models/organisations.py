"""Who is who: the organisations that the guidance system consists of."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.base.pages import Page

WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def check_organisation_number(number: str) -> None:
    """Refuse what is no number in Enhetsregisteret: nine digits, the last of them a check."""
    digits = [int(sign) for sign in number if sign in "0123456789"]
    if len(digits) == len(number) == len(WEIGHTS) + 1:
        rest = sum(w * digit for w, digit in zip(WEIGHTS, digits, strict=False)) % 11
        if digits[-1] == (11 - rest) % 11:
            return
    raise ValidationError(_("This is not a Norwegian organisation number: nine digits."))


class Organisation(Page):
    """A body with a part in the guidance system, and the owner of entries."""

    url_name = "services:organisation_detail"
    owner_facts: ClassVar = ("name", "short_name", "summary", "role", "website")
    owner_parts: ClassVar = ("contacts",)
    never_public = ("mailbox",)

    class Kind(models.TextChoices):
        MINISTRY = "ministry", _("ministry")
        DIRECTORATE = "directorate", _("directorate or agency")
        LOCAL = "local", _("county or municipality")
        EDUCATION = "education", _("university or university college")
        INTERNATIONAL = "international", _("international organisation")
        ASSOCIATION = "association", _("association")
        OTHER = "other", _("other")

    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    short_name = models.CharField(
        _("short name"), max_length=40, blank=True, help_text=_("For example HK-dir.")
    )
    role = models.TextField(
        _("role in the guidance system"),
        blank=True,
        help_text=_("What it decides, pays for, gives or coordinates. Short sentences."),
    )
    website = models.URLField(_("website"), blank=True)
    organisation_number = models.CharField(
        _("organisation number"),
        max_length=9,
        blank=True,
        default="",
        db_default="",
        validators=[check_organisation_number],
        help_text=_("As in Enhetsregisteret. Linked data names the organisation by it."),
    )
    mailbox = models.EmailField(
        _("mailbox for checks"),
        blank=True,
        help_text=_(
            "Where we ask whether the facts are still right. Never public, never a person."
        ),
    )
    mail_language = models.CharField(
        _("language of our mails"),
        max_length=5,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Page.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["order", "key"]
