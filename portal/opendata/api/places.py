"""From a place to its desks: which place was meant, and who gives what there."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.base import held
from portal.opendata.api.desks import desk_told
from portal.opendata.api.fields import Saying
from portal.opendata.api.kinds import one_of_few
from portal.opendata.api.lists import LICENCE, Span, page_answer
from portal.opendata.api.problems import BadParameters, Wrong
from portal.opendata.api.shell import as_json
from services import finder, places
from services.models import Audience, County, Entitlement
from services.places import Place

ELSEWHERE = {
    place.kind.replace("_", "-"): place
    for place in (places.SVALBARD, places.JAN_MAYEN, places.ABROAD, places.ANYWHERE)
}


def places_answer(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
    """Answer with the counties and municipalities of today, or those that a text or number means.

    What a text means has an outcome, as the finder has it; `nearest` is for where nothing fits.
    """
    say = Saying(request)
    text, number = asked["q"], asked["number"]
    if text and number:
        raise BadParameters(Wrong("number", _("Give words or a number, not both.")))
    more: dict[str, Any] = {"outcome": None, "guessed": None, "nearest": []}
    if text:
        answer = places.find_place(text)
        found = list(answer.places)
        more = {
            "outcome": answer.outcome.value,
            "guessed": answer.guessed,
            "nearest": [place_told(place, say) for place in answer.nearest],
        }
    elif number:
        found = places.places_from_number(number)
    else:
        found = every_place()
    if kind := asked["kind"]:
        found = [place for place in found if place.kind == kind]
    if county := asked["county"]:
        key = one_of_few(County, county, "county").key
        found = [place for place in found if place.county == key]
    span = Span(asked["page"], asked["page_size"], len(found))
    shown = found[span.first : span.first + span.size]
    return page_answer(request, [place_told(place, say) for place in shown], span, say, **more)


def place_answer(request: HttpRequest, place: str, asked: dict[str, Any]) -> HttpResponse:
    """Answer with a place and what one is owed there: by everybody, or by those in a situation."""
    found, say, now = place_of(place), Saying(request), timezone.now()
    situation, age = asked["situation"], asked["age"]
    if age is not None and situation is None:
        raise BadParameters(Wrong("age", _("Give the situation as well.")))
    not_at_this_age: list[Entitlement] = []
    if situation is None:
        given, ways_on = finder.desks_at(found, now=now)
        offers = [
            _offer(service.service, desks.desks, [each for each, _url in desks.here], say)
            for service in given
            for desks in service.by.values()
        ]
    else:
        audience = one_of_few(Audience, situation, "situation")
        answer = finder.answer(audience, found, age, now=now)
        ways_on = answer.ways_on
        not_at_this_age = [each for each, _words in answer.not_at_this_age]
        offers = [
            _offer(owed.entitlement.service, owed.desks, [owed.entitlement], say)
            for owed in answer.owed
        ]
    told = place_told(found, say) | {
        "offers": offers,
        "not_at_this_age": [_entitlement(each, say) for each in not_at_this_age],
        "ways_on": [desk_told(desk, say) for desk in ways_on],
        "lang": say.language,
        "license": LICENCE,
    }
    return as_json(request, told)


def _offer(
    service: Any, desks: list[Any], entitlements: list[Entitlement], say: Saying
) -> dict[str, Any]:
    return {
        "service": {"key": service.key, "name": say.text(service, "name")},
        "given_by": entitlements[0].given_by,
        "entitlements": [_entitlement(each, say) for each in entitlements],
        "desks": [desk_told(desk, say) for desk in desks],
    }


def _entitlement(entitlement: Entitlement, say: Saying) -> dict[str, Any]:
    audience = entitlement.audience
    return {
        "key": entitlement.key,
        "situation": {"key": audience.key, "name": say.text(audience, "name")},
        "standing": entitlement.standing,
        "age_from": entitlement.age_from,
        "age_to": entitlement.age_to,
        "confirmed": entitlement.is_confirmed,
    }


def every_place() -> list[Place]:
    """Return the counties and municipalities of today, by number."""
    known = places.gazetteer().by_word.values()
    on_the_map = [place for place in known if place.number]
    return sorted(on_the_map, key=lambda place: (place.kind, place.number))


def place_of(word: str) -> Place:
    """Return the place of an address: a number of today, or a place that belongs to no county."""
    if place := ELSEWHERE.get(word):
        return place
    found = places.places_from_number(word)
    if len(found) != 1 or found[0].number != word:
        raise Http404
    return found[0]


def id_of(place: Place) -> str:
    """Return a place's word in addresses of the API."""
    return place.number or place.kind.replace("_", "-")


def place_told(place: Place, say: Saying) -> dict[str, Any]:
    """Return a place, with the older name or the postal code that led to it."""
    latitude, longitude = place.point or (None, None)
    return {
        "id": id_of(place),
        "kind": place.kind,
        "name": place.label,
        "official_name": place.official_name or None,
        "county": place.county or None,
        "county_name": place.county_name or None,
        "latitude": latitude,
        "longitude": longitude,
        "formerly": place.formerly or None,
        "until": place.until,
        "found_by": place.code or None,
        "page": _page(place, say),
        "url": say.address(reverse("opendata:api:place", args=[id_of(place)])),
    }


def _page(place: Place, say: Saying) -> str | None:
    """Return the page for people, if the place has one."""
    if place.kind == "county":
        counties = {county.key: county for county in held.published(County)}
        county = counties.get(place.county)
        return say.page(county) if county else None
    return say.address(place.url) if place.url else None
