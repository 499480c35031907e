"""Object rights in the admin's lists, forms, actions, filters and autocompletes; see rights."""

import dataclasses
import functools
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.base import languages
from portal.base.accounts import rights
from portal.base.accounts.kinds import scope_paths
from portal.base.content import slots_of
from portal.base.translating.following import BODY, source_language

MOST_NAMED = 10  # entries in one message
OWN_ONLY = gettext_lazy("Choose one of those you answer for yourself. Others answer for this one.")


class WithinReach:
    """A form for somebody whose rights are limited: one's own to choose among, and nowhere else."""

    user: Any  # who fills it in; set by the admin
    fields: dict[str, Any]
    instance: Any
    _meta: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                own = rights.choices(field.queryset, self.user, self._meta.model)
                kept = Q(pk__in=own.order_by().values("pk")) | Q(pk__in=self._now(name))
                field.queryset = field.queryset.filter(kept)
                field.error_messages["invalid_choice"] = OWN_ONLY

    def _now(self, name: str) -> list[int]:
        """Return what the entry names already, which it may go on naming."""
        try:
            field = self._meta.model._meta.get_field(name)
        except FieldDoesNotExist:
            return []
        if not field.many_to_many:
            value = getattr(self.instance, field.attname)
            return [] if value is None else [value]
        chosen = getattr(self.instance, name) if self.instance.pk else None
        return list(chosen.values_list("pk", flat=True)) if chosen is not None else []

    def _post_clean(self) -> None:
        """Refuse, at the field, what would take the entry out of one's own counties or networks."""
        super()._post_clean()  # type: ignore[misc]
        steps = [
            path.partition("__")[0]
            for kind in rights.scopes(self.user, self._meta.model)
            for path in scope_paths(self._meta.model, kind)
        ]
        places = [name for name in dict.fromkeys(steps) if name in self.fields]
        action = "change" if self.instance.pk else "add"
        if places and not rights.in_scope(self.user, self.instance, action):
            errors: Any = self.errors  # type: ignore[attr-defined]
            if not any(name in errors for name in places):
                self.add_error(places[0], OWN_ONLY)  # type: ignore[attr-defined]


def within_reach(form: type, user: Any) -> type:
    """Return a form with only one's own to choose among."""
    return type(form.__name__, (WithinReach, form), {"user": user})


def slots_to_translate(model: type[models.Model], entry: models.Model) -> set[str]:
    """Return the fields of the languages that an entry, or a part of it, is translated to."""
    source = source_language(entry)
    others = [code for code in languages.all_languages() if code != source]
    return {
        f"{slot}_{code}"
        for slot in slots_of(model)
        for code in others
        if slot != BODY or code not in languages.NORWEGIAN  # one Norwegian text, never two
    }


def all_but_translations(model: type[models.Model], entry: models.Model) -> list[str]:
    """Return the fields of a model that who only translates an entry can not change."""
    slots = slots_to_translate(model, entry)
    originals = slots_of(model)
    return [
        field.name
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.editable and not field.primary_key and field.name not in slots | originals
    ]


