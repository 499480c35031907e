"""How the translations of all content stand: what is behind its source, and what is missing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst

from portal.base import languages
from portal.base.drafts import paths
from portal.base.drafts.shape import part_key, parts_of
from portal.base.publishing import Publishable
from portal.base.translating.following import BODY, slot_names

Within = Callable[[models.QuerySet], models.QuerySet]


def everything(rows: models.QuerySet) -> models.QuerySet:
    """Return all rows, for who may see them."""
    return rows


@dataclass(frozen=True)
class Standing:
    """An entry whose texts in a language are behind, or are not there."""

    entry: Any
    kind: str
    language: str
    since: str  # the first day, as it is written down; nothing for what is missing
    fields: tuple[str, ...]  # what they are called

    @property
    def label(self) -> str:
        """Return the kind of the entry as addresses have it."""
        return self.entry._meta.label_lower


@dataclass(frozen=True)
class Missing:
    """What is not translated in one kind of content."""

    kind: str
    label: str
    entries: tuple[Standing, ...]


def kinds() -> list[type[models.Model]]:
    """Return the kinds of content that have text slots of their own."""
    return [m for m in apps.get_models() if issubclass(m, Publishable) and slot_names(m)]


def outdated(models_: Iterable[type[models.Model]], within: Within = everything) -> list[Standing]:
    """Return what is behind, the longest first: one query for each kind."""
    found = []
    for model in models_:
        for entry in within(model._base_manager.exclude(behind={})):
            for language, left in entry.behind.items():  # type: ignore[attr-defined]
                since = min((one.get("since") or "" for one in left.values()), default="")
                fields = tuple(slot_label(model, path) for path in left)
                found.append(Standing(entry, _kind(model), language, since, fields))
    return sorted(found, key=lambda each: (each.since, each.kind, each.entry.key, each.language))


def missing(models_: Iterable[type[models.Model]], within: Within = everything) -> list[Missing]:
    """Return what is not translated, by kind: one query for each kind of entry and of part."""
    return [found for model in models_ if (found := _missing_of(model, within)).entries]


def slot_label(model: type[models.Model], path: str) -> str:
    """Return what a slot is called, with the part that it belongs to."""
    try:
        return paths.label(model, f"{path}_{languages.all_languages()[0]}")
    except (KeyError, FieldDoesNotExist):  # a field that there was in an older version
        return path


def _missing_of(model: type[models.Model], within: Within) -> Missing:
    """Return what one kind of content lacks, its parts' texts counted as its own."""
    lacking: dict[Any, dict[str, list[str]]] = {}
    for pk, path, slots in _rows(model):
        for name, texts in slots.items():
            for language in _lacking(name, texts):
                lacking.setdefault(pk, {}).setdefault(language, []).append(path + name)
    entries = within(model._base_manager.filter(pk__in=lacking)) if lacking else []
    found = [
        Standing(entry, _kind(model), language, "", tuple(slot_label(model, path) for path in left))
        for entry in entries
        for language, left in lacking[entry.pk].items()
    ]
    found.sort(key=lambda each: (each.entry.key, each.language))
    return Missing(_kind(model), model._meta.label_lower, tuple(found))


def _lacking(name: str, texts: dict[str, str]) -> list[str]:
    """Return the languages in which a slot that somebody has filled in is empty."""
    if not any(texts[code] for code in languages.NORWEGIAN):
        return []
    written_once = name == BODY
    return [
        code
        for code, text in texts.items()
        if not text and not (written_once and code in languages.NORWEGIAN)
    ]


def _rows(model: type[models.Model]) -> Iterator[tuple[Any, str, dict[str, dict[str, str]]]]:
    """Yield the number of the entry, the path and the slots of each row that may lack something."""
    steps: list[tuple[type[models.Model], list[str], list[str]]] = [(model, [], [])]
    while steps:
        here, accessors, back = steps.pop(0)
        for accessor, relation in parts_of(here).items():
            steps.append(
                (relation.related_model, [*accessors, accessor], [relation.field.name, *back])
            )
        names = slot_names(here)
        if names:
            yield from _rows_of(here, names, accessors, back)


def _rows_of(
    model: type[models.Model], names: list[str], accessors: list[str], back: list[str]
) -> Iterator[tuple[Any, str, dict[str, dict[str, str]]]]:
    """Yield the rows of one kind of entry or part, reached by `accessors`, with the way `back`."""
    codes = languages.all_languages()
    columns = [f"{name}_{code}" for name in names for code in codes]
    ways = ["__".join(back[:end]) for end in range(1, len(back) + 1)]
    # The keys on the way from the entry down to the part, and the entry's own number
    keys = [f"{way}__{part_key(_reached(model, way))}" for way in reversed(ways[:-1])]
    keys += [part_key(model)] if back else []
    root = f"{ways[-1]}__pk" if back else "pk"
    lacks = Q(*[Q(**{column: ""}) | Q(**{f"{column}__isnull": True}) for column in columns],
              _connector=Q.OR)  # fmt: skip
    rows = model._base_manager.filter(lacks, **{f"{root}__isnull": False}).order_by()
    for pk, *values in rows.values_list(root, *keys, *columns):
        path = "".join(f"{a}/{key}/" for a, key in zip(accessors, values, strict=False))
        texts = iter(values[len(keys) :])
        yield pk, path, {name: {code: next(texts) or "" for code in codes} for name in names}


def _reached(model: type[models.Model], way: str) -> type[models.Model]:
    """Return the model that foreign keys lead to."""
    for name in way.split("__"):
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    return model


def _kind(model: type[models.Model]) -> str:
    return capfirst(str(model._meta.verbose_name))
