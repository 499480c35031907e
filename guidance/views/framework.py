"""The national quality framework."""

from collections import defaultdict

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from guidance.models import FrameworkElement
from guidance.views.trail import guidance_trail
from portal.base.http import PageMoved, find_page, public_page, show
from portal.base.languages import current_language


def _tree() -> dict[int | None, list[FrameworkElement]]:
    """Return the public parts of the framework by the part they belong to, in one query."""
    elements = {element.pk: element for element in FrameworkElement.objects.published()}
    parts: dict[int | None, list[FrameworkElement]] = defaultdict(list)
    for element in elements.values():
        element.parent = elements.get(element.parent_id)
        parts[element.parent_id].append(element)
    for element in elements.values():
        element.children_list = parts.get(element.pk, [])
        element.read_here = False
    return parts


def _parts_of(page: FrameworkElement) -> tuple[list[FrameworkElement], list[FrameworkElement]]:
    """Return the parts of a page, marking those that are read on it, and the parts beside it."""
    parts = _tree()
    read_here = [element for element in parts[page.pk] if not element.has_own_page]
    for element in read_here:
        element.read_here = True
        read_here += [part for part in element.children_list if not part.has_own_page]
    return parts[page.pk], [part for part in parts[page.parent_id] if part != page]


@public_page
def framework_home(request: HttpRequest) -> HttpResponse:
    """The national quality framework as a whole."""
    roots = FrameworkElement.objects.filter(kind=FrameworkElement.Kind.FRAMEWORK)
    root = roots.published().first()
    slug = getattr(root, f"slug_{current_language()}") if root else ""
    framework = find_page(request, roots, slug)
    areas, _siblings = _parts_of(framework)
    for area in areas:
        for part in area.children_list:
            part.children_list = []  # the areas' own pages show what is further in
    context = {
        "entry": framework,
        "trail": guidance_trail(),
        "areas": areas,
        "resources": framework.resources.published(),
    }
    return show(request, "guidance/framework_detail.html", context)


@public_page
def framework_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One part of the quality framework, with its own parts."""
    elements = FrameworkElement.objects.select_related("parent").exclude(
        kind=FrameworkElement.Kind.FRAMEWORK
    )
    element = find_page(request, elements, slug)
    if not element.has_own_page:
        raise PageMoved(element.get_absolute_url(), permanent=False)
    parts, siblings = _parts_of(element)
    trail = guidance_trail((_("Quality framework"), "guidance:framework_home"))
    for above in reversed(element.ancestors()):
        trail.append((str(above), above.get_absolute_url()))
    context = {
        "entry": element,
        "trail": trail,
        "areas": parts,
        "siblings": siblings,
        "resources": element.resources.published(),
    }
    return show(request, "guidance/framework_detail.html", context)


@public_page
def framework_whole(request: HttpRequest, slug: str) -> HttpResponse:
    """One area of the framework with all its parts, to read and print."""
    raise Http404


@public_page
def reflection_sheet(request: HttpRequest) -> HttpResponse:
    """The reflection model as a worksheet."""
    raise Http404
