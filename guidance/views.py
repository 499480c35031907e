"""Pages about what career guidance is and how quality is built."""

from collections import defaultdict
from itertools import groupby

from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guidance.models import (
    Article,
    Definition,
    FrameworkElement,
    MandatePage,
    PolicyMilestone,
    Resource,
    Term,
)
from portal.base.http import PageMoved, find_page, public_page, show
from portal.base.languages import current_language, reading_order
from portal.base.text import alphabetical


def _guidance_trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    home = (_("Career guidance"), reverse("guidance:guidance_home"))
    return [home, *((label, reverse(name)) for label, name in steps)]


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
def guidance_home(request: HttpRequest) -> HttpResponse:
    """What career guidance is: the way into the section."""
    context = {
        "definition": Definition.objects.published().filter(is_national=True).first(),
        "articles": Article.objects.published().filter(section=Article.Section.GUIDANCE),
        "areas": FrameworkElement.objects.published().filter(kind=FrameworkElement.Kind.AREA),
        "mandate": MandatePage.objects.published(),
    }
    return show(request, "guidance/guidance_home.html", context)


@public_page
def definition_list(request: HttpRequest) -> HttpResponse:
    """The definitions, the national framework's first."""
    context = {"definitions": Definition.objects.published(), "trail": _guidance_trail()}
    return show(request, "guidance/definition_list.html", context)


@public_page
def definition_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One definition with its quotation and source."""
    definition = find_page(request, Definition.objects.all(), slug)
    context = {
        "entry": definition,
        "trail": _guidance_trail((_("Definitions"), "guidance:definition_list")),
        "others": Definition.objects.published().exclude(pk=definition.pk),
    }
    return show(request, "guidance/definition_detail.html", context)


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
        "trail": _guidance_trail(),
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
    trail = _guidance_trail((_("Quality framework"), "guidance:framework_home"))
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
def timeline(request: HttpRequest) -> HttpResponse:
    """The policy timeline, international and national."""
    milestones = PolicyMilestone.objects.published().prefetch_related("sources")
    lanes = []
    for lane in PolicyMilestone.Lane:
        in_lane = [milestone for milestone in milestones if milestone.lane == lane]
        decades = groupby(in_lane, key=lambda milestone: milestone.year // 10 * 10)
        groups = [{"decade": decade, "items": list(items)} for decade, items in decades]
        lanes.append({"key": lane.value, "label": lane.label, "decades": groups})
    article = Article.objects.published().filter(key="prosesser").first()
    context = {"lanes": lanes, "article": article, "trail": _guidance_trail()}
    return show(request, "guidance/timeline.html", context)


@public_page
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the field, three languages side by side."""
    name = f"name_{current_language()}"
    terms = sorted(Term.objects.published(), key=lambda term: alphabetical(getattr(term, name)))
    languages, names = reading_order(current_language()), dict(settings.LANGUAGES)
    context = {
        "terms": [
            (term, [(code, getattr(term, f"name_{code}")) for code in languages]) for term in terms
        ],
        "languages": [(code, names[code]) for code in languages],
        "trail": _guidance_trail(),
    }
    return show(request, "guidance/glossary.html", context)


@public_page
def mandate_list(request: HttpRequest) -> HttpResponse:
    """What the national body is charged with."""
    context = {"pages": MandatePage.objects.published(), "trail": _guidance_trail()}
    return show(request, "guidance/mandate_list.html", context)


@public_page
def mandate_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of the mandate."""
    page = find_page(request, MandatePage.objects.all(), slug)
    context = {
        "entry": page,
        "trail": _guidance_trail((_("The national mandate"), "guidance:mandate_list")),
        "others": MandatePage.objects.published().exclude(pk=page.pk),
    }
    return show(request, "guidance/mandate_detail.html", context)


@public_page
def resource_list(request: HttpRequest) -> HttpResponse:
    """Tools, reports and education programmes, by kind."""
    resources = list(Resource.objects.published())
    labels = {
        Resource.Kind.TOOL: _("Tools"),
        Resource.Kind.REPORT: _("Reports"),
        Resource.Kind.EDUCATION: _("Education programmes"),
        Resource.Kind.MAGAZINE: _("Magazines and series"),
    }
    groups = [
        {"key": kind.value, "label": label, "items": [r for r in resources if r.kind == kind]}
        for kind, label in labels.items()
    ]
    context = {"groups": [g for g in groups if g["items"]], "trail": _guidance_trail()}
    return show(request, "guidance/resource_list.html", context)


@public_page
def resource_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One resource."""
    elements = Prefetch(
        "framework_elements", FrameworkElement.objects.published(), "public_elements"
    )
    resource = find_page(request, Resource.objects.prefetch_related(elements), slug)
    context = {
        "entry": resource,
        "trail": _guidance_trail((_("Resources"), "guidance:resource_list")),
        "others": Resource.objects.published().filter(kind=resource.kind).exclude(pk=resource.pk),
    }
    return show(request, "guidance/resource_detail.html", context)


@public_page
def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """An article that an editor added under a section."""
    article = find_page(request, Article.objects.all(), slug)
    homes = {
        Article.Section.GUIDANCE: (_("Career guidance"), "guidance:guidance_home"),
        Article.Section.SERVICES: (_("Services"), "services:service_list"),
        Article.Section.NETWORKS: (_("Networks"), "networks:network_list"),
    }
    label, name = homes[Article.Section(article.section)]
    others = Article.objects.published().filter(section=article.section).exclude(pk=article.pk)
    context = {"entry": article, "trail": [(label, reverse(name))], "others": others}
    return show(request, "guidance/article_detail.html", context)
