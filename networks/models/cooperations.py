"""European, Nordic and international cooperation."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from networks import touched
from networks.models.networks import Level
from portal.base.pages import Page, WithBody
from portal.base.receipt.touched import Touched

COUNTRY_CODES = RegexValidator(
    r"^[A-Z]{2}(,[A-Z]{2})*$", _("Write two-letter country codes with commas between.")
)


class Cooperation(Page, WithBody):
    """A European, Nordic or international cooperation that Norway takes part in."""

    url_name = "networks:cooperation_detail"
    owner_facts: ClassVar = (
        *("name", "summary", "run_by", "period", "participants", "how_to_take_part"),
        *("norwegian_role", "website"),
    )

    level = models.CharField(_("level"), max_length=15, choices=Level)
    part_of = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )
    run_by = models.CharField(_("set up or run by"), max_length=250, blank=True)
    period = models.CharField(_("period"), max_length=120, blank=True)
    participants = models.TextField(_("who takes part"), blank=True)
    country_codes = models.CharField(
        _("countries and areas"),
        max_length=250,
        blank=True,
        validators=[COUNTRY_CODES],
        help_text=_("ISO codes with commas, for example “DK,FI,AX”. Empty: not given."),
    )
    how_to_take_part = models.TextField(
        _("how a counsellor takes part"), blank=True, help_text=_("Only what a source says.")
    )
    norwegian_role = models.TextField(_("Norway's part"), blank=True)
    organisations = models.ManyToManyField(
        "services.Organisation",
        verbose_name=_("organisations"),
        blank=True,
        related_name="cooperations",
    )
    website = models.URLField(_("website"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Page.Meta):
        verbose_name = _("cooperation")
        verbose_name_plural = _("European and Nordic cooperation")
        ordering = ["order", "key"]

    def also_affects(self, before: Mapping[str, Any]) -> list[Touched]:
        """Return the lists, calendars and feeds that show the cooperation: see touched."""
        return list(touched.by_cooperation(self, before))

    @property
    def countries(self) -> list[str]:
        """Return the codes of the countries and areas that take part; none if not given."""
        return [code for code in self.country_codes.split(",") if code]
