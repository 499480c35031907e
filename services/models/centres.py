"""Where guidance is given: career centres, their sites, and contact facts with source and date."""

import datetime as dt
import functools
import operator
from typing import Any, ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.base.pages import Page
from portal.base.publishing import PublishableQuerySet
from services.models.offers import Service
from services.models.organisations import Organisation
from services.models.places import County, Municipality

LANGUAGE_CODES = RegexValidator(
    r"^[a-z]{2,3}(,[a-z]{2,3})*$", _("Write language codes with commas, for example “nb,se,uk”.")
)


class Answer(models.TextChoices):
    """What is known of a question that has a plain answer."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "", _("not given")


class CareerCentreQuerySet(PublishableQuerySet["CareerCentre"]):
    """Knows which centres are open for business; a closed one keeps its page."""

    def in_operation(self, *, on: dt.date | None = None) -> Self:
        """Return the centres that have not closed by a day (today if not given)."""
        return self.exclude(closed_on__lte=on or timezone.localdate())

    def closed(self, *, on: dt.date | None = None) -> Self:
        """Return the centres that have closed by a day (today if not given)."""
        return self.filter(closed_on__lte=on or timezone.localdate())


class CareerCentre(Page):
    """A county's public career-guidance service."""

    url_name = "services:centre_detail"

    county = models.ForeignKey(
        County, verbose_name=_("county"), on_delete=models.PROTECT, related_name="centres"
    )
    name_confirmed = models.BooleanField(_("the name is confirmed"), default=False)
    name_as_of = models.CharField(
        _("the name is known from"), max_length=120, blank=True, help_text=_("Year or date.")
    )
    about = models.TextField(
        _("what is known"), blank=True, help_text=_("Facts with their year. Short sentences.")
    )
    website = models.URLField(_("website"), blank=True)
    website_confirmed = models.BooleanField(_("the website is confirmed"), default=False)
    language_codes = models.CharField(
        _("languages spoken"),
        max_length=80,
        blank=True,
        validators=[LANGUAGE_CODES],
        help_text=_("Language codes with commas, for example “nb,se,uk”. Empty: not given."),
    )
    interpreter = models.CharField(
        _("interpreter"), max_length=3, choices=Answer, default=Answer.UNKNOWN, blank=True
    )
    closed_on = models.DateField(
        _("closed on"), null=True, blank=True, help_text=_("The page stays and says so.")
    )
    closed_because = models.TextField(_("why it closed"), blank=True)
    go_instead = models.TextField(_("where to go instead"), blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("taken over by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="predecessors",
    )

    objects: ClassVar[Any] = CareerCentreQuerySet.as_manager()

    class Meta(Page.Meta):
        verbose_name = _("career centre")
        verbose_name_plural = _("career centres")
        ordering = ["county__name_nb", "key"]

    def has_closed(self, on: dt.date | None = None) -> bool:
        """Tell whether the centre has closed by a day (today if not given): from that day on."""
        return self.closed_on is not None and self.closed_on <= (on or timezone.localdate())

    @property
    def languages(self) -> list[str]:
        """Return the codes of the languages spoken; none when they are not given."""
        return [code for code in self.language_codes.split(",") if code]


class Site(models.Model):
    """A place where a career centre meets people, or once did."""

    class Standing(models.TextChoices):
        CURRENT = "current", _("in use")
        FORMER = "former", _("of a predecessor")
        UNKNOWN = "unknown", _("not known whether still in use")

    centre = models.ForeignKey(
        CareerCentre, verbose_name=_("centre"), on_delete=models.CASCADE, related_name="sites"
    )
    key = models.SlugField(_("key"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    place = models.CharField(_("town or village"), max_length=80)
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sites",
    )
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing, default=Standing.UNKNOWN
    )
    as_of = models.CharField(_("as of"), max_length=80, blank=True)
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    step_free = models.CharField(
        _("step-free access"), max_length=3, choices=Answer, default=Answer.UNKNOWN, blank=True
    )
    accessible_toilet = models.CharField(
        _("accessible toilet"), max_length=3, choices=Answer, default=Answer.UNKNOWN, blank=True
    )
    hearing_loop = models.CharField(
        _("hearing loop"), max_length=3, choices=Answer, default=Answer.UNKNOWN, blank=True
    )
    access_note = models.TextField(
        _("how to get in"), blank=True, help_text=_("For example parking, door, lift.")
    )
    source = models.ForeignKey(
        "base.Source", verbose_name=_("source"), null=True, blank=True, on_delete=models.SET_NULL
    )

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["centre", "key"]
        constraints = [
            models.CheckConstraint(
                name="services_site_point_is_whole",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message=_("Give both latitude and longitude, or neither."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_own_point(self) -> bool:
        """Tell whether it is known where in its municipality the site is."""
        return self.latitude is not None and self.longitude is not None

    @property
    def point(self) -> tuple[float, float] | None:
        """Return where the site is, as (latitude, longitude) in degrees, if that is known.

        A site without a point of its own has its municipality's, weighted by population.
        """
        for place in (self, self.municipality):
            if place is not None and place.latitude is not None and place.longitude is not None:
                return float(place.latitude), float(place.longitude)
        return None


def one_of(*owners: str) -> models.Q:
    """Return the condition that exactly one of several references is set."""
    return functools.reduce(
        operator.or_,
        (models.Q(**{f"{name}__isnull": name != owner for name in owners}) for owner in owners),
    )


class ContactFactQuerySet(models.QuerySet):
    """Knows which contact facts may be shown as current."""

    def current(self) -> "ContactFactQuerySet":
        """Return the facts that an editor has confirmed."""
        return self.filter(standing=ContactFact.Standing.CONFIRMED)

    def to_check(self) -> "ContactFactQuerySet":
        """Return the facts that an editor has yet to look up."""
        return self.exclude(standing=ContactFact.Standing.CONFIRMED)


class ContactFact(models.Model):
    """One way to reach someone, with its source and date."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("telephone")
        EMAIL = "email", _("e-mail")
        WEB = "web", _("website")
        BOOKING = "booking", _("booking")
        ADDRESS = "address", _("address")
        CHAT = "chat", _("chat")
        VIDEO = "video", _("video call")

    class Standing(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        NOT_CONFIRMED = "not_confirmed", _("not confirmed")
        STALE = "stale", _("old, never shown as current")

    key = models.SlugField(_("key"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value = models.CharField(_("value"), max_length=300)
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("For example opening hours.")
    )
    standing = models.CharField(
        _("standing"),
        max_length=15,
        choices=Standing,
        default=Standing.NOT_CONFIRMED,
        help_text=_("Only confirmed facts are shown to the public as a way to make contact."),
    )
    as_of = models.CharField(_("date of the source"), max_length=80, blank=True)
    source = models.ForeignKey(
        "base.Source", verbose_name=_("source"), null=True, blank=True, on_delete=models.SET_NULL
    )
    centre = models.ForeignKey(
        CareerCentre, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )
    site = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )

    objects = ContactFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact fact")
        verbose_name_plural = _("contact facts")
        ordering = ["kind", "key"]
        constraints = [
            models.CheckConstraint(
                name="services_contactfact_belongs_to_one",
                condition=one_of("centre", "site", "service", "organisation"),
                violation_error_message=_(
                    "A contact fact belongs to one centre, site, service or organisation."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.value
