"""Roles and responsibilities on the page of a user, and the roles themselves, in the admin."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.base.accounts import audit, rights
from portal.base.accounts.models import Responsibility
from portal.base.accounts.roles import BY_CODE, ROLES, name_of
from portal.base.admin_lists import FoldedSearch

REFUSED = gettext_lazy("You may not give or take away a role that can do more than you: %(roles)s.")
ABOVE_ONESELF = ("is_superuser", "user_permissions")  # for superusers alone


def may_give(user: Any, group: Group) -> bool:
    """Tell whether somebody may give a role: everything it may, they may themselves, everywhere."""
    if user.is_superuser:
        return True
    reaches = rights.rights_of(user).reaches
    permissions = Permission.objects.filter(group=group).order_by()
    return all(
        rights.EVERYWHERE in reaches.get(f"{app}.{codename}", ())
        for app, codename in permissions.values_list("content_type__app_label", "codename")
    )


def may_manage(user: Any, other: User) -> bool:
    """Tell whether somebody may change an account: one that can do no more than they can."""
    if user.is_superuser:
        return True
    if other.is_superuser or other.user_permissions.exists():
        return False
    return all(may_give(user, group) for group in other.groups.all())


def names_of(groups: Iterable[Group]) -> str:
    """Return the names of roles, in the reader's language."""
    return ", ".join(name_of(group) for group in groups)


class RoleField(forms.ModelMultipleChoiceField):
    """Roles as checkboxes, each with what it may."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """Return the name of the role, and what it may in plain words."""
        role = BY_CODE.get(obj.name)
        if role is None:
            return obj.name
        return format_html("<strong>{}</strong>: {}", role.label, role.about)


class GivesRoles:
    """The form of a user, filled in by somebody who gives no role that may more than they may."""

    user: Any
    instance: Any
    cleaned_data: dict[str, Any]

    def clean_groups(self) -> QuerySet:
        """Refuse roles that may more, given or taken away."""
        chosen = self.cleaned_data["groups"]
        before = set(self.instance.groups.all()) if self.instance.pk else set()
        changed = sorted(before ^ set(chosen), key=lambda group: group.pk)
        if refused := [group for group in changed if not may_give(self.user, group)]:
            raise ValidationError(REFUSED, params={"roles": names_of(refused)})
        return chosen


class ResponsibilityInline(admin.StackedInline):
    """The counties and networks that limited roles are limited to."""

    model = Responsibility
    fk_name = "user"
    autocomplete_fields = ["counties", "networks"]
    extra = 1
    max_num = 1
    can_delete = False
    verbose_name_plural = gettext_lazy("What county editors and network secretaries answer for")


class RoleFilter(admin.SimpleListFilter):
    """Shows the users with a role."""

    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer every role."""
        return [(role.code, role.label) for role in ROLES]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep who has the role."""
        return queryset.filter(groups__name=self.value()) if self.value() in BY_CODE else queryset


class WithRoles:
    """The page of a user: roles in words, what they are limited to, and nobody above oneself."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Fetch the roles of all users of the list at once."""
        return super().get_queryset(request).prefetch_related("groups")  # type: ignore[misc]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Add the roles."""
        return [*super().get_list_display(request), "roles"]  # type: ignore[misc]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """Filter by roles in words."""
        filters = super().get_list_filter(request)  # type: ignore[misc]
        return [RoleFilter, *(each for each in filters if each != "groups")]

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, obj: User) -> str:
        """Return the names of somebody's roles."""
        return names_of(obj.groups.all()) or "–"

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """Add what the roles are limited to, once the account is made."""
        own = [ResponsibilityInline] if obj is not None else []
        return [*super().get_inlines(request, obj), *own]  # type: ignore[misc]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[tuple[Any, Any]]:
        """Leave out what only superusers see."""
        hidden = set() if request.user.is_superuser else set(ABOVE_ONESELF)
        return [
            (name, {**options, "fields": [f for f in options["fields"] if f not in hidden]})
            for name, options in super().get_fieldsets(request, obj)  # type: ignore[misc]
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Make nobody but a superuser a superuser."""
        fields = list(super().get_readonly_fields(request, obj))  # type: ignore[misc]
        return fields if request.user.is_superuser else [*fields, *ABOVE_ONESELF]

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer the roles as checkboxes."""
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]
        return RoleField(Group.objects.order_by("pk"), required=False, label=gettext_lazy("Roles"))

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Return a form that knows who fills it in."""
        form = super().get_form(request, obj, **kwargs)  # type: ignore[misc]
        return type(form.__name__, (GivesRoles, form), {"user": request.user})

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether somebody may change an account; its password is part of it."""
        allowed = super().has_change_permission(request, obj)  # type: ignore[misc]
        return allowed and (obj is None or may_manage(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether somebody may delete an account."""
        allowed = super().has_delete_permission(request, obj)  # type: ignore[misc]
        return allowed and (obj is None or may_manage(request.user, obj))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Note which roles were given and taken away, and say if a limited one reaches nothing."""
        user = form.instance
        before = sorted(user.groups.values_list("name", flat=True))
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        after = sorted(user.groups.values_list("name", flat=True))
        if before != after:
            audit.note("roles changed", who=request.user, entry=user, before=before, after=after)
        scope = rights.scope_of(type(user)._default_manager.get(pk=user.pk))
        for role in (BY_CODE[name] for name in after if name in BY_CODE):
            if role.scope and not scope.own(role.scope):
                text = _(
                    "%(role)s: nothing is chosen that it is limited to, so it reaches nothing."
                )
                self.message_user(request, text % {"role": role.label}, messages.WARNING)  # type: ignore[attr-defined]


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(FoldedSearch, GroupAdmin):
    """The roles, which are kept as the program has them, and groups of one's own."""

    list_display = ["label"]

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def label(self, obj: Group) -> str:
        """Return the name of the role in the reader's language."""
        return name_of(obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A group can be given any right: only superusers make one."""
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only superusers change a group; what a role may, nobody changes."""
        return request.user.is_superuser and (obj is None or obj.name not in BY_CODE)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only superusers delete a group; a role comes back when the database is migrated."""
        return self.has_change_permission(request, obj)
