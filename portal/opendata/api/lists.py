"""A list of entries, a page at a time, and one entry: how both are answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.base.languages import current_language
from portal.opendata.api.fields import Field, Saying
from portal.opendata.api.kinds import Kind
from portal.opendata.api.orders import order
from portal.opendata.api.problems import BadParameters, Wrong
from portal.opendata.api.shell import as_json

USUAL, MOST = 20, 100  # entries on a page
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Span:
    """Which part of a list a page shows."""

    page: int
    size: int
    count: int

    @property
    def pages(self) -> int:
        """Return how many pages there are; an empty list has one."""
        return max(1, -(-self.count // self.size))

    @property
    def first(self) -> int:
        """Return where the page begins; raises Http404 beyond the last one."""
        if self.page > self.pages:
            raise Http404(_("The list has %(pages)s pages.") % {"pages": self.pages})
        return (self.page - 1) * self.size

    @property
    def numbers(self) -> dict[str, int]:
        """Return the pages that one may go on to."""
        found = {"self": self.page, "first": 1, "last": self.pages}
        if self.page > 1:
            found["prev"] = self.page - 1
        if self.page < self.pages:
            found["next"] = self.page + 1
        return found


def list_answer(request: HttpRequest, kind: Kind, asked: dict[str, Any]) -> HttpResponse:
    """Answer with a page of the entries of a kind that fit what was asked."""
    fields = chosen(kind.told(details=False), asked.get("fields"))
    entries, given, timely = kind.entries(), {}, False
    for each in kind.filters:
        if (value := asked.get(each.name)) is None:
            continue
        given[each.name] = value
        timely = timely or each.timely
        if each.narrow is not None:
            entries = each.narrow(entries, value)
    if kind.narrow is not None:
        entries = kind.narrow(entries, given)
    name = "" if timely else f"{kind.name}?{urlencode(sorted(given.items()))}"
    numbers = order(name, lambda: entries.values_list("pk", flat=True))
    span = Span(asked["page"], asked["page_size"], len(numbers))
    rows = rows_of(kind, numbers[span.first : span.first + span.size])
    say = Saying(request)
    items = [{name: each.read(row, say) for name, each in fields.items()} for row in rows]
    return page_answer(request, items, span, say)


def first_of(kind: Kind) -> list[Any]:
    """Return the first entry of the list of a kind, if there is any."""
    numbers = order(f"{kind.name}?", lambda: kind.entries().values_list("pk", flat=True))
    return rows_of(kind, numbers[:1])


def rows_of(kind: Kind, numbers: Iterable[int]) -> list[Any]:
    """Return the entries of a page, in its order, with all that is told of them in lists."""
    found = kind.rows(kind.model._base_manager.filter(pk__in=[*numbers]).order_by())
    by_number = {row.pk: row for row in found}
    return [by_number[number] for number in numbers if number in by_number]


def page_answer(
    request: HttpRequest, items: list[Any], span: Span, say: Saying, **more: Any
) -> HttpResponse:
    """Answer with a page of a list, and the ways to its other pages in the body and in Link."""
    links = {
        relation: page_address(request, number, say) for relation, number in span.numbers.items()
    }
    answer = more | {
        "items": items,
        "count": span.count,
        "page": span.page,
        "pages": span.pages,
        "page_size": span.size,
        "lang": current_language(),
        "license": LICENCE,
        "links": links,
    }
    header = ", ".join(f'<{url}>; rel="{relation}"' for relation, url in links.items())
    return as_json(request, answer, link=header)


def page_address(request: HttpRequest, number: int, say: Saying) -> str:
    """Return the address of another page of the list that was asked for."""
    query = {name: values[-1] for name, values in request.GET.lists() if name != "page"}
    if number > 1:
        query["page"] = str(number)
    return say.address(request.path) + (f"?{urlencode(query)}" if query else "")


def detail_answer(
    request: HttpRequest, kind: Kind, key: str, asked: dict[str, Any]
) -> HttpResponse:
    """Answer with one public entry."""
    fields = chosen(kind.told(details=True), asked.get("fields"))
    rows = kind.rows(kind.entries().filter(key=key), details=True)
    if not rows:
        raise Http404
    say, row = Saying(request), rows[0]
    return as_json(request, {name: each.read(row, say) for name, each in fields.items()})


def chosen(fields: dict[str, Field], asked: str | None) -> dict[str, Field]:
    """Return the fields that were asked for, or all; an entry always tells its key."""
    if asked is None:
        return fields
    names = {name.strip() for name in asked.split(",")}
    if unknown := sorted(names - set(fields)):
        message = _("There is no field %(names)s. There are: %(fields)s.")
        words = {"names": ", ".join(f"“{name}”" for name in unknown), "fields": ", ".join(fields)}
        raise BadParameters(Wrong("fields", message % words))
    return {name: each for name, each in fields.items() if name in names or name == "key"}
