"""The pages for people, roles and the audit log."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy, ngettext

from portal.base.accounts.audit_words import ACTIONS, DETAILS
from portal.base.accounts.models import AuditEntry
from portal.base.accounts.pages import end_all_sessions
from portal.base.accounts.user_admin import WithRoles
from portal.base.admin import ReadOnly
from portal.base.admin_lists import FoldedSearch

# Looked at by nobody: one's own page shows what there is to see.
for model in (EmailAddress, Authenticator, UserSession, SocialAccount, SocialApp, SocialToken):
    if admin.site.is_registered(model):
        admin.site.unregister(model)
admin.site.unregister(User)

SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class ProviderInline(admin.TabularInline):
    """Who somebody is at a provider: for those who have no e-mail address there."""

    model = SocialAccount
    fields = ["provider", "uid"]
    extra = 0
    verbose_name = gettext_lazy("identity at a provider")
    verbose_name_plural = gettext_lazy("identities at providers")

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Offer the providers in the settings."""
        if db_field.name == "provider":
            known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
            choices = [(app["provider_id"], app["name"]) for app in known]
            return forms.ChoiceField(choices=choices, label=db_field.verbose_name)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class SecondStepFilter(admin.SimpleListFilter):
    """Shows who has a second step, or who has none."""

    title = gettext_lazy("second step")
    parameter_name = "second_step"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer both."""
        return [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep those with one, or without."""
        if self.value() not in {"yes", "no"}:
            return queryset
        return queryset.filter(has_second_step=self.value() == "yes")


@admin.register(User)
class PersonAdmin(WithRoles, FoldedSearch, UserAdmin):
    """Who edits: how they sign in, and what they may."""

    list_display = ["username", "full_name", "email", "second_step", "last_login"]
    list_filter = ["is_staff", "is_superuser", "is_active", SecondStepFilter, "groups"]
    actions = ["sign_out", "take_second_steps"]
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Know of everybody's second step, without asking for each."""
        steps = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_STEPS)
        return super().get_queryset(request).annotate(has_second_step=Exists(steps))

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """Ask for identities only where there are providers."""
        known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        ours = [ProviderInline] if obj is not None and known else []
        return [*super().get_inlines(request, obj), *ours]

    @admin.display(description=gettext_lazy("name"), ordering="last_name")
    def full_name(self, obj: Any) -> str:
        """Return first and last name."""
        return obj.get_full_name() or "–"

    @admin.display(description=gettext_lazy("second step"), boolean=True)
    def second_step(self, obj: Any) -> bool:
        """Tell whether signing in takes two steps."""
        return obj.has_second_step

    @admin.action(description=gettext_lazy("Sign out everywhere"), permissions=["change"])
    def sign_out(self, request: HttpRequest, queryset: QuerySet) -> None:
        """End all sessions of those who are chosen."""
        people = self._mine(request, queryset)
        for person in people:
            end_all_sessions(request, person)
        text = ngettext(
            "%(number)d person is signed out everywhere.",
            "%(number)d persons are signed out everywhere.",
            len(people),
        )
        messages.success(request, text % {"number": len(people)})

    @admin.action(
        description=gettext_lazy("Take away the second step, for who has lost it"),
        permissions=["change"],
    )
    def take_second_steps(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Remove app, passkeys and recovery codes; who may publish has to set up new ones."""
        people = self._mine(request, queryset)
        for step in Authenticator.objects.filter(user__in=people).select_related("user"):
            step.delete()
            authenticator_removed.send(
                sender=Authenticator, request=request, user=step.user, authenticator=step
            )
        text = ngettext(
            "%(number)d person has no second step now.",
            "%(number)d persons have no second step now.",
            len(people),
        )
        messages.success(request, text % {"number": len(people)})

    def _mine(self, request: HttpRequest, queryset: QuerySet) -> list[Any]:
        return [person for person in queryset if self.has_change_permission(request, person)]


class ActionFilter(admin.SimpleListFilter):
    """Shows one kind of act."""

    title = gettext_lazy("what was done")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer what has been done at all."""
        acts = AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct()
        return [(act, ACTIONS.get(act, act)) for act in acts]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep it."""
        return queryset.filter(action=self.value()) if self.value() else queryset


class KindFilter(admin.SimpleListFilter):
    """Shows what was done to one kind of thing."""

    title = gettext_lazy("kind of entry")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the kinds that anything was done to."""
        done_to = AuditEntry.objects.exclude(model="").order_by("model")
        labels = done_to.values_list("model", flat=True).distinct()
        return [(label, kind_name(label)) for label in labels]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep it."""
        return queryset.filter(model=self.value()) if self.value() else queryset


class WhoFilter(admin.SimpleListFilter):
    """Shows what one person did."""

    title = gettext_lazy("who")
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer everybody who did anything."""
        known = AuditEntry.objects.exclude(who="").order_by("who")
        return [(who, who) for who in known.values_list("who", flat=True).distinct()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep it."""
        return queryset.filter(who=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly, FoldedSearch, admin.ModelAdmin):
    """Who did what; read, never changed."""

    list_display = ["when", "who", "act", "kind", "object_key", "more"]
    list_filter = ["at", ActionFilter, KindFilter, WhoFilter]
    date_hierarchy = "at"
    search_fields = ["who", "object_key", "action"]
    search_help_text = gettext_lazy("User name, or the key of an entry.")
    fields = ["when", "who", "act", "kind", "object_key", "more"]
    readonly_fields = ["when", "who", "act", "kind", "object_key", "more"]
    list_per_page = 100
    show_full_result_count = False
    actions = None

    @admin.display(description=gettext_lazy("when"), ordering="at")
    def when(self, obj: AuditEntry) -> str:
        """Return the moment, to the second."""
        return f"{date_format(localtime(obj.at), 'SHORT_DATE_FORMAT')} {localtime(obj.at):%H:%M:%S}"

    @admin.display(description=gettext_lazy("what was done"), ordering="action")
    def act(self, obj: AuditEntry) -> str:
        """Return what was done, in the reader's language."""
        return str(ACTIONS.get(obj.action, obj.action))

    @admin.display(description=gettext_lazy("kind of entry"), ordering="model")
    def kind(self, obj: AuditEntry) -> str:
        """Return what kind of thing it was done to."""
        return kind_name(obj.model) or "–"

    @admin.display(description=gettext_lazy("more"))
    def more(self, obj: AuditEntry) -> str:
        """Return what else is known of it."""
        pairs = ((DETAILS.get(name, name), shown(value)) for name, value in obj.detail.items())
        return format_html_join("; ", "{}: {}", pairs) or "–"


def kind_name(label: str) -> str:
    """Return what a kind of thing is called, in the reader's language; its label, if it is gone."""
    try:
        model: type[models.Model] = apps.get_model(label)
    except (LookupError, ValueError):
        return label
    return str(model._meta.verbose_name)


def shown(value: Any) -> str:
    """Return a detail as words."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
