"""Cases: minutes as data."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from networks.cases import facts as case_facts
from networks.cases.filters import CaseFilters
from networks.models import Meeting
from networks.papers import papers_of
from portal.base import moments
from portal.base.http import PageMoved, find_page, public_page, show, show_asked
from portal.base.languages import current_language, slot
from portal.base.paging import page_links, page_of


@public_page(CaseFilters, "page")
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases across meetings and years, searched and filtered."""
    form = CaseFilters(request.GET, "networks:case_list")
    page = page_of(form.search(), request.GET.get("page", ""))
    context = {
        "form": form,
        "page": page,
        "page_links": page_links(page, form.url),
        "addresses": form.addresses(page.number),
        "trail": [(_("Networks"), reverse("networks:network_list"))],
    }
    return show_asked(request, "networks/case_list.html", context, form)


@public_page()
def case_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One case: what was decided, and what became of it."""
    meeting = _meeting(request, slug, number)
    cases = list(meeting.cases.all())
    here = next((place for place, case in enumerate(cases) if case.number == number), None)
    if here is None:
        raise Http404
    case = cases[here]
    context = {
        "entry": case,
        "meeting": meeting,
        "facts": case_facts.case_facts(case, today=moments.day()),
        "chain": case_facts.chain(case),
        "papers": papers_of(meeting, case),
        "before": cases[here - 1] if here else None,
        "after": cases[here + 1] if here + 1 < len(cases) else None,
        "trail": [
            (_("Networks"), reverse("networks:network_list")),
            (_("Meetings"), reverse("networks:meeting_list")),
            (str(meeting), meeting.get_absolute_url()),
        ],
    }
    return show(request, "networks/case_detail.html", context)


def _meeting(request: HttpRequest, slug: str, number: int) -> Meeting:
    """Return the meeting of an address; one that moved redirects to the same case of it."""
    meetings = Meeting.objects.select_related("network", "cooperation")
    try:
        return find_page(request, meetings, slug)
    except PageMoved as moved:
        word = slot(moved.entry, "slug", current_language()).value
        url = reverse("networks:case_detail", args=[word, number])
        raise PageMoved(url, permanent=moved.permanent, entry=moved.entry) from None
