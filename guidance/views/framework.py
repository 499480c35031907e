"""The national quality framework: its parts, an area as a whole, and the worksheet."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from guidance.framework_tree import Parts, areas_of, below, by_key, framework_parts
from guidance.framework_whole import sections_of, sources_of
from guidance.models import FrameworkElement
from guidance.views.trail import guidance_trail
from portal.base import moments
from portal.base.http import PageMoved, absolute_url, find_page, public_page, show
from portal.base.languages import (
    current_language,
    in_every_language,
    link_language,
    page_language,
    page_languages,
    slot,
)
from services.sheets import make_sheet

WITH_A_WHOLE = FrameworkElement.WITH_A_WHOLE
REFLECTION, BUTTONS = "et-refleksjonsmodellen", "kk-karriereknappene"


def _parts_of(
    page: FrameworkElement, parts: Parts
) -> tuple[list[FrameworkElement], list[FrameworkElement]]:
    """Return the parts of a page, marking those that are read on it, and the parts beside it."""
    read_here = [element for element in parts[page.pk] if not element.has_own_page]
    for element in read_here:
        element.read_here = True
        read_here += [part for part in element.children_list if not part.has_own_page]
    return parts[page.pk], [part for part in parts[page.parent_id] if part != page]


@public_page()
def framework_home(request: HttpRequest) -> HttpResponse:
    """The national quality framework, and the tools for using it."""
    roots = FrameworkElement.objects.filter(kind=FrameworkElement.Kind.FRAMEWORK)
    root = roots.published().first()
    slug = getattr(root, f"slug_{current_language()}") if root else ""
    framework = find_page(request, roots, slug)
    tree = framework_parts()
    areas, _siblings = _parts_of(framework, tree)
    for area in areas:
        for part in area.children_list:
            part.children_list = []  # the areas' own pages show what is further in
    known = by_key(tree)
    context = {
        "entry": framework,
        "trail": guidance_trail(),
        "areas": areas,
        "buttons": known.get(BUTTONS),
        "reflection": known.get(REFLECTION),
        "resources": framework.resources.published(),
        "library": [(area, _library_url(area)) for area in areas_of(tree)],
    }
    return show(request, "guidance/framework_detail.html", context)


@public_page()
def framework_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One part of the quality framework, with its own parts."""
    element = _find(request, slug)
    tree = framework_parts()
    parts, siblings = _parts_of(element, tree)
    trail = guidance_trail((_("Quality framework"), "guidance:framework_home"))
    for above in reversed(element.ancestors()):
        trail.append((str(above), above.get_absolute_url()))
    context = {
        "entry": element,
        "trail": trail,
        "areas": parts,
        "siblings": siblings,
        "resources": element.resources.published(),
        "whole_url": _whole_url(element) if parts and element.kind in WITH_A_WHOLE else "",
        "has_sheet": element.key == REFLECTION,
        "pairs": parts if element.key == BUTTONS else [],
        "library": (
            [(element, _library_url(element))] if element.kind == FrameworkElement.Kind.AREA else []
        ),
    }
    return show(request, "guidance/framework_detail.html", context)


@public_page()
def framework_whole(request: HttpRequest, slug: str) -> HttpResponse:
    """One area of the framework with all its parts, to read and print."""
    try:
        element = _find(request, slug)
    except PageMoved as moved:
        if moved.entry is None:
            raise
        raise PageMoved(
            _whole_url(moved.entry), permanent=moved.permanent, entry=moved.entry
        ) from None
    if element.kind not in WITH_A_WHOLE:
        raise PageMoved(element.get_absolute_url(), permanent=False)
    tree = framework_parts(FrameworkElement.objects.prefetch_related("sources"))
    known = by_key(tree)
    element = known.get(element.key, element)  # a draft that an editor looks at is in no tree
    element.children_list = tree.get(element.pk, [])
    trail = guidance_trail((_("Quality framework"), "guidance:framework_home"))
    context = {
        "entry": element,
        "trail": [*trail, (str(element), element.get_absolute_url())],
        "sections": sections_of(element, known),
        "sources": sources_of(below(element)),
        "url": absolute_url(request, request.path),
        "today": moments.day(),
        "asks_if_useful": False,  # the page is made for paper
        "addresses": _whole_addresses(element),
    }
    return show(request, "guidance/framework_whole.html", context)


@public_page()
def reflection_sheet(request: HttpRequest) -> HttpResponse:
    """The reflection model as a worksheet."""
    elements = FrameworkElement.objects.published()
    model = elements.filter(key=REFLECTION).select_related("parent").first()
    if model is None:
        raise Http404
    steps = list(elements.filter(parent=model))
    url = absolute_url(request, reverse("guidance:reflection_sheet"))
    context = {
        "model": model,
        "steps": steps,
        "names_are_ours": any(step.name_is_translated for step in steps),
        "sheet": make_sheet(url, [model, *steps], [], today=moments.day()),
        "back": model.get_absolute_url(),
        "back_language": link_language(model),
        "asks_if_useful": False,  # the page is made for paper
        "trail": guidance_trail((_("Quality framework"), "guidance:framework_home")),
        "addresses": in_every_language(lambda: reverse("guidance:reflection_sheet")),
    }
    return show(request, "guidance/reflection_sheet.html", context)


def _find(request: HttpRequest, slug: str) -> Any:
    """Return the part an address names; one that is read on another page redirects there."""
    elements = FrameworkElement.objects.select_related(*FrameworkElement.address_of).exclude(
        kind=FrameworkElement.Kind.FRAMEWORK
    )
    element = find_page(request, elements, slug)
    if not element.has_own_page:
        raise PageMoved(element.get_absolute_url(), permanent=False)
    return element


def _whole_url(element: FrameworkElement) -> str:
    """Return the address of a part as a whole, in the language in which the reader finds it."""
    if element.kind not in WITH_A_WHOLE or not element.has_own_page:
        return element.get_absolute_url()
    language = page_language(element, current_language())
    with override(language):
        return reverse("guidance:framework_whole", args=[slot(element, "slug", language).value])


def _whole_addresses(element: FrameworkElement) -> dict[str, str]:
    """Return the addresses of a part as a whole, in the languages of its page."""
    addresses = {}
    for language in page_languages(element):
        with override(language):
            addresses[language] = _whole_url(element)
    return addresses


def _library_url(area: FrameworkElement) -> str:
    return f"{reverse('guidance:resource_list')}?area={area.key}"
