"""The versions of an entry as its history shows them, and what differs between two of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from reversion.models import Version

from portal.base.accounts.models import AuditEntry
from portal.base.drafts import versions
from portal.base.drafts.differences import Difference, differences
from portal.base.publishing import Publishable

MOST = 200  # versions and lines of the log on one page


@dataclass(frozen=True)
class ShownVersion:
    """A version with its number, counted from the first."""

    number: int
    version: Version

    @property
    def publication(self) -> Any:
        """Return what made the version."""
        return getattr(self.version.revision, "publication", None)


def versions_shown(entry: Publishable) -> list[ShownVersion]:
    """Return the versions of an entry, the latest first, without reading what they hold."""
    found = versions.versions_of(type(entry), entry.key).defer("serialized_data")
    whole = found.count()
    return [ShownVersion(whole - place, version) for place, version in enumerate(found[:MOST])]


def chosen(
    shown: list[ShownVersion], asked: Mapping[str, Any]
) -> tuple[ShownVersion | None, ShownVersion | None]:
    """Return the two versions asked for, the older first; else the two latest."""
    by_number = {str(each.number): each for each in shown}
    pair = [by_number.get(asked.get(name, "")) for name in ("older", "newer")]
    if None in pair:
        pair = [shown[1] if len(shown) > 1 else None, shown[0] if shown else None]
    older, newer = pair
    if older is not None and newer is not None and older.number > newer.number:
        older, newer = newer, older
    return older, newer


def between(
    model: type[models.Model], older: ShownVersion | None, newer: ShownVersion | None
) -> list[Difference]:
    """Return what differs between two versions."""
    if older is None or newer is None:
        return []
    one, other = (versions.snapshot_of(each.version) for each in (older, newer))
    return differences(model, one, other)


def log_of(entry: Publishable) -> models.QuerySet[AuditEntry]:
    """Return what the audit log says of an entry, the latest first."""
    found = AuditEntry.objects.filter(model=entry._meta.label_lower, object_key=entry.key)
    return found[:MOST]
