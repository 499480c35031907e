"""Where the things to do come from: readers, owners, colleagues, days, links and translations.

Each source is one query, whatever the number of entries, and gives what somebody may do something
about. What was never published is nobody's fault, and is in none of them.
"""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.admin import AdminSite
from django.db import models
from django.db.models import Case, CharField, Count, F, IntegerField, Q, TextField, Value, When
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.base import languages
from portal.base.accounts import rights
from portal.base.accounts.kinds import content, entries_of, join
from portal.base.feedback import Feedback
from portal.base.languages import Text
from portal.base.publishing import Checked, published_q
from portal.base.todo.names import Named, label_column, name_columns, name_in, union_of
from portal.base.todo.own_copies import Copies, Row
from portal.base.todo.reasons import overdue_q
from portal.base.todo.tasks import MOST, Task, since
from portal.base.upkeep.models import ConfirmationRequest, Link


@dataclass(frozen=True)
class Person:
    """Who the page is for, and when."""

    site: AdminSite
    request: HttpRequest
    now: dt.datetime

    @property
    def user(self) -> Any:
        """Return the user."""
        return self.request.user

    @property
    def only_translates(self) -> bool:
        """Tell whether somebody translates, and changes nothing else."""
        kinds = list(content())
        return any(rights.may(self.user, "translate", model=kind) for kind in kinds) and not any(
            rights.may(self.user, "change", model=kind) for kind in kinds
        )

    @property
    def copies(self) -> Copies:
        """Return the working copies that concern the person."""
        return Copies(self.user, self.now)


def error_reports(person: Person) -> list[Task]:
    """Return what readers say is wrong, the longest waiting first."""
    if not rights.may(person.user, "change", model=Feedback):
        return []
    found = Feedback.objects.to_check().order_by("received_on", "pk")[:MOST]
    return [
        Task(
            "error_reports",
            _("A reader reports: %(what)s") % {"what": each.get_category_display()},
            since(each.received_on, _("received %(day)s")),
            name=Text(each.about, ""),
            url=reverse("admin:base_feedback_change", args=[each.pk]),
            about=(each.entry_model, each.entry_key),
        )
        for each in found
    ]


def proposals(person: Person) -> list[Task]:
    """Return what owners propose, the longest waiting first."""
    model_admin = person.site._registry.get(ConfirmationRequest)
    if model_admin is None or not model_admin.has_change_permission(person.request):
        return []
    reached = model_admin.get_queryset(person.request).order_by().values("pk")
    found = ConfirmationRequest.objects.to_check().filter(pk__in=reached)
    return [
        Task(
            "proposals",
            _("An owner proposes changes"),
            since(each.answered_at, _("received %(day)s")),
            name=Text(each.object_key, ""),
            url=reverse("admin:base_confirmationrequest_change", args=[each.pk]),
            about=(each.model, each.object_key),
        )
        for each in found.order_by("answered_at", "pk")[:MOST]
    ]


def waiting(person: Person) -> list[Task]:
    """Return what others have written and this person may publish."""
    return [
        _of_copy(
            "waiting", row, "publish", _("Waiting for your approval"),
            _("%(who)s asked %(day)s")
            % {"who": row["asker"] or "–", "day": since(row["asked_at"], "%(day)s")},
        )
        for row in person.copies.waiting(MOST)
    ]  # fmt: skip


def not_in_time(person: Person) -> list[Task]:
    """Return one's own drafts that could not be published at their moment."""
    words = _("Your draft could not be published in time")
    return [
        _of_copy("failed", row, "publish", words, row["failed"])
        for row in person.copies.failed(MOST)
    ]


def left_lying(person: Person) -> list[Task]:
    """Return one's own drafts that nobody has touched for a week: a reminder, and no fault."""
    words = _("last saved %(day)s; go on when it suits you")
    return [
        _of_copy("left_lying", row, "change", _("You have a draft"), since(row["saved_at"], words))
        for row in person.copies.left_lying(MOST)
    ]


def _of_copy(source: str, row: Row, page: str, what: str, why: str) -> Task:
    return Task(source, what, why, about=(row["model"], row["object_key"]), page=page)


def checks(person: Person) -> list[Task]:
    """Return what should have been checked: first what no owner can be asked about by mail."""
    parts = []
    for model in _checked():
        for path, entry in entries_of(model):
            if person.site.is_registered(entry) and rights.may(person.user, "change", model=model):
                parts.append(_due(person, model, path, entry))
    if not parts:
        return []
    found = union_of(parts).order_by("row_asked", "row_day", "row_label", "row_key", "row_pk")[
        :MOST
    ]
    return [_check(row) for row in found]


