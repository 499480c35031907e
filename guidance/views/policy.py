"""The policy timeline and the mandate."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from guidance.models import Article, MandatePage, PolicyMilestone
from guidance.views.trail import guidance_trail
from portal.base.http import find_page, public_page, show


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
    context = {"lanes": lanes, "article": article, "trail": guidance_trail()}
    return show(request, "guidance/timeline.html", context)


@public_page
def mandate_list(request: HttpRequest) -> HttpResponse:
    """What the national body is charged with."""
    context = {"pages": MandatePage.objects.published(), "trail": guidance_trail()}
    return show(request, "guidance/mandate_list.html", context)


@public_page
def mandate_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of the mandate."""
    page = find_page(request, MandatePage.objects.all(), slug)
    context = {
        "entry": page,
        "trail": guidance_trail((_("The national mandate"), "guidance:mandate_list")),
        "others": MandatePage.objects.published().exclude(pk=page.pk),
    }
    return show(request, "guidance/mandate_detail.html", context)


@public_page
def timeline_atom(request: HttpRequest) -> HttpResponse:
    """The timeline, latest change first."""
    raise Http404
