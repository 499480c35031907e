"""Cases: minutes as data."""

from django.http import Http404, HttpRequest, HttpResponse

from portal.base.http import public_page


@public_page
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases across meetings and years, searched and filtered."""
    raise Http404


@public_page
def case_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One case: what was decided, and what became of it."""
    raise Http404