def _checked() -> list[Any]:
    """Return every kind of entry and of part that is checked in time."""
    return [model for model in apps.get_models() if issubclass(model, Checked)]


def _due(person: Person, model: Any, path: str, entry: Any) -> models.QuerySet:
    """Return what somebody answers for of a kind, and should have been checked by now."""
    asked = Q(owner__mailbox__gt="")
    if path:
        asked |= Q(**{"owner": None, f"{path}__owner__mailbox__gt": ""})
    edited, number = (
        (model, "pk") if person.site.is_registered(model) else (entry, join(path, "pk"))
    )
    due = (
        overdue_q() & published_q(person.now, path) & model.asked_q(timezone.localdate(person.now))
    )
    rows = rights.limit(model._default_manager.filter(due), person.user, "change").order_by()
    columns = {
        "row_label": label_column(edited),
        "row_part": Value(model._meta.label_lower if path else "", output_field=CharField()),
        "row_pk": F(number),
        "row_day": F("next_check_on"),
        "row_asked": Case(When(asked, then=1), default=0, output_field=IntegerField()),
        "row_key": F(join(path, "key")),
        **name_columns(person.site, entry, path),
    }
    return rows.annotate(**columns).values(*columns)


def _check(row: Row) -> Task:
    named = Named(row["row_label"], row["row_pk"], name_in(row))
    words = _("should have been checked by %(day)s")
    if row["row_part"]:
        fact = apps.get_model(row["row_part"])._meta.verbose_name
        what = _("Check again: %(fact)s") % {"fact": fact}
    else:
        what = _("Check the facts again")
    return Task("checks", what, since(row["row_day"], words), name=named.name, url=named.url())


def broken_links(person: Person) -> list[Task]:
    """Return the links that lead nowhere, those on the most pages first."""
    if not rights.may(person.user, "view", model=Link):
        return []
    entry = Concat("uses__model", Value("/"), "uses__object_key")
    broken = Link.objects.to_check().annotate(pages=Count(entry, distinct=True))
    return [
        Task(
            "broken_links",
            _("A link leads nowhere"),
            _join(
                ngettext("on %(number)d page", "on %(number)d pages", each.pages)
                % {"number": each.pages},
                since(each.broken_since, _("since %(day)s")),
            ),
            name=Text(each.address, ""),
            url=reverse("admin:base_link_change", args=[each.pk]),
        )
        for each in broken.order_by("-pages", "broken_since", "pk")[:MOST]
    ]


def translations(person: Person) -> list[Task]:
    """Return the entries whose translations are behind, those changed first first."""
    parts = []
    for model in content():
        if not person.site.is_registered(model):
            continue
        if not rights.may(person.user, "translate", model=model):
            continue
        rows = rights.limit(model._base_manager.exclude(behind={}), person.user, "translate")
        columns = {
            "row_label": label_column(model),
            "row_pk": F("pk"),
            "row_key": F("key"),
            "row_changed": F("updated_at"),
            "row_behind": Cast(F("behind"), TextField()),
            **name_columns(person.site, model),
        }
        rows = rows.filter(published_q(person.now)).order_by()
        parts.append(rows.annotate(**columns).values(*columns))
    if not parts:
        return []
    found = union_of(parts).order_by("row_changed", "row_label", "row_key")[:MOST]
    return [_translation(row) for row in found]


def _translation(row: Row) -> Task:
    behind = json.loads(row["row_behind"])
    names = dict(settings.LANGUAGES)
    said = ", ".join(str(names[code]) for code in languages.all_languages() if code in behind)
    days = [slot.get("since") or "" for left in behind.values() for slot in left.values()]
    first = dt.date.fromisoformat(min(filter(None, days))) if any(days) else None
    return Task(
        "translations",
        _("A translation is outdated"),
        _join(said, since(first, _("since %(day)s"))),
        name=name_in(row),
        url=reverse("admin:languages_entry", args=[row["row_label"], row["row_key"]]),
    )


def _join(*said: str) -> str:
    return ", ".join(filter(None, said))


# In order of weight
SOURCES: tuple[Callable[[Person], list[Task]], ...] = (
    error_reports,
    proposals,
    waiting,
    not_in_time,
    checks,
    broken_links,
    translations,
    left_lying,
)


def in_order(person: Person) -> list[list[Task]]:
    """Return what every source puts first; who only translates begins with the translations."""
    sources = sorted(
        SOURCES, key=lambda each: not (person.only_translates and each is translations)
    )
    return [source(person) for source in sources]
