"""The public parts of the quality framework, put together from one list."""

import re
from collections import defaultdict
from typing import Any

from guidance.models import FrameworkElement
from portal.base import held
from portal.base.languages import current_language, link_language
from portal.base.publishing import PublishableQuerySet

Parts = dict[int | None, list[FrameworkElement]]

_REFERENCE = re.compile(r'href="ref:guidance\.frameworkelement/([\w-]+)"')
_HEADING = re.compile(r"<(/?)h([1-5])>")


def public_parts(elements: PublishableQuerySet[Any] | None = None) -> list[Any]:
    """Return the public parts in their order; each knows what is above it."""
    found = held.published(FrameworkElement) if elements is None else elements.published()
    by_pk = {element.pk: element for element in found}
    for element in by_pk.values():
        element.parent = by_pk.get(element.parent_id)
    return list(by_pk.values())


def framework_parts(elements: PublishableQuerySet[Any] | None = None) -> Parts:
    """Return the public parts by what they belong to; each knows what is above and below it."""
    found = public_parts(elements)
    parts: Parts = defaultdict(list)
    for element in found:
        parts[element.parent_id].append(element)
    for element in found:
        element.children_list = parts.get(element.pk, [])
        element.read_here = False
    return parts


def by_key(parts: Parts) -> dict[str, FrameworkElement]:
    """Return every part of a tree by its key."""
    return {element.key: element for group in parts.values() for element in group}


def below(element: FrameworkElement) -> list[FrameworkElement]:
    """Return a part and all parts below it, in the order in which they are read."""
    found = [element]
    for part in element.children_list:  # type: ignore[attr-defined]
        found += below(part)
    return found


def areas_of(parts: Parts) -> list[FrameworkElement]:
    """Return the areas of the framework, in order."""
    return [e for group in parts.values() for e in group if e.kind == FrameworkElement.Kind.AREA]


def lowered(html: str, steps: int) -> str:
    """Return a text with its headings some levels further down, to stand under another heading."""
    return _HEADING.sub(lambda m: f"<{m[1]}h{min(6, int(m[2]) + steps)}>", html)


def with_places(html: str, known: dict[str, FrameworkElement], here: set[str]) -> str:
    """Return a text whose references to the framework lead to places on this page where they can.

    `known` are the parts by key, and `here` the keys of those that stand on the page.
    """

    def link(match: re.Match[str]) -> str:
        if match[1] in here:
            return f'href="#{match[1]}"'
        if element := known.get(match[1]):
            target = link_language(element)
            other = f' hreflang="{target}"' if target and target != current_language() else ""
            return f'href="{element.get_absolute_url()}"{other}'
        return match[0]

    return _REFERENCE.sub(link, html)
