"""What there is to check in each kind of content, counted in one query; drafts are no fault."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.db import models
from django.db.models import Count, F, IntegerField, Q, Sum, Value
from django.db.models.functions import Coalesce, Length
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from portal.base.accounts import rights
from portal.base.accounts.admin_rights import WithRights
from portal.base.languages import NORWEGIAN
from portal.base.pages import WithBody
from portal.base.publishing import Checked, Publishable, published_q
from portal.base.todo.names import label_column, union_of
from portal.base.todo.reasons import REASONS, draft_q, overdue_q, reason_q

Row = dict[str, Any]
NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Cell:
    """How many entries there is one reason to check, and the list that shows them."""

    reason: str
    number: int
    url: str


@dataclass(frozen=True)
class Kind:
    """What there is to check in one kind of content; an entry may have more than one reason."""

    label: str
    number: int
    url: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Share:
    """How much of the published long texts is in one written standard."""

    language: str
    percent: int


def count(site: AdminSite, request: HttpRequest) -> dict[type[models.Model], Row]:
    """Return the numbers of every kind of content that somebody may see, in one query."""
    watched = {
        model: model_admin
        for model, model_admin in site._registry.items()
        if (issubclass(model, Checked) or hasattr(model._default_manager, "to_check"))
        and model_admin.has_view_or_change_permission(request)
    }
    if not watched:
        return {}
    parts = [_numbers(_seen(each, request), request.user) for each in watched.values()]
    found = {row["label"]: row for row in union_of(parts)}
    return {model: found.get(model._meta.label_lower, {}) for model in watched}


def _seen(model_admin: ModelAdmin, request: HttpRequest) -> models.QuerySet:
    """Return what somebody may see of a model, without what its list shows besides."""
    model: Any = model_admin.model
    if isinstance(model_admin, WithRights):
        return rights.limit(model._default_manager.all(), request.user)
    shown = model_admin.get_queryset(request).order_by().values("pk")
    return model._default_manager.filter(pk__in=shown)


def _numbers(rows: models.QuerySet, user: Any) -> models.QuerySet:
    """Return the one row of numbers of some rows of a model."""
    model = rows.model
    manager: Any = model._default_manager
    kept, public, behind = ~draft_q(model), NOTHING, NOTHING
    reasons = dict.fromkeys(REASONS, NOTHING)
    in_list = overdue_q() & kept if issubclass(model, Checked) else NOTHING
    if hasattr(manager, "to_check"):
        in_list = Q(pk__in=manager.to_check().order_by().values("pk")) & kept
    if issubclass(model, Publishable):
        public = published_q(timezone.now())
        reasons = {reason: reason_q(reason) & kept for reason in REASONS}
        behind = ~Q(behind={}) & kept & rights.any_of(rights.limits(user, "translate", model))
    elif issubclass(model, Checked):
        reasons["overdue"] = overdue_q() & kept
        if hasattr(manager, "to_check"):
            reasons["unconfirmed"] = in_list
    own = reasons["overdue"] & rights.any_of(rights.limits(user, "change", model))
    conditions = {"number": in_list, **reasons, "own_overdue": own, "behind": behind}
    numbers: dict[str, Any] = {name: Count("pk", filter=q) for name, q in conditions.items()}
    for language in NORWEGIAN:
        length = Length(F(f"body_{language}")) if issubclass(model, WithBody) else Value(0)
        numbers[language] = Coalesce(
            Sum(length, filter=public, output_field=IntegerField()), Value(0)
        )
    return rows.order_by().annotate(label=label_column(model)).values("label").annotate(**numbers)


def list_url(model: type[models.Model], query: str = "") -> str:
    """Return the address of a list of the admin."""
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist") + query


def table(numbers: dict[type[models.Model], Row]) -> tuple[Kind, ...]:
    """Return the kinds of content in which there is something to check, the most first."""
    kinds = [_kind(model, row) for model, row in numbers.items() if issubclass(model, Checked)]
    shown = [kind for kind in kinds if any(cell.number for cell in kind.cells)]
    return tuple(sorted(shown, key=lambda kind: -kind.number))


def _kind(model: type[models.Model], row: Row) -> Kind:
    """Return what a row of numbers says, with the lists that show it."""
    if issubclass(model, Publishable):
        queries = {reason: f"?to_check={reason}&visibility=not_draft" for reason in REASONS}
        every = "?to_check=any&visibility=not_draft"
    else:
        overdue = f"?next_check_on__lt={timezone.localdate().isoformat()}"
        every = "?to_check=any" if hasattr(model._default_manager, "to_check") else overdue
        queries = {"unconfirmed": every, "noted": every, "overdue": overdue}
    cells = tuple(
        Cell(reason, row.get(reason, 0), list_url(model, queries[reason])) for reason in REASONS
    )
    label = capfirst(str(model._meta.verbose_name_plural))
    return Kind(label, row.get("number", 0), list_url(model, every), cells)


def shares(numbers: dict[type[models.Model], Row]) -> tuple[Share, ...]:
    """Return the mix of the two written standards, measured in characters."""
    rows = numbers.values()
    lengths = {code: sum(row.get(code, 0) for row in rows) for code in NORWEGIAN}
    whole = sum(lengths.values())
    if not whole:
        return ()
    names = dict(settings.LANGUAGES)
    return tuple(
        Share(str(names[code]), round(100 * length / whole)) for code, length in lengths.items()
    )
