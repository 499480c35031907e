"""What is to be checked again by a day: public entries and their facts, by who answers for them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from portal.base.accounts.kinds import entries_of, entry_of
from portal.base.publishing import Checked, Publishable, published_q


@dataclass
class DueEntry:
    """An entry that one owner is to look at: all of it, or the parts that the owner answers for."""

    entry: Publishable
    on: dt.date  # the first day on which something of it was, or is, to be checked
    parts: list[Any] = field(default_factory=list)  # with a day or an owner of their own

    @property
    def name(self) -> tuple[str, str]:
        """Return what the entry is known by."""
        return self.entry._meta.label_lower, self.entry.key


@dataclass(frozen=True)
class OwnerDue:
    """What one organisation is to look at, the earliest first; without an owner, nobody is."""

    owner: Any
    entries: list[DueEntry]


def due(on: dt.date, within: dt.timedelta = dt.timedelta()) -> list[OwnerDue]:
    """Return what is to be checked by a day, or within some days after it, by owner.

    Facts without a day of their own follow their entry, and so do those without an owner. One
    query for each kind of entry and of part, however many there are.
    """
    found: dict[Any, dict[tuple[str, str], DueEntry]] = {}
    owners: dict[Any, Any] = {}
    for thing, entry, day in _things(on + within, _noon(on)):
        owner = thing.owner or entry.owner
        pk = owner.pk if owner else None
        owners[pk] = owner
        name = entry._meta.label_lower, entry.key
        known = found.setdefault(pk, {}).setdefault(name, DueEntry(entry, day))
        known.on = min(known.on, day)
        if thing is not entry:
            known.parts.append(thing)
    return [
        OwnerDue(owners[pk], sorted(found[pk].values(), key=lambda each: (each.on, each.name)))
        for pk in sorted(found, key=lambda pk: getattr(owners[pk], "key", ""))
    ]


def due_for_editors(on: dt.date | None = None) -> list[OwnerDue]:
    """Return what should have been checked by a day, today if not given, and nobody can be asked.

    It names no owner, or its owner has no mailbox for checks.
    """
    waiting = due(on or timezone.localdate())
    return [each for each in waiting if each.owner is None or not each.owner.mailbox]


def checked_models() -> Iterator[Any]:
    """Yield every model that is checked in time: kinds of entry first, then kinds of part."""
    found = [model for model in apps.get_models() if issubclass(model, Checked)]
    yield from sorted(found, key=lambda model: not issubclass(model, Publishable))


def _things(by: dt.date, now: dt.datetime) -> Iterator[tuple[Any, Any, dt.date]]:
    """Yield what is due by a day, with its entry and the day."""
    for model in checked_models():
        if issubclass(model, Publishable):
            entries = model._default_manager.published(now=now).filter(next_check_on__lte=by)  # type: ignore[attr-defined]
            for entry in entries.select_related("owner"):
                assert entry.next_check_on  # noqa: S101 - asked for above
                yield entry, entry, entry.next_check_on
            continue
        for part in _parts(model, by, now):
            whole: Any = entry_of(part)
            yield part, whole, part.next_check_on or whole.next_check_on


def _parts(model: Any, by: dt.date, now: dt.datetime) -> models.QuerySet:
    """Return parts of public entries with a day of their own that is due, or another owner."""
    own, others = Q(next_check_on__lte=by), Q(next_check_on=None, owner__isnull=False)
    wanted = Q(pk__in=[])
    ways = [way for way, _entry in entries_of(model)]
    for way in ways:
        follows = others & Q(**{f"{way}__next_check_on__lte": by})
        follows &= ~Q(owner=F(f"{way}__owner")) | Q(**{f"{way}__owner": None})
        wanted |= published_q(now, way) & (own | follows)
    related = [step for way in ways for step in (way, f"{way}__owner")]
    found = model._default_manager.filter(wanted & model.asked_q(timezone.localdate(now)))
    return found.select_related("owner", *related)


def _noon(on: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(on, dt.time(12)))
