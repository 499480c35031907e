"""Meetings: upcoming, by month, by year, and one by one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from networks import facts
from networks.models import Meeting
from portal.base.http import find_page, public_page, show


@public_page
def meeting_list(request: HttpRequest) -> HttpResponse:
    """The meetings that are known, latest first."""
    context = {
        "meetings": Meeting.objects.published(),
        "trail": [(_("Networks"), reverse("networks:network_list"))],
    }
    return show(request, "networks/meeting_list.html", context)


@public_page
def meeting_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One meeting: when, where, themes and outcome."""
    meetings = Meeting.objects.select_related("network", "cooperation")
    meeting = find_page(request, meetings, slug)
    convening = meeting.network or meeting.cooperation
    siblings = convening.meetings.published().exclude(pk=meeting.pk)
    context = {
        "entry": meeting,
        "trail": [(_("Meetings"), reverse("networks:meeting_list"))],
        "facts": facts.meeting_facts(meeting),
        "siblings": siblings,
    }
    return show(request, "networks/meeting_detail.html", context)


@public_page
def calendar_now(request: HttpRequest) -> HttpResponse:
    """This month."""
    raise Http404


@public_page
def calendar_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """A month as a table and a list."""
    raise Http404


@public_page
def archive(request: HttpRequest) -> HttpResponse:
    """The years with meetings."""
    raise Http404


@public_page
def archive_year(request: HttpRequest, year: int) -> HttpResponse:
    """The meetings of a year."""
    raise Http404
