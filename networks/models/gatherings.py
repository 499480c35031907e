"""What a single meeting and a series of meetings share: where, how to get in, how to take part."""

import zoneinfo

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from networks import clock
from services.models import LANGUAGE_CODES, Answer


def known_zone(name: str) -> None:
    """Refuse a time zone that does not exist."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("There is no time zone “%(name)s”."), params={"name": name})


class Gathering(models.Model):
    """Where people meet, in which languages, how they get in and how they sign up."""

    class Form(models.TextChoices):
        UNKNOWN = "", _("not given")
        IN_PERSON = "in_person", _("in person")
        DIGITAL = "digital", _("digital")
        BOTH = "both", _("in person and digital")

    form = models.CharField(
        _("form"), max_length=10, choices=Form, default=Form.UNKNOWN, blank=True
    )
    place = models.CharField(_("place"), max_length=150, blank=True)
    address = models.CharField(_("street address"), max_length=200, blank=True)
    digital_url = models.URLField(
        _("address for taking part digitally"),
        max_length=500,
        blank=True,
        help_text=_("Public. Leave it empty if the link is sent to those who sign up."),
    )
    time_zone = models.CharField(
        _("time zone"), max_length=40, default=clock.OSLO, validators=[known_zone]
    )
    language_codes = models.CharField(
        _("languages"),
        max_length=80,
        blank=True,
        validators=[LANGUAGE_CODES],
        help_text=_("Language codes with commas, for example “nb,se,uk”. Empty: not given."),
    )
    interpreter = models.CharField(
        _("interpreter"), max_length=3, choices=Answer, default=Answer.UNKNOWN, blank=True
    )
    step_free = models.CharField(
        _("step-free access"), max_length=3, choices=Answer, default=Answer.UNKNOWN, blank=True
    )
    hearing_loop = models.CharField(
        _("hearing loop"), max_length=3, choices=Answer, default=Answer.UNKNOWN, blank=True
    )
    access_note = models.TextField(
        _("how to get in"), blank=True, help_text=_("For example parking, door, lift.")
    )
    registration_url = models.URLField(_("where to sign up"), max_length=500, blank=True)
    capacity = models.PositiveIntegerField(
        _("number of places"), null=True, blank=True, validators=[MinValueValidator(1)]
    )

    class Meta:
        abstract = True

    @property
    def languages(self) -> list[str]:
        """Return the codes of the languages used; none when they are not given."""
        return [code for code in self.language_codes.split(",") if code]
