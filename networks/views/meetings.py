"""Meetings: upcoming, by month, by year, and one by one."""

from itertools import groupby
from typing import Any

from django.db.models import Count, Min
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from networks.meetings import facts, listing, siblings, times
from networks.meetings import month as calendar
from networks.meetings.filters import MeetingFilters
from networks.meetings.month import Month
from networks.models import Meeting
from networks.papers import papers_of
from portal.base import moments
from portal.base.http import find_page, public_page, show, show_asked
from portal.base.paging import page_links, page_of

ARCHIVE_PAGE = 100


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    networks = (_("Networks"), reverse("networks:network_list"))
    return [networks, (_("Meetings"), reverse("networks:meeting_list")), *steps]


@public_page(MeetingFilters, "page")
def meeting_list(request: HttpRequest) -> HttpResponse:
    """The meetings to come, and the latest of those that have been."""
    now = timezone.now()
    form = MeetingFilters(request.GET, "networks:meeting_list")
    published = Meeting.objects.published()
    meetings = form.narrow(published)
    page = page_of(meetings.upcoming(now=now), request.GET.get("page", ""))
    shelves = listing.on_shelves(
        now,
        upcoming=page.object_list,
        without_a_day=listing.without_a_day(meetings, now)[: listing.LATEST],
        latest=listing.latest(meetings, now)[: listing.LATEST],
    )
    context = shelves | {
        "form": form,
        "page": page,
        "page_links": page_links(page, form.url),
        "form_not_given": form.form_not_given(published.upcoming(now=now)),
        "month_url": _month_url(form, Month.of(moments.day(now))),
        "addresses": form.addresses(page.number),
        "trail": _trail()[:1],
    }
    return show_asked(request, "networks/meeting_list.html", context, form)


@public_page(MeetingFilters)
def calendar_now(request: HttpRequest) -> HttpResponse:
    """This month."""
    form = MeetingFilters(request.GET, "networks:calendar_now")
    return HttpResponseRedirect(_month_url(form, Month.of(moments.day())))


@public_page(MeetingFilters)
def calendar_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """A month as a table and a list."""
    now = timezone.now()
    today = moments.day(now)
    published = Meeting.objects.published()
    first_year = published.aggregate(first=Min("year"))["first"]
    months = calendar.Range.around(today, first_year)
    shown = months.find(year, month)
    if shown is None:
        raise Http404
    form = MeetingFilters(request.GET, "networks:calendar_month", year, month)
    meetings = form.narrow(published.between(shown.first, shown.last))
    rows = listing.listings(meetings, now=now)
    weeks = calendar.weeks(shown, rows, today=today)
    context = {
        "form": form,
        "name": times.month_words(shown.first),
        "weekdays": times.weekdays(),
        "weeks": weeks,
        "days": calendar.days_with_something(weeks),
        "meetings": rows,
        "form_not_given": form.form_not_given(published.between(shown.first, shown.last)),
        "before": _step(form, months.before(shown)),
        "after": _step(form, months.after(shown)),
        "this_month": "" if shown == Month.of(today) else _month_url(form, Month.of(today)),
        "addresses": form.addresses(),
        "trail": _trail(),
    }
    return show_asked(request, "networks/calendar_month.html", context, form)


def _month_url(form: MeetingFilters, month: Month) -> str:
    """Return the address of a month with what is chosen."""
    return form.url_of("networks:calendar_month", month.year, month.month)


def _step(form: MeetingFilters, month: Month | None) -> tuple[str, str] | None:
    """Return the name and the address of a month beside, if the calendar has it."""
    return (times.month_words(month.first), _month_url(form, month)) if month else None


@public_page()
def archive(request: HttpRequest) -> HttpResponse:
    """The years with meetings."""
    context = {"years": _years(), "trail": _trail()}
    return show(request, "networks/archive.html", context)


@public_page("page")
def archive_year(request: HttpRequest, year: int) -> HttpResponse:
    """The meetings of a year, month by month; those whose day is not known last."""
    years = [entry["year"] for entry in _years()]
    if year not in years:
        raise Http404
    meetings = Meeting.objects.published().in_year(year)
    page = page_of(meetings, request.GET.get("page", ""), ARCHIVE_PAGE)
    rows = listing.listings(page.object_list, now=timezone.now())
    here = years.index(year)
    context = {
        "year": year,
        "page": page,
        "page_links": page_links(page, lambda number: _page_of_year(year, number)),
        "groups": _by_month(rows),
        "later": years[here - 1] if here else None,
        "earlier": years[here + 1] if here + 1 < len(years) else None,
        "trail": _trail((_("Archive"), reverse("networks:archive"))),
    }
    return show(request, "networks/archive_year.html", context)


def _years() -> list[dict[str, Any]]:
    """Return the years with meetings, the latest first, each with how many there are."""
    years = Meeting.objects.published().order_by("-year").values("year")
    return list(years.annotate(count=Count("pk")))


def _page_of_year(year: int, number: int) -> str:
    """Return the address of a page of a year's meetings."""
    address = reverse("networks:archive_year", args=[year])
    return f"{address}?page={number}" if number > 1 else address


def _by_month(rows: list[listing.Listing]) -> list[tuple[str, list[listing.Listing]]]:
    """Return meetings in the order given, under the name of their month; none if not known."""
    months = groupby(rows, key=lambda row: row.starts_on and times.month_words(row.starts_on))
    return [(name or "", list(group)) for name, group in months]


@public_page()
def meeting_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One meeting: when, where, how to take part, its agenda, papers and outcome."""
    now = timezone.now()
    related = ("network", "cooperation", "series")
    meeting = find_page(request, Meeting.objects.select_related(*related), slug)
    row, *near = listing.listings([meeting, *siblings.nearest(meeting)], now=now)
    cases = list(meeting.cases.all())
    for case in cases:
        case.meeting = meeting
    context = {
        "entry": meeting,
        "row": row,
        "trail": _trail(),
        "facts": facts.meeting_facts(row, now=now),
        "cases": cases,
        "to_come": not row.is_past and meeting.standing == Meeting.Standing.PLANNED,
        "papers": papers_of(meeting),
        "siblings": near,
        "body": meeting.convening_body if meeting.convening_body.is_public() else None,
    }
    return show(request, "networks/meeting_detail.html", context)
