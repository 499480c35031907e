"""What every admin page of the portal shares, and the pages for sources and old addresses."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from portal.base.accounts.admin_rights import PartRights, WithRights
from portal.base.admin_actions import EntryActions
from portal.base.admin_drafts import WorkingCopyFilter
from portal.base.admin_editor import SlotFields, side_by_side
from portal.base.admin_forms import EntryForm, free_key
from portal.base.admin_lists import (
    BodyLanguageFilter,
    EntryColumns,
    FoldedSearch,
    ToCheckFilter,
    VisibilityFilter,
    in_any_case,
)
from portal.base.content import content_key
from portal.base.drafts.admin_copies import DraftForms
from portal.base.drafts.admin_pages import DraftPages
from portal.base.models import OldAddress, Source
from portal.base.pages import Page, WithBody
from portal.base.translating.admin_marks import LanguageMarks

NAME_RULE = gettext_lazy("In every language. Left empty, address words are made from the names.")
TEXT_RULE = gettext_lazy(
    "Written once in Norwegian, in bokmål or in nynorsk, and translated: by the Language Act § 13 "
    "readers are to meet both standards on the portal, and no text in both."
)
STATE_RULE = gettext_lazy(
    "Public is what is published, from the first of the two moments and until the second."
)
CHECK_RULE = gettext_lazy(
    "Who answers for the facts, when they were held against their sources, and what is left to do."
)


class PortalAdmin(WithRights, FoldedSearch, SlotFields, admin.ModelAdmin):
    """Every list and form of the portal: search in any case, keys made and kept, few queries."""

    form = EntryForm
    list_per_page = 50
    key_from = "name"  # the field or slot that a key left empty is made from

    def __init__(self, model: type[models.Model], admin_site: admin.AdminSite) -> None:
        super().__init__(model, admin_site)
        self.autocomplete_fields = [
            field.name
            for field in (*model._meta.fields, *model._meta.many_to_many)
            if field.is_relation and field.editable
        ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        """Tell the form what a key left empty is made from."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.key_from = self.key_from  # type: ignore[attr-defined]
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Return what can not be changed: a key never changes once it is given."""
        fields = list(super().get_readonly_fields(request, obj))
        if obj is not None and any(field.name == "key" for field in self.opts.fields):
            fields.append("key")
        return fields

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Give a new part of an entry a key of its own."""
        parts = formset.save(commit=False)
        for part in formset.deleted_objects:
            part.delete()
        for part in parts:
            if not part.key:
                part.key = free_key(type(part), f"{form.instance.key} {part}")
            part.save()
        formset.save_m2m()


class ReadOnly:
    """A list to look things up in."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes."""
        return False


class PartInline(PartRights, SlotFields, TranslationStackedInline):
    """Parts of an entry, written on the entry's own page; their keys are made for them."""

    extra = 0
    rows: tuple[Any, ...] = ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[tuple[Any, Any]]:
        """Return the rows, with the languages of a slot side by side."""
        return [(None, {"fields": side_by_side(self.model, self.rows)})]


class PartAdmin(DraftForms, PortalAdmin, TranslationAdmin):
    """A list of the parts of all entries; what is saved is a draft of the entry they belong to."""


