"""Worked cases: a situation, a place and an age, with what the finder answers.

Every situation is asked about in each kind of place, and at each side of every bound of age;
every county is asked about by somebody.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from services.desks import Desk, DeskBook
from services.models import County, Municipality
from services.places import (
    ABROAD,
    ANYWHERE,
    JAN_MAYEN,
    SVALBARD,
    Place,
    county_place,
    places_from_number,
)

Desks = list[dict[str, str | None]]


def cases(entitlements: Iterable[Any]) -> list[dict[str, Any]]:
    """Return what is answered in a representative set of cases, always in the same order."""
    by_situation: dict[str, list[Any]] = {}
    for each in entitlements:
        by_situation.setdefault(each.audience.key, []).append(each)
    book = DeskBook.load(now=timezone.now())
    public: Any = County.objects.published().order_by("number")
    counties = [county_place(each) for each in public]
    usual = _kinds_of_place(book, counties)
    found = []
    for number, (situation, owed) in enumerate(sorted(by_situation.items())):
        for place in dict.fromkeys([*usual, *counties[number :: len(by_situation)]]):
            for age in _ages(owed) if place == usual[0] else [None]:
                found.append(_case(book, situation, owed, place, age))
    return found


def _kinds_of_place(book: DeskBook, counties: list[Place]) -> list[Place]:
    """Return one place of each kind: with a centre, without, a municipality, outside a county."""
    found = [next((c for c in counties if book.centres.get(c.county)), None)]
    found += [next((c for c in counties if not book.centres.get(c.county)), None)]
    numbers = Municipality.objects.current().order_by("number").values_list("number", flat=True)
    found += places_from_number(numbers[0]) if numbers else []
    return [place for place in (*found, SVALBARD, JAN_MAYEN, ABROAD, ANYWHERE) if place]


def _ages(entitlements: Iterable[Any]) -> Iterator[int | None]:
    """Return no age, and the ages at each side of every bound."""
    yield None
    bounds = {0, 120}
    for each in entitlements:
        if each.age_from is not None:
            bounds |= {max(0, each.age_from - 1), each.age_from}
        if each.age_to is not None:
            bounds |= {each.age_to, each.age_to + 1}
    yield from sorted(bounds)


def _case(
    book: DeskBook, situation: str, entitlements: list[Any], place: Place, age: int | None
) -> dict[str, Any]:
    """Return a case with its answer: what is owed at which desks, what is not, and ways on."""
    return {
        "situation": situation,
        "place": {"kind": place.kind, "number": place.number or None},
        "age": age,
        "owed": [
            {"rule": each.key, "desks": told(book.desks(each, place))}
            for each in entitlements
            if each.fits(age)
        ],
        "not_at_this_age": [each.key for each in entitlements if not each.fits(age)],
        "ways_on": told(book.ways_on(place)),
    }


def told(desks: Iterable[Desk]) -> Desks:
    """Return desks by their kind, and by the key of the entry that a desk is, if it is one."""
    return [
        {"kind": str(desk.kind), "key": desk.entry.key if desk.entry else None} for desk in desks
    ]
