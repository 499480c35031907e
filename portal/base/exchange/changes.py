"""What an import changes: the entries as they were, and the version each gets when it is over."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from portal.base.accounts.audit import note
from portal.base.drafts import snapshots, versions
from portal.base.drafts.models import Publication, PublicChange
from portal.base.drafts.paths import flat
from portal.base.drafts.public_changes import groups_of
from portal.base.drafts.publication import CONTENT, published
from portal.base.models import Edition
from portal.base.publishing import Publishable, State
from portal.base.translating import following

Place = tuple[type[models.Model], Any]


@dataclass(frozen=True)
class Before:
    """An entry before an import changes it: all of it if it was public, and its version."""

    snapshot: snapshots.Snapshot | None = None
    version: Any = None


class Changes:
    """The entries that an import has changed so far, each as it was before."""

    def __init__(self, user: Any = None, *, keep: bool = True) -> None:
        self.user = user
        self.keep = keep  # an import that will be taken back needs no versions
        self.found: dict[Place, Before] = {}

    def about_to_change(self, entry: models.Model | None) -> None:
        """Remember an entry the first time that it, or a part of it, is going to be changed."""
        if not isinstance(entry, Publishable):
            return
        place = (type(entry), entry.pk)
        if entry.pk is None or place in self.found:
            return
        self.found[place] = Before()
        if self.keep:
            stored = type(entry)._base_manager.get(pk=entry.pk)
            version = versions.before_change(stored)
            if stored.state == State.PUBLISHED:
                self.found[place] = Before(snapshots.take(stored), version)

    def made(self, entry: models.Model) -> None:
        """Remember an entry that is new."""
        if isinstance(entry, Publishable):
            self.found.setdefault((type(entry), entry.pk), Before())

    def finish(self) -> None:
        """Date every changed entry, record its version, and tell who wants to know."""
        now = timezone.now()
        for (model, pk), before in self.found.items():
            self._finish(model._base_manager.get(pk=pk), before, now)
        if self.found:
            Edition.renew(CONTENT)

    def _finish(self, entry: Any, before: Before, now: Any) -> None:
        """Do for one entry what publishing does: an import is public at once."""
        model = type(entry)
        after = snapshots.take(entry)
        if before.snapshot is not None and before.version is not None:
            entry.behind = following.after_publish(
                model,
                entry.behind,
                before.snapshot,
                after,
                version=before.version.pk,
                on=timezone.localdate(before.version.revision.date_created),
            )
        entry.updated_at = now
        changed = {"behind": entry.behind, "updated_at": now}
        model._base_manager.filter(pk=entry.pk).update(**changed)
        published.send(model, entry=entry, before=before.snapshot)
        version = versions.record(entry, Publication.Act.IMPORTED, user=self.user)
        note("imported", who=self.user, entry=entry, version=version.pk)
        if entry.state != State.PUBLISHED:
            return
        groups = groups_of(model, flat(before.snapshot) if before.snapshot else None, flat(after))
        if groups:
            PublicChange.objects.create(
                model=entry._meta.label_lower, object_key=entry.key, at=now, groups=groups
            )
