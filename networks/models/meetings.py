"""Meetings and the cases they decide."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks import clock, touched, whens
from networks.models.cooperations import Cooperation
from networks.models.gatherings import Gathering
from networks.models.networks import Network
from networks.models.series import MeetingSeries
from portal.base import moments
from portal.base.pages import Page
from portal.base.publishing import PublishableQuerySet
from portal.base.receipt.touched import Touched

TURNS = "meetings"  # the source of moments at which a meeting begins or ends
CALENDAR_FIELDS = (
    *("starts_on", "ends_on", "start_time", "end_time", "start_turn", "end_turn", "time_zone"),
    *("standing", "form", "address", "digital_url", "place_nb", "name_nb"),
)


class MeetingQuerySet(PublishableQuerySet["Meeting"]):
    """Knows which meetings are to come, and whose they are."""

    def upcoming(self, *, now: dt.datetime | None = None) -> Self:
        """Return the meetings that have not ended at a moment (now if not given), first first."""
        moments.until_next(TURNS)
        coming = self.filter(ends_at__gt=now or timezone.now())
        return coming.order_by("starts_at", "key")

    def between(self, first: dt.date, last: dt.date) -> Self:
        """Return the meetings that touch any day from the first to the last, first first."""
        begins = Q(starts_on__lte=last)
        ends = Q(ends_on__gte=first) | Q(ends_on__isnull=True, starts_on__gte=first)
        return self.filter(begins & ends).order_by("starts_at", "key")

    def in_year(self, year: int) -> Self:
        """Return the meetings of a year, those whose day is not known last."""
        return self.filter(year=year).order_by(F("starts_at").asc(nulls_last=True), "key")

    def of_network(self, network: Network) -> Self:
        """Return the meetings that a network convenes, alone or together with others."""
        together = Meeting.with_networks.through.objects.filter(network=network)
        return self.filter(Q(network=network) | Q(pk__in=together.values("meeting")))

    def of_networks(self, networks: Any) -> Self:
        """Return the meetings that any of some networks convenes."""
        ids = networks.order_by().values("pk")
        together = Meeting.with_networks.through.objects.filter(network__in=ids)
        return self.filter(Q(network__in=ids) | Q(pk__in=together.values("meeting")))

    def for_role(self, role: Any) -> Self:
        """Return the meetings of the networks that are for a role, and of every cooperation."""
        own = self.of_networks(Network.objects.for_role(role))
        return own | self.filter(cooperation__isnull=False)

    def in_county(self, county: Any) -> Self:
        """Return the meetings of a county's networks, the whole country's among them."""
        own = self.of_networks(Network.objects.in_county(county))
        return own | self.filter(cooperation__isnull=False)


class Meeting(Page, Gathering):
    """A meeting, conference or symposium: when, where, who convenes it, what was decided."""

    url_name = "networks:meeting_detail"
    network_paths = ("network",)  # whose meeting it is; not those it is held together with
    snapshot_also = ("series", "series_date")
    content_also = ("sequence",)
    owner_facts: ClassVar = (
        *("name", "summary", "standing", "starts_on", "start_time", "ends_on", "end_time"),
        *("form", "place", "address", "digital_url", "registration_url"),
        *("registration_deadline", "participants", "themes", "outcome"),
    )

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
    with_networks = models.ManyToManyField(
        Network,
        verbose_name=_("together with the networks"),
        blank=True,
        related_name="shared_meetings",
    )
    with_organisations = models.ManyToManyField(
        "services.Organisation",
        verbose_name=_("together with the organisations"),
        blank=True,
        related_name="meetings",
    )
    series = models.ForeignKey(
        MeetingSeries,
        verbose_name=_("series"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="meetings",
    )
    series_date = models.DateField(null=True, blank=True, editable=False)
    year = models.PositiveSmallIntegerField(
        _("year"),
        blank=True,
        validators=[whens.likely_year],
        help_text=_("Follows from the first day where that is known."),
    )
    starts_on = models.DateField(
        _("first day"), null=True, blank=True, validators=[whens.likely_year]
    )
    start_time = models.TimeField(
        _("begins at"), null=True, blank=True, help_text=_("Empty: the whole day.")
    )
    start_turn = models.CharField(
        _("which one"), max_length=6, choices=clock.Turn, default=clock.Turn.ASK, blank=True
    )
    ends_on = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        validators=[whens.likely_year],
        help_text=_("Empty: the same day."),
    )
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    end_turn = models.CharField(
        _("which one"), max_length=6, choices=clock.Turn, default=clock.Turn.ASK, blank=True
    )
    starts_at = models.DateTimeField(null=True, editable=False, db_index=True)
    ends_at = models.DateTimeField(null=True, editable=False, db_index=True)
    registration_deadline = models.DateField(
        _("sign up by"), null=True, blank=True, validators=[whens.likely_year]
    )
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing, default=Standing.PLANNED
    )
    change_note = models.CharField(
        _("what has changed"),
        max_length=250,
        blank=True,
        help_text=_("For those who had noted the meeting: moved from when, or why cancelled."),
    )
    participants = models.CharField(_("who took part"), max_length=250, blank=True)
    themes = models.TextField(_("themes"), blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = MeetingQuerySet.as_manager()

    class Meta(Page.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-year", F("starts_at").desc(nulls_last=True), "key"]
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
            models.CheckConstraint(
                name="networks_meeting_moments_in_order",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                violation_error_message=_("The meeting cannot end before it begins."),
            ),
            models.CheckConstraint(
                name="networks_meeting_times_have_days",
                condition=Q(starts_on__isnull=False)
                | Q(start_time__isnull=True, end_time__isnull=True, ends_on__isnull=True),
                violation_error_message=_("Give the first day as well."),
            ),
            models.CheckConstraint(
                name="networks_meeting_end_time_has_a_start",
                condition=Q(end_time__isnull=True) | Q(start_time__isnull=False),
                violation_error_message=_("Give the time it begins as well."),
            ),
            models.UniqueConstraint(
                fields=["series", "series_date"], name="networks_meeting_once_per_date_of_a_series"
            ),
        ]

    def clean(self) -> None:
        """Refuse times that do not exist and ask about those that exist twice."""
        super().clean()
        if self.starts_on is None and self.year is None:
            raise ValidationError({"year": _("Give the first day, or at least the year.")})
        if whens.unlikely_days(self):  # said at the fields
            return
        self._set_moments()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"end_time": _("The meeting cannot end before it begins.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the moments worked out, and count changes that calendars must hear of."""
        self._set_moments()
        if self.pk:
            before = type(self)._base_manager.filter(pk=self.pk).values(*CALENDAR_FIELDS).first()
            if before and any(before[name] != getattr(self, name) for name in CALENDAR_FIELDS):
                self.sequence += 1
        super().save(*args, **kwargs)

    def _set_moments(self) -> None:
        if self.starts_on is not None:
            self.year = self.starts_on.year
        self.starts_at, self.ends_at = whens.moments(self)

    @property
    def uid(self) -> str:
        """Return what calendars know the meeting by, for ever; a series shares one."""
        if self.series_id is not None and self.series is not None:
            return self.series.uid
        return uuid.uuid5(uuid.NAMESPACE_URL, f"networks.meeting/{self.key}").urn

    def also_affects(self, before: Mapping[str, Any]) -> list[Touched]:
        """Return the lists, calendars and feeds that show the meeting: see touched."""
        return list(touched.by_meeting(self, before))

    @property
    def convening_body(self) -> Network | Cooperation:
        """Return the network or cooperation that the meeting belongs to."""
        return self.network or self.cooperation  # type: ignore[return-value]


@moments.source(TURNS)
def _next_turn(now: dt.datetime) -> dt.datetime | None:
    """Return when the next public meeting begins or ends."""
    public = Meeting.objects.published(now=now).order_by()
    turns = public.aggregate(
        begins=Min("starts_at", filter=Q(starts_at__gt=now)),
        ends=Min("ends_at", filter=Q(ends_at__gt=now)),
    )
    return min((turn for turn in turns.values() if turn is not None), default=None)
