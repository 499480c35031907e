"""Definitions, quality framework, policy, mandate, terms, resources and articles in the admin."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.http import HttpRequest
from django.utils.html import format_html

from guidance import models
from portal.base.admin import PublishableAdmin
from portal.base.languages import all_languages


@admin.register(models.Definition)
class DefinitionAdmin(PublishableAdmin):
    """Definitions of career guidance, quoted with their sources."""

    title_fields = ("by",)
    facts = (
        ("year", "is_national", "order"),
        ("quotation", "quotation_language"),
        "reference",
    )
    columns = ("year", "is_national")


class Tree(ChangeList):
    """A list in the order of the tree, unless the editor sorts it by a column."""

    def get_results(self, request: HttpRequest) -> None:
        """Put each part below the part it belongs to; one more query, however many parts."""
        super().get_results(request)
        below: dict[int | None, list[int]] = {}
        rows = models.FrameworkElement.objects.order_by("order", "key")
        for pk, parent in rows.values_list("pk", "parent_id"):
            below.setdefault(parent, []).append(pk)
        places: dict[int, tuple[int, int]] = {}

        def walk(parent: int | None, depth: int) -> None:
            for pk in below.get(parent, []):
                places[pk] = (len(places), depth)
                walk(pk, depth + 1)

        walk(None, 0)
        parts = list(self.result_list)
        if ORDER_VAR not in self.params:
            parts.sort(key=lambda part: places.get(part.pk, (len(places), 0)))
        for part in parts:
            part.depth = places.get(part.pk, (0, 0))[1]
        self.result_list = parts


@admin.register(models.FrameworkElement)
class FrameworkElementAdmin(PublishableAdmin):
    """The national quality framework as a tree."""

    list_per_page = 500  # a tree is read whole
    title_fields = ("question",)
    facts = (("kind", "parent", "order"),)
    columns = ("kind",)
    filters = ("kind",)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Show the tree."""
        return Tree

    def title_of(self, obj: Any) -> str:
        """Return the name, as far in as the part is deep."""
        depth = min(getattr(obj, "depth", 0), 6)
        return format_html('<span class="depth depth-{}">{}</span>', depth, super().title_of(obj))


@admin.register(models.PolicyMilestone)
class PolicyMilestoneAdmin(PublishableAdmin):
    """The policy timeline."""

    title_fields = ("publisher",)
    facts = (("lane", "kind"), ("year", "date"), "date_note", "summary", "note")
    columns = ("year", "lane", "kind")
    filters = ("lane", "kind")


@admin.register(models.MandatePage)
class MandatePageAdmin(PublishableAdmin):
    """What the public system is charged with."""

    facts = ("dated", "order")


@admin.register(models.Term)
class TermAdmin(PublishableAdmin):
    """The glossary, its languages side by side."""

    facts = (("nynorsk_status", "english_is_translated"), "definition")
    filters = ("nynorsk_status",)

    def title_columns(self) -> list[str]:
        """Return the term in every language."""
        return [f"name_{language}" for language in all_languages()]


@admin.register(models.Role)
class RoleAdmin(PublishableAdmin):
    """The roles of the field, each with what it needs."""

    facts = ("situations", "services", "framework_elements", "order")


@admin.register(models.Resource)
class ResourceAdmin(PublishableAdmin):
    """Reports, tools and education programmes."""

    facts = (
        ("kind", "year", "order"),
        ("publisher", "authors"),
        ("url", "work_language"),
        *("framework_elements", "roles", "terms"),
    )
    columns = ("kind", "year")
    filters = ("kind", "roles")


@admin.register(models.Article)
class ArticleAdmin(PublishableAdmin):
    """Anything else under a section."""

    facts = (("section", "order"),)
    columns = ("section",)
    filters = ("section",)
