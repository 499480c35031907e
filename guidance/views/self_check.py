"""The self-check of a team, over the areas of the quality model."""

from django.http import Http404, HttpRequest, HttpResponse

from portal.base.http import public_page


@public_page
def self_check(request: HttpRequest) -> HttpResponse:
    """The questions."""
    raise Http404


@public_page
def self_check_result(request: HttpRequest, code: str) -> HttpResponse:
    """Strengths, gaps and a plan."""
    raise Http404
