"""Who is who: the organisations that the guidance system consists of."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.base.pages import Page


class Organisation(Page):
    """A body with a part in the guidance system, and the owner of entries."""

    url_name = "services:organisation_detail"

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
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Page.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["order", "key"]
