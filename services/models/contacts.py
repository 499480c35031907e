"""Contact facts: each way to reach someone, with source and date."""

import datetime as dt
import functools
import operator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.base.publishing import Checked
from services.models.centres import CareerCentre, Site
from services.models.offers import Service
from services.models.organisations import Organisation


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


class ContactFact(Checked):
    """One way to reach someone, with its source and date."""

    content_name = "contacts"
    owner_facts: ClassVar = ("value", "note")
    owner_parts: ClassVar = ("schedules", "exceptions")
    owner_confirms: ClassVar = {"standing": ("confirmed", "value")}
    gone_without: ClassVar = "value"  # an owner who empties it says that there is no such way

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
    own_links_from = ("kind", "value", "standing")

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

    @classmethod
    def asked_q(cls, on: dt.date) -> models.Q:
        """Ask about every way to make contact that is not known to be old."""
        return ~models.Q(standing=cls.Standing.STALE)

    def owner_title(self) -> str:
        """Return what the owner knows it by: the kind, as the value itself may be wrong."""
        return str(self.get_kind_display())

    def own_links(self) -> list[tuple[str, str, str]]:
        """Return (field, kind of link, address) of what readers can follow; what pages show."""
        if self.standing != self.Standing.CONFIRMED:
            return []
        if self.value.startswith("http"):
            return [("value", "web", self.value)]
        kinds: dict[str, str] = {self.Kind.PHONE: "phone", self.Kind.EMAIL: "mail"}
        return [("value", kinds[self.kind], self.value)] if self.kind in kinds else []
