"""The way in for those who give guidance."""

from django.http import Http404, HttpRequest, HttpResponse

from portal.base.http import public_page


@public_page
def counsellors(request: HttpRequest) -> HttpResponse:
    """Choose a role."""
    raise Http404


@public_page
def role_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What a role has use of."""
    raise Http404
