"""What an import changes: the entries as they were, and the version each gets when it is over."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from portal.base.accounts.audit import note
from portal.base.drafts import copies, publication, snapshots, versions
from portal.base.drafts.models import Publication
from portal.base.publishing import Publishable, State

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
        """Do for every changed entry what publishing does: an import is public at once."""
        now = timezone.now()
        for (model, pk), before in self.found.items():
            entry: Any = model._base_manager.get(pk=pk)
            if entry.state != State.PUBLISHED:
                copies.reopen(copies.current(entry))  # or it would come back by itself
            version = publication.after_writing(
                entry, before.snapshot, before.version,
                act=Publication.Act.IMPORTED, user=self.user, now=now,
            )  # fmt: skip
            note("imported", who=self.user, entry=entry, version=version.pk)
