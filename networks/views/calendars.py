"""Calendars to subscribe to (iCalendar) and how to do it."""

from django.http import Http404, HttpRequest, HttpResponse

from portal.base.http import public_page


@public_page
def subscribe(request: HttpRequest) -> HttpResponse:
    """Every calendar and feed, and how to subscribe."""
    raise Http404


@public_page
def all_calendar(request: HttpRequest) -> HttpResponse:
    """All meetings."""
    raise Http404


@public_page
def network_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings of a network."""
    raise Http404


@public_page
def cooperation_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings of a cooperation."""
    raise Http404


@public_page
def county_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings for a county."""
    raise Http404


@public_page
def role_calendar(request: HttpRequest, slug: str, county: str = "") -> HttpResponse:
    """The meetings for a role, perhaps in a county."""
    raise Http404


@public_page
def meeting_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """One meeting."""
    raise Http404
