"""Where guidance is given: career centres, their sites, and contact facts with source and date."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.base.pages import Page
from services.models.offers import Service
from services.models.organisations import Organisation
from services.models.places import County, Municipality


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

    class Meta(Page.Meta):
        verbose_name = _("career centre")
        verbose_name_plural = _("career centres")
        ordering = ["county__name_nb", "key"]


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
    source = models.ForeignKey(
        "base.Source", verbose_name=_("source"), null=True, blank=True, on_delete=models.SET_NULL
    )

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["centre", "key"]

    def __str__(self) -> str:
        return self.name


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
                condition=models.Q(
                    centre__isnull=False, service__isnull=True, organisation__isnull=True
                )
                | models.Q(centre__isnull=True, service__isnull=False, organisation__isnull=True)
                | models.Q(centre__isnull=True, service__isnull=True, organisation__isnull=False),
                violation_error_message=_(
                    "A contact fact belongs to one centre, one service or one organisation."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.value