class WithRights:
    """A list and a form in which everybody sees and does what their roles let them."""

    model: type[models.Model]
    opts: Any
    message_user: Callable[..., None]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return what somebody may see; lists, forms, histories and autocompletes begin here."""
        return rights.limit(super().get_queryset(request), request.user)  # type: ignore[misc]

    def _may(self, request: HttpRequest, action: str, obj: Any = None) -> bool:
        return rights.may(request.user, action, obj, self.model)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether somebody may see an entry, or some of the list."""
        return self._may(request, "view", obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Tell whether somebody may make a new entry."""
        return self._may(request, "add")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether somebody may fill in the form: all of it, or its translations."""
        return self._may(request, "change", obj) or self._may(request, "translate", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether somebody may delete an entry."""
        return self._may(request, "delete", obj)

    def has_publish_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether somebody may make an entry public, and take it off the portal."""
        return self._may(request, "publish", obj)

    def has_translate_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether somebody may write an entry's other languages."""
        return self._may(request, "translate", obj)

    def has_preview_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether somebody may see an entry as it is being written."""
        return self._may(request, "preview", obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Return all but the other languages for who only translates."""
        fields = list(super().get_readonly_fields(request, obj))  # type: ignore[misc]
        if obj is not None and rights.only_translates(request.user, obj):
            fields += all_but_translations(self.model, obj)
        return fields

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Return the form, for who is limited with only one's own to choose among."""
        form = super().get_form(request, obj, **kwargs)  # type: ignore[misc]
        if rights.scopes(request.user, self.model):
            return within_reach(form, request.user)
        return form

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """Return the filters, for who is limited with only what one's own entries have."""
        filters = list(super().get_list_filter(request))  # type: ignore[misc]
        if not rights.is_limited(request.user, self.model):
            return filters
        return [self._own_only(each) for each in filters]

    def _own_only(self, each: Any) -> Any:
        if not isinstance(each, str) or "__" in each or not hasattr(self.model, each):
            return each
        is_relation = self.opts.get_field(each).is_relation
        return (each, admin.RelatedOnlyFieldListFilter) if is_relation else each

    def get_actions(
        self, request: HttpRequest, action_location: Any = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        """Return the actions, each of which asks for every selected entry whether one may."""
        actions = super().get_actions(request, action_location=action_location)  # type: ignore[misc]
        return {
            name: dataclasses.replace(action, func=asking(action.func))
            for name, action in actions.items()
            if self._may_some(request, action.func)
        }

    def _may_some(self, request: HttpRequest, func: Any) -> bool:
        return any(self._may(request, action) for action in needed(func))


def needed(func: Any) -> Iterable[str]:
    """Return the rights of which an action takes one; to change, if it does not say."""
    return [each for each in getattr(func, "allowed_permissions", ()) if each in rights.NEEDS] or [
        "change"
    ]


def asking(func: Callable[..., Any]) -> Callable[..., Any]:
    """Return an action that does nothing to any entry unless one may do it to every one."""

    @functools.wraps(func)
    def asked(model_admin: Any, request: HttpRequest, queryset: QuerySet) -> Any:
        some = Q(pk__in=[])
        for action in needed(func):
            some |= Q(pk__in=rights.limit(queryset.order_by(), request.user, action).values("pk"))
        if refused := list(queryset.exclude(some)):
            words = _("Nothing was done, because you may not do this to: %(entries)s.")
            model_admin.message_user(request, words % {"entries": some_of(refused)}, messages.ERROR)
            return None
        return func(model_admin, request, queryset)

    return asked


def some_of(entries: list[models.Model]) -> str:
    """Name entries, the first of them if there are many."""
    named = "; ".join(str(entry) for entry in entries[:MOST_NAMED])
    more = len(entries) - MOST_NAMED
    if more <= 0:
        return named
    text = ngettext("%(named)s and %(number)d more", "%(named)s and %(number)d more", more)
    return text % {"named": named, "number": more}


class PartRights:
    """Parts on the page of what they belong to: who may change that may change them."""

    model: type[models.Model]
    parent_model: type[models.Model]
    form: type
    readonly_fields: Any

    def _may(self, request: HttpRequest, action: str, obj: Any) -> bool:
        if obj is not None and obj.pk is None:  # being made
            obj = None
        if obj is None and action == "change":
            return self._may(request, "add", None) or rights.may(
                request.user, "change", model=self.parent_model
            )
        return rights.may(request.user, action, obj, self.parent_model)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether somebody may see the entry that the parts belong to."""
        return self._may(request, "view", obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether somebody may write the entry that the parts belong to."""
        return self._may(request, "change", obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether somebody may write the entry, or translate it where parts have languages."""
        if self._may(request, "change", obj):
            return True
        return bool(slots_to_translate(self.model, self.parent_model())) and self._may(
            request, "translate", obj
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether somebody may write the entry that the parts belong to."""
        return self._may(request, "change", obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Return all but the other languages for who only translates."""
        fields = list(super().get_readonly_fields(request, obj))  # type: ignore[misc]
        if obj is not None and obj.pk and rights.only_translates(request.user, obj):
            fields += all_but_translations(self.model, obj)
        return fields

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Return the rows, for who is limited with only one's own to choose among."""
        if rights.scopes(request.user, self.model):
            kwargs = {"form": within_reach(self.form, request.user)} | kwargs
        return super().get_formset(request, obj, **kwargs)  # type: ignore[misc]
