"""The policy timeline and the mandate."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from guidance.forms_lists import TimelineForm
from guidance.models import Article, MandatePage, PolicyMilestone
from guidance.timeline import Query, decade_of, in_lanes, search
from guidance.views.trail import guidance_trail
from portal.base.http import find_page, public_page, show, show_asked
from portal.base.languages import in_every_language


@public_page(TimelineForm)
def timeline(request: HttpRequest) -> HttpResponse:
    """The policy timeline, international and national."""
    milestones = list(PolicyMilestone.objects.published().prefetch_related("sources"))
    form = TimelineForm(request.GET, sorted({decade_of(milestone) for milestone in milestones}))
    query = Query(**form.asked)
    found = search(milestones, query)
    context = {
        "form": form,
        "lanes": in_lanes(found),
        "count": len(found),
        "removals": [(form.in_words(name), query.without(name).url) for name in query.filters],
        "article": Article.objects.published().filter(key="prosesser").first(),
        "trail": guidance_trail(),
        "addresses": in_every_language(lambda: query.url),
    }
    return show_asked(request, "guidance/timeline.html", context, form)


@public_page()
def mandate_list(request: HttpRequest) -> HttpResponse:
    """What the national body is charged with."""
    context = {"pages": MandatePage.objects.published(), "trail": guidance_trail()}
    return show(request, "guidance/mandate_list.html", context)


@public_page()
def mandate_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of the mandate."""
    page = find_page(request, MandatePage.objects.all(), slug)
    context = {
        "entry": page,
        "trail": guidance_trail((_("The national mandate"), "guidance:mandate_list")),
        "others": MandatePage.objects.published().exclude(pk=page.pk),
    }
    return show(request, "guidance/mandate_detail.html", context)
