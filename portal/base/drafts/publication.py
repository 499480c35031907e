"""Making a working copy public: the whole of it or nothing, with version, receipt and log.

All of it is one transaction. Whenever the process ends, either the old or the new version is
public, and the working copy is there until the new one is.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.base.accounts.audit import note
from portal.base.accounts.two_people import may_approve, needs_two
from portal.base.drafts import copies, snapshots, versions
from portal.base.drafts.merging import Conflict, merge
from portal.base.drafts.models import Publication, PublicChange, WorkingCopy
from portal.base.drafts.paths import Flat, flat, whole
from portal.base.drafts.public_changes import groups_of
from portal.base.models import ContentChange
from portal.base.publishing import Publishable, State
from portal.base.receipt.examine import examine
from portal.base.receipt.receipt import Receipt
from portal.base.translating import following

published = Signal()  # sender: model; entry, before (snapshot or None)


class NotPublished(Exception):
    """Why a working copy was not published; nothing has changed."""


class AlreadyDone(NotPublished):
    """It was published or thrown away before, perhaps by a second click."""


class Crossed(NotPublished):
    """What is public was changed meanwhile, in the same fields."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        super().__init__()
        self.conflicts = conflicts


class Blocked(NotPublished):
    """The receipt has errors."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__()
        self.receipt = receipt


class NeedsSecondPerson(NotPublished):
    """Somebody else has to publish what one has written."""


class Changed(NotPublished):
    """The copy is no longer what its receipt was shown for."""


@transaction.atomic
def publish(
    copy: WorkingCopy,
    *,
    user: Any = None,
    number: int | None = None,
    now: dt.datetime | None = None,
    public_from: dt.datetime | None = None,
) -> Any:
    """Publish a working copy, and return its version.

    `number`: the draft that the receipt was shown for. `public_from`: when an entry that is not
    public yet will be. Raises NotPublished, snapshots.Refused and snapshots.LostReference.
    """
    now = now or timezone.now()
    copy = _still_active(copy)
    entry = copies.entry_of(copy)
    if entry is None:
        raise AlreadyDone
    if number is not None and number != number_of(copy):
        raise Changed
    if reason := stops(user, copy, entry):
        raise NeedsSecondPerson(reason)
    live = snapshots.take(entry)
    merged = merge(flat(copy.base), flat(copies.latest(copy)), flat(live))
    if merged.conflicts:
        raise Crossed(merged.conflicts)
    after = whole(merged.merged, type(entry))
    was_public = entry.state == State.PUBLISHED
    if not was_public:
        moment = public_from.astimezone(dt.UTC).isoformat() if public_from else None
        after["fields"] |= {"state": State.PUBLISHED.value, "published_from": moment}
    version = _make_public(
        entry,
        live if was_public else None,
        after,
        act=Publication.Act.PUBLISHED,
        user=user,
        now=now,
        minor=copy.minor,
        in_force=copy.in_force,
        lines=copy.lines,
        writers=copies.writers(copy),
        by_editor=True,
    )
    copy.state, copy.closed_at, copy.failed = WorkingCopy.State.PUBLISHED, now, ""
    copy.save()
    note("published", who=user, entry=entry, version=version.pk, writers=copies.writers(copy))
    return version


def stops(user: Any, copy: WorkingCopy, entry: Publishable) -> str:
    """Say why somebody may not publish a copy, where two people are needed; else nothing."""
    if user is None or not needs_two(type(entry)):
        return ""
    allowed, reason = may_approve(user, copy)
    return "" if allowed else reason


def why(problem: Exception) -> str:
    """Say in a sentence why something was not published."""
    if isinstance(problem, Crossed):
        return _("What is public was changed meanwhile, in the same fields.")
    if isinstance(problem, Blocked):
        return _("The receipt has errors.")
    if isinstance(problem, AlreadyDone | Changed):
        return _("Somebody else was first.")
    return " ".join(getattr(problem, "messages", [str(problem)]))


def _still_active(copy: WorkingCopy) -> WorkingCopy:
    found = WorkingCopy.objects.select_for_update().active().filter(pk=copy.pk).first()
    if found is None:
        raise AlreadyDone
    return found


def number_of(copy: WorkingCopy) -> int:
    """Return the number of the draft that a copy is at."""
    last = copy.saves.filter(aside=False).first()
    return last.number if last else 0


def _make_public(
    entry: Publishable, before: snapshots.Snapshot | None, after: snapshots.Snapshot, **what: Any
) -> Any:
    """Write what is to be public, and everything that follows from it."""
    was = versions.before_change(entry)
    entry = snapshots.apply(type(entry), entry.key, after, check=True)
    return after_writing(entry, before, was, **what)


def after_writing(
    entry: Any,
    before: snapshots.Snapshot | None,
    was: Any,
    *,
    act: str,
    user: Any,
    now: dt.datetime,
    minor: bool = False,
    in_force: Any = (),
    lines: Any = None,
    writers: Any = (),
    by_editor: bool = False,
) -> Any:
    """Do what follows when an entry was written, and return its new version.

    `before`: what was public until then, if anything; `was`: the version of that. Raises Blocked.
    """
    model = type(entry)
    after = snapshots.take(entry)  # as it was written, with what the rules of the model made of it
    if before is not None and was is not None:
        entry.behind = following.after_publish(
            model, entry.behind, before, after,
            minor=minor, in_force=list(in_force),
            version=was.pk, on=timezone.localdate(was.revision.date_created),
            since=timezone.localdate(now),
        )  # fmt: skip
    entry.updated_at = now
    model._base_manager.filter(pk=entry.pk).update(behind=entry.behind, updated_at=now)
    tell_what_follows(entry, before)
    receipt = examine(entry, before, now=now, minor=minor, in_force=in_force) if by_editor else None
    if receipt is not None and receipt.blocks:
        raise Blocked(receipt)
    version = versions.record(
        entry, act, user=user, minor=minor, writers=writers,
        receipt=receipt.as_data() if receipt else None,
    )  # fmt: skip
    groups = groups_of(model, flat(before) if before else None, flat(after))
    if (groups or lines) and entry.state == State.PUBLISHED:
        PublicChange.objects.create(
            model=entry._meta.label_lower, object_key=entry.key, at=now, groups=groups,
            lines={code: line for code, line in (lines or {}).items() if line},
        )  # fmt: skip
    ContentChange.tell(entry)
    return version


def tell_what_follows(entry: Publishable, before: snapshots.Snapshot | None) -> list[str]:
    """Let the kinds of content do what follows from a publishing, and return what they did."""
    done = published.send(type(entry), entry=entry, before=before)
    return [line for _receiver, lines in done for line in lines or ()]


@transaction.atomic
def schedule(copy: WorkingCopy, at: dt.datetime, *, user: Any, number: int | None = None) -> None:
    """Let a working copy become public at a moment; nothing has to run then.

    Raises NotPublished.
    """
    copy = _still_active(copy)
    entry = copies.entry_of(copy)
    if entry is not None and entry.state != State.PUBLISHED:
        publish(copy, user=user, number=number, public_from=at)
        return
    if number is not None and number != number_of(copy):
        raise Changed
    if entry is not None and (reason := stops(user, copy, entry)):
        raise NeedsSecondPerson(reason)
    copy.state, copy.publish_at, copy.failed = WorkingCopy.State.SCHEDULED, at, ""
    copy.asked_by, copy.asked_at = user, timezone.now()
    copy.save()
    note("scheduled", who=user, entry=entry, at=at.isoformat())


@transaction.atomic
def ask_for_approval(copy: WorkingCopy, *, user: Any) -> None:
    """Say that a working copy is ready for somebody else to publish."""
    copy = _still_active(copy)
    copy.state, copy.asked_by, copy.asked_at = WorkingCopy.State.WAITING, user, timezone.now()
    copy.save()
    note("asked for approval", who=user, entry=copies.entry_of(copy))


@transaction.atomic
def publish_change(
    entry: Publishable, values: Flat, *, user: Any, act: str, minor: bool = True
) -> Any:
    """Publish some values at once and nothing else, and return the version, or None.

    An open working copy takes them over. A draft that was never public is only changed.
    Raises snapshots.Refused.
    """
    entry = type(entry)._base_manager.select_for_update().get(pk=entry.pk)
    if entry.state == State.DRAFT:
        copies.change(entry, values, user=user)
        return None
    before = snapshots.take(entry)
    after = whole(flat(before) | values, type(entry))
    if flat(after) == flat(before):
        return None
    version = _make_public(
        entry, before, after, act=act, user=user, now=timezone.now(), minor=minor
    )
    note(act, who=user, entry=entry, version=version.pk, values=values)
    _take_over(entry)
    return version


def _take_over(entry: Publishable) -> None:
    """Let the open working copy stand on what is public now, if nothing clashes."""
    copy = copies.current(entry)
    if copy is None:
        return
    live = snapshots.take(entry)
    merged = merge(flat(copy.base), flat(copies.latest(copy)), flat(live))
    if merged.conflicts:
        return
    saved = copy.saves.filter(aside=False).first()
    copy.base = live
    copy.save(update_fields=["base"])
    if saved is not None:
        saved.data = whole(merged.merged, type(entry))
        saved.save(update_fields=["data"])
