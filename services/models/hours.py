"""Opening hours as data: weekly hours in periods, and single days that differ."""

import datetime as dt
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.base.publishing import Checked
from services.days import WEEKDAYS
from services.intervals import BadHours, read_intervals, write_intervals
from services.models.centres import Site
from services.models.contacts import ContactFact, one_of


def normal_hours(text: str) -> str:
    """Return a day's hours in their normal form; raises ValidationError when unreadable."""
    try:
        return write_intervals(read_intervals(text))
    except BadHours as problem:
        raise ValidationError(str(problem)) from None


class HoursField(models.CharField):
    """A day's hours as an editor writes them, such as “09.00–15.30, 17–19”; empty: closed."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **({"max_length": 80, "blank": True} | kwargs))  # type: ignore[arg-type]

    def clean(self, value: object, model_instance: models.Model | None) -> str:
        """Return the hours in their normal form."""
        return normal_hours(super().clean(value, model_instance))


class ScheduleQuerySet(models.QuerySet):
    """Knows which hours may be shown as current."""

    def confirmed(self) -> "ScheduleQuerySet":
        """Return the hours that an editor has confirmed."""
        return self.filter(standing=ContactFact.Standing.CONFIRMED)


class Schedule(Checked):
    """The weekly opening hours of a site, or of a channel such as a telephone line, in a period."""

    content_name = "hours"
    owner_facts: ClassVar = ("kind", "valid_from", "valid_until", *WEEKDAYS)
    owner_confirms: ClassVar = {"standing": ("confirmed", "kind")}

    class Kind(models.TextChoices):
        WEEKLY = "weekly", _("weekly hours")
        APPOINTMENT = "appointment", _("by appointment only")
        CLOSED = "closed", _("closed for the period")

    key = models.SlugField(_("key"), max_length=80, unique=True)
    site = models.ForeignKey(
        Site,
        verbose_name=_("site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="schedules",
    )
    contact = models.ForeignKey(
        ContactFact,
        verbose_name=_("channel"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="schedules",
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.WEEKLY)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(
        _("to"), null=True, blank=True, help_text=_("Up to and including.")
    )
    monday = HoursField(_("Monday"), help_text=_("Such as 09.00–15.30, 17.00–19.00."))
    tuesday = HoursField(_("Tuesday"))
    wednesday = HoursField(_("Wednesday"))
    thursday = HoursField(_("Thursday"))
    friday = HoursField(_("Friday"))
    saturday = HoursField(_("Saturday"))
    sunday = HoursField(_("Sunday"))
    open_on_holidays = models.BooleanField(_("open on public holidays"), default=False)
    standing = models.CharField(
        _("standing"),
        max_length=15,
        choices=ContactFact.Standing,
        default=ContactFact.Standing.NOT_CONFIRMED,
        help_text=_("Only confirmed hours are shown to the public."),
    )
    as_of = models.CharField(_("date of the source"), max_length=80, blank=True)
    source = models.ForeignKey(
        "base.Source", verbose_name=_("source"), null=True, blank=True, on_delete=models.SET_NULL
    )

    objects = ScheduleQuerySet.as_manager()
    compare_with_stored = True  # not in a form that holds all the periods of an owner itself

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = [models.F("valid_from").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(
                name="services_schedule_belongs_to_one",
                condition=one_of("site", "contact"),
                violation_error_message=_("Opening hours belong to one site or one channel."),
            ),
            models.CheckConstraint(
                name="services_schedule_period_in_order",
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
                violation_error_message=_("The period must not end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        owner = str(self.site or self.contact)
        if not (self.valid_from or self.valid_until):
            return owner
        return f"{owner} {self.valid_from or '…'}–{self.valid_until or '…'}"

    @classmethod
    def asked_q(cls, on: dt.date) -> models.Q:
        """Ask about hours that hold or are to come, and are not known to be old."""
        coming = models.Q(valid_until=None) | models.Q(valid_until__gte=on)
        return coming & ~models.Q(standing=ContactFact.Standing.STALE)

    def blank_words(self, name: str) -> str:
        """Return what it means that a field is empty: on a weekday, that it is closed."""
        by_appointment = self.kind == self.Kind.APPOINTMENT
        return gettext("Closed") if name in WEEKDAYS and not by_appointment else ""

    def overlaps(self, other: "Schedule") -> bool:
        """Tell whether two periods of the same standing have a day in common."""
        starts = max(self.valid_from or dt.date.min, other.valid_from or dt.date.min)
        ends = min(self.valid_until or dt.date.max, other.valid_until or dt.date.max)
        return self.standing == other.standing and starts <= ends

    def clean(self) -> None:
        """Refuse hours that say nothing or too much, and a period that overlaps a stored one."""
        super().clean()
        given = [day for day in WEEKDAYS if getattr(self, day)]
        if self.kind == self.Kind.WEEKLY and not given:
            nothing = _("Give the hours of at least one day, or choose “closed for the period”.")
            raise ValidationError({"kind": nothing})
        if self.kind == self.Kind.CLOSED and given:
            too_much = _("The period is closed: leave the hours empty.")
            raise ValidationError(dict.fromkeys(given, too_much))
        if not self.compare_with_stored:
            return
        owner = {"site_id": self.site_id, "contact_id": self.contact_id}
        for other in type(self).objects.filter(**owner).exclude(pk=self.pk):
            if self.overlaps(other):
                raise ValidationError({"valid_from": self.overlap_message(other)})

    def overlap_message(self, other: "Schedule") -> str:
        """Return what an editor is told of a period that overlaps another one."""
        return _("The period overlaps that of %s.") % other


class HoursException(models.Model):
    """A day on which a site or a channel keeps other hours, or is closed."""

    content_name = "exceptions"
    owner_facts: ClassVar = ("date", "hours", "reason")

    key = models.SlugField(_("key"), max_length=80, unique=True)
    site = models.ForeignKey(
        Site,
        verbose_name=_("site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="exceptions",
    )
    contact = models.ForeignKey(
        ContactFact,
        verbose_name=_("channel"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="exceptions",
    )
    date = models.DateField(_("date"))
    hours = HoursField(_("hours that day"), help_text=_("Empty: closed all day."))
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("day with other hours")
        verbose_name_plural = _("days with other hours")
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                name="services_hoursexception_belongs_to_one",
                condition=one_of("site", "contact"),
                violation_error_message=_("Opening hours belong to one site or one channel."),
            ),
            models.UniqueConstraint(
                fields=["site", "date"], name="services_hoursexception_once_per_site_and_day"
            ),
            models.UniqueConstraint(
                fields=["contact", "date"], name="services_hoursexception_once_per_channel_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site or self.contact} {self.date}"

    @classmethod
    def asked_q(cls, on: dt.date) -> models.Q:
        """Ask about the days to come."""
        return models.Q(date__gte=on)

    def blank_words(self, name: str) -> str:
        """Return what it means that a field is empty: no hours, that it is closed."""
        return gettext("Closed") if name == "hours" else ""
