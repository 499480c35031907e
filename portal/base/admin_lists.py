"""What the lists of the admin show and filter by: standing in time, things to check, languages."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.base import languages
from portal.base.admin_todo import REASONS, reason_q
from portal.base.publishing import Publishable, State


class Standing(models.TextChoices):
    """Where an entry stands: what the editor decided, and what the two dates make of it."""

    DRAFT = "draft", gettext_lazy("draft")
    SCHEDULED = "scheduled", gettext_lazy("scheduled")
    PUBLIC = "public", gettext_lazy("public")
    EXPIRED = "expired", gettext_lazy("expired")


def standing_of(entry: Publishable, now: dt.datetime) -> Standing:
    """Return where an entry stands at a moment."""
    if entry.state == State.DRAFT:
        return Standing.DRAFT
    if entry.published_from and entry.published_from > now:
        return Standing.SCHEDULED
    if entry.published_until and entry.published_until <= now:
        return Standing.EXPIRED
    return Standing.PUBLIC


def standing_q(standing: str, now: dt.datetime) -> Q:
    """Return the condition for standing somewhere at a moment."""
    decided = Q(state=State.PUBLISHED)
    return {
        Standing.DRAFT: Q(state=State.DRAFT),
        Standing.SCHEDULED: decided & Q(published_from__gt=now),
        Standing.PUBLIC: Publishable.published_q(now),
        Standing.EXPIRED: decided & Q(published_until__lte=now),
    }[Standing(standing)]


def language_name(code: str) -> str:
    """Return the name of a language of the portal, in the reader's language."""
    return str(dict(settings.LANGUAGES).get(code, code))


def written_in(entry: models.Model) -> str:
    """Say in which written standard an entry's long text is, and how its translations stand."""
    written = [code for code in languages.all_languages() if getattr(entry, f"body_{code}")]
    if not written:
        return ""
    said = [language_name(code) for code in written if code in languages.NORWEGIAN]
    outdated = getattr(entry, "translation_outdated", False)
    for code in languages.all_languages():
        if code in languages.NORWEGIAN:
            continue
        name = language_name(code)
        if code not in written:
            said.append(_("no text in %(language)s") % {"language": name})
        elif outdated:
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
        """Keep what is to be checked."""
        if self.value() == "any":
            return queryset.to_check()  # type: ignore[attr-defined]
        if self.value() in REASONS and issubclass(queryset.model, Publishable):
            return queryset.filter(reason_q(self.value()))
        return queryset


class StandingFilter(SimpleListFilter):
    """Shows drafts, or what is scheduled, public or expired."""

    title = gettext_lazy("state")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        """Offer every standing, and everything but drafts."""
        return [*Standing.choices, ("not_draft", _("all but drafts"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep what stands where the editor asks."""
        if self.value() == "not_draft":
            return queryset.exclude(state=State.DRAFT)
        if self.value() in Standing:
            return queryset.filter(standing_q(self.value(), timezone.now()))
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
            return queryset.filter(translation_outdated=True)
        if value == "none":
            return queryset.filter(*empty.values())
        return queryset


def in_any_case(queryset: QuerySet, fields: tuple[str, ...], text: str) -> QuerySet:
    """Return the rows in which every word of a text occurs, whatever its letters' case.

    SQLite folds the case of a to z only, so each word is also looked for in small and in capital
    letters and with a capital first: Æ then matches æ.
    """
    for word in text.split():
        spellings = {word, word.lower(), word.upper(), word.capitalize()}
        queryset = queryset.filter(
            Q(
                *[(f"{field}__icontains", each) for field in fields for each in sorted(spellings)],
                _connector=Q.OR,
            )
        )
    return queryset
