"""What a translation that is behind does not know: its source then and now, word by word."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from reversion.models import Version

from portal.base.drafts import paths, snapshots, versions
from portal.base.drafts.differences import Piece, compare
from portal.base.publishing import Publishable
from portal.base.translating.following import BODY, source_language


@dataclass(frozen=True)
class Left:
    """One text that its source has left behind."""

    path: str
    label: str
    language: str
    source: str  # the language of the source
    on: dt.date | None  # when the text it follows was made public
    since: dt.date | None
    then: str | None  # the text it follows; nothing where that version is not kept
    now: str
    pieces: tuple[Piece, ...]
    translation: str


def what_changed(entry: Publishable) -> list[Left]:
    """Return every text of an entry that is behind; all the versions it follows in one query."""
    if not entry.behind:
        return []
    model = type(entry)
    present = snapshots.take(entry)
    now, source = paths.flat(present), source_language(present)
    followed = _followed(entry)
    found = []
    for language, left in entry.behind.items():
        for path, one in left.items():
            old = followed.get(one.get("version"))
            try:
                found.append(_left(model, path, language, source, one, old, now))
            except (KeyError, FieldDoesNotExist):  # a field that there was in an older version
                continue
    return found


def _followed(entry: Publishable) -> dict[int, snapshots.Snapshot]:
    """Return the versions that some translation of an entry still follows, by number."""
    wanted = {one.get("version") for left in entry.behind.values() for one in left.values()}
    found = Version.objects.filter(pk__in=wanted - {None})
    return {version.pk: versions.snapshot_of(version) for version in found}


def _left(
    model: Any, path: str, language: str, source: str, one: Mapping[str, Any],
    old: snapshots.Snapshot | None, now: paths.Flat,
) -> Left:  # fmt: skip
    was = source_language(old) if old and path == BODY else source
    then = None
    if old is not None:
        flat = paths.flat(old)
        then = paths.shown(model, f"{path}_{was}", flat.get(f"{path}_{was}"))
    present = paths.shown(model, f"{path}_{source}", now.get(f"{path}_{source}"))
    return Left(
        path=path,
        label=paths.label(model, f"{path}_{source}", now),
        language=language,
        source=source,
        on=_day(one.get("on")),
        since=_day(one.get("since")),
        then=then,
        now=present,
        pieces=compare(then, present) if then is not None else (),
        translation=paths.shown(model, f"{path}_{language}", now.get(f"{path}_{language}")),
    )


def _day(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None
