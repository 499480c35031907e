"""The texts of an entry as it would be published, each with its path and its field in the form."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

from portal.base import languages
from portal.base.drafts import paths
from portal.base.drafts.shape import part_key, parts_of
from portal.base.drafts.snapshots import Snapshot, take
from portal.base.pages import WithBody
from portal.base.receipt.markup import Markup, read_html, read_plain
from portal.base.receipt.receipt import Finding

EXCERPT = 80


@dataclass(frozen=True)
class Place:
    """One field of an entry or of one of its parts, with what it says."""

    root: type[models.Model]
    model: type[models.Model]
    path: str
    name: str
    slot: str
    language: str
    value: Any
    fragment: str
    names: dict[str, Any]

    @property
    def is_html(self) -> bool:
        """Tell whether the field holds an editor's HTML."""
        body = self.slot == "body" and issubclass(self.model, WithBody)
        return body or self.name in getattr(self.model, "rich_text", ())

    @property
    def field(self) -> models.Field:
        """Return the field itself."""
        return self.model._meta.get_field(self.name)  # type: ignore[return-value]

    @cached_property
    def markup(self) -> Markup:
        """Return the text taken apart."""
        return read_html(self.value, self.language) if self.is_html else read_plain(self.value)

    def finding(
        self, check: str, level: str, code: str, *, excerpt: str = "", **params: Any
    ) -> Finding:
        """Return a finding about this field."""
        short = " ".join(excerpt.split())
        if len(short) > EXCERPT:
            short = f"{short[:EXCERPT].rstrip()}…"
        return Finding(
            check=str(check), level=str(level), code=code, params=params,
            model=self.root._meta.label_lower, path=self.path, language=self.language,
            excerpt=short, fragment=self.fragment, names=self.names,
        )  # fmt: skip


@dataclass(frozen=True)
class Examined:
    """An entry on its way to the public, as the checks look at it."""

    entry: Any
    before: Snapshot | None
    after: Snapshot
    now: dt.datetime
    minor: bool = False
    in_force: tuple[str, ...] = ()

    @classmethod
    def of(cls, entry: Any, before: Snapshot | None, now: dt.datetime, **more: Any) -> "Examined":
        """Return an entry ready to be examined; a query for each kind of part and reference."""
        return cls(entry, before, take(entry), now, **more)

    @cached_property
    def places(self) -> list[Place]:
        """Return every field of the entry and of its parts, in their order."""
        return list(_places(type(self.entry), type(self.entry), self.after))

    @cached_property
    def texts(self) -> list[Place]:
        """Return the slots that say something."""
        return [place for place in self.places if place.slot and place.value and _is_text(place)]

    @cached_property
    def bodies(self) -> list[Place]:
        """Return the texts in HTML that say something."""
        return [place for place in self.places if place.is_html and place.value]

    @cached_property
    def rows(self) -> list[tuple[type[models.Model], dict[str, Place]]]:
        """Return the entry and its parts, each as its fields by name."""
        found: dict[str, tuple[type[models.Model], dict[str, Place]]] = {}
        for place in self.places:
            at = place.path.removesuffix(place.name)
            found.setdefault(at, (place.model, {}))[1][place.name] = place
        return list(found.values())

    def place(self, path: str) -> Place | None:
        """Return the field at a path."""
        return next((place for place in self.places if place.path == path), None)

    def in_languages(self, places: Iterable[Place]) -> dict[str, list[Place]]:
        """Return fields by their language, in the order of the languages."""
        found: dict[str, list[Place]] = {}
        for place in sorted(places, key=lambda each: _order(each.language)):
            found.setdefault(place.language, []).append(place)
        return found


def _is_text(place: Place) -> bool:
    return isinstance(place.value, str) and not isinstance(place.field, models.SlugField)


def _order(language: str) -> int:
    known = languages.all_languages()
    return known.index(language) if language in known else len(known)


def _places(
    root: type[models.Model],
    model: type[models.Model],
    snapshot: Snapshot,
    path: str = "",
    form: str = "",
    names: dict[str, Any] | None = None,
) -> Iterator[Place]:
    """Yield the fields of an entry, or of a part; `form` is the part's place in the page's form.

    Parts of parts have no fields on the entry's page: they point to the part they belong to. Of
    parts that are numbered, which are versions, the last one alone is current.
    """
    depth = path.count("/") // 2
    names = names or {}
    for name, value in snapshot["fields"].items():
        field = model._meta.get_field(name)
        original = getattr(field, "translated_field", None)
        fragment = form if depth > 1 else f"id_{form}-{name}" if form else f"id_{name}"
        yield Place(
            root, model, f"{path}{name}", name, original.name if original else "",
            getattr(field, "language", "") if original else "", value, fragment, names,
        )  # fmt: skip
    relations = parts_of(model)
    for accessor, every in snapshot["parts"].items():
        parts = every
        if every and part_key(relations[accessor].related_model) == "number":
            last = max(every, key=int)
            parts = {last: every[last]}
        for number, (key, part) in enumerate(parts.items()):
            at = f"{path}{accessor}/{key}"
            called = {
                f"{at}/{name}": part["fields"][name]
                for name in paths.NAMES
                if part["fields"].get(name)
            }
            inner = form if depth else f"{accessor}-{number}"
            yield from _places(
                root, relations[accessor].related_model, part, f"{at}/", inner, names | called
            )
