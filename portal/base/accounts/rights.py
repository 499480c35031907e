"""Who may do what to which entry: the one place that lists, forms, actions and pages ask.

A role limited to counties or networks limits what comes from it and nothing else: who is also a
publisher is not limited, and who also translates may translate everything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Permission
from django.db import models
from django.db.models import Q, QuerySet

from portal.base.accounts.kinds import Model, entries_of, join, scope_paths, value_at
from portal.base.accounts.models import Responsibility
from portal.base.accounts.roles import BY_CODE
from portal.base.content import content_key
from portal.base.publishing import Publishable, State

# What each action takes: any of these permissions.
NEEDS = {
    "view": ("view", "change"),
    "history": ("view", "change"),
    "add": ("add",),
    "change": ("change",),
    "delete": ("delete",),
    "publish": ("publish",),
    "approve": ("publish",),
    "translate": ("translate", "change"),
    "preview": ("change", "translate", "publish"),
}
OF_THE_ENTRY = {"publish", "approve", "translate", "preview"}  # never of a part by itself
IMPORT = "import"  # changes what there is, and adds what there is not
EVERYWHERE = ""  # instead of "county" or "network"


@dataclass(frozen=True)
class Scope:
    """What somebody answers for; `whole`: no role of theirs is limited to it."""

    whole: bool = False
    counties: frozenset[int] = frozenset()
    networks: frozenset[int] = frozenset()

    def own(self, kind: str) -> frozenset[int]:
        """Return the numbers of one's own counties, or networks."""
        return self.counties if kind == "county" else self.networks


@dataclass(frozen=True)
class Rights:
    """What somebody may, by permission, each with how far it reaches; asked for once a request."""

    everything: bool = False
    scope: Scope = Scope()
    reaches: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def reach(self, action: str, model: Model) -> frozenset[str]:
        """Return how far somebody's right to an action on a kind of content reaches."""
        if self.everything:
            return frozenset({EVERYWHERE})
        names = [get_permission_codename(needed, model._meta) for needed in NEEDS[action]]
        found = [self.reaches.get(f"{model._meta.app_label}.{name}", ()) for name in names]
        return frozenset(kind for kinds in found for kind in kinds)


class Limit(NamedTuple):
    """A way in which a row is within reach: what its path leads to is one of these, or anything."""

    path: str
    own: frozenset[int] | None = None

    def __call__(self, row: models.Model) -> bool:
        """Tell whether a row is within reach, as it stands in memory."""
        if not self.path and self.own is None:
            return True
        value = value_at(row, self.path)
        return value is not None and (self.own is None or value in self.own)

    @property
    def condition(self) -> Q:
        """Return the same as a condition."""
        if self.own is not None:
            return Q((f"{self.path}__in", sorted(self.own)))
        return Q((f"{self.path}__isnull", False)) if self.path else Q()


def rights_of(user: Any) -> Rights:
    """Return what somebody may; nothing for who has not signed in or is not active."""
    if user is None or not user.is_active or user.pk is None:
        return Rights()
    if user.is_superuser:
        return Rights(everything=True, scope=Scope(whole=True))
    if not hasattr(user, "_rights"):
        user._rights = _read(user)
    return user._rights


def _read(user: Any) -> Rights:
    """Read somebody's permissions by group, and what they answer for."""
    names = ("content_type__app_label", "codename")
    groups = set(user.groups.values_list("name", flat=True))
    granted = Permission.objects.filter(group__user=user).values_list(*names, "group__name")
    own = user.user_permissions.values_list(*names)
    reaches: dict[str, set[str]] = {}
    for app, codename, *group in [*granted.order_by(), *own.order_by()]:
        kind = _scope_of_group(*group)
        reaches.setdefault(f"{app}.{codename}", set()).add(kind)
    scope = Scope(whole=any(_scope_of_group(name) == EVERYWHERE for name in groups))
    if any(_scope_of_group(name) for name in groups):
        scope = Scope(scope.whole, _answers_for(user, "counties"), _answers_for(user, "networks"))
    return Rights(scope=scope, reaches={name: frozenset(kinds) for name, kinds in reaches.items()})


def _scope_of_group(name: str = "") -> str:
    """Return what a group's permissions are limited to; nothing if it is not one of the roles."""
    return BY_CODE[name].scope if name in BY_CODE else EVERYWHERE


def _answers_for(user: Any, name: str) -> frozenset[int]:
    rows = Responsibility.objects.filter(user=user, **{f"{name}__isnull": False})
    return frozenset(rows.values_list(name, flat=True))


