"""Calendars to subscribe to (iCalendar) and how to do it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guidance.models import Role
from networks.calendars import feed as icalendar_feed
from networks.calendars import subscriptions
from networks.models import Cooperation, Meeting, Network
from portal.base.http import PageMoved, find_page, public_page, show
from portal.base.languages import current_language, slot
from services.models import County


@public_page(subscriptions.CombinedForm)
def subscribe(request: HttpRequest) -> HttpResponse:
    """Every calendar and feed, and how to subscribe."""
    form = subscriptions.CombinedForm(request.GET)
    context = {
        "form": form,
        "chosen": form.calendar(request),
        "groups": subscriptions.groups(request),
        "news": subscriptions.news(),
        "addresses": form.addresses(),
        "trail": [
            (_("Networks"), reverse("networks:network_list")),
            (_("Meetings"), reverse("networks:meeting_list")),
        ],
    }
    return show(request, "networks/subscribe.html", context, status=form.status)


@public_page()
def all_calendar(request: HttpRequest) -> HttpResponse:
    """All meetings."""
    page = reverse("networks:meeting_list")
    return _calendar(request, Meeting.objects.published(), _("All meetings"), page, "all")


@public_page()
def network_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings of a network."""
    network = _find(request, Network.objects.all(), slug)
    meetings = Meeting.objects.published().of_network(network)
    return _calendar(request, meetings, str(network), network.get_absolute_url(), slug)


@public_page()
def cooperation_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings of a cooperation."""
    cooperation = _find(request, Cooperation.objects.all(), slug)
    meetings = Meeting.objects.published().filter(cooperation=cooperation)
    return _calendar(request, meetings, str(cooperation), cooperation.get_absolute_url(), slug)


@public_page()
def county_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings for a county."""
    county = _find(request, County.objects.all(), slug)
    meetings = Meeting.objects.published().in_county(county)
    name = _("Meetings: %(name)s") % {"name": county}
    return _calendar(request, meetings, name, county.get_absolute_url(), slug)


@public_page()
def role_calendar(request: HttpRequest, slug: str, county: str = "") -> HttpResponse:
    """The meetings for a role, perhaps in a county."""
    role = _find(request, Role.objects.all(), slug, county=county)
    meetings = Meeting.objects.published().for_role(role)
    name = str(role)
    if county:
        place = _find(request, County.objects.all(), county, role=role)
        meetings = meetings.in_county(place)
        name = f"{role}, {place}"
    name = _("Meetings: %(name)s") % {"name": name}
    filename = f"{slug}-{county}" if county else slug
    return _calendar(request, meetings, name, role.get_absolute_url(), filename)


@public_page()
def meeting_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """One meeting."""
    meetings = icalendar_feed.with_all_that_is_said(Meeting.objects.all())
    return icalendar_feed.one_meeting(
        request, _find(request, meetings, slug), filename=f"{slug}.ics"
    )


def _calendar(
    request: HttpRequest, meetings: Any, name: str, page: str, filename: str
) -> HttpResponse:
    """Return those of some meetings that a calendar holds."""
    return icalendar_feed.calendar(
        request,
        icalendar_feed.in_calendar(meetings),
        name=name,
        page=page,
        filename=f"{filename}-{current_language()}.ics",
    )


def _find(request: HttpRequest, entries: Any, slug: str, **other: Any) -> Any:
    """Return the public entry that a calendar's address names, in whatever language its text is.

    Raises PageMoved to the calendar's new address, and Http404 when nothing public is there: an
    editor's drafts are in no calendar. `other` is what else the address names.
    """
    try:
        entry = find_page(request, entries, slug)
    except PageMoved as moved:
        entry, word = moved.entry, slot(moved.entry, "slug").value
        if word != slug:
            address = _moved(request, moved.entry, word, other)
            raise PageMoved(address, permanent=moved.permanent, entry=entry) from moved
    if getattr(request, "shows_draft", False):
        raise Http404
    return entry


def _moved(request: HttpRequest, entry: Any, word: str, other: dict[str, Any]) -> str:
    """Return a calendar's address with the word that an entry has now."""
    match: Any = request.resolver_match
    if "role" in other:  # the county moved, beside a role that was found
        return reverse(match.view_name, args=[slot(other["role"], "slug").value, word])
    return reverse(match.view_name, args=[word, *filter(None, [other.get("county")])])
