"""What every kind of public content shares: state, dates, ownership and checks."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


class State(models.TextChoices):
    """What an editor has decided; scheduled and expired follow from the two dates."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")


class Confirmation(models.TextChoices):
    """How far the facts of an entry have been checked against their source."""

    CONFIRMED = "confirmed", _("confirmed")
    NOT_CONFIRMED = "not_confirmed", _("not confirmed")


def published_q(now: dt.datetime, through: str = "") -> Q:
    """Return the condition for being public at a moment, perhaps through a relation."""
    before = f"{through}__" if through else ""
    return (
        Q((f"{before}state", State.PUBLISHED))
        & (Q((f"{before}published_from__isnull", True)) | Q((f"{before}published_from__lte", now)))
        & (Q((f"{before}published_until__isnull", True)) | Q((f"{before}published_until__gt", now)))
    )


def ended_q(now: dt.datetime) -> Q:
    """Return the condition for having been public until a moment that has passed."""
    return Q(state=State.PUBLISHED, published_until__lte=now)


class PublishableQuerySet[Entry: models.Model](models.QuerySet[Entry]):
    """The one place that knows what the public may see."""

    def published(self, *, now: dt.datetime | None = None) -> Self:
        """Return what is public at a moment (now if not given)."""
        return self.filter(published_q(now or timezone.now()))

    def to_check(self) -> Self:
        """Return what an editor has something to check in: unconfirmed, noted or overdue."""
        return self.filter(
            Q(confirmation=Confirmation.NOT_CONFIRMED)
            | ~Q(to_check="")
            | Q(next_check_on__lt=timezone.localdate())
        )


class Checked(models.Model):
    """Something that an organisation answers for, and that is held against its source in time.

    What its owner is asked about: the facts, in the order of the question; the parts with facts of
    their own; what the owner's yes confirms, as {field: (value, the fact that has to be given)}.
    """

    owner_facts: ClassVar[tuple[str, ...]] = ("name", "summary", "website")
    owner_parts: ClassVar[tuple[str, ...]] = ()
    owner_confirms: ClassVar[dict[str, tuple[Any, str]]] = {}

    owner = models.ForeignKey(
        "services.Organisation",
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The organisation that answers for the facts."),
    )
    checked_on = models.DateField(_("last checked"), null=True, blank=True)
    checked_by = models.ForeignKey(
        "services.Organisation",
        verbose_name=_("checked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The organisation that checked the facts. Never a person."),
    )
    next_check_on = models.DateField(_("next check"), null=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def asked_q(cls, on: dt.date) -> Q:
        """Return the condition for being something that an owner is asked about on a day."""
        return Q()


class Publishable(Checked):
    """An entry that editors publish, own and check."""

    key = models.SlugField(
        _("key"),
        max_length=80,
        unique=True,
        help_text=_("The entry's permanent name in files and references. Never changes."),
    )
    # No index: nearly every entry is published, so one would only lead the database astray.
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    published_from = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        help_text=_("Empty: public as soon as the state is published."),
    )
    published_until = models.DateTimeField(
        _("public until"), null=True, blank=True, help_text=_("Empty: no end.")
    )
    updated_at = models.DateTimeField(_("last updated"), default=timezone.now, editable=False)
    behind = models.JSONField(
        _("translations that are behind"), default=dict, blank=True, editable=False
    )
    confirmation = models.CharField(
        _("confirmation"),
        max_length=15,
        choices=Confirmation,
        default=Confirmation.NOT_CONFIRMED,
        help_text=_("Facts that are not confirmed are marked so on the public page."),
    )
    to_check = models.TextField(
        _("to check"),
        blank=True,
        help_text=_("What an editor still has to look up. Never public."),
    )
    sources = models.ManyToManyField(
        "base.Source", verbose_name=_("sources"), blank=True, related_name="+"
    )

    objects: ClassVar[Any] = PublishableQuerySet.as_manager()
    shown_on = ""  # the page of the portal that shows entries without a page of their own

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish", "translate")
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_public_dates_in_order",
                condition=Q(published_from__isnull=True)
                | Q(published_until__isnull=True)
                | Q(published_until__gt=F("published_from")),
                violation_error_message=_("“Public until” must be later than “public from”."),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_checked_on_and_by_whom",
                condition=Q(checked_on__isnull=False) | Q(checked_by__isnull=True),
                violation_error_message=_("Say when it was checked as well as by whom."),
            ),
        ]

    def is_public(self, *, now: dt.datetime | None = None) -> bool:
        """Tell whether the entry is public at a moment (now if not given)."""
        now = now or timezone.now()
        return (
            self.state == State.PUBLISHED
            and (self.published_from is None or self.published_from <= now)
            and (self.published_until is None or self.published_until > now)
        )

    def preview_url_in(self, language: str) -> str:
        """Return the address at which a reader of a language sees the entry."""
        with override(language):
            return reverse(self.shown_on)

    @property
    def is_confirmed(self) -> bool:
        """Tell whether an editor stands behind the facts."""
        return self.confirmation == Confirmation.CONFIRMED
