"""The dumps as files to fetch."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from portal.base.headers import RESOURCES
from portal.base.http import public_page
from portal.base.pagecache.handler import IF_NONE_MATCH
from portal.base.reading import version
from portal.opendata.dumps.kept import BeingMade, folder_of
from portal.opendata.dumps.making import SUMS, digest_of, names, read_sums

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
    "ttl": "text/turtle; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    SUMS: "text/plain; charset=us-ascii",
}
WAIT = 10  # seconds until dumps that another process makes may be there
SECONDS = 60  # for which others may keep a file without asking


@public_page()
def dump(request: HttpRequest, name: str) -> HttpResponse:
    """One file of the dumps, of the present version of the content."""
    if name not in names():
        raise Http404
    try:
        folder = folder_of(version())
    except BeingMade:
        later = {"Retry-After": str(WAIT), "Cache-Control": "no-store"}
        return HttpResponse("The files are being made.\n", "text/plain", 503, headers=later)
    path, sums = folder / name, read_sums((folder / SUMS).read_text("ascii"))
    etag = f'"{sums.get(name) or digest_of(path)}"'
    response: Any = HttpResponseNotModified()
    if not _has(request, etag):
        response = FileResponse(path.open("rb"), content_type=TYPES[name.rpartition(".")[2]])
        response["Content-Disposition"] = f'inline; filename="{name}"'
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    response[RESOURCES] = "cross-origin"
    return response


def _has(request: HttpRequest, etag: str) -> bool:
    """Tell whether a client has the file already, wherever the server has put what it said."""
    asked = request.META.get(IF_NONE_MATCH) or request.headers.get("If-None-Match", "")
    known = {mark.removeprefix("W/") for mark in parse_etags(asked)}
    return bool({etag, "*"} & known)
