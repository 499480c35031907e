"""Every name and code of the registers, held in memory and looked up in well under 5 ms."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import Any

from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.base.languages import all_languages
from services.models import County, FormerCounty, Municipality, PostalCode
from services.places.place import (
    ABROAD,
    JAN_MAYEN,
    OUTSIDE,
    SVALBARD,
    Answer,
    Outcome,
    Place,
    fold,
    without_county,
)

LONGEST = 80  # characters; the longest official name has 56
COUNTRY_NAMES_IN = ("nb", "nn", "en", "se")
_KINDS_OF_PLACE = re.compile(
    r"\b(kommune|herad|fylkeskommune|fylke|municipality|county|suohkan|tjielte|kommuvdna)\b"
)
_COUNTY_AFTER = re.compile(r"\s*,\s*|\s+i\s+|\s+in\s+")
_POSTAL_CODE = re.compile(r"\s*(?:no?\W*)?(\d\s?\d\s?\d\s?\d)\b", re.IGNORECASE)


@dataclass
class Gazetteer:
    """Every name and code of one edition of the registers, ready to be looked up."""

    names: dict[str, list[tuple[str, Place]]] = field(default_factory=dict)
    postal_places: dict[str, list[tuple[str, Place]]] = field(default_factory=dict)
    codes: dict[str, Place] = field(default_factory=dict)
    by_word: dict[str, Place] = field(default_factory=dict)
    by_number: dict[str, list[Place]] = field(default_factory=dict)
    sorted_names: list[str] = field(default_factory=list)
    sorted_places: list[str] = field(default_factory=list)
    sorted_codes: list[str] = field(default_factory=list)

    @classmethod
    def load(cls) -> "Gazetteer":
        """Read the registers from the database, in seven queries."""
        book = cls()
        public: list[Any] = list(County.objects.published())
        counties = {county.pk: county_place(county) for county in public}
        municipalities: dict[int, Place] = {}
        for row in Municipality.objects.current().filter(county__in=list(counties)):
            place = municipalities[row.pk] = _municipality_place(row, counties[row.county_id])
            book.by_word[place.word] = place
            book.by_number[row.number] = [place]
            for name in (*row.names, without_county(row.name)):
                book._name(name, place)
        for county in public:
            place = counties[county.pk]
            book.by_word[place.word] = place
            book.by_number[county.number] = [place]
            spellings = {getattr(county, f"name_{code}") for code in all_languages()} - {""}
            for name in (*spellings, *(other for _code, other in county.other_names)):
                book._name(name, place)
        book._old_names(municipalities, counties)
        book._postal_codes(municipalities)
        for place in OUTSIDE:
            book.by_word[place.word] = place
        book._names_of_elsewhere()
        book.sorted_names = sorted(book.names)
        book.sorted_places = sorted(book.postal_places)
        book.sorted_codes = sorted(book.codes)
        return book

    def _name(self, name: str, place: Place) -> None:
        known = self.names.setdefault(fold(name), [])
        if all(other.identity != place.identity for _spelling, other in known):
            known.append((name.casefold(), place))

    def _old_names(self, municipalities: dict[int, Place], counties: dict[int, Place]) -> None:
        """Add the names of earlier maps, unless the name lives on in what the place became."""
        former = Municipality.objects.former().prefetch_related("successors")
        for row in former:
            became = [municipalities[s.pk] for s in row.successors.all() if s.pk in municipalities]
            self.by_number.setdefault(row.number, became)
            self._old_name(row.names, row.former_county, row.valid_until, became)
        for county in FormerCounty.objects.prefetch_related("successors"):
            became = [counties[s.pk] for s in county.successors.all() if s.pk in counties]
            self.by_number.setdefault(county.number, became)
            self._old_name([county.name], "", county.valid_until, became)

    def _old_name(self, names: list[str], county: str, until: object, became: list[Place]) -> None:
        year = getattr(until, "year", None)
        for name in names:
            short = without_county(name)
            if any(fold(short) == fold(place.name) for place in became):
                continue
            shown = f"{short}, {county}" if county else short
            for place in became:
                for spelling in {name, short}:
                    self._name(spelling, replace(place, formerly=shown, until=year))

    def _postal_codes(self, municipalities: dict[int, Place]) -> None:
        areas = {str(PostalCode.Area.SVALBARD): SVALBARD, str(PostalCode.Area.JAN_MAYEN): JAN_MAYEN}
        rows = PostalCode.objects.values_list("code", "place", "area", "municipality_id")
        for code, name, area, municipality in rows:
            place = areas.get(area) or municipalities.get(municipality)
            if place is None:
                continue
            self.codes[code] = replace(place, code=f"{code} {name}")
            if area in areas:
                self._name(name, areas[area])
                continue
            known = self.postal_places.setdefault(fold(name), [])
            if all(other.identity != place.identity for _spelling, other in known):
                known.append((name.casefold(), replace(place, code=name)))

    def _names_of_elsewhere(self) -> None:
        self._name("Svalbard", SVALBARD)
        self._name("Jan Mayen", JAN_MAYEN)
        for word in ("utlandet", "utanlands", "utenlands", "i utlandet", "abroad", "olgoriika"):
            self._name(word, ABROAD)
        for language in COUNTRY_NAMES_IN:
            for code, name in Locale(language).territories.items():
                elsewhere = code.isalpha() and code not in {"NO", "SJ", "ZZ", "XA", "XB"}
                if elsewhere and fold(name) not in self.names:
                    self._name(name, ABROAD)

    def find(self, text: str) -> Answer:
        """Return what a text means."""
        text = " ".join(text.replace("\x00", " ").split())
        if not text or len(text) > LONGEST:
            return Answer(Outcome.UNKNOWN, text[:LONGEST])
        if code := _POSTAL_CODE.match(text):
            return self._find_code(text, re.sub(r"\s", "", code.group(1)))
        bare = " ".join(_KINDS_OF_PLACE.sub(" ", text.casefold()).split()) or text
        wants_county = "fylke" in text.casefold() or "county" in text.casefold()
        for names in (self.names, self.postal_places):
            if places := _best(names.get(fold(bare), []), bare, wants_county):
                return _answer(text, places)
        if places := self._in_county(bare):
            return _answer(text, places)
        return self._guess(text, fold(bare))

    def _in_county(self, text: str) -> list[Place]:
        """Return the places of a name that are in the county named after it: Herøy i Nordland."""
        name, _sign, county = _COUNTY_AFTER.sub("|", text, count=1).partition("|")
        return _distinct(
            [
                place
                for names in (self.names, self.postal_places)
                for _spelling, place in names.get(fold(name), [])
                if county and fold(county) == fold(place.county_name)
            ]
        )

    def _find_code(self, text: str, code: str) -> Answer:
        if place := self.codes.get(code):
            return _answer(text, [place])
        at = bisect_left(self.sorted_codes, code)
        around = self.sorted_codes[max(0, at - 2) : at + 2]
        nearest = _distinct([self.codes[c] for c in around])
        return Answer(Outcome.UNKNOWN, text, nearest=tuple(nearest))

    def _guess(self, text: str, folded: str) -> Answer:
        """Look for a name with one typing error; failing that, name the nearest."""
        for names, keys in (
            (self.names, self.sorted_names),
            (self.postal_places, self.sorted_places),
        ):
            near = process.extract(folded, keys, scorer=OSA.distance, score_cutoff=1, limit=8)
            if len(folded) >= 4 and near:
                places = _distinct([place for key, *_ in near for _s, place in names[key]])
                return replace(_answer(text, places), guessed=True)
        loose = max(2, len(folded) // 3)
        near = process.extract(
            folded, self.sorted_names, scorer=OSA.distance, score_cutoff=loose, limit=5
        )
        nearest = _distinct([place for key, *_ in near for _s, place in self.names[key]])
        return Answer(Outcome.UNKNOWN, text, nearest=tuple(nearest[:5]))

    def suggest(self, text: str, limit: int) -> tuple[Place, ...]:
        """Return the places whose name or code begins as a text does, or else the nearest."""
        text = " ".join(text.replace("\x00", " ").split())[:LONGEST]
        digits = re.sub(r"\D", "", text) if re.match(r"\s*\d", text) else ""
        if digits:
            codes = _beginning(self.sorted_codes, digits[:4], limit)
            return tuple(self.codes[code] for code in codes)
        folded = fold(text)
        if not folded:
            return ()
        found = []
        for names, keys in (
            (self.names, self.sorted_names),
            (self.postal_places, self.sorted_places),
        ):
            for key in _beginning(keys, folded, limit):
                found += [place for _spelling, place in names[key]]
        if not found:
            answer = self.find(text)
            found = [*answer.places, *answer.nearest]
        return tuple(_distinct(found)[:limit])


def _beginning(keys: list[str], start: str, limit: int) -> list[str]:
    at = bisect_left(keys, start)
    return [key for key in keys[at : at + limit] if key.startswith(start)]


def _best(found: list[tuple[str, Place]], text: str, wants_county: bool) -> list[Place]:
    """Return the places of a spelling; the exact spelling first, then the kind asked for."""
    exact = [place for spelling, place in found if spelling == text.casefold()]
    certain = any(not place.formerly for place in exact)  # Lardal, no more, may be meant as Lærdal
    places = exact if certain else [place for _spelling, place in found]
    kinds = {place.kind for place in places}
    if {"county", "municipality"} <= kinds:
        names = {place.name for place in places}
        if wants_county:
            return [place for place in places if place.kind == "county"]
        if len(names) == 1:  # Oslo is both
            return [place for place in places if place.kind == "municipality"]
    return places


def _distinct(places: list[Place]) -> list[Place]:
    """Return the places without repetition, today's names before older ones."""
    first: dict[tuple[str, str], Place] = {}
    for place in sorted(places, key=lambda place: bool(place.formerly)):
        first.setdefault(place.identity, place)
    return list(first.values())


def _answer(text: str, places: list[Place]) -> Answer:
    if len(places) > 1:
        return Answer(Outcome.SEVERAL, text, tuple(places))
    outcome = Outcome.ONE
    for outside, its_outcome in OUTSIDE.items():
        if places[0].kind == outside.kind:
            outcome = its_outcome
    return Answer(outcome, text, tuple(places))


def county_place(county: County) -> Place:
    """Return a county as a place."""
    return Place(
        "county",
        str(county),
        number=county.number,
        word=county.key,
        county=county.key,
        county_name=str(county),
        official_name=county.official_name,
    )


def _municipality_place(row: Municipality, county: Place) -> Place:
    known = row.latitude is not None and row.longitude is not None
    return Place(
        "municipality",
        row.name,
        number=row.number,
        word=row.slug,
        county=county.county,
        county_name=county.name,
        point=(float(row.latitude), float(row.longitude)) if known else None,  # type: ignore[arg-type]
        official_name=row.official_name,
    )
