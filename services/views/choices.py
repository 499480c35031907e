"""What a reader has chosen: a comparison, a shortlist, a sheet. Everything is in the address."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.base import moments
from portal.base.http import PageMoved, absolute_url, public_page, show
from portal.base.languages import in_every_language
from portal.base.text import alphabetical
from services import choices, comparison, finder, sheets
from services.choices import Choices, Shortlist
from services.places import Place, gazetteer

LIST, SHEET = "services:shortlist", "services:shortlist_sheet"


@public_page("item")
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four services or centres side by side."""
    asked = choices.in_order(*request.GET.getlist("item"))[: choices.MOST]
    chosen = choices.find(asked)
    table = comparison.columns(asked, chosen)
    codes = list(table.entries)
    context = {
        "chosen": chosen,
        "table": table,
        "columns": [
            (entry, _compare_url(c for c in codes if c != code))
            for code, entry in table.entries.items()
        ],
        "rows": comparison.rows(list(table.entries.values()), now=timezone.now()),
        "groups": _to_add([table.kind] if table.kind else comparison.COMPARABLE, codes),
        "list_url": _list_url(choices.read(*codes)),
        "addresses": in_every_language(lambda: _compare_url(codes)),
    }
    return show(request, "services/compare.html", context)


@public_page("list", "add")
def shortlist(request: HttpRequest, code: str = "") -> HttpResponse:
    """The choices in the address; without any, how to begin. Adding leads to a new address."""
    kept = choices.read(code or request.GET.get("list", ""))
    asked = kept if code else choices.read(str(kept), *request.GET.getlist("add"))
    full = asked.too_many and not code
    if not full:
        _move(request, asked, LIST, permanent=bool(code))
    listed = choices.look_up(kept if full else asked)
    url = absolute_url(request, _list_url(listed.choices))
    context = _list_context(listed) | {
        "full": full,
        "url": url,
        "qr": sheets.qr_svg(url),
        "sheet_url": _list_url(listed.choices, SHEET),
        "comparisons": _comparisons(listed),
        "groups": _to_add(choices.KINDS, listed.choices.codes),
        "counties": _counties(),
        "addresses": in_every_language(lambda: _list_url(kept)),
    }
    missing = code and not listed.is_found
    return show(request, "services/shortlist.html", context, status=404 if missing else 200)


@public_page()
def shortlist_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The chosen services and centres as a sheet of paper."""
    asked = choices.read(code)
    _move(request, asked, SHEET, permanent=True)
    listed = choices.look_up(asked)
    entries = [*listed.chosen.entries.values(), *listed.nearby]
    url = absolute_url(request, _list_url(listed.choices))
    today = moments.day()
    context = _list_context(listed) | {
        "sheet": sheets.make_sheet(url, entries, sheets.schedules_of(entries), today=today),
        "back": _list_url(listed.choices),
        "addresses": in_every_language(lambda: _list_url(asked, SHEET)),
    }
    status = 200 if listed.is_found else 404
    return show(request, "services/shortlist_sheet.html", context, status=status)


def _list_context(listed: Shortlist) -> dict[str, Any]:
    """Return what the list and its sheet have in common."""
    headings = {
        "audience": _("Situations"),
        "service": _("Services"),
        "centre": _("Career centres"),
    }
    today = moments.day()
    parts = [
        {
            "kind": kind,
            "heading": heading,
            "choices": [
                {
                    "entry": entry,
                    "facts": sheets.facts_of(entry, today=today, nearby=listed.nearby),
                    "find_url": _find_url(entry, listed.place) if kind == "audience" else "",
                    "without": _list_url(listed.choices.without(code)),
                }
                for code, entry in listed.chosen.of(kind).items()
            ],
        }
        for kind, heading in headings.items()
    ]
    return {
        "asks_if_useful": False,  # the answer is kept with the address, and so with the choices
        "listed": listed,
        "parts": [part for part in parts if part["choices"]],
        "nearby": [
            (centre, _list_url(choices.read(str(listed.choices), code)))
            for centre in listed.nearby
            if (code := choices.code_of(centre)) not in listed.choices.codes
        ],
        "without_place": _list_url(Choices(listed.choices.codes)),
    }


def _find_url(situation: Any, place: Place | None) -> str:
    """Return the address of the finder's answer, or of its next question."""
    return finder.answer_url(situation, place) if place else finder.situation_url(situation)


def _to_add(kinds: Iterable[str], without: Iterable[str]) -> list[dict[str, Any]]:
    """Return what may be added, by kind."""
    labels = {
        "audience": _("Situations"),
        "service": _("Services"),
        "centre": _("Career centres"),
    }
    taken = set(without)
    groups = []
    for kind in kinds:
        entries = choices.to_choose_from(kind).items()
        options = [(code, entry) for code, entry in entries if code not in taken]
        groups.append({"kind": kind, "label": labels[kind], "options": options})
    return groups


def _counties() -> list:
    places = [place for place in gazetteer().by_word.values() if place.kind == "county"]
    return sorted(places, key=lambda place: alphabetical(place.name))


def _comparisons(listed: Shortlist) -> dict[str, str]:
    """Return the address of the comparison of each kind of which there are two or more."""
    of_kind = {kind: listed.chosen.of(kind) for kind in comparison.COMPARABLE}
    return {kind: _compare_url(codes) for kind, codes in of_kind.items() if len(codes) > 1}


def _compare_url(codes: Iterable[str]) -> str:
    query = urlencode([("item", code) for code in codes])
    return reverse("services:compare") + (f"?{query}" if query else "")


def _list_url(asked: Choices, name: str = LIST) -> str:
    return reverse(name, args=[str(asked)]) if str(asked) else reverse("services:shortlist_empty")


def _move(request: HttpRequest, asked: Choices, name: str, *, permanent: bool) -> None:
    """Send a reader of any other spelling to the one address of the choices."""
    if (url := _list_url(asked, name)) != request.path:
        raise PageMoved(url, permanent=permanent)
