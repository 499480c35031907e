"""The editors' to-do list: what is unconfirmed, noted or overdue, in one query."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.db import models
from django.db.models import CharField, Count, F, IntegerField, Q, Sum, Value
from django.db.models.functions import Coalesce, Length
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.base.languages import NORWEGIAN
from portal.base.pages import WithBody
from portal.base.publishing import Confirmation, Publishable, State, published_q

REASONS = {
    "unconfirmed": _("not confirmed"),
    "noted": _("with a note"),
    "overdue": _("check overdue"),
}


def reason_q(reason: str) -> Q:
    """Return the condition for one of the reasons why an entry is to be checked."""
    if reason == "unconfirmed":
        return Q(confirmation=Confirmation.NOT_CONFIRMED)
    if reason == "noted":
        return ~Q(to_check="")
    return Q(next_check_on__lt=timezone.localdate())


@dataclass(frozen=True)
class Link:
    """A number of entries and the list that shows them."""

    label: str
    number: int
    url: str


@dataclass(frozen=True)
class Todo:
    """What there is to check in one kind of content; drafts are said, but are no fault."""

    label: str
    number: int
    url: str
    reasons: tuple[Link, ...]
    drafts: Link | None
    from_readers: bool = False


@dataclass(frozen=True)
class Share:
    """How much of the published long texts is in one written standard."""

    language: str
    percent: int


@dataclass(frozen=True)
class Overview:
    """What an editor sees first."""

    todos: tuple[Todo, ...]
    shares: tuple[Share, ...]

    @property
    def number(self) -> int:
        """Return how many entries are to be checked."""
        return sum(todo.number for todo in self.todos)


def overview(site: AdminSite, request: HttpRequest) -> Overview:
    """Return what there is to check in the content that an editor may see."""
    watched = [
        model
        for model, model_admin in site._registry.items()
        if hasattr(model._default_manager, "to_check")
        and model_admin.has_view_or_change_permission(request)
    ]
    if not watched:
        return Overview((), ())
    first, *others = [_numbers(model) for model in watched]
    found = {row["label"]: row for row in first.union(*others, all=True).order_by()}
    todos = [_todo(model, found[model._meta.label_lower]) for model in watched]
    shown = [todo for todo in todos if todo.number or todo.drafts]
    shown.sort(key=lambda todo: (not todo.from_readers, -todo.number))
    return Overview(tuple(shown), _shares(found.values()))


def _numbers(model: type[models.Model]) -> models.QuerySet:
    """Return the one row of numbers of a model."""
    manager: Any = model._default_manager
    in_list = Q(pk__in=manager.to_check().order_by().values("pk"))
    drafts = public = Q(pk__in=[])
    reasons = dict.fromkeys(REASONS, Q(pk__in=[]))
    if issubclass(model, Publishable):
        drafts, public = Q(state=State.DRAFT), published_q(timezone.now())
        in_list &= ~drafts
        reasons = {reason: reason_q(reason) & ~drafts for reason in REASONS}
    numbers: dict[str, Any] = {"number": Count("pk", filter=in_list)}
    numbers |= {reason: Count("pk", filter=q) for reason, q in reasons.items()}
    numbers["drafts"] = Count("pk", filter=drafts)
    for language in NORWEGIAN:
        length = Length(F(f"body_{language}")) if issubclass(model, WithBody) else Value(0)
        numbers[language] = Coalesce(
            Sum(length, filter=public, output_field=IntegerField()), Value(0)
        )
    label = Value(model._meta.label_lower, output_field=CharField())
    return (
        models.QuerySet(model).order_by().annotate(label=label).values("label").annotate(**numbers)
    )


def _todo(model: type[models.Model], row: dict[str, Any]) -> Todo:
    """Return what a row of numbers says, with the lists that show it."""
    meta = model._meta
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    kept = "&visibility=not_draft" if issubclass(model, Publishable) else ""
    reasons = tuple(
        Link(str(word), row[reason], f"{url}?to_check={reason}{kept}")
        for reason, word in REASONS.items()
        if row[reason]
    )
    drafts = None
    if row["drafts"]:
        drafts = Link(str(State.DRAFT.label), row["drafts"], f"{url}?visibility=draft")
    said = getattr(model, "todo_label", "")  # by what readers sent us, which comes first
    label = str(said or meta.verbose_name_plural)
    return Todo(label, row["number"], f"{url}?to_check=any{kept}", reasons, drafts, bool(said))


def _shares(rows: Any) -> tuple[Share, ...]:
    """Return the mix of the two written standards, measured in characters."""
    rows = list(rows)
    lengths = {language: sum(row[language] for row in rows) for language in NORWEGIAN}
    whole = sum(lengths.values())
    if not whole:
        return ()
    names = dict(settings.LANGUAGES)
    return tuple(
        Share(str(names[language]), round(100 * length / whole))
        for language, length in lengths.items()
    )
