"""What the lists of the admin show and filter by: state in time, things to check, languages."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.base import languages
from portal.base.admin_drafts import DraftColumn
from portal.base.languages import language_name as language_name
from portal.base.publishing import Publishable, State, published_q
from portal.base.text import plain_letters
from portal.base.todo.reasons import REASONS, draft_q, reason_q
from portal.base.translating.following import BODY


class Visibility(models.TextChoices):
    """Where an entry stands: what the editor decided, and what the two dates make of it."""

    DRAFT = "draft", gettext_lazy("draft")
    SCHEDULED = "scheduled", gettext_lazy("scheduled")
    PUBLIC = "public", gettext_lazy("public")
    EXPIRED = "expired", gettext_lazy("expired")


def visibility_of(entry: Publishable, now: dt.datetime) -> Visibility:
    """Return where an entry stands at a moment."""
    if entry.state == State.DRAFT:
        return Visibility.DRAFT
    if entry.published_from and entry.published_from > now:
        return Visibility.SCHEDULED
    if entry.published_until and entry.published_until <= now:
        return Visibility.EXPIRED
    return Visibility.PUBLIC


def visibility_q(visibility: str, now: dt.datetime) -> Q:
    """Return the condition for being somewhere in time at a moment."""
    decided = Q(state=State.PUBLISHED)
    return {
        Visibility.DRAFT: Q(state=State.DRAFT),
        Visibility.SCHEDULED: decided & Q(published_from__gt=now),
        Visibility.PUBLIC: published_q(now),
        Visibility.EXPIRED: decided & Q(published_until__lte=now),
    }[Visibility(visibility)]


def written_in(entry: models.Model) -> str:
    """Say in which written standard an entry's long text is, and how its translations stand."""
    written = [code for code in languages.all_languages() if getattr(entry, f"body_{code}")]
    if not written:
        return ""
    said = [language_name(code) for code in written if code in languages.NORWEGIAN]
    behind = getattr(entry, "behind", {})
    for code in languages.all_languages():
        if code in languages.NORWEGIAN:
            continue
        name = language_name(code)
        if code not in written:
            said.append(_("no text in %(language)s") % {"language": name})
        elif BODY in behind.get(code, {}):
            said.append(_("%(language)s outdated") % {"language": name})
        else:
            said.append(name)
    return ", ".join(said)


class ToCheckFilter(SimpleListFilter):
    """Shows what an editor has something to check in."""

    title = gettext_lazy("to check")
    parameter_name = "to_check"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        """Offer everything there is to check, or one of the reasons."""
        anything = [("any", _("anything to check"))]
        if issubclass(model_admin.model, Publishable):
            return anything + list(REASONS.items())
        return anything

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep what is to be checked; of the parts of entries, those of drafts are not."""
        value = self.value()
        if value == "any":
            found: Any = queryset.to_check()  # type: ignore[attr-defined]
            is_entry = issubclass(queryset.model, Publishable)
            return found if is_entry else found.exclude(draft_q(queryset.model))
        if value in REASONS and issubclass(queryset.model, Publishable):
            return queryset.filter(reason_q(value))
        return queryset


class VisibilityFilter(SimpleListFilter):
    """Shows drafts, or what is scheduled, public or expired."""

    title = gettext_lazy("state")
    parameter_name = "visibility"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        """Offer every visibility, and everything but drafts."""
        return [*Visibility.choices, ("not_draft", _("all but drafts"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep what stands where the editor asks."""
        value = self.value()
        if value == "not_draft":
            return queryset.exclude(state=State.DRAFT)
        if value in Visibility.values:
            return queryset.filter(visibility_q(value, timezone.now()))
        return queryset


