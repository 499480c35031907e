"""News of meetings and minutes (Atom)."""

from django.http import Http404, HttpRequest, HttpResponse

from portal.base.http import public_page


@public_page
def meetings_atom(request: HttpRequest) -> HttpResponse:
    """Meetings, latest change first."""
    raise Http404


@public_page
def minutes_atom(request: HttpRequest) -> HttpResponse:
    """Cases, latest change first."""
    raise Http404
