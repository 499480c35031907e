"""Working copies: saved, found, changed, thrown away. Nothing here is seen by the public.

An entry that was never public needs no copy to hide behind: it is a draft itself, and is written
as well. The copy then keeps who saved what, so that two editors lose nothing there either.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from portal.base.accounts.audit import note
from portal.base.content import entry_named
from portal.base.drafts import snapshots
from portal.base.drafts.merging import Conflict, merge
from portal.base.drafts.models import Draft, WorkingCopy
from portal.base.drafts.paths import Flat, flat, whole
from portal.base.drafts.snapshots import Snapshot
from portal.base.files import StoredFile
from portal.base.publishing import Publishable, State

Files = Mapping[str, tuple[bytes, str]]  # by sha256: content and type


@dataclass(frozen=True)
class Saved:
    """What became of a save: the copy, what others had changed meanwhile, and what clashes."""

    copy: WorkingCopy | None
    draft: Draft | None
    others: Snapshot | None = None
    conflicts: tuple[Conflict, ...] = ()
    reopened: bool = False  # approval had been asked for, or a time been set


def entry_of(copy: WorkingCopy) -> Any:
    """Return the entry that a copy is of, or None."""
    return entry_named(copy.model, copy.object_key)


def current(entry: models.Model) -> WorkingCopy | None:
    """Return the copy of an entry that is being worked on."""
    return WorkingCopy.objects.of(entry).active().first()


def latest(copy: WorkingCopy) -> Snapshot:
    """Return the entry as the copy has it."""
    saved = copy.saves.filter(aside=False).first()
    return saved.data if saved else copy.base


def writers(copy: WorkingCopy) -> list[str]:
    """Return the user names of those who saved something in a copy, first first."""
    saves = copy.saves.filter(aside=False, saved_by__isnull=False).order_by("number")
    names = saves.values_list("saved_by__username", flat=True)
    return list(dict.fromkeys(names))


@transaction.atomic
def save(
    entry: Publishable,
    mine: Snapshot,
    *,
    user: Any,
    base: Snapshot,
    files: Files | None = None,
) -> Saved:
    """Keep what an editor made of an entry that began as `base`, together with others' changes.

    Where both changed the same field differently nothing is merged: mine is kept aside, and the
    conflicts are returned for the editor to choose.
    """
    type(entry)._base_manager.select_for_update().get(pk=entry.pk)
    public = snapshots.take(entry)
    copy = current(entry)
    theirs = latest(copy) if copy else public
    merged = merge(flat(base), flat(mine), flat(theirs))
    if copy is None and merged.merged == flat(public):
        return Saved(None, None)
    if copy is not None and merged.merged == flat(theirs) and not merged.conflicts:
        return Saved(copy, None)
    if copy is None:
        copy = WorkingCopy.objects.create(
            model=entry._meta.label_lower, object_key=entry.key, base=public
        )
    for content, media_type in (files or {}).values():
        copy.files.add(StoredFile.keep(content, media_type))
    others = theirs if flat(theirs) != flat(base) else None
    if merged.conflicts:
        kept = _keep(copy, {"base": base, "mine": mine}, user, aside=True)
        return Saved(copy, kept, theirs, merged.conflicts)
    snapshot = whole(merged.merged, type(entry))
    draft = _keep(copy, snapshot, user)
    if entry.state == State.DRAFT:
        snapshots.apply(type(entry), entry.key, snapshot)
        type(entry)._base_manager.filter(pk=entry.pk).update(updated_at=timezone.now())
    reopened = reopen(copy)
    note("saved a draft", who=user, entry=entry, number=draft.number)
    return Saved(copy, draft, others, reopened=reopened)


def reopen(copy: WorkingCopy | None) -> bool:
    """Let a copy no longer wait or have a time, and tell whether it did: that was another text."""
    if copy is None or copy.state == WorkingCopy.State.OPEN:
        return False
    copy.state, copy.publish_at = WorkingCopy.State.OPEN, None
    copy.asked_by, copy.asked_at = None, None
    copy.save()
    return True


@transaction.atomic
def begin(entry: Publishable, *, user: Any) -> WorkingCopy:
    """Open the working copy of an entry that is a draft itself, or return the one there is."""
    type(entry)._base_manager.select_for_update().get(pk=entry.pk)
    if (known := current(entry)) is not None:  # somebody else was first
        return known
    taken = snapshots.take(entry)
    copy = WorkingCopy.objects.create(
        model=entry._meta.label_lower, object_key=entry.key, base=taken
    )
    _keep(copy, taken, user)
    return copy


def _keep(copy: WorkingCopy, snapshot: Snapshot, user: Any, *, aside: bool = False) -> Draft:
    last = copy.saves.aggregate(models.Max("number"))["number__max"] or 0
    return Draft.objects.create(
        copy=copy, number=last + 1, data=snapshot, saved_by=user, aside=aside
    )


def sides(entry: Publishable, draft: Draft) -> tuple[Snapshot, Snapshot, Snapshot]:
    """Return what two people began with, what one made of it, and what the other did.

    What is kept aside clashes with the working copy; the working copy, with what is public.
    """
    if draft.aside:
        return draft.data["base"], draft.data["mine"], latest(draft.copy)
    return draft.copy.base, draft.data, snapshots.take(entry)


@transaction.atomic
def settle(entry: Publishable, draft: Draft, chosen: Flat, *, user: Any) -> None:
    """Save a draft in which every conflict is decided."""
    copy = draft.copy
    snapshot = whole(chosen, type(entry))
    if draft.aside:
        draft.delete()
    else:
        copy.base = snapshots.take(entry)
        copy.save(update_fields=["base"])
    _keep(copy, snapshot, user)
    reopen(copy)
    if entry.state == State.DRAFT:
        snapshots.apply(type(entry), entry.key, snapshot)
    note("chose between two changes", who=user, entry=entry)


@transaction.atomic
def restore(entry: Publishable, snapshot: Snapshot, *, user: Any) -> None:
    """Make an earlier version of an entry its draft."""
    copy = current(entry)
    base = latest(copy) if copy else snapshots.take(entry)
    kept = {name: base["fields"][name] for name in ("state",)}
    mine = {"fields": snapshot["fields"] | kept, "parts": snapshot["parts"]}
    save(entry, mine, user=user, base=base)


@transaction.atomic
def bring_back(model: type[Any], version: Any, *, user: Any) -> Any:
    """Make a deleted entry again from its last version, as a draft.

    Raises snapshots.Refused and snapshots.LostReference.
    """
    kept = json.loads(version.serialized_data)
    snapshot = kept["entry"]
    snapshot["fields"] |= {"state": State.DRAFT.value}
    entry = snapshots.apply(model, kept["key"], snapshot, check=True)
    begin(entry, user=user)
    note("brought back", who=user, entry=entry, version=version.pk)
    return entry


@transaction.atomic
def change(entry: Publishable, values: Flat, *, user: Any) -> WorkingCopy | None:
    """Put values into the working copy of an entry, making one if there is none."""
    copy = current(entry)
    base = latest(copy) if copy else snapshots.take(entry)
    mine = whole(flat(base) | values, type(entry))
    return save(entry, mine, user=user, base=base).copy


@transaction.atomic
def discard(copy: WorkingCopy, *, user: Any) -> None:
    """Throw a working copy away; what is public stays as it is."""
    copy.state, copy.closed_at = WorkingCopy.State.DISCARDED, timezone.now()
    copy.save()
    note("threw a draft away", who=user, entry=entry_of(copy), copy=copy.pk)
