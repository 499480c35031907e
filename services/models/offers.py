"""Who offers what to whom, by which law: sectors, audiences, services, legal bases."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.base.pages import Page, WithBody
from portal.base.publishing import Publishable
from portal.base.receipt.touched import Touched, lists


class Sector(Page):
    """A part of society in which guidance is given, such as school or working life."""

    url_name = "services:sector_detail"

    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Page.Meta):
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["order", "key"]


class Audience(Page):
    """A target group, named by the situation its members are in."""

    url_name = "services:audience_detail"

    class Stage(models.TextChoices):
        EDUCATION = "education", _("School and studies")
        WORK = "work", _("Work and unemployment")
        NEW_IN_NORWAY = "new_in_norway", _("New in Norway")
        OTHER = "other", _("Other situations")
        PROFESSIONAL = "professional", _("You give guidance yourself")

    stage = models.CharField(
        _("kind of situation"),
        max_length=15,
        choices=Stage,
        default=Stage.OTHER,
        help_text=_("Under which heading the finder lists the situation."),
    )
    group = models.CharField(
        _("name of the group"),
        max_length=120,
        help_text=_("What others call the group; the name is what its members say themselves."),
    )
    works_with_guidance = models.BooleanField(
        _("works with guidance"),
        default=False,
        help_text=_("The page then begins with the framework, the networks and the resources."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Page.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["order", "key"]

    def also_affects(self, before: Mapping[str, Any]) -> list[Touched]:
        """Return the lists that show the audience."""
        return lists(
            (_("Audiences"), "services:audience_list"),
            (_("Who gives what to whom"), "services:entitlement_table"),
            (_("Find guidance"), "services:find"),
        )


class LegalBasis(Publishable):
    """A section of an act or regulation that a service rests on."""

    shown_on = "services:legal_basis_list"

    owner_facts: ClassVar = ("act", "section", "heading", "duty", "lovdata_url")

    act = models.CharField(_("act or regulation"), max_length=200)
    act_number = models.CharField(
        _("number of the act"), max_length=40, blank=True, help_text=_("Such as LOV-2020-11-06-127")
    )
    section = models.CharField(pgettext_lazy("of an act", "section"), max_length=60, blank=True)
    heading = models.CharField(
        _("statutory heading"),
        max_length=200,
        blank=True,
        help_text=_("As it stands in the act, in the act's own written standard."),
    )
    heading_language = models.CharField(
        _("language of the heading"), max_length=5, default="nn", blank=True
    )
    duty = models.TextField(
        _("in plain words"), help_text=_("Who must do what, or may claim what.")
    )
    quotation = models.TextField(_("quotation from the act"), blank=True)
    quotation_language = models.CharField(
        _("language of the quotation"), max_length=5, default="nb", blank=True
    )
    lovdata_url = models.URLField(_("address at Lovdata"), max_length=300, blank=True)
    replaces = models.CharField(_("replaces"), max_length=200, blank=True)
    in_force = models.BooleanField(_("in force"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Publishable.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")
        ordering = ["order", "key"]

    def __str__(self) -> str:
        return f"{self.act} {self.section}".strip()

    def also_affects(self, before: Mapping[str, Any]) -> list[Touched]:
        """Return the lists that show the legal basis."""
        return lists(
            (_("Legal bases"), "services:legal_basis_list"),
            (_("Who gives what to whom"), "services:entitlement_table"),
        )


class Service(Page, WithBody):
    """A guidance service, or a service in which guidance is a part."""

    url_name = "services:service_detail"
    owner_facts: ClassVar = (
        *("name", "summary", "for_whom", "cost", "referral", "how_to_get_it"),
        *("spoken_languages", "if_refused", "your_name", "written_down"),
        *("confidentiality", "who_learns", "website"),
    )
    owner_parts: ClassVar = ("contacts",)

    class Status(models.TextChoices):
        STATUTORY = "statutory", _("statutory")
        CAREER_ELEMENT = "career_element", _("statutory service with a career element")
        NOT_STATUTORY = "not_statutory", _("not statutory")

    status = models.CharField(_("status in law"), max_length=15, choices=Status)
    status_note = models.CharField(_("who says so"), max_length=300, blank=True)
    sector = models.ForeignKey(
        Sector, verbose_name=_("sector"), on_delete=models.PROTECT, related_name="services"
    )
    providers = models.ManyToManyField(
        "services.Organisation",
        verbose_name=_("responsible"),
        related_name="services",
        blank=True,
    )
    legal_bases = models.ManyToManyField(
        LegalBasis, verbose_name=_("legal bases"), related_name="services", blank=True
    )
    in_every_county = models.BooleanField(
        _("given by a career centre in every county"), default=False
    )
    for_whom = models.TextField(_("for whom"), blank=True)
    cost = models.TextField(_("cost"), blank=True)
    referral = models.TextField(_("referral"), blank=True)
    how_to_get_it = models.TextField(_("how to get it"), blank=True)
    spoken_languages = models.TextField(_("languages and interpreter"), blank=True)
    if_refused = models.TextField(_("if you are refused"), blank=True)
    your_name = models.TextField(_("must you give your name"), blank=True)
    written_down = models.TextField(_("what is written down"), blank=True)
    confidentiality = models.TextField(_("who sees what you say"), blank=True)
    who_learns = models.TextField(_("does Nav or your employer learn of it"), blank=True)
    website = models.URLField(_("website"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Page.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["order", "key"]

    def also_affects(self, before: Mapping[str, Any]) -> list[Touched]:
        """Return the lists that show the service."""
        return lists(
            (_("Services"), "services:service_list"),
            (_("Who gives what to whom"), "services:entitlement_table"),
            (_("Coverage by county"), "services:coverage"),
            (_("Find guidance"), "services:find"),
        )
