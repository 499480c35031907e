"""Working copies and the versions of what was public, as rows."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.base.files import StoredFile


class WorkingCopyQuerySet(models.QuerySet["WorkingCopy"]):
    """Knows which copies are being worked on."""

    def active(self) -> Self:
        """Return the copies that are neither published nor thrown away."""
        return self.filter(state__in=WorkingCopy.ACTIVE)

    def of(self, entry: models.Model) -> Self:
        """Return the copies of an entry."""
        return self.filter(model=entry._meta.label_lower, object_key=entry.key)  # type: ignore[attr-defined]

    def waiting(self) -> Self:
        """Return what waits for a second person."""
        return self.filter(state=WorkingCopy.State.WAITING)

    def due(self, now: Any) -> Self:
        """Return what is to be published by a moment and could be, first first."""
        scheduled = self.filter(state=WorkingCopy.State.SCHEDULED, publish_at__lte=now)
        return scheduled.order_by("publish_at", "pk")


class WorkingCopy(models.Model):
    """A change to an entry that nobody but editors sees until it is published."""

    class State(models.TextChoices):
        OPEN = "open", _("being worked on")
        WAITING = "waiting", _("waiting for approval")
        SCHEDULED = "scheduled", pgettext_lazy("a working copy", "scheduled")
        PUBLISHED = "published", pgettext_lazy("a working copy", "published")
        DISCARDED = "discarded", _("thrown away")

    ACTIVE = (State.OPEN, State.WAITING, State.SCHEDULED)

    model = models.CharField(_("kind of entry"), max_length=60)
    object_key = models.SlugField(_("entry"), max_length=80)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    base = models.JSONField(default=dict, help_text="The entry as it was when the copy began.")
    publish_at = models.DateTimeField(_("to be published at"), null=True, blank=True)
    minor = models.BooleanField(_("a minor change"), default=False)
    in_force = models.JSONField(default=list, help_text="Languages said to be right as they are.")
    lines = models.JSONField(default=dict, help_text="What the public is told, by language.")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    failed = models.TextField(_("why it was not published in time"), blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    files = models.ManyToManyField(StoredFile, blank=True, related_name="+")

    objects: ClassVar[Any] = WorkingCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "publish_at"], name="base_workingcopy_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "object_key"],
                condition=Q(state__in=["open", "waiting", "scheduled"]),
                name="base_workingcopy_one_at_a_time",
            ),
            models.CheckConstraint(
                name="base_workingcopy_scheduled_has_a_moment",
                condition=~Q(state="scheduled") | Q(publish_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model}/{self.object_key}"


class Draft(models.Model):
    """A working copy as one editor saved it; what others saved before is kept until it is done."""

    copy = models.ForeignKey(WorkingCopy, on_delete=models.CASCADE, related_name="saves")
    number = models.PositiveIntegerField(_("number"))
    data = models.JSONField(help_text="The whole entry: see snapshots.")
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(default=timezone.now)
    aside = models.BooleanField(default=False, help_text="Waits for its writer to choose.")

    class Meta:
        verbose_name = _("saved draft")
        verbose_name_plural = _("saved drafts")
        ordering = ["copy", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["copy", "number"], name="base_draft_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.copy} {self.number}"


class Publication(models.Model):
    """What made a version: what was done, and the receipt; kept with the version itself."""

    class Act(models.TextChoices):
        LOADED = "loaded", _("before the first change")
        PUBLISHED = "published", pgettext_lazy("a version", "published")
        TAKEN_OFF = "taken_off", _("taken off the portal")
        DELETED = "deleted", _("deleted")
        IMPORTED = "imported", _("imported from a file")
        CHECKED = "checked", _("checked")
        CONFIRMED = "confirmed", _("confirmed by the owner")
        LINK_MENDED = "link_mended", _("a link mended")

    revision = models.OneToOneField(
        "reversion.Revision", on_delete=models.CASCADE, related_name="publication"
    )
    model = models.CharField(max_length=60)
    object_key = models.SlugField(max_length=80)
    act = models.CharField(_("what was done"), max_length=12, choices=Act)
    minor = models.BooleanField(default=False)
    writers = models.JSONField(default=list, help_text="User names of those who wrote it.")
    receipt = models.JSONField(default=dict)
    files = models.ManyToManyField(StoredFile, blank=True, related_name="+")

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["model", "object_key"], name="base_publication_entry")]

    def __str__(self) -> str:
        return f"{self.model}/{self.object_key}: {self.get_act_display()}"


class PublicChange(models.Model):
    """What readers are told of a change to a page: the editor's own line, or what changed."""

    model = models.CharField(max_length=60)
    object_key = models.SlugField(max_length=80)
    at = models.DateTimeField(default=timezone.now)
    groups = models.JSONField(default=list, help_text="What changed: see public_changes.")
    lines = models.JSONField(default=dict, help_text="The editor's own line, by language.")

    class Meta:
        verbose_name = _("change of a page")
        verbose_name_plural = _("changes of pages")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["model", "object_key", "-at"], name="base_publicchange_entry")
        ]

    def __str__(self) -> str:
        return f"{self.model}/{self.object_key} {self.at:%Y-%m-%d}"
