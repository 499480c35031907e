"""What may be asked and what is then answered, for the document: true answers of the moment."""

from typing import Any

from django.utils import timezone

from portal.base import moments
from portal.opendata.api.desks import desk_told
from portal.opendata.api.fields import Saying
from portal.opendata.api.kinds import Kind
from portal.opendata.api.lists import LICENCE, USUAL, first_of
from portal.opendata.api.operations import KINDS
from portal.opendata.api.places import every_place, place_told
from services.desks import DeskBook

ASKED: dict[str, Any] = {"q": "9008", "since": "2026-11-23T12:00:00Z", "age": 16}
PROBLEM: dict[str, Any] = {
    "type": "about:blank",
    "title": "We did not understand the question",
    "status": 400,
    "detail": "page: Write a whole number.",
}


def with_answers(paths: dict[str, Any], say: Saying) -> dict[str, Any]:
    """Return the paths of the document with what is answered there, as far as anything is."""
    found = {}
    for path, operations in paths.items():
        operation = operations["get"]
        answer = _answer(path.strip("/"), say)
        if answer is None:
            found[path] = operations
            continue
        good = operation["responses"]["200"]
        kept = good["content"]["application/json"] | {"example": answer}
        responses = operation["responses"] | {"200": good | {"content": {"application/json": kept}}}
        found[path] = {"get": operation | {"responses": responses}}
    return found


def _answer(path: str, say: Saying) -> Any:
    """Return an answer to what is asked at a path; a list with one entry, an entry in short."""
    name, _slash, one = path.partition("/")
    if name == "places":
        return _place(say) if one else _places(say)
    if name not in KINDS:
        return None
    entry = _entry(KINDS[name], say)
    return entry if one or entry is None else _listed([entry], f"/api/v1/{name}", say)


def _listed(items: list[Any], path: str, say: Saying, **more: Any) -> dict[str, Any]:
    address = say.address(path)
    links = dict.fromkeys(("self", "first", "last"), address)
    paging = {"count": len(items), "page": 1, "pages": 1, "page_size": USUAL}
    told = {"lang": say.language, "license": LICENCE, "links": links}
    return more | {"items": items} | paging | told


def _entry(kind: Kind, say: Saying) -> dict[str, Any] | None:
    """Return the first entry of a kind as a list tells it."""
    fields = kind.told(details=False)
    told = [{name: each.read(row, say) for name, each in fields.items()} for row in first_of(kind)]
    return told[0] if told else None


def _places(say: Saying) -> dict[str, Any]:
    first = [place_told(place, say) for place in every_place()[:1]]
    asked: dict[str, Any] = {"outcome": None, "guessed": None, "nearest": []}
    return _listed(first, "/api/v1/places", say, **asked)


def _place(say: Saying) -> dict[str, Any] | None:
    """Return the first county with the ways that work wherever one lives."""
    place = next(iter(every_place()), None)
    if place is None:
        return None
    moments.day()
    ways = DeskBook.load(now=timezone.now(), county=place.county).ways_on(place)
    told = {"offers": [], "not_at_this_age": [], "ways_on": [desk_told(way, say) for way in ways]}
    return place_told(place, say) | told | {"lang": say.language, "license": LICENCE}
