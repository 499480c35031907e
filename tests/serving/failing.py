"""Addresses of tests where something breaks, with what was typed in its hands."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

import portal.urls

handler500 = portal.urls.handler500


def _typed(request: HttpRequest) -> str:
    sent = request.POST.dict() | request.GET.dict() | request.COOKIES
    return f"{request.path} {sent} {request.headers.get('User-Agent')}"


def breaks(request: HttpRequest, typed: str) -> HttpResponse:
    """Break, as code does that quotes what it was given."""
    quoted = _typed(request)
    try:
        int(quoted)
    except ValueError as error:
        raise RuntimeError(f"cannot work with {quoted}") from error
    return HttpResponse()


def refuses(request: HttpRequest, typed: str) -> HttpResponse:
    """Refuse, as Django does when it is suspicious."""
    raise SuspiciousOperation(f"suspicious: {_typed(request)}")


def forbids(request: HttpRequest, typed: str) -> HttpResponse:
    """Forbid."""
    raise PermissionDenied(_typed(request))


def asks(request: HttpRequest, typed: str) -> HttpResponse:
    """Ask the database for something that it does not have."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s FROM nowhere", [_typed(request)])
    return HttpResponse()


urlpatterns = [
    path("breaks/<str:typed>/", breaks, name="breaks"),
    path("refuses/<str:typed>/", refuses, name="refuses"),
    path("forbids/<str:typed>/", forbids, name="forbids"),
    path("asks/<str:typed>/", asks, name="asks"),
    *portal.urls.urlpatterns,
]
