"""The texts of many entries for translators: the source, and how the translation stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Max
from reversion.models import Version

from portal.base import languages
from portal.base.drafts import paths, snapshots
from portal.base.drafts.models import WorkingCopy
from portal.base.publishing import State
from portal.base.translating.following import BODY, after_publish, source_language, texts
from portal.base.translating.standing import Within
from portal.base.translating.standing import everything as everything_there_is

MISSING, BEHIND, CURRENT = "missing", "behind", "current"


@dataclass(frozen=True)
class Choice:
    """Which texts are asked for."""

    source: str
    target: str
    kinds: tuple[type[models.Model], ...]
    everything: bool = False  # or else only what is missing or behind
    drafts: bool = False  # as the working copies have them, and entries never published
    within: Within = everything_there_is  # what somebody may see


@dataclass(frozen=True)
class Text:
    """One text of an entry, with its translation."""

    path: str
    label: str
    source: str
    translation: str
    standing: str
    max_length: int | None
    is_html: bool


@dataclass(frozen=True)
class EntryTexts:
    """The texts of an entry, and the last version of what was public."""

    label: str
    key: str
    kind: str
    name: str
    version: int | None
    texts: tuple[Text, ...]


def entries(choice: Choice) -> Iterator[EntryTexts]:
    """Yield the entries that have texts to translate; a few queries for each kind of content."""
    for model in choice.kinds:
        rows: Any = model._default_manager.order_by("key")  # type: ignore[attr-defined]
        if not choice.drafts:
            rows = rows.filter(state=State.PUBLISHED)
        found = list(choice.within(rows))
        public = snapshots.take_all(found)
        working = copies_of(model) if choice.drafts else {}
        versions = _versions(model)
        for entry in found:
            before, after = public[entry.pk], working.get(entry.key, public[entry.pk])
            if source_language(after) != choice.source:
                continue
            behind = entry.behind
            if after is not before and entry.state == State.PUBLISHED:
                behind = after_publish(model, behind, before, after)
            chosen = tuple(_chosen(model, after, behind, choice))
            if chosen:
                yield EntryTexts(
                    model._meta.label_lower,
                    entry.key,
                    str(model._meta.verbose_name),
                    str(entry),
                    versions.get(entry.key),
                    chosen,
                )


def copies_of(model: type[models.Model]) -> dict[str, snapshots.Snapshot]:
    """Return the open working copies of a kind of content as they were saved last, by key."""
    copies = WorkingCopy.objects.active().filter(model=model._meta.label_lower)
    found = {}
    for copy in copies.prefetch_related("saves"):
        saved = next((save for save in copy.saves.all() if not save.aside), None)
        found[copy.object_key] = saved.data if saved else copy.base
    return found


def _chosen(
    model: type[models.Model], snapshot: snapshots.Snapshot, behind: Any, choice: Choice
) -> Iterator[Text]:
    left = behind.get(choice.target, {})
    flat = paths.flat(snapshot)
    for path, by_language in texts(model, snapshot).items():
        source, translation = by_language[choice.source], by_language[choice.target]
        if not source or (path == BODY and choice.target in languages.NORWEGIAN):
            continue
        standing = MISSING if not translation else BEHIND if path in left else CURRENT
        if standing == CURRENT and not choice.everything:
            continue
        column = f"{path}_{choice.target}"
        yield Text(
            path,
            paths.label(model, column, flat),
            source,
            translation,
            standing,
            getattr(paths.field_at(model, column), "max_length", None),
            path == BODY,
        )


def _versions(model: type[models.Model]) -> dict[str, int]:
    """Return the number of the last version of each entry of a kind, by key."""
    found = Version.objects.get_for_model(model).order_by().values("object_id")
    return dict(found.annotate(last=Max("pk")).values_list("object_id", "last"))
