"""Meetings that recur by a rule, with the dates on which they do not."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from networks import whens
from networks.models.cooperations import Cooperation
from networks.models.gatherings import Gathering
from networks.models.networks import Network
from networks.series import recurrence
from portal.base import languages
from portal.base.publishing import Publishable

RULE_FIELDS = (
    *("frequency", "interval", "starts_on", "until", "start_time", "end_time", "time_zone"),
    *("form", "address", "digital_url", "place_nb", "name_nb"),
)
RULE_PARTS = {"frequency", "interval", "starts_on", "until"}


class MeetingSeries(Publishable, Gathering):
    """A rule by which a network or cooperation meets; each meeting of it has a page of its own."""

    Frequency = recurrence.Frequency
    content_also = ("sequence",)
    network_paths = ("network",)

    name = models.CharField(_("name"), max_length=150)
    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="series",
    )
    cooperation = models.ForeignKey(
        Cooperation,
        verbose_name=_("cooperation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="series",
    )
    frequency = models.CharField(_("how often"), max_length=15, choices=Frequency)
    interval = models.PositiveSmallIntegerField(
        _("every how many weeks, months or years"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )
    starts_on = models.DateField(_("first meeting"), validators=[whens.likely_year])
    until = models.DateField(
        _("last day of the series"),
        validators=[whens.likely_year],
        help_text=_("At most five years after the first meeting."),
    )
    start_time = models.TimeField(
        _("begins at"), null=True, blank=True, help_text=_("Empty: the whole day.")
    )
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    class Meta(Publishable.Meta):
        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")
        ordering = ["starts_on", "key"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="networks_meetingseries_has_one_convening_body",
                condition=Q(network__isnull=False, cooperation__isnull=True)
                | Q(network__isnull=True, cooperation__isnull=False),
                violation_error_message=_(
                    "Say which network or cooperation the series belongs to; one of them."
                ),
            ),
            models.CheckConstraint(
                name="networks_meetingseries_dates_in_order",
                condition=Q(until__gte=F("starts_on")),
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(
                name="networks_meetingseries_times_in_order",
                condition=Q(end_time__isnull=True) | Q(end_time__gt=F("start_time")),
                violation_error_message=_("The meeting cannot end before it begins."),
            ),
        ]

    def preview_url_in(self, language: str) -> str:
        """Return the address of the page of who meets, which lists the meetings."""
        return (self.network or self.cooperation).preview_url_in(language)  # type: ignore[union-attr]

    def __str__(self) -> str:
        return languages.slot(self, "name").value or self.key

    def clean(self) -> None:
        """Refuse a rule that cannot be planned, once the parts of it are right by themselves."""
        super().clean()
        others = {field.name for field in self._meta.get_fields()} - RULE_PARTS
        try:
            self.clean_fields(exclude=others)
        except ValidationError:  # said at the fields
            return
        recurrence.check_rule(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and count changes that calendars must hear of."""
        if self.pk:
            before = type(self)._base_manager.filter(pk=self.pk).values(*RULE_FIELDS).first()
            if before and any(before[name] != getattr(self, name) for name in RULE_FIELDS):
                self.sequence += 1
        super().save(*args, **kwargs)

    @property
    def uid(self) -> str:
        """Return what calendars know the series by, for ever."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"networks.meetingseries/{self.key}").urn


class SeriesException(models.Model):
    """A date on which the rule gives a meeting, and none is planned."""

    series = models.ForeignKey(
        MeetingSeries,
        verbose_name=_("series"),
        on_delete=models.CASCADE,
        related_name="exceptions",
    )
    key = models.SlugField(_("key"), max_length=80, unique=True)
    date = models.DateField(_("no meeting on"))
    reason = models.CharField(_("why"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("date without a meeting")
        verbose_name_plural = _("dates without a meeting")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "date"],
                name="networks_seriesexception_once_per_date",
                violation_error_message=_("The date stands there already."),
            )
        ]

    def __str__(self) -> str:
        return self.date.isoformat()
