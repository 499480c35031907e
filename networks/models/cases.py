"""The cases of a meeting: minutes as data."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from networks.models.meetings import TURNS, Meeting
from portal.base import languages, moments
from portal.base.publishing import published_q
from portal.base.text import plain_letters

SEARCHED = ("name", "background", "decision", "follow_up_note")


class CaseQuerySet(models.QuerySet["Case"]):
    """Knows which cases the public may see, and which hold a word."""

    def published(self) -> "CaseQuerySet":
        """Return the cases of public meetings."""
        return self.filter(published_q(timezone.now(), "meeting"))

    def latest_first(self) -> "CaseQuerySet":
        """Return the cases of the latest meeting first, as its agenda has them."""
        latest = F("meeting__starts_at").desc(nulls_last=True)
        return self.order_by("-meeting__year", latest, "meeting_id", "number")

    def with_words(self, text: str) -> "CaseQuerySet":
        """Return the cases that hold every word of a text, in any language and any case."""
        found = self
        for word in text.split():
            found = found.filter(folded__contains=plain_letters(word))
        return found


class Case(models.Model):
    """A numbered case of a meeting: what it was about, what was decided, what became of it."""

    class FollowUp(models.TextChoices):
        UNKNOWN = "", _("not given")
        NONE = "none", _("nothing to follow up")
        OPEN = "open", _("not begun")
        ONGOING = "ongoing", _("under way")
        DONE = "done", _("done")
        DROPPED = "dropped", _("given up")

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="cases"
    )
    key = models.SlugField(_("key"), max_length=80, unique=True)
    number = models.PositiveSmallIntegerField(
        _("number"), help_text=_("Its place on the agenda; part of the address.")
    )
    label = models.CharField(
        _("number in the minutes"), max_length=20, blank=True, help_text=_("Such as 12/24.")
    )
    name = models.CharField(_("title"), max_length=250)
    background = models.TextField(_("what it was about"), blank=True)
    decision = models.TextField(_("decision"), blank=True)
    responsible = models.ForeignKey(
        "services.Organisation",
        verbose_name=_("follows it up"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cases",
        help_text=_("An organisation, never a person."),
    )
    follow_up = models.CharField(
        _("follow-up"), max_length=10, choices=FollowUp, default=FollowUp.UNKNOWN, blank=True
    )
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    followed_up_on = models.DateField(_("follow-up as of"), null=True, blank=True)
    follow_up_note = models.TextField(_("about the follow-up"), blank=True)
    previous = models.ForeignKey(
        "self",
        verbose_name=_("goes on from the case"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="continued_by",
    )
    folded = models.TextField(editable=False, blank=True)
    updated_at = models.DateTimeField(_("last updated"), default=timezone.now, editable=False)

    objects: ClassVar[Any] = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="networks_case_number_once_per_meeting",
                violation_error_message=_("Two cases of a meeting cannot have the same number."),
            ),
            models.CheckConstraint(
                name="networks_case_number_from_one",
                condition=Q(number__gte=1),
                violation_error_message=_("Cases are numbered from 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown_number} {languages.slot(self, 'name').value}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with what is searched, without case and marks, and date every change."""
        if self.pk:
            before = type(self)._base_manager.filter(pk=self.pk).values(*self._told()).first()
            if before and any(before[name] != getattr(self, name) for name in before):
                self.updated_at = timezone.now()
        texts = [
            getattr(self, f"{field}_{language}") or ""
            for field in SEARCHED
            for language in languages.all_languages()
        ]
        self.folded = plain_letters(" ".join([self.label, *texts]))
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of the case for a reader of the current language."""
        return self.url_in(languages.current_language())

    def url_in(self, language: str) -> str:
        """Return the address of the case for a reader of a language."""
        with override(language):
            slug = languages.slot(self.meeting, "slug", language).value
            return reverse("networks:case_detail", args=[slug, self.number])

    @property
    def is_to_come(self) -> bool:
        """Tell whether the case's meeting is still to come, or going on."""
        moments.until_next(TURNS)
        return self.meeting.ends_at is not None and self.meeting.ends_at > timezone.now()

    @classmethod
    def _told(cls) -> list[str]:
        """Return the names of the columns that readers are told of."""
        own = {"id", "key", "folded", "updated_at"}
        return [field.attname for field in cls._meta.concrete_fields if field.name not in own]

    @property
    def shown_number(self) -> str:
        """Return the number as the minutes write it, or else its place on the agenda."""
        return self.label or str(self.number)
