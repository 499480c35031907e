"""What people who edit answer for, what they did, and what they wrote when a session ended."""

import datetime as dt
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Responsibility(models.Model):
    """The counties and networks that somebody with a limited role answers for."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="responsibility"
    )
    counties = models.ManyToManyField(
        "services.County", verbose_name=_("counties"), blank=True, related_name="+"
    )
    networks = models.ManyToManyField(
        "networks.Network", verbose_name=_("networks"), blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")

    def __str__(self) -> str:
        return str(self.user)


class AuditEntry(models.Model):
    """Who did what, and when; added to, never changed. The database itself refuses both."""

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    who = models.CharField(_("who"), max_length=150, blank=True, db_index=True)
    action = models.CharField(_("what was done"), max_length=40)
    model = models.CharField(_("kind of entry"), max_length=60, blank=True)
    object_key = models.CharField(_("entry"), max_length=200, blank=True)
    detail = models.JSONField(_("more"), default=dict, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["model", "object_key"], name="base_auditentry_entry")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; a second save is refused."""
        if self.pk is not None:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise TypeError("The audit log is only ever added to.")


class HeldForm(models.Model):
    """What someone was saving when the session had ended; given back after signing in."""

    KEPT_FOR = dt.timedelta(days=1)

    token = models.CharField(max_length=64, unique=True)
    path = models.CharField(max_length=500)
    data = models.JSONField()
    held_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("held form")
        verbose_name_plural = _("held forms")

    def __str__(self) -> str:
        return self.path


class SignInAttempt(models.Model):
    """A sign-in that failed or went well; whose and from where only a keyed hash tells."""

    account = models.CharField(max_length=64)
    sender = models.CharField(max_length=64)
    went_well = models.BooleanField()
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("attempt to sign in")
        verbose_name_plural = _("attempts to sign in")
        indexes = [models.Index(fields=["account", "at"], name="base_signinattempt_account")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
