"""What an owner is asked about one entry: its facts, and those of its parts, as readers see them.

An owner answers for the parts that name it, and for what names nobody in an entry of its own. Which
facts and parts there are to ask about, each model says itself: see publishing.Checked.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.text import capfirst

from portal.base import languages
from portal.base.content import content_key, digest, slots_of
from portal.base.drafts.paths import shown
from portal.base.facts import Fact, FactItem
from portal.base.publishing import Publishable


@dataclass(frozen=True)
class AskedFact:
    """One fact: where it stands, as the database has it, and as readers see it."""

    path: str
    label: str
    value: str
    shown: str
    language: str
    field: Any
    part: Any

    @property
    def empties_part(self) -> bool:
        """Tell whether emptying it means that the whole part is to go."""
        return getattr(self.part, "gone_without", "") == self.field.name

    @property
    def as_shown(self) -> Fact:
        """Return the fact as a page shows it."""
        if self.value and isinstance(self.field, models.URLField):
            return Fact(self.label, items=(FactItem(self.value, self.language, self.value),))
        return Fact(self.label, self.shown, self.language)

    @property
    def required(self) -> bool:
        """Tell whether it has to be given."""
        return not (self.field.blank or self.empties_part)


@dataclass(frozen=True)
class Group:
    """The facts of an entry, or of one of its parts."""

    path: str
    title: str
    part: Any
    facts: tuple[AskedFact, ...]

    @property
    def prefix(self) -> str:
        """Return what stands before the name of a field in its path."""
        return f"{self.path}/" if self.path else ""

    @property
    def as_shown(self) -> list[Fact]:
        """Return the facts as a page shows them; what leads somewhere is a link."""
        return [fact.as_shown for fact in self.facts]

    @property
    def unconfirmed(self) -> bool:
        """Tell whether nobody has confirmed the facts, so that readers do not see them as such."""
        says = "standing" if self.path else "confirmation"
        return getattr(self.part, says, "") == "not_confirmed"


def asked(entry: Publishable, owner: models.Model, *, on: dt.date) -> list[Group]:
    """Return the facts of an entry that an owner answers for; a query for each kind of part."""
    prefetch_related_objects([entry], *_prefetches(type(entry), on))
    return list(_groups(entry, owner.pk, None, "", ""))


def owners_of(entry: Publishable, *, on: dt.date) -> list[Any]:
    """Return the organisations that answer for an entry, or for a part of it."""
    prefetch_related_objects([entry], *_prefetches(type(entry), on))
    owners: Any = type(entry)._meta.get_field("owner").related_model
    return list(owners.objects.filter(pk__in=_owner_numbers(entry)))


def _owner_numbers(part: Any) -> set[Any]:
    found = {getattr(part, "owner_id", None)} - {None}
    for name in getattr(part, "owner_parts", ()):
        for child in getattr(part, name).all():
            found |= _owner_numbers(child)
    return found


def fingerprint(groups: list[Group]) -> str:
    """Return a short mark of what was shown, so that nobody confirms what has changed since."""
    return digest([(fact.path, fact.value) for group in groups for fact in group.facts])[:16]


def part_models(model: type[models.Model]) -> Iterator[tuple[str, Any]]:
    """Yield the way to each kind of part that a model's owner is asked about, and its model."""
    for name in getattr(model, "owner_parts", ()):
        relation: Any = model._meta.get_field(name)
        yield name, relation.related_model
        for way, deeper in part_models(relation.related_model):
            yield f"{name}__{way}", deeper


def _prefetches(model: type[models.Model], on: dt.date) -> list[Prefetch]:
    return [
        Prefetch(way, queryset=part._default_manager.filter(part.asked_q(on)))
        for way, part in part_models(model)
    ]


def _groups(part: Any, owner: Any, inherited: Any, path: str, above: str) -> Iterator[Group]:
    """Yield the group of an entry or a part, then those of its parts; each if the owner's own."""
    answers = getattr(part, "owner_id", None) or inherited
    title = _title(part, above)
    if answers == owner:
        yield Group(path, title, part, tuple(_facts(part, f"{path}/" if path else "")))
    for name in getattr(part, "owner_parts", ()):
        for child in getattr(part, name).all():
            below = "/".join(filter(None, [path, name, getattr(child, content_key(type(child)))]))
            yield from _groups(child, owner, answers, below, title if path else "")


def _title(part: Any, above: str) -> str:
    """Return a heading; a part of a part is named after it, as in “Skien: telephone”."""
    if hasattr(part, "owner_title"):
        own = str(part.owner_title())
    elif isinstance(part, Publishable) or not above:
        own = str(part)
    else:
        own = str(part._meta.verbose_name)
    return f"{above}: {own}" if above else capfirst(own)


def _facts(part: Any, prefix: str) -> Iterator[AskedFact]:
    """Yield the facts of one row; a slot in the language in which the reader is shown it."""
    model = type(part)
    for name in model.owner_facts:
        language = languages.current_language()
        if name in slots_of(model):
            language = languages.slot(part, name).language
            column = f"{name}_{language}"
        else:
            column = name
        try:
            field: Any = model._meta.get_field(column)
            words: Any = model._meta.get_field(name)
        except FieldDoesNotExist:  # not every kind of entry has what most have
            continue
        value = getattr(part, column)
        text = "" if value is None else field.value_to_string(part)
        yield AskedFact(
            path=f"{prefix}{column}",
            label=capfirst(str(words.verbose_name)),
            value=text,
            shown=shown(model, column, text) or _blank_words(part, column),
            language=language,
            field=field,
            part=part,
        )


def _blank_words(part: Any, name: str) -> str:
    return part.blank_words(name) if hasattr(part, "blank_words") else ""
