"""The finder's rules: what the reader is asked, and what an answer consists of."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from portal.base import held, languages
from portal.base.facts import Fact
from services import facts
from services.desks import Desk, DeskBook
from services.models import Audience, County, Entitlement, LegalBasis, Service
from services.places import Answer, Outcome, Place

OLDEST = 120


NO_MEMORY = {"autocomplete": "off"}  # a shared machine does not tell where the last reader lives


class PlaceForm(forms.Form):
    """Where the reader lives, and how old they are where that matters; nothing is required.

    Places are suggested while one types where `suggestions`, an address, is given.
    """

    place = forms.CharField(
        widget=forms.TextInput(NO_MEMORY),
        label=gettext_lazy("Where do you live?"),
        help_text=gettext_lazy("Postal code, municipality or county."),
        max_length=80,
        required=False,
    )
    age = forms.IntegerField(
        label=gettext_lazy("How old are you?"),
        help_text=gettext_lazy("Your age decides what you are owed here."),
        min_value=0,
        max_value=OLDEST,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "class": "short"}),
    )

    def __init__(self, *args: Any, suggestions: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if suggestions:
            self.fields["place"].widget.attrs |= {
                "data-hx-get": suggestions,
                "data-hx-trigger": "input changed delay:250ms",
                "data-hx-target": "#suggestions",
                "data-hx-select": "#suggestion-list",
                "data-hx-swap": "innerHTML",
                "data-hx-sync": "this:replace",
            }


class FindForm(PlaceForm):
    """Both questions at once, as on the front page."""

    situation = forms.SlugField(label=gettext_lazy("What describes you best?"), required=False)


class SearchForm(forms.Form):
    """A place to look for, and the situation that the finder is asking about."""

    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=80,
        required=False,
        widget=forms.TextInput(NO_MEMORY),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["for"] = forms.SlugField(required=False)


@dataclass(frozen=True)
class Owed:
    """One entitlement at a place: the desks that give it, and its terms."""

    entitlement: Entitlement
    desks: list[Desk]
    terms: list[Fact]

    @property
    def missing(self) -> bool:
        """Tell whether no desk can be reached by anything that is confirmed."""
        return all(desk.missing for desk in self.desks)


@dataclass(frozen=True)
class AtDesk:
    """The desks of one kind, and whom they serve: entitlements with the answer's address."""

    desks: list[Desk]
    here: list[tuple[Entitlement, str]]


@dataclass(frozen=True)
class Given:
    """A service at a place, by the kinds of desk that give it."""

    service: Service
    by: dict[str, AtDesk]


def entitlements() -> QuerySet:
    """Return the public entitlements with what their terms are made of."""
    laws: Any = LegalBasis.objects
    in_force = laws.published().filter(in_force=True)
    return (
        Entitlement.objects.published()
        .select_related("service", "audience")
        .prefetch_related(Prefetch("legal_bases", in_force, "public_legal_bases"))
    )


@dataclass(frozen=True)
class FinderAnswer:
    """What someone is owed at a place, what they are not because of their age, and ways on."""

    owed: list[Owed]
    not_at_this_age: list[tuple[Entitlement, str]]
    ways_on: list[Desk]

    @property
    def age_matters(self) -> bool:
        """Tell whether another age could change the answer."""
        return bool(self.not_at_this_age) or any(
            item.entitlement.has_age_bounds for item in self.owed
        )


def answer(audience: Audience, place: Place, age: int | None, *, now: dt.datetime) -> FinderAnswer:
    """Return what someone of a situation, a place and perhaps an age is owed."""
    book = DeskBook.load(now=now, county=place.county)
    fitting, other = [], []
    for entitlement in entitlements().filter(audience=audience):
        if entitlement.fits(age):
            desks = book.desks(entitlement, place)
            terms = facts.entitlement_facts(entitlement, entitlement.public_legal_bases)
            fitting.append(Owed(entitlement, desks, terms))
        else:
            other.append((entitlement, facts.ages_in_words(entitlement)))
    return FinderAnswer(fitting, other, book.ways_on(place))


def desks_at(place: Place, *, now: dt.datetime) -> tuple[list[Given], list[Desk]]:
    """Return every service at a place with its desks, and the ways on."""
    book = DeskBook.load(now=now, county=place.county)
    given: dict[int, Given] = {}
    for entitlement in held.rows("entitlements by service", _by_service):
        service = given.setdefault(entitlement.service_id, Given(entitlement.service, {}))
        if entitlement.given_by not in service.by:
            service.by[entitlement.given_by] = AtDesk(book.desks(entitlement, place), [])
        address = answer_url(entitlement.audience, place)
        service.by[entitlement.given_by].here.append((entitlement, address))
    return list(given.values()), book.ways_on(place)


def _by_service() -> Any:
    """Return what everybody is owed, service by service."""
    public = Entitlement.objects.published().select_related("service", "audience")
    return public.order_by("service__order", "service__key", "audience__order")


def age_matters(audience: Audience) -> bool:
    """Tell whether anything the audience is owed depends on age."""
    return any(e.has_age_bounds for e in Entitlement.objects.published().filter(audience=audience))


def is_certain(answer: Answer) -> bool:
    """Tell whether the reader need not be asked which place was meant."""
    return answer.outcome is not Outcome.UNKNOWN and len(answer.places) == 1 and not answer.guessed


def links(audience: Audience, found: Answer | None, age: int | None) -> list[tuple[Place, str]]:
    """Return the places that may have been meant, each with the address of its answer."""
    places = (*found.places, *found.nearest) if found else ()
    return answers_at(audience, places, age)


def answers_at(
    audience: Audience, places: Iterable[Place], age: int | None = None
) -> list[tuple[Place, str]]:
    """Return places with the address of the answer at each."""
    return [(place, answer_url(audience, place, age)) for place in places]


def pages_of(places: Iterable[Place]) -> list[tuple[Place, str]]:
    """Return places with the address of each one's own page, or of the finder if it has none."""
    counties = {entry.key: entry.get_absolute_url() for entry in County.objects.published()}
    finder = reverse("services:find")
    return [
        (place, place.url or (counties[place.county] if place.kind == "county" else finder))
        for place in places
    ]


def find_url(place: str = "") -> str:
    """Return the address of the first question."""
    return reverse("services:find") + _query(place=place)


def search_url(place: str, audience: Audience | None) -> str:
    """Return the address of a search for places."""
    wanted = {"for": audience.key} if audience else {}
    return reverse("services:place_search") + _query(place=place, **wanted)


def situation_url(audience: Audience, place: str = "", age: int | None = None) -> str:
    """Return the address of the second question, with what the reader has written."""
    return reverse("services:find_place", args=[slug_of(audience)]) + _query(place=place, age=age)


def answer_url(
    audience: Audience, place: Place, age: object = None, *, view: str = "find_answer"
) -> str:
    """Return the address of an answer, or of its sheet, in the current language."""
    address = reverse(f"services:{view}", args=[slug_of(audience), place.slug])
    return address + _query(age=age)


def slug_of(audience: Audience) -> str:
    """Return a situation's word in addresses of the current language."""
    return languages.slot(audience, "slug").value


def _query(**values: object) -> str:
    given = {name: value for name, value in values.items() if value not in {None, ""}}
    return f"?{urlencode(given)}" if given else ""
