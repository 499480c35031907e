"""How a version is written down: as a snapshot, so that versions and working copies are alike."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models

from portal.base.content import content_key
from portal.base.drafts import snapshots


class Serializer:
    """Writes one entry with its parts; named in settings.SERIALIZATION_MODULES."""

    internal_use_only = True

    def serialize(self, queryset: Iterable[models.Model], **options: Any) -> str:
        """Take the entry."""
        [entry] = queryset
        key = str(getattr(entry, content_key(type(entry))))
        held = {"model": entry._meta.label_lower, "key": key, "entry": snapshots.take(entry)}
        self.text = json.dumps(held, ensure_ascii=False)
        return self.text

    def getvalue(self) -> str:
        """Return what was written."""
        return self.text


class Kept:
    """An entry as a version has it, not yet in the database."""

    def __init__(self, text: str) -> None:
        held = json.loads(text)
        self.model = apps.get_model(held["model"])
        self.key, self.snapshot = held["key"], held["entry"]
        self.object = self.model(**{content_key(self.model): self.key})
        self.m2m_data: dict[str, Any] = {}

    def save(self, **options: Any) -> None:
        """Put the entry back."""
        snapshots.apply(self.model, self.key, self.snapshot)


def Deserializer(text: str, **options: Any) -> Iterator[Kept]:  # noqa: N802 - Django's name
    """Read one entry."""
    yield Kept(text)
