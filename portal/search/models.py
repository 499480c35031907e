"""What editors teach the search, and what it has been asked."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.base.models import Edition

EDITION = "search.words"  # of synonyms and pinned answers, which every process holds in memory


def phrases(text: str) -> tuple[str, ...]:
    """Return the phrases that stand in a text with commas between, each once."""
    found = (" ".join(phrase.split()) for phrase in text.split(","))
    return tuple(dict.fromkeys(phrase for phrase in found if phrase))


class Taught(models.Model):
    """A rule of the search that takes effect as soon as it is saved."""

    note = models.CharField(_("why"), max_length=250, blank=True, help_text=_("Never public."))

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and let every process read the rules again."""
        super().save(*args, **kwargs)
        Edition.renew(EDITION)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete, and let every process read the rules again."""
        Edition.renew(EDITION)
        return super().delete(*args, **kwargs)


class Synonym(Taught):
    """Words that find each other, or words that people type and what they then find as well."""

    content_key = "typed"
    content_tables = ("synonyms.csv",)

    typed = models.CharField(
        _("what people type"),
        max_length=200,
        unique=True,
        help_text=_("Words or phrases with commas between, in any form, in any of the languages."),
    )
    found = models.CharField(
        _("what is then found as well"),
        max_length=200,
        blank=True,
        help_text=_("Words or phrases with commas between. Empty: those above find each other."),
    )

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["typed"]

    def __str__(self) -> str:
        return f"{self.typed} → {self.found}" if self.found else self.typed

    def clean(self) -> None:
        """Refuse a single phrase with nothing to find, and commas with nothing between."""
        typed, found = phrases(self.typed), phrases(self.found)
        if not typed:
            raise ValidationError({"typed": _("Write at least one word.")})
        if not found and len(typed) == 1:
            text = _("Write what is found as well, or several phrases above that find each other.")
            raise ValidationError({"found": text})


class PinnedAnswer(Taught):
    """The page that comes first for a query, whatever the words on it."""

    query = models.CharField(
        _("query"),
        max_length=120,
        unique=True,
        help_text=_("As people type it; other forms of the words count as the same."),
    )
    entry = models.CharField(
        _("page"),
        max_length=160,
        validators=[RegexValidator(r"^[\w.]+:[\w.:-]+$")],
        help_text=_("The permanent name of the entry, such as services.service:follow-up."),
    )

    class Meta:
        verbose_name = _("pinned answer")
        verbose_name_plural = _("pinned answers")
        ordering = ["query"]

    def __str__(self) -> str:
        return self.query


class QueryCount(models.Model):
    """How often something was searched for on a day; nothing tells by whom."""

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=5)
    query = models.CharField(_("query"), max_length=60)
    times = models.PositiveIntegerField(_("times"), default=0)
    found = models.PositiveIntegerField(_("results, at the last time"), default=0)

    class Meta:
        verbose_name = _("what people search for")
        verbose_name_plural = _("what people search for")
        default_permissions = ("view",)
        ordering = ["-day", "-times", "query"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "language", "query"], name="search_querycount_once_a_day"
            ),
            models.CheckConstraint(condition=~Q(query=""), name="search_querycount_has_a_query"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.query}"
