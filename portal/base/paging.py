"""Long lists in pages: the page that was asked for, and the addresses of the others."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404

PER_PAGE = 50
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class PageLink(NamedTuple):
    """Another page of a list: its number, its address and the step that leads there."""

    number: int
    url: str
    step: str  # first, prev, next or last


def page_of(items: Any, number: object = "", per: int = PER_PAGE) -> Page:
    """Return one page of a list or a queryset; without a number the first.

    Raises Http404 for what is no number, and for a page that the list does not have.
    """
    asked = "1" if number in {None, ""} else str(number)
    if not _NUMBER.fullmatch(asked):
        raise Http404
    try:
        return Paginator(items, per).page(asked)
    except InvalidPage:
        raise Http404 from None


def page_links(page: Page, url_of: Callable[[int], str]) -> list[PageLink]:
    """Return the first, previous, next and last page, without this one and each once.

    `url_of` gives the address of a page by its number, with everything else that was asked for;
    let it leave `page` out of the address of the first.
    """
    here, last = page.number, page.paginator.num_pages
    steps = {"prev": here - 1, "next": here + 1, "first": 1, "last": last}
    number_of: dict[int, str] = {}
    for step, number in steps.items():
        if 1 <= number <= last and number != here:
            number_of.setdefault(number, step)
    return [PageLink(number, url_of(number), step) for number, step in sorted(number_of.items())]
