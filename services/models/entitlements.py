"""What someone in a situation is owed: a service and an audience, and on what terms."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.base import languages
from portal.base.languages import Text
from portal.base.publishing import Publishable, PublishableQuerySet, published_q
from portal.base.receipt.touched import Touched, lists
from services.models.offers import Audience, LegalBasis, Service


class EntitlementQuerySet(PublishableQuerySet["Entitlement"]):
    """An entitlement is public only while its service and its audience are."""

    def published(self, *, now: dt.datetime | None = None) -> Self:
        """Return what is public at a moment (now if not given)."""
        now = now or timezone.now()
        return self.filter(
            published_q(now), published_q(now, "service"), published_q(now, "audience")
        )


class Entitlement(Publishable):
    """What the members of an audience are owed of a service, and on what terms.

    A text that is empty is the same as the service's own text of that name.
    """

    owner_facts: ClassVar = (
        *("conditions", "cost", "referral", "how_to_get_it", "if_refused", "spoken_languages"),
        *("your_name", "written_down", "confidentiality", "who_learns"),
    )

    class Standing(models.TextChoices):
        RIGHT = "right", _("a right")
        DUTY = "duty", _("a duty")
        BOTH = "both", _("a right and a duty")
        MUST_BE_GIVEN = "must_be_given", _("must be offered by law")
        OFFER = "offer", _("an offer")
        NOT_CONFIRMED = "not_confirmed", _("not confirmed")

    class GivenBy(models.TextChoices):
        CAREER_CENTRE = "career_centre", _("the county's career centre")
        SCHOOL = "school", _("the school")
        MUNICIPAL_SCHOOL = "municipal_school", _("the school, owned by the municipality")
        COUNTY_SCHOOL = "county_school", _("the school, owned by the county")
        MUNICIPALITY = "municipality", _("the municipality")
        COUNTY = "county", _("the county authority")
        NAV = "nav", _("the local Nav office")
        INSTITUTION = "institution", _("the place of study")
        PRISON = "prison", _("the prison")
        NATIONAL = "national", _("one desk for the whole country")

    service = models.ForeignKey(
        Service, verbose_name=_("service"), on_delete=models.CASCADE, related_name="entitlements"
    )
    audience = models.ForeignKey(
        Audience, verbose_name=_("audience"), on_delete=models.CASCADE, related_name="entitlements"
    )
    standing = models.CharField(
        _("what it is"), max_length=15, choices=Standing, default=Standing.NOT_CONFIRMED
    )
    given_by = models.CharField(_("given by"), max_length=20, choices=GivenBy)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    age_from = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(
        _("to age"), null=True, blank=True, help_text=_("Up to and including.")
    )
    conditions = models.TextField(_("who and when"), blank=True)
    cost = models.TextField(_("cost"), blank=True)
    referral = models.TextField(_("referral"), blank=True)
    how_to_get_it = models.TextField(_("how to get it"), blank=True)
    if_refused = models.TextField(_("if you are refused"), blank=True)
    your_name = models.TextField(_("must you give your name"), blank=True)
    written_down = models.TextField(_("what is written down"), blank=True)
    confidentiality = models.TextField(_("who sees what you say"), blank=True)
    who_learns = models.TextField(_("does Nav or your employer learn of it"), blank=True)
    spoken_languages = models.TextField(_("languages and interpreter"), blank=True)
    legal_bases = models.ManyToManyField(
        LegalBasis, verbose_name=_("legal bases"), related_name="entitlements", blank=True
    )

    objects: ClassVar[Any] = EntitlementQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("entitlement")
        verbose_name_plural = _("entitlements")
        ordering = ["audience__order", "order", "key"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["service", "audience"],
                name="services_entitlement_once_per_service_and_audience",
                violation_error_message=_("This audience already has an entry for this service."),
            ),
            models.CheckConstraint(
                name="services_entitlement_ages_in_order",
                condition=models.Q(age_from__isnull=True)
                | models.Q(age_to__isnull=True)
                | models.Q(age_to__gte=models.F("age_from")),
                violation_error_message=_("“To age” must not be lower than “from age”."),
            ),
        ]

    def preview_url_in(self, language: str) -> str:
        """Return the address of the service's page, which shows what is owed of it."""
        return self.service.preview_url_in(language)

    def __str__(self) -> str:
        return f"{self.service} – {self.audience}"

    def also_affects(self, before: Mapping[str, Any]) -> list[Touched]:
        """Return the lists and feeds that show the entitlement."""
        return lists(
            (_("Who gives what to whom"), "services:entitlement_table"),
            (_("Coverage by county"), "services:coverage"),
            (_("Coverage by county, as CSV"), "services:coverage_csv"),
            (_("Find guidance"), "services:find"),
        )

    def terms(self, field: str) -> Text:
        """Return one of the terms: the entitlement's own text, or else the service's."""
        own = languages.slot(self, field)
        return own if own.value else languages.slot(self.service, field)

    @property
    def has_age_bounds(self) -> bool:
        """Tell whether age decides."""
        return self.age_from is not None or self.age_to is not None

    def fits(self, age: int | None) -> bool:
        """Tell whether someone of an age may be covered; an age not given is never refused."""
        if age is None:
            return True
        return (self.age_from is None or age >= self.age_from) and (
            self.age_to is None or age <= self.age_to
        )
