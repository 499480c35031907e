"""A part of the framework as one text: every part below it in order, with headings that nest."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from guidance.framework_tree import below, lowered, with_places
from guidance.models import FrameworkElement
from portal.base import richtext
from portal.base.languages import NORWEGIAN, current_language, slot
from portal.base.models import Source

DEEPEST = 6  # levels of headings that there are


@dataclass(frozen=True)
class Section:
    """One part as it stands in the whole."""

    element: FrameworkElement
    level: int  # of its heading; the whole itself has 1
    body: SafeString
    language: str  # of the body

    @property
    def lang(self) -> str:
        """Return the language of the body where it is not the page's."""
        return "" if self.language == current_language() else self.language

    @property
    def is_foreign(self) -> bool:
        """Tell whether the reader must be told that the text is in another language.

        Readers of one Norwegian standard read the other as well.
        """
        return bool(self.lang) and not {self.language, current_language()} <= set(NORWEGIAN)


def sections_of(whole: FrameworkElement, known: dict[str, FrameworkElement]) -> list[Section]:
    """Return a part and all below it, in order; `known` are the public parts by key."""
    elements = below(whole)
    here = {element.key for element in elements}
    texts = [slot(element, "body") for element in elements]
    bodies = richtext.render_all([with_places(text.value, known, here) for text in texts])
    sections = []
    for element, text, body in zip(elements, texts, bodies, strict=True):
        level = min(_depth(element, whole) + 1, DEEPEST)
        html = mark_safe(lowered(body, level - 1))  # noqa: S308 - cleaned; only levels change
        sections.append(Section(element, level, html, text.language))
    return sections


def sources_of(elements: list[FrameworkElement]) -> list[Source]:
    """Return the sources of several parts, each once."""
    found = {source.pk: source for element in elements for source in element.sources.all()}
    return list(found.values())


def _depth(element: FrameworkElement, whole: FrameworkElement) -> int:
    """Return how far below the whole a part stands."""
    depth = 0
    while element.pk != whole.pk and element.parent is not None:
        element, depth = element.parent, depth + 1
    return depth
