"""Every version of what was public, kept by django-reversion with who, when and the receipt."""

import json
from collections.abc import Iterable
from typing import Any

import reversion
from django.apps import apps
from django.db import models
from reversion.models import Version

from portal.base.content import content_key
from portal.base.drafts import snapshots
from portal.base.drafts.models import Publication
from portal.base.drafts.snapshots import Snapshot
from portal.base.files import StoredFile
from portal.base.publishing import Publishable, State


def register_all() -> None:
    """Tell django-reversion of every kind of entry; it then knows each by its key."""
    for model in apps.get_models():
        if issubclass(model, Publishable) and not reversion.is_registered(model):
            key = content_key(model)
            reversion.register(model, fields=[key], format="snapshot", object_id_field=key)


def versions_of(model: type[models.Model], key: str) -> models.QuerySet[Version]:
    """Return the versions of an entry, the latest first, with who and what made each."""
    found = Version.objects.get_for_object_reference(model, key)
    return found.select_related("revision__user", "revision__publication")


def latest(model: type[models.Model], key: str) -> Version | None:
    """Return the last version of an entry."""
    return versions_of(model, key).first()


def snapshot_of(version: Version) -> Snapshot:
    """Return the whole entry as a version has it."""
    return json.loads(version.serialized_data)["entry"]


def record(
    entry: Publishable,
    act: str,
    *,
    user: Any = None,
    comment: str = "",
    receipt: dict[str, Any] | None = None,
    minor: bool = False,
    writers: Iterable[str] = (),
    at: Any = None,
) -> Version:
    """Keep the entry as the database has it now; call it inside a transaction.

    What was public before the first recorded change has to be kept first: see `before_change`.
    """
    label, key = entry._meta.label_lower, entry.key
    with reversion.create_revision(manage_manually=True):
        reversion.add_to_revision(entry)
        reversion.set_comment(comment)
        if user is not None:
            reversion.set_user(user)
        if at is not None:
            reversion.set_date_created(at)
    version = latest(type(entry), key)
    assert version is not None  # noqa: S101 - just made
    publication = Publication.objects.create(
        revision=version.revision,
        model=label,
        object_key=key,
        act=act,
        minor=minor,
        writers=list(writers),
        receipt=receipt or {},
    )
    digests = snapshots.digests(snapshot_of(version))
    if digests:
        kept = StoredFile.objects.filter(sha256__in=digests).defer("content")
        publication.files.set(kept)
    return version


def before_change(entry: Publishable) -> Version | None:
    """Keep what is public before its first recorded change; return the version that is public."""
    known = latest(type(entry), entry.key)
    if known is None and entry.state == State.PUBLISHED:
        return record(entry, Publication.Act.LOADED, at=entry.updated_at)
    return known


def deleted(model: type[models.Model]) -> list[Version]:
    """Return the last version of every entry of a model that there no longer is, latest first."""
    there = set(model._base_manager.values_list(content_key(model), flat=True))
    found: dict[str, Version] = {}
    for version in Version.objects.get_for_model(model).select_related("revision__user"):
        if version.object_id not in there:
            found.setdefault(version.object_id, version)
    return list(found.values())


register_all()
