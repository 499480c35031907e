"""Who meets whom: networks, meetings, European and Nordic cooperation."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.base.pages import Page, WithBody


class Level(models.TextChoices):
    """How far a network or cooperation reaches."""

    NATIONAL = "national", _("national")
    COUNTY = "county", _("county")
    NORDIC = "nordic", _("Nordic")
    EUROPEAN = "european", _("European")
    INTERNATIONAL = "international", _("international")


class Network(Page, WithBody):
    """A forum or network where the field meets."""

    url_name = "networks:network_detail"

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
    members = models.TextField(
        _("members"), blank=True, help_text=_("Organisations, never persons; with the year.")
    )
    audience = models.CharField(_("for whom"), max_length=250, blank=True)
    frequency = models.CharField(_("how often"), max_length=150, blank=True)
    contact_email = models.EmailField(_("contact mailbox"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    services = models.ManyToManyField(
        "services.Service",
        verbose_name=_("services concerned"),
        blank=True,
        related_name="networks",
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Page.Meta):
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["order", "key"]


class Cooperation(Page, WithBody):
    """A European, Nordic or international cooperation that Norway takes part in."""

    url_name = "networks:cooperation_detail"

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


class Meeting(Page):
    """A meeting, conference or symposium, with what is known of it."""

    url_name = "networks:meeting_detail"

    class Standing(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meetings",
    )
    cooperation = models.ForeignKey(
        Cooperation,
        verbose_name=_("cooperation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meetings",
    )
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    place = models.CharField(_("place"), max_length=150, blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing, default=Standing.PLANNED
    )
    participants = models.CharField(_("who took part"), max_length=250, blank=True)
    themes = models.TextField(_("themes"), blank=True)
    outcome = models.TextField(_("outcome"), blank=True)

    class Meta(Page.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-year", "-starts_on", "key"]
        constraints = [
            *Page.Meta.constraints,
            models.CheckConstraint(
                name="networks_meeting_has_a_convening_body",
                condition=Q(network__isnull=False) | Q(cooperation__isnull=False),
                violation_error_message=_(
                    "Say which network or cooperation the meeting belongs to."
                ),
            ),
            models.CheckConstraint(
                name="networks_meeting_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day cannot be before the first."),
            ),
        ]
