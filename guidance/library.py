"""The resource library: what may be asked of it, and which resources answer.

Words are looked for in folded text, so that case and marks do not count. The database does it all:
a page costs the same however many resources there are, a search for words reads their names.
"""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, Value, When

from guidance.asked import Asked
from guidance.framework_tree import areas_of, below, framework_parts
from guidance.models import FrameworkElement, Resource, Role, Term
from portal.base import held
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


def choices(asked_tag: str) -> dict[str, list[tuple[str, str]]]:
    """Return what may be chosen; of the tags those in use, and the one that was asked for."""
    used = set(held.rows("tags in use", _tags_in_use))
    tags = [t for t in held.published(Term) if t.pk in used or t.key == asked_tag]
    works = held.rows("languages of works", _languages_of_works)
    return {
        "area": [(area.key, slot(area, "name").value) for area in areas_of(framework_parts())],
        "role": [(role.key, slot(role, "name").value) for role in held.published(Role)],
        "tag": sorted(((t.key, slot(t, "name").value) for t in tags), key=_by_label),
        "language": language_names({code for codes in works for code in codes_in(codes)}),
    }


def search(query: Query) -> Any:
    """Return the resources that answer, by kind and in the library's order."""
    found: Any = Resource.objects.published()
    for word in plain_letters(query.q).split():
        somewhere = [Q((f"{name}__folded__contains", word)) for name in _SEARCHED]
        found = found.filter(Q(*somewhere, _connector=Q.OR))
    if query.kind:
        found = found.filter(kind=query.kind)
    if query.language:
        found = found.filter(_in_codes("work_language", query.language))
    if query.year_from:
        found = found.filter(year__gte=int(query.year_from))
    if query.year_to:
        found = found.filter(year__lte=int(query.year_to))
    for relation, numbers in _linked(query).items():
        through = getattr(Resource, relation).through._default_manager
        column = f"{Resource._meta.get_field(relation).m2m_reverse_field_name()}_id__in"  # type: ignore[union-attr]
        found = found.filter(pk__in=through.filter(**{column: numbers}).values("resource"))
    rank = Case(*[When(kind=kind, then=Value(place)) for place, kind in enumerate(_KINDS)])
    return found.order_by(rank, "order", "key")


def _linked(query: Query) -> dict[str, list[int]]:
    """Return what the resources have to be linked to, one of each, by the relation."""
    parts = [
        part
        for area in areas_of(framework_parts())
        if area.key == query.area
        for part in below(area)
    ]
    asked = {"framework_elements": query.area, "roles": query.role, "terms": query.tag}
    found = {
        "framework_elements": parts,
        "roles": held.among(Role, "key", [query.role]),
        "terms": held.among(Term, "key", [query.tag]),
    }
    return {name: [entry.pk for entry in found[name]] for name, key in asked.items() if key}


def codes_in(codes: str) -> list[str]:
    """Return the language codes of a work, which are written with commas."""
    return [code.strip() for code in codes.split(",") if code.strip()]


def with_all_links() -> Any:
    """Return the resources with their public areas, roles and tags."""
    elements: Any = FrameworkElement.objects.published()
    elements = elements.select_related(*FrameworkElement.address_of)
    return Resource.objects.prefetch_related(
        Prefetch("framework_elements", elements, "public_elements"),
        Prefetch("roles", Role.objects.published(), "public_roles"),
        Prefetch("terms", Term.objects.published(), "public_terms"),
    )


def _tags_in_use() -> Any:
    public: Any = Resource.objects.published()
    public = public.filter(terms=OuterRef("pk"))
    return Term.objects.published().filter(Exists(public)).order_by().values_list("pk", flat=True)


def _languages_of_works() -> Any:
    public: Any = Resource.objects.published().order_by()
    return public.values_list("work_language", flat=True).distinct()


def _in_codes(field: str, code: str) -> Q:
    """Return the condition for a code being one of those that stand in a field with commas."""
    return Q((f"{field}__regex", rf"(^|,)\s*{re.escape(code)}\s*(,|$)"))


def _by_label(pair: tuple[str, str]) -> str:
    return alphabetical(pair[1])
