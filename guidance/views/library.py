"""Resources and articles."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guidance.models import Article, FrameworkElement, Resource
from guidance.views.trail import guidance_trail
from portal.base.http import find_page, public_page, show


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
    context = {"groups": [g for g in groups if g["items"]], "trail": guidance_trail()}
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
        "trail": guidance_trail((_("Resources"), "guidance:resource_list")),
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
