"""Where guidance is given: career centres and their sites."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.base import moments
from portal.base.pages import Page
from portal.base.publishing import Checked, PublishableQuerySet
from portal.base.receipt.touched import Touched, lists
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
        return self.exclude(closed_on__lte=on or moments.day())

    def closed(self, *, on: dt.date | None = None) -> Self:
        """Return the centres that have closed by a day (today if not given)."""
        return self.filter(closed_on__lte=on or moments.day())


class CareerCentre(Page):
    """A county's public career-guidance service."""

    url_name = "services:centre_detail"
    county_paths = ("county",)
    content_name = "centres"
    owner_facts: ClassVar = (
        *("name", "summary", "website", "language_codes", "interpreter", "about"),
        *("closed_on", "closed_because", "go_instead"),
    )
    owner_parts: ClassVar = ("sites", "contacts")
    owner_confirms: ClassVar = {
        "name_confirmed": (True, "name"),
        "website_confirmed": (True, "website"),
    }

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

    def also_affects(self, before: Mapping[str, Any]) -> list[Touched]:
        """Return the lists and feeds that show the centre."""
        return lists(
            (_("Career centres"), "services:centre_list"),
            (_("Coverage by county"), "services:coverage"),
            (_("Coverage by county, as CSV"), "services:coverage_csv"),
            (_("Who can I talk to now?"), "services:talk_now"),
            (_("Find guidance"), "services:find"),
        )

    def has_closed(self, on: dt.date | None = None) -> bool:
        """Tell whether the centre has closed by a day (today if not given): from that day on."""
        return self.closed_on is not None and self.closed_on <= (on or moments.day())

    @property
    def languages(self) -> list[str]:
        """Return the codes of the languages spoken; none when they are not given."""
        return [code for code in self.language_codes.split(",") if code]


class Site(Checked):
    """A place where a career centre meets people, or once did."""

    owner_facts: ClassVar = (
        *("name", "place", "standing", "step_free", "accessible_toilet", "hearing_loop"),
        "access_note",
    )
    owner_parts: ClassVar = ("contacts", "schedules", "exceptions")

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

    @classmethod
    def asked_q(cls, on: dt.date) -> models.Q:
        """Ask about the sites that are in use, or may be."""
        return ~models.Q(standing=cls.Standing.FORMER)

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
