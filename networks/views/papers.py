"""The papers of meetings: files to save, and the same as text to read."""

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from networks import papers
from networks.models import Paper, PaperVersion
from portal.base import richtext
from portal.base.files import StoredFile
from portal.base.http import public_page, show

KEPT = 5 * 60  # seconds until a browser asks again; the ETag says whether anything changed
# Should a file be opened in a browser, it can do nothing, and no page can show it as its own.
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


@public_page()
def paper_file(request: HttpRequest, key: str, number: int, name: str) -> HttpResponse:
    """A file of a version of a paper, to save; or the same as text, to read."""
    version = _find_version(request, key, number)
    if name == version.file_name:
        return _file(request, version, version.file, name)
    if version.pdf and name == version.get_pdf_url().rpartition("/")[2]:
        return _file(request, version, version.pdf, name)
    if version.has_text and name == papers.text_name(version):
        return _text(request, version)
    raise Http404


def _find_version(request: HttpRequest, key: str, number: int) -> PaperVersion:
    """Return a version of a public meeting's paper; an editor may see those of a draft, too."""
    versions = papers.stored_versions().select_related("file", "pdf", "paper__meeting")
    versions = versions.filter(paper__key=key, number=number)
    found = versions.filter(paper__in=Paper.objects.published()).first()
    if found is None and request.user.has_perm("networks.change_meeting"):
        found = versions.first()
        request.shows_draft = True  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


def _file(
    request: HttpRequest, version: PaperVersion, stored: StoredFile, name: str
) -> HttpResponse:
    """Return a stored file with the headers that keep it from being anything but a file."""
    etag = f'"{stored.sha256}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        content = b"" if request.method == "HEAD" else bytes(stored.content)
        response = HttpResponse(content, content_type=stored.media_type)
        response["Content-Length"] = str(stored.size)
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        response["Content-Language"] = version.paper.language
    response["ETag"] = etag
    response["Content-Security-Policy"] = POLICY  # the middleware leaves it as it is
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    if getattr(request, "shows_draft", False):
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex"
    else:
        response["Cache-Control"] = f"public, max-age={_seconds_left(version)}, must-revalidate"
    return response


def _seconds_left(version: PaperVersion) -> int:
    """Return for how long a file may be kept without asking: its meeting may expire sooner."""
    end = version.paper.meeting.published_until
    left = int((end - timezone.now()).total_seconds()) if end else KEPT
    return max(0, min(KEPT, left))


def _text(request: HttpRequest, version: PaperVersion) -> HttpResponse:
    """Show the same as text on a page of the portal."""
    meeting = version.paper.meeting
    newest = (
        PaperVersion.objects.filter(paper=version.paper).order_by(F("number").desc()).only("number")
    )
    meetings = (_("Meetings"), reverse("networks:meeting_list"))
    context = {
        "paper": version.paper,
        "version": papers.shown_version(version),
        "is_newest": newest[0].number == version.number,
        "html": richtext.render(version.text),
        "meeting": meeting,
        "trail": [meetings, (str(meeting), meeting.get_absolute_url())],
    }
    return show(request, "networks/paper_text.html", context)
