"""What the editors' first page shows: at most five things to do, counts, drafts, what to check."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.base.accounts import rights
from portal.base.accounts.kinds import content
from portal.base.drafts.models import WorkingCopy
from portal.base.feedback import Feedback
from portal.base.languages import Text
from portal.base.todo.kinds import Kind, Share, count, list_url, shares, table
from portal.base.todo.names import About, Named, names_of
from portal.base.todo.own_copies import Row
from portal.base.todo.sources import Person, in_order
from portal.base.todo.tasks import Task, mixed, since
from portal.base.upkeep.models import ConfirmationRequest, Link

MOST_COPIES = 10  # of one's own drafts, and of what is scheduled
RECENTLY = dt.timedelta(days=30)
Numbers = dict[type[models.Model], Row]


@dataclass(frozen=True)
class List:
    """A list of the admin."""

    label: str
    url: str


@dataclass(frozen=True)
class Count:
    """How much there is of one kind of work, and where the whole of it is."""

    source: str
    label: str
    number: int
    url: str = ""
    lists: tuple[List, ...] = ()  # where the work is spread over many kinds of content


@dataclass(frozen=True)
class Copy:
    """An entry with a working copy: what it is called, and how it stands."""

    name: Text
    kind: str
    url: str
    said: str
    failed: bool = False


@dataclass(frozen=True)
class Copies:
    """Some working copies, how many there are in all, and the lists with the rest."""

    shown: tuple[Copy, ...]
    number: int
    lists: tuple[List, ...]


@dataclass(frozen=True)
class Overview:
    """What an editor sees first."""

    tasks: tuple[Task, ...]
    counts: tuple[Count, ...]
    drafts: Copies
    scheduled: Copies
    kinds: tuple[Kind, ...]
    shares: tuple[Share, ...]
    sees_content: bool

    @property
    def to_check(self) -> int:
        """Return how many entries and facts there is something to check in."""
        return sum(kind.number for kind in self.kinds)


def overview(site: AdminSite, request: HttpRequest) -> Overview:
    """Return what somebody has to do; the number of queries does not depend on how much it is."""
    person = Person(site, request, timezone.now())
    numbers, of_copies = count(site, request), person.copies.numbers()
    tasks = mixed(in_order(person))
    own, timed = person.copies.own(MOST_COPIES), person.copies.scheduled(MOST_COPIES)
    wanted = [task.about for task in tasks if task.about]
    names = names_of(site, [*wanted, *(_about(row) for row in (*own, *timed))])
    return Overview(
        tasks=tuple(found for task in tasks if (found := task.named(names))),
        counts=tuple(_counts(person, numbers, of_copies)),
        drafts=_copies(site, own, names, of_copies, "own", "mine"),
        scheduled=_copies(site, timed, names, of_copies, "scheduled", "scheduled"),
        kinds=table(numbers),
        shares=shares(numbers),
        sees_content=_may_some(person.user, "view"),
    )


def _about(row: Row) -> About:
    return row["model"], row["object_key"]


def _may_some(user: Any, action: str) -> bool:
    return any(rights.may(user, action, model=model) for model in content())


def _counts(person: Person, numbers: Numbers, of_copies: list[Row]) -> list[Count]:
    """Return how much there is of each kind of work that somebody has a part in."""
    user = person.user
    found = []
    if Feedback in numbers:
        found += [_of_model(numbers, Feedback, "error_reports", Feedback.todo_label)]
        found += [_not_useful(person)]
    if ConfirmationRequest in numbers:
        found += [
            _of_model(numbers, ConfirmationRequest, "proposals", ConfirmationRequest.todo_label)
        ]
    if _may_some(user, "approve"):
        waiting = _of_copies(person.site, of_copies, "waiting", "waiting")
        total = sum(row["waiting"] for row in of_copies)
        found += [Count("waiting", _("Waiting for your approval"), total, lists=waiting)]
    if _may_some(user, "change"):
        overdue = sum(row.get("own_overdue", 0) for row in numbers.values())
        found += [Count("checks", _("Checks that are overdue"), overdue, "#to-check")]
    if Link in numbers:
        found += [_of_model(numbers, Link, "broken_links", _("Links that lead nowhere"))]
    if _may_some(user, "translate"):
        behind = sum(row.get("behind", 0) for row in numbers.values())
        url = reverse("admin:languages") + "#outdated-heading"
        found += [Count("translations", _("Entries with outdated translations"), behind, url)]
    return found + _of_lists(person)


def _of_lists(person: Person) -> list[Count]:
    """Return what lists of other floors count themselves, by their `todo_count`."""
    lists = [each for each in person.site._registry.values() if hasattr(each, "todo_count")]
    counts = (each.todo_count(person.request) for each in lists)
    return [count for count in counts if count is not None]


def _of_model(numbers: Numbers, model: type[models.Model], source: str, label: Any) -> Count:
    number = numbers[model].get("number", 0)
    return Count(source, capfirst(str(label)), number, list_url(model, "?to_check=any"))


def _not_useful(person: Person) -> Count:
    """Return how many readers lately said that a page was not useful."""
    first, kind = timezone.localdate(person.now) - RECENTLY, Feedback.Kind.NOT_USEFUL
    number = Feedback.objects.filter(kind=kind, received_on__gte=first).count()
    url = list_url(Feedback, f"?kind__exact={kind.value}&received_on__gte={first}")
    return Count("not_useful", _("Answers “not useful” in the last 30 days"), number, url)


def _of_copies(site: AdminSite, rows: list[Row], which: str, value: str) -> tuple[List, ...]:
    """Return the lists in which there are working copies of some sort."""
    found = [apps.get_model(row["model"]) for row in rows if row[which]]
    return tuple(
        List(str(model._meta.verbose_name_plural), list_url(model, f"?working_copy={value}"))
        for model in found
        if site.is_registered(model)
    )


def _copies(
    site: AdminSite,
    rows: list[Row],
    names: dict[About, Named],
    of_copies: list[Row],
    which: str,
    value: str,
) -> Copies:
    number = sum(row[which] for row in of_copies)
    lists = _of_copies(site, of_copies, which, value) if number > len(rows) else ()
    found = [(row, names[_about(row)]) for row in rows if _about(row) in names]
    shown = [
        Copy(named.name, named.kind, named.url(), _said(row), bool(row["failed"]))
        for row, named in found
    ]
    return Copies(tuple(shown), number, lists)


def _said(row: Row) -> str:
    """Say how a working copy stands."""
    if row["state"] == WorkingCopy.State.SCHEDULED:
        moment = date_format(timezone.localtime(row["publish_at"]), "DATETIME_FORMAT")
        return _("will be published %(moment)s") % {"moment": moment}
    if row["state"] == WorkingCopy.State.WAITING:
        return str(WorkingCopy.State.WAITING.label)
    if row["failed"]:
        return _("could not be published in time: %(why)s") % {"why": row["failed"]}
    return since(row["saved_at"], _("last saved %(day)s"))
