"""Checks by owners, proposals, links and periodic work, as rows."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Reminder(models.Model):
    """A mail that asked an owner to check some entries."""

    owner = models.ForeignKey("services.Organisation", on_delete=models.CASCADE, related_name="+")
    sent_on = models.DateField()
    sent_to = models.EmailField()
    entries = models.JSONField(default=list, help_text="[kind of entry, key, date of the check]")

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-sent_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.owner} {self.sent_on}"


class ConfirmationRequestQuerySet(models.QuerySet["ConfirmationRequest"]):
    """Knows which questions have brought something that an editor has to decide."""

    def to_check(self) -> "ConfirmationRequestQuerySet":
        """Return the questions with proposals that nobody has accepted or refused."""
        new = Proposal.objects.filter(state=Proposal.State.NEW)
        return self.filter(pk__in=new.order_by().values("request"))


class ConfirmationRequest(models.Model):
    """A link by which an owner without an account confirms one entry's facts, or mends them."""

    class Answer(models.TextChoices):
        CORRECT = "correct", _("correct")
        PROPOSED = "proposed", _("changes proposed")

    model = models.CharField(_("kind of entry"), max_length=60)
    object_key = models.SlugField(_("entry"), max_length=80)
    owner = models.ForeignKey(
        "services.Organisation",
        verbose_name=_("owner"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    sent_to = models.EmailField(_("sent to"), blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    withdrawn = models.BooleanField(_("withdrawn"), default=False)

    objects: ClassVar[Any] = ConfirmationRequestQuerySet.as_manager()
    todo_label = _("proposals from owners")

    class Meta:
        verbose_name = _("question to an owner")
        verbose_name_plural = _("questions to owners")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["model", "object_key"], name="base_confirmation_entry")]

    def __str__(self) -> str:
        return f"{self.model}/{self.object_key}"


class Proposal(models.Model):
    """A change to one fact that an owner proposes; an editor accepts or refuses it."""

    class State(models.TextChoices):
        NEW = "new", _("new")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    request = models.ForeignKey(
        ConfirmationRequest, on_delete=models.CASCADE, related_name="proposals"
    )
    path = models.CharField(
        _("fact"), max_length=300, blank=True, help_text=_("Empty: a message in words.")
    )
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("proposed"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.request}: {self.path}"


class LinkQuerySet(models.QuerySet["Link"]):
    """Knows which links an editor has to do something about."""

    def to_check(self) -> Self:
        """Return the links that lead nowhere."""
        return self.filter(state=Link.State.BROKEN)


class Link(models.Model):
    """An address that the portal sends readers to, and how it was last found."""

    class Kind(models.TextChoices):
        WEB = "web", _("web address")
        MAIL = "mail", _("e-mail address")
        PHONE = "phone", _("telephone number")
        INTERNAL = "internal", _("reference inside the portal")

    class State(models.TextChoices):
        UNCHECKED = "unchecked", _("not checked yet")
        WORKS = "works", _("works")
        MOVED = "moved", _("moved")
        BROKEN = "broken", _("broken")
        UNSURE = "unsure", _("could not be checked")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    address = models.CharField(_("address"), max_length=500, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UNCHECKED)
    status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    said = models.CharField(_("what was found"), max_length=300, blank=True)
    moved_to = models.CharField(_("moved to"), max_length=500, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    broken_since = models.DateField(_("broken since"), null=True, blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    next_check_at = models.DateTimeField(_("next check"), default=timezone.now, db_index=True)

    objects: ClassVar[Any] = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["address"]

    def __str__(self) -> str:
        return self.address


class LinkUse(models.Model):
    """Where a link stands: the entry, and the path of the field inside it."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="uses")
    model = models.CharField(_("kind of entry"), max_length=60)
    object_key = models.CharField(_("entry"), max_length=80)
    path = models.CharField(_("field"), max_length=300)

    class Meta:
        verbose_name = _("use of a link")
        verbose_name_plural = _("uses of links")
        ordering = ["model", "object_key", "path"]
        constraints = [
            models.UniqueConstraint(
                fields=["link", "model", "object_key", "path"], name="base_linkuse_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.model}/{self.object_key}: {self.path}"


class PeriodicRun(models.Model):
    """When a piece of periodic work was last begun and last went well."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    went_well_at = models.DateTimeField(_("went well"), null=True, blank=True)
    said = models.TextField(_("what was said"), blank=True)

    class Meta:
        verbose_name = _("periodic work")
        verbose_name_plural = _("periodic work")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
