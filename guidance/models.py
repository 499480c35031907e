"""What career guidance is: definitions, quality framework, policy, mandate, terms, resources."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from portal.base.languages import has_body, page_language
from portal.base.pages import Page, WithBody
from portal.base.publishing import Publishable


class Definition(Page, WithBody):
    """One body's definition of career guidance, quoted with its source."""

    url_name = "guidance:definition_detail"

    by = models.CharField(_("given by"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    quotation = models.TextField(_("quotation"), blank=True)
    quotation_language = models.CharField(_("language of the quotation"), max_length=5, blank=True)
    reference = models.CharField(
        _("reference"), max_length=300, blank=True, help_text=_("Document and page.")
    )
    is_national = models.BooleanField(_("the national framework's"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Page.Meta):
        verbose_name = _("definition")
        verbose_name_plural = _("definitions")
        ordering = ["order", "key"]
        constraints = [
            *Page.Meta.constraints,
            models.UniqueConstraint(
                fields=["is_national"],
                condition=Q(is_national=True),
                name="guidance_definition_one_is_national",
                violation_error_message=_("Only one definition is the national framework's."),
            ),
        ]


class FrameworkElement(Page, WithBody):
    """A part of the national quality framework; the parts form a tree."""

    url_name = "guidance:framework_detail"

    class Kind(models.TextChoices):
        FRAMEWORK = "framework", _("the framework")
        AREA = "area", _("area")
        MODEL = "model", _("model")
        GROUP = "group", _("group")
        ITEM = "item", _("item")
        TOOL = "tool", _("tool")

    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    question = models.CharField(
        _("guiding question"), max_length=200, blank=True, help_text=_("Only for the areas.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Page.Meta):
        verbose_name = _("part of the quality framework")
        verbose_name_plural = _("quality framework")
        ordering = ["order", "key"]
        constraints = [
            *Page.Meta.constraints,
            models.CheckConstraint(
                name="guidance_frameworkelement_only_root_has_no_parent",
                condition=Q(kind="framework", parent__isnull=True)
                | (~Q(kind="framework") & Q(parent__isnull=False)),
                violation_error_message=_("Every part but the framework itself belongs somewhere."),
            ),
        ]

    @property
    def has_own_page(self) -> bool:
        """Tell whether the part has a page; the others are read on the page above them."""
        return self.kind == self.Kind.AREA or has_body(self)

    def ancestors(self) -> list["FrameworkElement"]:
        """Return the parts above this one, nearest first, without the framework itself."""
        found, above = [], self.parent
        while above is not None and above.kind != self.Kind.FRAMEWORK:
            found.append(above)
            above = above.parent
        return found

    def url_in(self, language: str) -> str:
        """Return the part's page, or its place on the nearest page above it."""
        if self.kind == self.Kind.FRAMEWORK:
            with override(page_language(self, language)):
                return reverse("guidance:framework_home")
        if self.has_own_page or self.parent is None:
            return super().url_in(language)
        page, _hash, _anchor = self.parent.url_in(language).partition("#")
        return f"{page}#{self.key}"


class PolicyMilestone(Publishable):
    """A report, resolution, law or event that shaped the system."""

    class Lane(models.TextChoices):
        INTERNATIONAL = "international", _("international")
        NATIONAL = "national", _("Norway")

    lane = models.CharField(_("lane"), max_length=15, choices=Lane)
    year = models.PositiveSmallIntegerField(_("year"))
    date = models.DateField(_("date"), null=True, blank=True, help_text=_("If the day is known."))
    date_note = models.CharField(
        _("when, in words"),
        max_length=120,
        blank=True,
        help_text=_("If it is not one day, for example “February and autumn 2014”."),
    )
    name = models.CharField(_("name"), max_length=250)
    publisher = models.CharField(_("by whom"), max_length=250, blank=True)
    summary = models.TextField(_("what it was"))
    note = models.TextField(
        _("reservation"), blank=True, help_text=_("Where sources differ or something is inferred.")
    )

    class Meta(Publishable.Meta):
        verbose_name = _("policy milestone")
        verbose_name_plural = _("policy timeline")
        ordering = ["year", "date", "key"]

    def __str__(self) -> str:
        return f"{self.year} {self.name}"


class MandatePage(Page, WithBody):
    """A page on what the national body is charged with, dated as what it is."""

    url_name = "guidance:mandate_detail"

    dated = models.CharField(
        _("dated"),
        max_length=200,
        blank=True,
        help_text=_("From when the content is, for example “a page from 2017–2021”."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Page.Meta):
        verbose_name = _("mandate page")
        verbose_name_plural = _("mandate")
        ordering = ["order", "key"]


class Term(Publishable):
    """A word of the field in three languages, with its meaning."""

    class NameStatus(models.TextChoices):
        ATTESTED = "attested", _("seen in use")
        SAME = "same", _("same form as in bokmål")
        TRANSLATED = "translated", _("our translation")

    name = models.CharField(_("term"), max_length=120)
    nynorsk_status = models.CharField(
        _("standing of the nynorsk form"), max_length=12, choices=NameStatus
    )
    english_is_translated = models.BooleanField(_("the English form is our own"), default=False)
    definition = models.TextField(_("meaning"))

    class Meta(Publishable.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("glossary")
        ordering = ["name_nb"]

    def __str__(self) -> str:
        return self.name or self.key

    @property
    def translated_languages(self) -> list[str]:
        """Return the languages in which the form of the term is the portal's own translation."""
        nynorsk = ["nn"] if self.nynorsk_status == self.NameStatus.TRANSLATED else []
        return nynorsk + (["en"] if self.english_is_translated else [])


class Resource(Page, WithBody):
    """A report, tool or education programme for those who work with guidance."""

    url_name = "guidance:resource_detail"

    class Kind(models.TextChoices):
        TOOL = "tool", _("tool")
        REPORT = "report", _("report")
        EDUCATION = "education", _("education programme")
        MAGAZINE = "magazine", _("magazine")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    authors = models.CharField(_("authors"), max_length=200, blank=True)
    work_language = models.CharField(
        _("language of the work"), max_length=20, blank=True, help_text=_("Codes with commas.")
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    framework_elements = models.ManyToManyField(
        FrameworkElement,
        verbose_name=_("parts of the framework"),
        blank=True,
        related_name="resources",
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Page.Meta):
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["kind", "order", "key"]


class Article(Page, WithBody):
    """Anything else an editor wants to add under a section."""

    url_name = "guidance:article_detail"

    class Section(models.TextChoices):
        GUIDANCE = "guidance", _("Career guidance")
        SERVICES = "services", _("Services")
        NETWORKS = "networks", _("Networks")

    section = models.CharField(
        pgettext_lazy("part of the portal", "section"), max_length=12, choices=Section
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Page.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["section", "order", "key"]
