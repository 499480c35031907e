"""What readers tell the editors: whether a page was useful, and what is wrong on it.

Stored without anything about the reader: no name, no address, no device, no time of day.
"""

import datetime as dt
import re
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

REMOVED = "[removed]"
KEPT_FOR = dt.timedelta(days=365)

# What looks personal is taken out; a web address, a date, an hour and a span of years are kept,
# since they look like numbers but are what an editor needs. Read from left to right, first match.
_PERSONAL_OR_NOT = re.compile(
    r"""
      (?P<email>
          [^\s@<>()\[\],;:"]+ \s? (?: @ | [(\[] at [)\]] ) \s? [^\s@<>()\[\],;:"]+ \. \w{2,}
      )
    | (?P<identity>
          (?<!\d) (?: \d{6} | (?: \d\d [ \u00a0.] ){2} \d\d ) [ \u00a0.\-]? \d{5} (?!\d)
      )
    | (?P<kept>
          https?:// [^\s@?\#]+
        | (?<!\d) (?: 19 | 20 ) \d\d - [01]\d - [0-3]\d (?!\d)
        | (?<!\d) (?: 19 | 20 ) \d\d \s? [-–/ ] \s? (?: 19 | 20 ) \d\d (?!\d)
        | (?<!\d) [0-3]? \d [.\-/] \s? [01]? \d [.\-/] \s? (?: 19 | 20 ) \d\d (?!\d)
        | (?<! [\d.:] ) [0-2]? \d [.:] [0-5] \d (?! [.:]? \d )
      )
    | (?P<spaced_identity> (?<!\d) \d (?: [ \u00a0.\-]? \d ){10} (?!\d) )
    | (?P<abroad> (?: \(? \+ | (?<!\d) 00 ) \s? \d (?: [\s.\-()/]{0,2} \d ){6,14} )
    | (?P<domestic>
          (?<!\d) (?: [2-9] (?: [ \u00a0.\-/]? \d ){7} | 0 \d (?: [ \u00a0\-/]? \d ){7,9} ) (?!\d)
      )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def redact(text: str) -> tuple[str, bool]:
    """Take out e-mail addresses, phone numbers and national identity numbers; tell if any was."""
    removed = False

    def judge(match: re.Match[str]) -> str:
        nonlocal removed
        if match["kept"]:
            return match[0]
        removed = True
        return REMOVED

    return _PERSONAL_OR_NOT.sub(judge, text), removed


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    """Knows what waits for an editor, and what has been kept long enough."""

    def to_check(self) -> Self:
        """Return the error reports that no editor has dealt with."""
        return self.filter(kind=Feedback.Kind.ERROR, state=Feedback.State.NEW)

    def error_reports(self) -> Self:
        """Return what was reported as wrong."""
        return self.filter(kind=Feedback.Kind.ERROR)

    def received(self, day: dt.date) -> Self:
        """Return what came in on a day."""
        return self.filter(received_on=day)

    def outdated(self, today: dt.date) -> Self:
        """Return what is older than we keep it."""
        return self.filter(received_on__lt=today - KEPT_FOR)

    def answers_by_page(self) -> models.QuerySet:
        """Return how many found each page useful and not; the least useful first; one query."""
        answers = self.exclude(kind=Feedback.Kind.ERROR).order_by()
        return (
            answers.values("about")
            .annotate(
                yes=Count("pk", filter=Q(kind=Feedback.Kind.USEFUL)),
                no=Count("pk", filter=Q(kind=Feedback.Kind.NOT_USEFUL)),
            )
            .order_by("-no", "-yes", "about")
        )


class Feedback(models.Model):
    """An answer to “was this page useful?”, or a report of an error, from an unknown reader."""

    class Kind(models.TextChoices):
        USEFUL = "useful", _("useful")
        NOT_USEFUL = "not_useful", _("not useful")
        ERROR = "error", _("error report")

    class Category(models.TextChoices):
        CONTACT = "contact", _("The contact details are wrong")
        HOURS = "hours", _("The opening hours are wrong")
        WHO = "who", _("It is wrong about who gets the service")
        LINK = "link", _("A link does not work")
        LANGUAGE = "language", _("The language or the translation is poor")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        NEW = "new", _("new")
        HANDLED = "handled", _("handled")
        NOT_RELEVANT = "not_relevant", _("not relevant")

    todo_label = _("new error reports")  # how the editors' first page names what to_check() finds

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    about = models.CharField(_("page"), max_length=500, blank=True)
    entry_model = models.CharField(_("kind of entry"), max_length=60, blank=True)
    entry_key = models.CharField(_("entry"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    category = models.CharField(_("what is wrong"), max_length=10, choices=Category, blank=True)
    text = models.TextField(_("text"), blank=True)
    received_on = models.DateField(_("received on"), db_index=True)
    state = models.CharField(_("progress"), max_length=15, choices=State, blank=True)
    note = models.TextField(_("editors’ note"), blank=True, help_text=_("Never public."))

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("message from a reader")
        verbose_name_plural = _("messages from readers")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="base_feedback_only_an_error_report_says_more",
                condition=(
                    Q(kind="error") & ~Q(text="") & ~Q(category="") & ~Q(state="")
                    | ~Q(kind="error") & Q(text="", category="", state="") & ~Q(about="")
                ),
                violation_error_message=_(
                    "An error report has a text, what is wrong, and how far it has come; "
                    "an answer has a page and none of these."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}"

    @classmethod
    def receive(
        cls,
        *,
        kind: str,
        about: str,
        entry: models.Model | None,
        language: str,
        today: dt.date,
        category: str = "",
        text: str = "",
    ) -> bool:
        """Store what a reader says, and tell whether something personal was taken out of it.

        What is older than we keep it goes at the same time, so that no clockwork is needed.
        """
        cls.objects.outdated(today).delete()
        text, removed = redact(text)
        cls.objects.create(
            kind=kind,
            about=about,
            entry_model=entry._meta.label_lower if entry else "",
            entry_key=entry.key if entry else "",  # type: ignore[attr-defined]
            language=language,
            category=category,
            text=text,
            received_on=today,
            state=cls.State.NEW if kind == cls.Kind.ERROR else "",
        )
        return removed
