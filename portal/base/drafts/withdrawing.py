"""Taking an entry off the portal, or deleting it; its versions are kept, and bring it back."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from portal.base.accounts.audit import note
from portal.base.drafts import copies, versions
from portal.base.drafts.models import Publication, WorkingCopy
from portal.base.drafts.publication import tell_what_follows
from portal.base.models import ContentChange
from portal.base.publishing import Publishable, State


@transaction.atomic
def take_off(entry: Publishable, *, user: Any) -> None:
    """Take an entry off the portal; it is a draft again, and its versions are kept."""
    entry = type(entry)._base_manager.select_for_update().get(pk=entry.pk)
    if entry.state == State.DRAFT:
        return
    versions.before_change(entry)
    entry.state, entry.updated_at = State.DRAFT, timezone.now()
    entry.save(update_fields=["state", "updated_at"])
    versions.record(entry, Publication.Act.TAKEN_OFF, user=user)
    copies.reopen(copies.current(entry))  # or it would come back by itself
    note("took off the portal", who=user, entry=entry)
    tell_what_follows(entry, None)
    ContentChange.tell(entry)


@transaction.atomic
def delete(entry: Publishable, *, user: Any) -> None:
    """Delete an entry; its last version is kept, from which it can be brought back."""
    versions.record(entry, Publication.Act.DELETED, user=user)
    for copy in WorkingCopy.objects.of(entry).active():
        copies.discard(copy, user=user)
    note("deleted", who=user, entry=entry, name=str(entry))
    ContentChange.tell(entry, *_related(entry))
    entry.delete()


def _related(entry: Publishable) -> list[models.Model]:
    """Return the entries that refer to an entry, or are referred to by it, as one of several."""
    found: list[models.Model] = []
    relations: Any = entry._meta.get_fields()
    for relation in relations:
        target = relation.related_model
        if not (relation.many_to_many or relation.one_to_many) or not isinstance(target, type):
            continue
        name = relation.get_accessor_name() if relation.auto_created else relation.name
        if name and issubclass(target, Publishable):
            found += getattr(entry, name).all()
    return found
