"""What a reader has chosen, as a short text for an address: nothing is stored anywhere.

Every situation, service and career centre has a permanent code of four signs, made from its kind
and key. A list is codes with hyphens between, perhaps with a place first: p5530-bcd2-9xyz.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from django.db.models import Prefetch

from portal.base.languages import all_languages
from portal.base.pages import Page
from services.models import (
    Audience,
    CareerCentre,
    ContactFact,
    Entitlement,
    LegalBasis,
    Organisation,
    Schedule,
    Service,
    Site,
)
from services.places import Place, places_from_number

SIGNS = "23456789bcdfghjkmnpqrstvwxyz"  # no look-alikes (0 o, 1 l i), and no vowels: never a word
LENGTH = 4
MOST = 12  # choices on a list
LONGEST = 12  # signs of a code that is repeated to the reader
KINDS: dict[str, type[Page]] = {"audience": Audience, "service": Service, "centre": CareerCentre}
_PLACE = re.compile(r"p(\d{4}|\d{2})")


def code_for(reference: str) -> str:
    """Return the code of a reference such as “service.karrieresentre”."""
    number = int.from_bytes(blake2b(reference.encode(), digest_size=8).digest())
    signs = []
    for _position in range(LENGTH):
        number, sign = divmod(number, len(SIGNS))
        signs.append(SIGNS[sign])
    return "".join(signs)


def code_of(entry: Page) -> str:
    """Return the code of a situation, a service or a career centre."""
    kind = next(kind for kind, model in KINDS.items() if isinstance(entry, model))
    return code_for(f"{kind}.{entry.key}")


@dataclass(frozen=True)
class Choices:
    """What an address holds: codes in a fixed order, known or not, and perhaps a place's number."""

    codes: tuple[str, ...] = ()
    place: str = ""

    def __str__(self) -> str:
        return "-".join([*([f"p{self.place}"] if self.place else []), *self.codes])

    @property
    def too_many(self) -> bool:
        """Tell whether there are more choices than a list holds."""
        return len(self.codes) > MOST

    def first(self) -> "Choices":
        """Return as many of the choices as a list holds."""
        return replace(self, codes=self.codes[:MOST])

    def without(self, *codes: str) -> "Choices":
        """Return the other choices."""
        return replace(self, codes=tuple(code for code in self.codes if code not in codes))


def in_order(*texts: str) -> list[str]:
    """Return the codes that texts from an address hold, as they come, each once.

    A text with a full stop is a reference, such as “service.karrieresentre”.
    """
    words: list[str] = []
    for text in texts:
        if "." in text:
            words.append(code_for(text))
        else:
            words += re.findall(r"[a-z0-9]+", text.casefold())
    return list(dict.fromkeys(word[:LONGEST] for word in words))


def read(*texts: str) -> Choices:
    """Return the choices that texts from an address hold; of two places the last one counts."""
    words = in_order(*texts)
    places = [match[1] for word in words if (match := _PLACE.fullmatch(word))]
    codes = sorted(word for word in words if not _PLACE.fullmatch(word))
    return Choices(tuple(codes), places[-1] if places else "")


@dataclass(frozen=True)
class Chosen:
    """The entries behind some codes; `withdrawn` and `unknown` are the codes without one."""

    entries: dict[str, Page]
    withdrawn: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def of(self, kind: str) -> dict[str, Page]:
        """Return the entries of one kind by code."""
        model = KINDS[kind]
        return {code: entry for code, entry in self.entries.items() if isinstance(entry, model)}


@dataclass(frozen=True)
class Shortlist:
    """A list as a page shows it: what stands on it, and what does not although it was asked for."""

    choices: Choices  # without what is not known: the address to pass on
    chosen: Chosen
    place: Place | None
    nearby: tuple[CareerCentre, ...]  # the centres where the reader lives
    left_out: bool
    place_unknown: bool

    @property
    def is_found(self) -> bool:
        """Tell whether anything that was asked for is, or once was, there."""
        return bool(self.choices.codes or self.place)


def references() -> dict[str, list[str]]:
    """Return every entry's reference by code, public or not; two under one code are a fault."""
    found = defaultdict(list)
    for kind, model in KINDS.items():
        for key in model._default_manager.order_by("pk").values_list("key", flat=True):
            found[code_for(f"{kind}.{key}")].append(f"{kind}.{key}")
    return found


def find(codes: list[str] | tuple[str, ...]) -> Chosen:
    """Return the public entries behind codes, with all that a list, a table or a sheet shows."""
    known = references()
    wanted = {code: known[code][0] for code in codes if code in known}
    by_reference = {}
    for kind in KINDS:
        keys = [r.partition(".")[2] for r in wanted.values() if r.startswith(f"{kind}.")]
        for entry in _in_full(kind).filter(key__in=keys):
            by_reference[f"{kind}.{entry.key}"] = entry
    code_by_reference = {reference: code for code, reference in wanted.items()}
    return Chosen(
        {code_by_reference[reference]: entry for reference, entry in by_reference.items()},
        tuple(code for code, reference in wanted.items() if reference not in by_reference),
        tuple(code for code in codes if code not in known),
    )


def look_up(asked: Choices) -> Shortlist:
    """Return the list of what was asked for: the first twelve, in a constant number of queries."""
    kept = asked.first()
    chosen, places = find(kept.codes), places_from_number(asked.place)
    place = places[0] if len(places) == 1 else None  # one that was divided is not one place
    known = Choices(kept.without(*chosen.unknown).codes, place.number if place else "")
    nearby = _in_full("centre").in_operation().filter(county__key=place.county) if place else ()
    return Shortlist(
        known, chosen, place, tuple(nearby), asked.too_many, bool(asked.place and not place)
    )


def _in_full(kind: str) -> Any:
    """Return the public entries of a kind with what is shown of them, in a few queries."""
    entries: Any = KINDS[kind].objects.published()
    if kind == "audience":
        offers = Entitlement.objects.published().select_related("service")
        return entries.prefetch_related(Prefetch("entitlements", offers))
    if kind == "service":
        providers = Prefetch("providers", Organisation.objects.published())
        legal_bases = Prefetch("legal_bases", LegalBasis.objects.published())
        return entries.prefetch_related(_contacts(), providers, legal_bases)
    sites = Site.objects.select_related("municipality").prefetch_related(*_hours(), _contacts())
    centres = entries.select_related("county", "successor")
    return centres.prefetch_related(_contacts(), Prefetch("sites", sites))


def _contacts() -> Prefetch:
    return Prefetch("contacts", ContactFact.objects.current().prefetch_related(*_hours()))


def _hours() -> tuple[Prefetch, str]:
    return Prefetch("schedules", Schedule.objects.confirmed()), "exceptions"


def to_choose_from(kind: str) -> dict[str, Page]:
    """Return the entries of a kind that may be chosen, by code; only their names are read."""
    names = ["key", *(f"name_{language}" for language in all_languages())]
    if kind == "centre":
        centres = CareerCentre.objects.published().in_operation().only(*names)
        return {code_of(centre): centre for centre in centres}
    return {code_of(entry): entry for entry in KINDS[kind].objects.published().only(*names)}
