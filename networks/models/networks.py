"""Forums and networks, and who sits in them."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networks import touched
from portal.base import languages
from portal.base.pages import Page, WithBody
from portal.base.publishing import PublishableQuerySet
from portal.base.receipt.touched import Touched


class Level(models.TextChoices):
    """How far a network or cooperation reaches."""

    NATIONAL = "national", _("national")
    COUNTY = "county", _("county")
    NORDIC = "nordic", _("Nordic")
    EUROPEAN = "european", _("European")
    INTERNATIONAL = "international", _("international")


class NetworkQuerySet(PublishableQuerySet):
    """Knows which networks concern whom."""

    def for_role(self, role: Any) -> Self:
        """Return the networks for a role."""
        through: Any = Network.roles.through
        return self.filter(pk__in=through.objects.filter(role=role).values("network"))

    def in_county(self, county: Any) -> Self:
        """Return the networks of a county, and those of the whole country.

        A network beyond the counties that names none is the whole country's; of one at county
        level that names none it is not known which county it is in.
        """
        through: Any = Network.counties.through
        own = through.objects.filter(county=county).values("network")
        return self.filter(Q(pk__in=own) | self.nationwide_q())

    def nationwide_q(self) -> Q:
        """Return the condition for being the whole country's."""
        through: Any = Network.counties.through
        return ~Q(pk__in=through.objects.values("network")) & ~Q(level=Level.COUNTY)


class Network(Page, WithBody):
    """A forum or network where the field meets."""

    url_name = "networks:network_detail"
    network_paths = ("pk",)
    owner_facts: ClassVar = (
        *("name", "summary", "standing", "mandate", "members", "audience", "frequency"),
        *("contact_email", "website"),
    )

    class Standing(models.TextChoices):
        ACTIVE = "active", pgettext_lazy("a network", "active")
        ENDED = "ended", _("ended")
        UNKNOWN = "unknown", _("not known whether it is still active")

    level = models.CharField(_("level"), max_length=15, choices=Level)
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing, default=Standing.UNKNOWN
    )
    standing_note = models.CharField(
        _("standing according to"), max_length=200, blank=True, help_text=_("Source and date.")
    )
    conveners = models.ManyToManyField(
        "services.Organisation",
        verbose_name=_("conveners"),
        blank=True,
        related_name="networks_convened",
    )
    mandate = models.TextField(
        _("mandate"), blank=True, help_text=_("What the network is charged with, and by whom.")
    )
    members = models.TextField(
        _("about the members"),
        blank=True,
        help_text=_("Organisations, never persons; with the year. The list itself stands below."),
    )
    audience = models.CharField(_("for whom"), max_length=250, blank=True)
    frequency = models.CharField(_("how often"), max_length=150, blank=True)
    contact_email = models.EmailField(_("contact mailbox"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    roles = models.ManyToManyField(
        "guidance.Role",
        verbose_name=_("roles it is for"),
        blank=True,
        related_name="networks",
    )
    counties = models.ManyToManyField(
        "services.County",
        verbose_name=_("counties concerned"),
        blank=True,
        related_name="networks",
        help_text=_("Empty: the whole country, or not given."),
    )
    services = models.ManyToManyField(
        "services.Service",
        verbose_name=_("services concerned"),
        blank=True,
        related_name="networks",
    )
    started_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    ended_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("taken over by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="predecessors",
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    objects: ClassVar[Any] = NetworkQuerySet.as_manager()

    class Meta(Page.Meta):
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["order", "key"]
        constraints = [
            *Page.Meta.constraints,
            models.CheckConstraint(
                name="networks_network_years_in_order",
                condition=Q(started_year__isnull=True)
                | Q(ended_year__isnull=True)
                | Q(ended_year__gte=F("started_year")),
                violation_error_message=_("The last year cannot be before the first."),
            ),
        ]

    def also_affects(self, before: Mapping[str, Any]) -> list[Touched]:
        """Return the lists, calendars and feeds that show the network: see touched."""
        return list(touched.by_network(self, before))


class Membership(models.Model):
    """An organisation's seat in a network, in a period; in each of some counties if so given."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        CONVENER = "convener", _("convener")
        SECRETARIAT = "secretariat", _("secretariat")
        OBSERVER = "observer", _("observer")

    network = models.ForeignKey(
        Network, verbose_name=_("network"), on_delete=models.CASCADE, related_name="memberships"
    )
    key = models.SlugField(_("key"), max_length=80, unique=True)
    organisation = models.ForeignKey(
        "services.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    name = models.CharField(
        _("name"),
        max_length=150,
        blank=True,
        help_text=_("Of an organisation that has no entry here. Never a person."),
    )
    counties = models.ManyToManyField(
        "services.County",
        verbose_name=_("in each of the counties"),
        blank=True,
        related_name="memberships",
        help_text=_("Where a body sits once for each county, such as the county authority."),
    )
    role = models.CharField(
        pgettext_lazy("in a network", "role"), max_length=12, choices=Role, default=Role.MEMBER
    )
    from_year = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(_("until"), null=True, blank=True)
    seen_on = models.DateField(
        _("named in a source of"), null=True, blank=True, help_text=_("The day of the source.")
    )
    confirmed = models.BooleanField(
        _("confirmed"),
        default=False,
        help_text=_("On when a source says so outright, off when it is read from a name."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("members")
        ordering = ["order", "key"]
        constraints = [
            models.CheckConstraint(
                name="networks_membership_names_a_member",
                condition=Q(organisation__isnull=False) | Q(name_nb__isnull=False) & ~Q(name_nb=""),
                violation_error_message=_("Choose an organisation, or write its name."),
            ),
            models.CheckConstraint(
                name="networks_membership_years_in_order",
                condition=Q(from_year__isnull=True)
                | Q(to_year__isnull=True)
                | Q(to_year__gte=F("from_year")),
                violation_error_message=_("The last year cannot be before the first."),
            ),
        ]

    def __str__(self) -> str:
        name = languages.slot(self, "name").value
        return str(self.organisation) if self.organisation_id else name or self.key
