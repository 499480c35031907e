"""The resource library: what may be asked of it, and which resources answer.

Words are looked for in folded text, so that case and marks do not count. A search reads the names
and summaries of all public resources once, and the whole of those on the page: what it costs does
not depend on how many there are, and five hundred take some milliseconds.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Prefetch

from guidance.asked import Asked
from guidance.framework_tree import areas_of, below, framework_parts
from guidance.models import FrameworkElement, Resource, Role, Term
from portal.base.languages import all_languages, slot
from portal.base.text import alphabetical, plain_letters
from services.spoken import language_names

_SEARCHED = (
    *(f"name_{language}" for language in all_languages()),
    *(f"summary_{language}" for language in all_languages()),
    "publisher",
    "authors",
)
_KINDS = [kind.value for kind in Resource.Kind]


@dataclass(frozen=True)
class Query(Asked):
    """What was asked of the library."""

    url_name: ClassVar[str] = "guidance:resource_list"

    q: str = ""
    kind: str = ""
    area: str = ""
    role: str = ""
    tag: str = ""
    language: str = ""
    year_from: str | int = ""
    year_to: str | int = ""


@dataclass(frozen=True)
class Line:
    """What the library knows of a resource before it is shown."""

    pk: int
    kind: str
    year: int | None
    languages: frozenset[str]
    text: str  # folded


class Library:
    """All public resources by what one may ask for; a handful of queries whatever their number."""

    def __init__(self) -> None:
        rows = Resource.objects.published().values_list(
            "pk", "kind", "year", "work_language", *_SEARCHED
        )
        lines = [
            Line(pk, kind, year, frozenset(codes_in(codes)), _folded(texts))
            for pk, kind, year, codes, *texts in rows
        ]
        self.lines = sorted(lines, key=lambda line: _KINDS.index(line.kind))
        tree = framework_parts()
        self.areas = areas_of(tree)
        self.roles = list(Role.objects.published())
        self.terms = list(Term.objects.published())
        area_of = {part.pk: area.key for area in self.areas for part in below(area)}
        roles = {role.pk: role.key for role in self.roles}
        terms = {term.pk: term.key for term in self.terms}
        self._by_area = _links(Resource.framework_elements.through, "frameworkelement_id", area_of)
        self._by_role = _links(Resource.roles.through, "role_id", roles)
        self._by_tag = _links(Resource.terms.through, "term_id", terms)

    def choices(self, asked_tag: str) -> dict[str, list[tuple[str, str]]]:
        """Return what may be chosen; of the tags those in use, and the one that was asked for."""
        public = {line.pk for line in self.lines}
        tags = [t for t in self.terms if self._by_tag[t.key] & public or t.key == asked_tag]
        languages = {code for line in self.lines for code in line.languages}
        return {
            "area": [(area.key, slot(area, "name").value) for area in self.areas],
            "role": [(role.key, slot(role, "name").value) for role in self.roles],
            "tag": sorted(((t.key, slot(t, "name").value) for t in tags), key=_by_label),
            "language": language_names(languages),
        }

    def search(self, query: Query) -> list[int]:
        """Return the resources that answer, by kind and in the library's order."""
        words = plain_letters(query.q).split()
        linked = [
            links[key]
            for links, key in (
                (self._by_area, query.area),
                (self._by_role, query.role),
                (self._by_tag, query.tag),
            )
            if key
        ]
        return [
            line.pk
            for line in self.lines
            if all(word in line.text for word in words)
            and (not query.kind or line.kind == query.kind)
            and (not query.language or query.language in line.languages)
            and _within(line.year, query)
            and all(line.pk in resources for resources in linked)
        ]


def codes_in(codes: str) -> list[str]:
    """Return the language codes of a work, which are written with commas."""
    return [code.strip() for code in codes.split(",") if code.strip()]


def in_full(numbers: Iterable[int]) -> list[Resource]:
    """Return resources by their numbers, in the order of these."""
    numbers = list(numbers)
    found: dict[int, Any] = Resource.objects.published().in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


def with_all_links() -> Any:
    """Return the resources with their public areas, roles and tags."""
    elements: Any = FrameworkElement.objects.published()
    elements = elements.select_related("parent__parent__parent")
    return Resource.objects.prefetch_related(
        Prefetch("framework_elements", elements, "public_elements"),
        Prefetch("roles", Role.objects.published(), "public_roles"),
        Prefetch("terms", Term.objects.published(), "public_terms"),
    )


def _links(through: Any, column: str, keys: dict[int, str]) -> dict[str, set[int]]:
    """Return the resources by the keys of what they belong to, of what is public."""
    found: dict[str, set[int]] = defaultdict(set)
    for resource, other in through._default_manager.values_list("resource_id", column):
        if other in keys:
            found[keys[other]].add(resource)
    return found


def _folded(texts: Iterable[str | None]) -> str:
    return plain_letters(" ".join(text for text in texts if text))


def _within(year: int | None, query: Query) -> bool:
    """Tell whether a year is within those asked for; what has no year is not."""
    if not (query.year_from or query.year_to):
        return True
    return year is not None and int(query.year_from or year) <= year <= int(query.year_to or year)


def _by_label(pair: tuple[str, str]) -> str:
    return alphabetical(pair[1])