class BodyLanguageFilter(SimpleListFilter):
    """Shows what is written in a language, or has no translation yet."""

    title = gettext_lazy("language of the text")
    parameter_name = "body_language"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        """Offer every language, what lacks a translation, and what has no text."""
        return [
            *[(code, language_name(code)) for code in languages.all_languages()],
            ("untranslated", _("not translated")),
            ("outdated", _("translation outdated")),
            ("none", _("no text")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep what is written as the editor asks."""
        empty = {
            code: Q(**{f"body_{code}__isnull": True}) | Q(**{f"body_{code}": ""})
            for code in languages.all_languages()
        }
        norwegian_empty = Q(*[empty[code] for code in languages.NORWEGIAN])
        others = [code for code in empty if code not in languages.NORWEGIAN]
        value = self.value()
        if value in empty:
            return queryset.exclude(empty[value])
        if value == "untranslated":
            missing = Q(*[empty[code] for code in others], _connector=Q.OR)
            return queryset.exclude(norwegian_empty).filter(missing)
        if value == "outdated":
            left = [Q(**{f"behind__{code}__has_key": BODY}) for code in empty]
            return queryset.filter(Q(*left, _connector=Q.OR))
        if value == "none":
            return queryset.filter(*empty.values())
        return queryset


def in_any_case(fields: Iterable[str], text: str) -> Q:
    """Return the condition that every word of a text occurs, whatever its case and marks."""
    condition = Q()
    for word in plain_letters(text.replace("\0", "")).split():
        found = [(f"{field}__folded__contains", word) for field in fields]
        condition &= Q(*found, _connector=Q.OR)
    return condition


class FoldedSearch:
    """A list, and what other forms choose from it, searched whatever the case and marks."""

    search_fields: ClassVar[Any]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Return what holds every word, each in any of the fields."""
        return queryset.filter(in_any_case(self.search_fields, search_term)), False


class EntryColumns(DraftColumn):
    """The columns that every list of content has."""

    title_field: str
    has_body: bool
    opts: Any

    def title_columns(self) -> list[Any]:
        """Return the column with the name in the reader's language, sorted by what is shown."""

        @admin.display(description=gettext_lazy("name"), ordering=self.title_field)
        def title(obj: Any) -> str:
            return self.title_of(obj)

        return [title]

    def title_of(self, obj: Any) -> str:
        """Return the name in the reader's language, or in the nearest that has one."""
        value, language = languages.slot(obj, self.title_field)
        if not value or language == languages.current_language():
            return value or obj.key
        return format_html('<span lang="{}">{}</span>', language, value)

    def entry_columns(self) -> list[str]:
        """Return the columns after those of the kind."""
        text = ["text_language"] if self.has_body else []
        return [
            "visibility",
            "draft",
            "confirmation",
            *text,
            "owned_by",
            "updated_on",
            "next_check",
        ]

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def visibility(self, obj: Publishable) -> str:
        """Return a word and a shape for where an entry stands now."""
        visibility = visibility_of(obj, timezone.now())
        return format_html(
            '<span class="state state-{}">{}</span>', visibility.value, visibility.label
        )

    @admin.display(description=gettext_lazy("text"))
    def text_language(self, obj: Any) -> str:
        """Say in which written standard the long text is, and how the translation stands."""
        if obj is None or obj.pk is None:
            return _("not written yet")
        return written_in(obj) or _("no text")

    @admin.display(description=gettext_lazy("owner"), ordering="owner")
    def owned_by(self, obj: Publishable) -> str:
        """Return the owner's short name, or else the whole."""
        if obj.owner is None:
            return ""
        return languages.slot(obj.owner, "short_name").value or str(obj.owner)

    @admin.display(description=gettext_lazy("last updated"), ordering="updated_at")
    def updated_on(self, obj: Publishable) -> str:
        """Return the day of the last change."""
        return date_format(timezone.localtime(obj.updated_at), "SHORT_DATE_FORMAT")

    @admin.display(description=gettext_lazy("next check"), ordering="next_check_on")
    def next_check(self, obj: Publishable) -> str:
        """Return the day of the next check, and say if it has passed."""
        if obj.next_check_on is None:
            return ""
        day = date_format(obj.next_check_on, "SHORT_DATE_FORMAT")
        if obj.next_check_on >= timezone.localdate():
            return day
        return format_html('{} <strong class="overdue">{}</strong>', day, _("overdue"))

    @admin.display(description=gettext_lazy("reference for links"))
    def link_reference(self, obj: Any) -> str:
        """Return what other texts write to link here, whatever the address."""
        if obj is None or not obj.key:
            return _("given when saved")
        return format_html("<code>ref:{}/{}</code>", self.opts.label_lower, obj.key)
