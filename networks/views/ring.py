"""Whom a counsellor rings: a municipality and a situation give the professional desk."""

from django.http import Http404, HttpRequest, HttpResponse

from portal.base.http import public_page


@public_page
def ring(request: HttpRequest) -> HttpResponse:
    """Where, and about what."""
    raise Http404


@public_page
def ring_answer(request: HttpRequest, situation: str, place: str) -> HttpResponse:
    """The desks to ring."""
    raise Http404


@public_page
def ring_card(request: HttpRequest, situation: str, place: str) -> HttpResponse:
    """The desks as a card to print."""
    raise Http404
