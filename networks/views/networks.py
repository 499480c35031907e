"""The networks, and who sits in them."""

import csv
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from networks import agenda, network_facts, network_listing
from networks.models import Meeting, Network
from networks.network_filters import NetworkFilters, SeatFilters
from networks.seats import seats
from networks.seats import tables as seat_tables
from portal.base import moments
from portal.base.http import absolute_url, find_page, public_page, show, show_asked
from portal.base.languages import current_language, in_every_language
from portal.base.paging import page_links, page_of
from services.models import County

ACROSS, DOWN = 8, 60  # networks and rows on a page of who sits where


def _trail() -> list[tuple[str, str]]:
    return [(_("Networks"), reverse("networks:network_list"))]


@public_page(NetworkFilters, "page")
def network_list(request: HttpRequest) -> HttpResponse:
    """The networks that fit the reader's choice, those that meet before those that ended."""
    form = NetworkFilters(request.GET)
    found = network_listing.with_conveners(network_listing.by_standing(form.networks()))
    page = page_of(found, request.GET.get("page", ""))
    context = {
        "form": form,
        "groups": network_listing.groups(page, now=timezone.now()),
        "page": page,
        "page_links": page_links(page, form.url),
        "addresses": form.addresses(page.number),
    }
    return show_asked(request, "networks/network_list.html", context, form)


@public_page()
def network_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One network: what it is for, who sits in it, its meetings and what they decided."""
    network = find_page(request, Network.objects.all(), slug)
    meetings = Meeting.objects.published().of_network(network)
    now = timezone.now()
    sitting = seats.members(Network.objects.filter(pk=network.pk))
    year = moments.day(now).year
    context = {
        "entry": network,
        "trail": _trail(),
        "facts": network_facts.network_facts(network),
        "successor": network_facts.successor(network),
        "years": network_facts.years(network),
        "members": [seat for seat in sitting if not seat.is_over(year)],
        "earlier_members": [seat for seat in sitting if seat.is_over(year)],
        "agenda": agenda.agenda(meetings, now=now),
        "decisions": agenda.latest_decisions(meetings),
        **calendar_links(request, "networks:network_calendar", slug),
    }
    return show(request, "networks/network_detail.html", context)


@public_page(SeatFilters, "columns", "page")
def who_sits_where(request: HttpRequest) -> HttpResponse:
    """Networks against organisations or counties, with the gaps."""
    form = SeatFilters(request.GET)
    grid = _grid(form)
    across = page_of(grid.networks, request.GET.get("columns", ""), per=ACROSS)
    down = page_of(grid.heads, request.GET.get("page", ""), per=DOWN)

    def to(columns: int = across.number, rows: int = down.number) -> str:
        return form.part(columns=columns, rows=rows)

    context = {
        "form": form,
        "grid": grid,
        "columns": _columns(grid, list(across)),
        "rows": grid.rows(down, list(across)),
        "across": across,
        "across_links": page_links(across, lambda number: to(columns=number)),
        "down": down,
        "down_links": page_links(down, lambda number: to(rows=number)),
        "trail": _trail(),
        "addresses": in_every_language(to),
    }
    return show_asked(request, "networks/who_sits_where.html", context, form)


@public_page()
def who_sits_where_csv(request: HttpRequest) -> HttpResponse:
    """Every known seat as a table for a spreadsheet."""
    today = moments.day()
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"seats-{today.isoformat()}-{current_language()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    networks = network_listing.by_standing(Network.objects.published())
    writer = csv.writer(response)
    writer.writerow(seat_tables.HEADER)
    writer.writerows(seat_tables.table(seats.every_seat(networks), networks))
    return response


def calendar_links(request: HttpRequest, name: str, slug: str) -> dict[str, str]:
    """Return the addresses by which a calendar is fetched, and subscribed to."""
    path = reverse(name, args=[slug])
    _scheme, _mark, rest = absolute_url(request, path).partition("://")
    return {"calendar": path, "webcal": f"webcal://{rest}"}


def _grid(form: SeatFilters) -> seat_tables.Grid:
    """Return the table that was asked for, whole."""
    networks = form.networks()
    ids = list(network_listing.by_standing(networks).values_list("pk", flat=True))
    known = seats.every_seat(networks)
    year = moments.day().year
    if form.by_county:
        return seat_tables.by_county(known, ids, County.objects.published(), year)
    return seat_tables.by_organisation(known, ids, year)


def _columns(grid: seat_tables.Grid, ids: list[int]) -> list[dict[str, Any]]:
    """Return what stands above and below each network: its name, its gaps, its next meeting."""
    networks = Network.objects.in_bulk(ids)
    coming = agenda.next_meetings(ids, now=timezone.now())
    return [
        {"network": networks[pk], "count": grid.gaps_in(pk), "next_meeting": coming.get(pk)}
        for pk in ids
    ]
