"""What shaped the system, and what the national body is charged with."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.base.pages import Page, WithBody
from portal.base.publishing import Publishable
from portal.base.receipt.touched import Touched


class PolicyMilestone(Publishable):
    """A report, resolution, law or event that shaped the system."""

    shown_on = "guidance:timeline"

    class Lane(models.TextChoices):
        INTERNATIONAL = "international", _("international")
        NATIONAL = "national", _("Norway")

    class Kind(models.TextChoices):
        LAW = "law", _("law or regulation")
        POLICY = "policy", _("white paper or strategy")
        REPORT = "report", _("report or review")
        NORM = "norm", _("resolution, declaration or standard")
        BODY = "body", _("body, network or scheme set up")
        MEETING = "meeting", _("meeting or symposium")
        TOOL = "tool", _("service or tool opened")

    lane = models.CharField(_("lane"), max_length=15, choices=Lane)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField(_("year"))
    date = models.DateField(_("date"), null=True, blank=True, help_text=_("If the day is known."))
    date_note = models.CharField(
        _("when, in words"),
        max_length=120,
        blank=True,
        help_text=_("If it is not one day, for example “February and autumn 2014”."),
    )
    name = models.CharField(_("name"), max_length=250)
    publisher = models.CharField(_("by whom"), max_length=250, blank=True)
    summary = models.TextField(_("what it was"))
    note = models.TextField(
        _("reservation"), blank=True, help_text=_("Where sources differ or something is inferred.")
    )

    class Meta(Publishable.Meta):
        verbose_name = _("policy milestone")
        verbose_name_plural = _("policy timeline")
        ordering = ["year", "date", "key"]

    def __str__(self) -> str:
        return f"{self.year} {self.name}"

    def also_affects(self, before: Mapping[str, Any]) -> list[Touched]:
        """Return the lists and feeds that show the milestone."""
        return [
            Touched("list", _("Policy timeline"), "guidance:timeline"),
            Touched("feed", _("Policy timeline"), "guidance:timeline_atom"),
        ]


class MandatePage(Page, WithBody):
    """A page on what the national body is charged with, dated as what it is."""

    url_name = "guidance:mandate_detail"

    dated = models.CharField(
        _("dated"),
        max_length=200,
        blank=True,
        help_text=_("From when the content is, for example “a page from 2017–2021”."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Page.Meta):
        verbose_name = _("mandate page")
        verbose_name_plural = _("mandate")
        ordering = ["order", "key"]
