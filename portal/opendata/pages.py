"""The page about the open data: what there is, on what terms, and what one can count on."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.base.http import public_page, show


@public_page()
def open_data(request: HttpRequest) -> HttpResponse:
    """What programs can fetch, and on what terms."""
    return show(request, "opendata/open_data.html", {"contact": settings.PORTAL_CONTACT})
