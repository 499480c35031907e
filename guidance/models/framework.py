"""The national quality framework as a tree."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.base.languages import all_languages, has_body, page_language
from portal.base.pages import Page, WithBody
from portal.base.publishing import PublishableQuerySet
from portal.base.receipt.touched import Touched, lists


class FrameworkElementQuerySet(PublishableQuerySet["FrameworkElement"]):
    """Knows which parts have a page of their own."""

    def with_own_page(self) -> "FrameworkElementQuerySet":
        """Return the framework itself, its areas, and the parts with a text of their own."""
        kinds = (FrameworkElement.Kind.FRAMEWORK, FrameworkElement.Kind.AREA)
        with_text = [Q((f"body_{language}__gt", "")) for language in all_languages()]
        return self.filter(Q(Q(kind__in=kinds), *with_text, _connector=Q.OR))


class FrameworkElement(Page, WithBody):
    """A part of the national quality framework; the parts form a tree."""

    url_name = "guidance:framework_detail"
    address_of = ("parent__parent__parent__parent",)  # further up than the framework is deep

    class Kind(models.TextChoices):
        FRAMEWORK = "framework", _("the framework")
        AREA = "area", _("area")
        MODEL = "model", _("model")
        GROUP = "group", _("group")
        ITEM = "item", _("item")
        TOOL = "tool", _("tool")

    WITH_A_WHOLE = (Kind.AREA, Kind.MODEL)  # kinds that can be read whole on a page of its own

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

    objects: ClassVar[Any] = FrameworkElementQuerySet.as_manager()

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

    def also_affects(self, before: Mapping[str, Any]) -> list[Touched]:
        """Return the lists and feeds that show the part."""
        return [
            *lists((_("Quality framework"), "guidance:framework_home")),
            *lists((_("Self-check"), "guidance:self_check")),
            *(
                Touched("list", _("The whole area"), "guidance:framework_whole", part)
                for part in (self, *self.ancestors())
                if part.kind in self.WITH_A_WHOLE
            ),
        ]

    def ancestors(self) -> list["FrameworkElement"]:
        """Return the parts above this one, nearest first, without the framework itself."""
        found, above = [], self.parent
        while above is not None and above.kind != self.Kind.FRAMEWORK:
            found.append(above)
            above = above.parent
        return found

    @property
    def page_entry(self) -> "FrameworkElement":
        """Return the part on whose page this one is read: itself, or the nearest above it."""
        if self.kind == self.Kind.FRAMEWORK or self.has_own_page or self.parent is None:
            return self
        return self.parent.page_entry

    def url_in(self, language: str) -> str:
        """Return the part's page, or its place on the nearest page above it."""
        page = self.page_entry
        if page is not self:
            return f"{page.url_in(language)}#{self.key}"
        if self.kind == self.Kind.FRAMEWORK:
            with override(page_language(self, language)):
                return reverse("guidance:framework_home")
        return super().url_in(language)
