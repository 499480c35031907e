"""Norway's geography: counties, municipalities, postal codes, each with its edition."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from portal.base.pages import Page
from portal.base.text import plain_letters


class County(Page):
    """A county, with its names in the official languages."""

    url_name = "services:county_detail"
    county_paths = ("pk",)
    owner_facts: ClassVar = ("name", "summary", "council_website")
    owner_confirms: ClassVar = {"council_website_confirmed": (True, "council_website")}

    number = models.CharField(_("county number"), max_length=2, unique=True)
    official_name = models.CharField(_("official name"), max_length=120)
    name_sme = models.CharField(_("name in Northern Sámi"), max_length=80, blank=True)
    name_smj = models.CharField(_("name in Lule Sámi"), max_length=80, blank=True)
    name_sma = models.CharField(_("name in South Sámi"), max_length=80, blank=True)
    name_fkv = models.CharField(_("name in Kven"), max_length=80, blank=True)
    valid_from = models.DateField(_("county since"), null=True, blank=True)
    council_website = models.URLField(_("website of the county authority"), blank=True)
    council_website_confirmed = models.BooleanField(_("the website is confirmed"), default=False)

    class Meta(Page.Meta):
        verbose_name = _("county")
        verbose_name_plural = _("counties")
        ordering = ["name_nb"]

    @property
    def other_names(self) -> list[tuple[str, str]]:
        """Return (language, name) of the Sámi and Kven names that the county has."""
        return [
            (language, name)
            for language in ("se", "smj", "sma", "fkv")
            if (name := getattr(self, f"name_{'sme' if language == 'se' else language}"))
        ]


class FormerCounty(models.Model):
    """A county of an earlier map, so that its name still leads to a county of today."""

    content_key = "number"
    content_tables = ("former_counties.csv",)
    content_after = "services.County"

    number = models.CharField(_("county number"), max_length=2, unique=True)
    name = models.CharField(_("name"), max_length=80)
    valid_until = models.DateField(_("county until"))
    successors = models.ManyToManyField(
        County, verbose_name=_("became"), related_name="former_counties"
    )
    sources = models.ManyToManyField(
        "base.Source", verbose_name=_("sources"), blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("former county")
        verbose_name_plural = _("former counties")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name


class MunicipalityQuerySet(models.QuerySet):
    """Knows which municipalities are on today's map."""

    def current(self) -> "MunicipalityQuerySet":
        """Return the municipalities of today."""
        return self.filter(valid_until=None)

    def former(self) -> "MunicipalityQuerySet":
        """Return the municipalities of earlier maps."""
        return self.exclude(valid_until=None)


class Municipality(models.Model):
    """A municipality of an edition of the map. Names and numbers: SSB and Kartverket, CC BY 4.0."""

    content_key = "number"
    content_tables = ("municipalities.csv", "former_municipalities.csv")
    content_after = "services.County"

    number = models.CharField(_("municipality number"), max_length=4, unique=True)
    name = models.CharField(_("name"), max_length=80)
    official_name = models.CharField(_("official name, all languages"), max_length=120)
    county = models.ForeignKey(
        County,
        verbose_name=_("county"),
        on_delete=models.PROTECT,
        related_name="municipalities",
        help_text=_("For a former municipality: the county of today where most of it lies."),
    )
    former_county = models.CharField(_("county at that time"), max_length=80, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True)
    population = models.PositiveIntegerField(_("population (indicative)"), null=True, blank=True)
    valid_from = models.DateField(_("municipality since"), null=True, blank=True)
    valid_until = models.DateField(_("municipality until"), null=True, blank=True)
    successors = models.ManyToManyField(
        "self", verbose_name=_("became"), symmetrical=False, blank=True, related_name="predecessors"
    )
    sources = models.ManyToManyField(
        "base.Source", verbose_name=_("sources"), blank=True, related_name="+"
    )

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the municipality's page: its name, and its number for certain."""
        return reverse("services:municipality_detail", args=[self.slug])

    @property
    def slug(self) -> str:
        """Return the municipality's word in addresses, such as senja-5530."""
        return f"{slugify(plain_letters(self.name))}-{self.number}"

    @property
    def names(self) -> list[str]:
        """Return the official names in every official language, the Norwegian one first."""
        others = [name.strip() for name in self.official_name.split(" - ")]
        return [self.name, *(name for name in others if name != self.name)]


class PostalCode(models.Model):
    """A postal code and where it is. Source: Posten Bring, Postnummerregisteret, NLOD 2.0."""

    content_key = "code"
    content_tables = ("postal_codes.csv",)
    content_after = "services.Municipality"

    class Area(models.TextChoices):
        MAINLAND = "mainland", _("in a municipality")
        SVALBARD = "svalbard", _("Svalbard")
        JAN_MAYEN = "jan_mayen", _("Jan Mayen")

    class Category(models.TextChoices):
        STREET = "G", _("street addresses")
        BOX = "P", _("post-office boxes")
        BOTH = "B", _("both street addresses and post-office boxes")
        SERVICE = "S", _("service post code")

    code = models.CharField(_("postal code"), max_length=4, unique=True)
    place = models.CharField(_("postal place"), max_length=60)
    category = models.CharField(_("category"), max_length=1, choices=Category)
    area = models.CharField(_("area"), max_length=10, choices=Area, default=Area.MAINLAND)
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="postal_codes",
    )

    class Meta:
        verbose_name = _("postal code")
        verbose_name_plural = _("postal codes")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="services_postalcode_mainland_has_municipality",
                condition=models.Q(area="mainland", municipality__isnull=False)
                | (~models.Q(area="mainland") & models.Q(municipality__isnull=True)),
                violation_error_message=_(
                    "A postal code on the mainland has a municipality; "
                    "Svalbard and Jan Mayen have none."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.place}"
