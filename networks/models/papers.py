"""The papers of a meeting, and every version of them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.models.cases import Case
from networks.models.meetings import Meeting
from portal.base.documents import OF_TYPE
from portal.base.files import StoredFile
from portal.base.publishing import published_q


class PaperQuerySet(models.QuerySet["Paper"]):
    """Knows which papers the public may see."""

    def published(self) -> "PaperQuerySet":
        """Return the papers of public meetings."""
        return self.filter(published_q(timezone.now(), "meeting"))


class Paper(models.Model):
    """A document of a meeting; replacing its file keeps what was there before."""

    class Kind(models.TextChoices):
        NOTICE = "notice", _("notice and agenda")
        CASE = "case", _("case paper")
        PRESENTATION = "presentation", _("presentation")
        MINUTES = "minutes", _("minutes")
        OTHER = "other", _("other paper")

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="papers"
    )
    key = models.SlugField(_("key"), max_length=80, unique=True)
    case = models.ForeignKey(
        Case,
        verbose_name=_("case"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="papers",
        help_text=_("Empty: the paper belongs to the meeting as a whole."),
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.OTHER)
    title = models.CharField(
        _("title"), max_length=200, help_text=_("In the language of the paper.")
    )
    language = models.CharField(
        _("language of the paper"),
        max_length=5,
        help_text=_("A language code, such as nb, nn, en, se, sv or da."),
    )
    alternative = models.TextField(
        _("what the picture shows"),
        blank=True,
        help_text=_("Needed for a picture, for those who cannot see it."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    objects: ClassVar[Any] = PaperQuerySet.as_manager()
    alternative_field = "alternative"

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["order", "key"]
        constraints = [
            models.CheckConstraint(
                name="networks_paper_has_title_and_language",
                condition=~Q(title="") & ~Q(language=""),
                violation_error_message=_("A paper needs a title and a language."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def without_alternative(cls, keys: list[str]) -> list[str]:
        """Return the keys of the papers that are pictures now and are not described; one query."""
        versions = PaperVersion.objects.filter(paper__key__in=keys, paper__alternative="")
        types = versions.order_by("number").values_list("paper__key", "file__media_type")
        return [key for key, type_ in dict(types).items() if OF_TYPE[type_].is_picture]


class PaperVersion(models.Model):
    """One version of a paper: a file, and beside most formats the same as PDF or as text."""

    part_key = "number"
    snapshot_also = ("added_at",)

    rich_text = ("text",)

    paper = models.ForeignKey(
        Paper, verbose_name=_("paper"), on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    file = models.ForeignKey(
        StoredFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(_("file name"), max_length=120)
    pdf = models.ForeignKey(
        StoredFile,
        verbose_name=_("the same as PDF"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    text = models.TextField(_("the same as text"), blank=True)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("version of a paper")
        verbose_name_plural = _("versions of papers")
        ordering = ["paper", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "number"], name="networks_paperversion_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.number})"

    def get_absolute_url(self) -> str:
        """Return the address of the file; it stays when a newer version comes."""
        return reverse("networks:paper_file", args=[self.paper.key, self.number, self.file_name])

    def get_pdf_url(self) -> str:
        """Return the address of the same as PDF."""
        stem = self.file_name.rpartition(".")[0]
        return reverse("networks:paper_file", args=[self.paper.key, self.number, f"{stem}.pdf"])
