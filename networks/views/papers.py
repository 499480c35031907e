"""The papers of meetings."""

from django.http import Http404, HttpRequest, HttpResponse

from portal.base.http import public_page


@public_page
def paper_file(request: HttpRequest, key: str, number: int, name: str) -> HttpResponse:
    """A file of a paper, to save."""
    raise Http404