def scope_of(user: Any) -> Scope:
    """Return the counties and networks that somebody answers for."""
    return rights_of(user).scope


def limits(user: Any, action: str, model: Model) -> list[Limit]:
    """Return the ways in which rows of a model are within reach; empty: none of them is."""
    rights = rights_of(user)
    asked = (entries_of(model) if action in OF_THE_ENTRY else ()) or (("", model),)
    found: list[Limit] = []
    for path, kind_of_entry in asked:
        for kind in rights.reach(action, kind_of_entry):
            own, paths = rights.scope.own(kind), scope_paths(kind_of_entry, kind)
            if kind == EVERYWHERE or (own and not paths):  # what belongs nowhere is looked up
                found.append(Limit(path))
            elif own:
                found += [Limit(join(path, to_own), own) for to_own in paths]
    return [Limit("")] if Limit("") in found else found


def is_limited(user: Any, model: Model, action: str = "view") -> bool:
    """Tell whether somebody's right to an action reaches only some of the rows of a model."""
    return Limit("") not in limits(user, action, model)


def any_of(found: Iterable[Limit]) -> Q:
    """Return the condition that a row is within any of some limits."""
    conditions = [limit.condition for limit in found]
    return Q(*conditions, _connector=Q.OR) if conditions else Q(pk__in=[])


def limit(queryset: QuerySet, user: Any, action: str = "view") -> QuerySet:
    """Return the rows that somebody may do something to; without conditions where that is all."""
    model = queryset.model
    if is_limited(user, model, action):
        queryset = queryset.filter(any_of(limits(user, action, model)))
    if action == "delete" and issubclass(model, Publishable) and is_limited(user, model, "publish"):
        queryset = queryset.filter(Q(state=State.DRAFT) | any_of(limits(user, "publish", model)))
    return queryset


def in_scope(user: Any, entry: models.Model, action: str = "view") -> bool:
    """Tell whether an entry or a part, as it stands in memory, is within somebody's reach."""
    return any(within(entry) for within in limits(user, action, type(entry)))


def may(
    user: Any, action: str, entry: models.Model | None = None, model: Model | None = None
) -> bool:
    """Tell whether somebody may do something to an entry or a part, or to some of a model."""
    asked = type(entry) if entry is not None else model
    if asked is None:
        raise TypeError("Say which entry, or which kind of content.")
    if action == IMPORT:
        if entry is None:
            return may(user, "add", model=asked) and may(user, "change", model=asked)
        action = "change" if entry.pk else "add"
    if entry is None:
        return bool(limits(user, action, asked))
    if not in_scope(user, entry, action):
        return False
    if action != "delete" or not isinstance(entry, Publishable) or entry.state == State.DRAFT:
        return True
    return may(user, "publish", entry)  # a part is deleted in the draft of its entry


def may_bring_back(user: Any, action: str, model: Model, snapshot: Mapping[str, Any]) -> bool:
    """Tell whether somebody may do something to an entry that is a snapshot only, being deleted."""
    for within in limits(user, action, model):
        if within.own is None:
            return True
        target = None if within.path == "pk" else model._meta.get_field(within.path).related_model
        if not isinstance(target, type):
            continue
        own = target._base_manager.filter(pk__in=within.own)  # type: ignore[attr-defined]
        if snapshot["fields"].get(within.path) in own.values_list(content_key(target), flat=True):
            return True
    return False


def only_translates(user: Any, entry: models.Model) -> bool:
    """Tell whether somebody may write an entry's other languages, and nothing else of it."""
    return not may(user, "change", entry) and may(user, "translate", entry)


def scopes(user: Any, model: Model) -> frozenset[str]:
    """Return what somebody's right to write entries of a model is limited to; empty: nothing."""
    rights = rights_of(user)
    found = rights.reach("change", model) | rights.reach("add", model)
    return frozenset() if EVERYWHERE in found else found


def choices(queryset: QuerySet, user: Any, model: Model) -> QuerySet:
    """Return the rows that somebody may name in an entry of a model: their own, if limited."""
    kinds = scopes(user, model)
    if not kinds:
        return queryset
    shown, scope = limit(queryset, user), scope_of(user)
    target: Any = queryset.model
    own = [Limit(path, scope.own(kind)) for kind in kinds for path in scope_paths(target, kind)]
    return shown.filter(any_of(own)) if own else shown
