"""Who is who: the organisations that the guidance system consists of."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.base.pages import Page


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