class PublishableAdmin(
    EntryColumns,
    EntryActions,
    LanguageMarks,
    DraftPages,
    DraftForms,
    PortalAdmin,
    TranslationAdmin,
):
    """Every kind of content: the same columns, filters, order of fields and actions."""

    title_field = "name"  # the slot that names an entry
    title_fields: tuple[Any, ...] = ()  # what stands beside the name
    facts: tuple[Any, ...] = ()
    law: tuple[Any, ...] = ()
    columns: tuple[Any, ...] = ()  # after the name
    filters: tuple[Any, ...] = ()
    select: tuple[str, ...] = ()  # references that the columns show
    search: tuple[str, ...] = ()  # fields and slots to search besides key and name
    actions = ["publish", "unpublish", "checked_today"]

    def __init__(self, model: type[models.Model], admin_site: admin.AdminSite) -> None:
        self.has_body = issubclass(model, WithBody)
        self.key_from = self.title_field
        self.list_display = [*self.title_columns(), *self.columns, *self.entry_columns()]
        self.list_filter = [
            ToCheckFilter,
            VisibilityFilter,
            WorkingCopyFilter,
            "confirmation",
            *([BodyLanguageFilter] if self.has_body else []),
            *self.filters,
            ("owner", admin.RelatedOnlyFieldListFilter),
        ]
        rows = side_by_side(model, ("key", self.title_field, *self.search))
        self.search_fields = flatten(rows)
        self.list_select_related = ["owner", *self.select]
        self.readonly_fields = [
            *("state", "updated_at"),
            *(["link_reference"] if issubclass(model, Page) else []),
            *(["text_language"] if self.has_body else []),
        ]
        super().__init__(model, admin_site)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[tuple[Any, Any]]:
        """Return the fields in the order in which an entry is written and answered for."""
        title = [self.title_field, *self.title_fields, "key"]
        if issubclass(self.model, Page):
            title = [
                *(self.title_field, *self.title_fields, "slug", "summary"),
                *("translated_names", "key", "link_reference"),
            ]
        text = ["text_language", "body"] if self.has_body else []
        state = ["state", ("published_from", "published_until"), "updated_at"]
        check: list[Any] = ["owner", ("checked_on", "checked_by", "next_check_on")]
        check += ["confirmation", "to_check", "sources"]
        parts = [
            (_("Name and address"), title, NAME_RULE),
            (_("Text"), text, TEXT_RULE),
            (_("Facts"), self.facts, ""),
            (_("Law"), self.law, ""),
            (_("Publishing"), state, STATE_RULE),
            (_("Checking"), check, CHECK_RULE),
        ]
        return [
            (name, {"fields": side_by_side(self.model, fields), "description": rule})
            for name, fields, rule in parts
            if fields
        ]

    def view_on_site(self, obj: Any) -> str | None:
        """Return the page, which editors see as a draft too; not every kind of content has one."""
        if not hasattr(obj, "get_absolute_url"):
            return None
        try:
            return obj.get_absolute_url()
        except NoReverseMatch:  # the address words are being corrected
            return None


class UsedFilter(admin.SimpleListFilter):
    """Shows sources that something rests on, or that nothing does."""

    title = gettext_lazy("use")
    parameter_name = "used"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer both."""
        return [("yes", _("used")), ("no", _("not used"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep what is used, or what is not."""
        if self.value() not in {"yes", "no"}:
            return queryset
        uses = [
            Exists(model._base_manager.filter(**{field: OuterRef("pk")}))
            for model, field in source_fields()
        ]
        used = Q(*uses, _connector=Q.OR)
        return queryset.filter(used if self.value() == "yes" else ~used)


def source_fields() -> list[tuple[type[models.Model], str]]:
    """Return every model that names sources, with the field that does."""
    return [
        (relation.related_model, relation.field.name)
        for relation in Source._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and relation.is_relation
        and not relation.related_model._meta.auto_created
    ]


@admin.register(Source)
class SourceAdmin(PortalAdmin):
    """Sources, with what rests on them; found by the keys of the entries that use them, too."""

    key_from = "title"
    list_display = ["title", "publisher", "page_date", "read_on", "linkable"]
    list_filter = [UsedFilter, "linkable", "title_language"]
    search_fields = ["title", "publisher", "url", "key"]
    search_help_text = gettext_lazy(
        "Title, publisher, address or key; or the key of an entry, for its sources."
    )
    readonly_fields = ["used_by"]
    fields = [
        *("title", "title_language", "publisher", "url", "page_date", "read_on"),
        *("linkable", "key", "used_by"),
    ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Search the sources, and the keys of what uses them."""
        found = in_any_case(self.search_fields, search_term)
        if word := search_term.strip().lower():
            for model, field in source_fields():
                named = model._base_manager.filter(
                    **{content_key(model): word, f"{field}__isnull": False}
                )
                found |= Q(pk__in=named.order_by().values(field))
        return queryset.filter(found), False

    @admin.display(description=gettext_lazy("used by"))
    def used_by(self, obj: Source | None) -> str:
        """Return the entries that rest on the source; one query for each kind of content."""
        if obj is None or obj.pk is None:
            return "–"
        entries = []
        for model, field in source_fields():
            for entry in model._base_manager.filter(**{field: obj}):
                shown = format_html("{}: {}", model._meta.verbose_name, entry)
                if self.admin_site.is_registered(model):
                    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
                    url = reverse(name, args=[entry.pk])
                    shown = format_html('<a href="{}">{}</a>', url, shown)
                entries.append((shown,))
        if not entries:
            return _("nothing")
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", entries))


@admin.register(OldAddress)
class OldAddressAdmin(ReadOnly, PortalAdmin):
    """Addresses that entries once had; they redirect for ever, and nobody edits them."""

    list_display = ["slug", "language", "model", "object_key"]
    list_filter = ["language", "model"]
    search_fields = ["slug", "object_key"]
