"""Resources and articles."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guidance import library
from guidance.forms_lists import LibraryForm
from guidance.library import Query, codes_in
from guidance.models import Article, Resource
from guidance.views.trail import guidance_trail
from portal.base import held
from portal.base.http import find_page, public_page, show, show_asked
from portal.base.languages import in_every_language
from portal.base.paging import page_links, page_of
from services.spoken import language_names

MOST_BESIDE = 8  # resources of the same kind that a resource's page links to


@public_page(LibraryForm, "page")
def resource_list(request: HttpRequest) -> HttpResponse:
    """The library: tools, reports and education programmes, all of them or those asked for."""
    form = LibraryForm(request.GET, **library.choices(request.GET.get("tag", "")))
    query = Query(**form.asked)
    page = page_of(library.search(query), request.GET.get("page", ""))
    resources = list(page.object_list)
    context = {
        "form": form,
        "query": query,
        "page": page,
        "page_links": page_links(page, query.page_url),
        "resources": resources,
        "groups": [] if query.filters else _by_kind(resources),
        "removals": [(form.in_words(name), query.without(name).url) for name in query.filters],
        "trail": guidance_trail(),
        "addresses": in_every_language(lambda: query.page_url(page.number)),
    }
    return show_asked(request, "guidance/resource_list.html", context, form)


@public_page()
def resource_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One resource."""
    resource = find_page(request, Resource.objects.all(), slug)
    same_kind = Resource.objects.published().filter(kind=resource.kind).exclude(pk=resource.pk)
    context = {
        "entry": resource,
        "trail": guidance_trail((_("Resources"), "guidance:resource_list")),
        "languages": language_names(codes_in(resource.work_language)),
        "framework": held.related(resource, "framework_elements"),
        "roles": held.related(resource, "roles"),
        "tags": [(term, Query(tag=term.key).url) for term in held.related(resource, "terms")],
        "kind_url": Query(kind=resource.kind).url,
        "others": same_kind[:MOST_BESIDE],
    }
    return show(request, "guidance/resource_detail.html", context)


@public_page()
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


def _by_kind(resources: list[Resource]) -> list[dict[str, Any]]:
    """Return resources under the headings of their kinds."""
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
    return [group for group in groups if group["items"]]
