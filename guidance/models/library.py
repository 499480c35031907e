"""What those who work with guidance can use: roles, resources, articles."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guidance.models.framework import FrameworkElement
from guidance.models.words import Term
from portal.base.pages import Page, WithBody
from portal.base.receipt.touched import Touched, lists


class Role(Page):
    """A part someone has in the field, such as counsellor in a school, and what it needs."""

    url_name = "networks:role_detail"  # its page shows networks and meetings as well

    situations = models.ManyToManyField(
        "services.Audience",
        verbose_name=_("situations that the role often meets"),
        blank=True,
        related_name="roles",
    )
    services = models.ManyToManyField(
        "services.Service",
        verbose_name=_("services the role works in or with"),
        blank=True,
        related_name="roles",
    )
    framework_elements = models.ManyToManyField(
        FrameworkElement,
        verbose_name=_("parts of the framework to begin with"),
        blank=True,
        related_name="roles",
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Page.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["order", "key"]


class Resource(Page, WithBody):
    """A report, tool or education programme for those who work with guidance."""

    url_name = "guidance:resource_detail"
    owner_facts: ClassVar = ("name", "summary", "publisher", "authors", "url")

    class Kind(models.TextChoices):
        TOOL = "tool", _("tool")
        REPORT = "report", _("report")
        EDUCATION = "education", _("education programme")
        MAGAZINE = "magazine", _("magazine")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    authors = models.CharField(_("authors"), max_length=200, blank=True)
    work_language = models.CharField(
        _("language of the work"), max_length=20, blank=True, help_text=_("Codes with commas.")
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    framework_elements = models.ManyToManyField(
        FrameworkElement,
        verbose_name=_("parts of the framework"),
        blank=True,
        related_name="resources",
    )
    roles = models.ManyToManyField(
        Role, verbose_name=_("for whom"), blank=True, related_name="resources"
    )
    terms = models.ManyToManyField(
        Term,
        verbose_name=_("tags"),
        blank=True,
        related_name="resources",
        help_text=_("Words of the glossary that say what it is about."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Page.Meta):
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["kind", "order", "key"]
        indexes = [models.Index(fields=["kind", "order", "key"], name="guidance_resource_in_order")]

    def also_affects(self, before: Mapping[str, Any]) -> list[Touched]:
        """Return the lists and feeds that show the resource."""
        return lists((_("Resources"), "guidance:resource_list"))


class Article(Page, WithBody):
    """Anything else an editor wants to add under a section."""

    url_name = "guidance:article_detail"

    class Section(models.TextChoices):
        GUIDANCE = "guidance", _("Career guidance")
        SERVICES = "services", _("Services")
        NETWORKS = "networks", _("Networks")

    section = models.CharField(
        pgettext_lazy("part of the portal", "section"), max_length=12, choices=Section
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Page.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["section", "order", "key"]
