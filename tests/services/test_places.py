"""A place is found by code and by name: today's, older, Sámi, misspelt; with named outcomes."""

import pytest
from django.utils.translation import override

from portal.base.models import Edition
from services import places
from services.models import Municipality, PostalCode
from services.places import (
    Outcome,
    find_place,
    fold,
    place_from_slug,
    places_from_number,
    suggest,
)

pytestmark = pytest.mark.django_db


def found(text: str) -> tuple[Outcome, list[str]]:
    answer = find_place(text)
    return answer.outcome, [place.name for place in answer.places]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("9300", "Senja"),
        (" 93 00 ", "Senja"),
        ("NO-9008", "Tromsø"),
        ("9008 Tromsø", "Tromsø"),
        ("Senja", "Senja"),
        ("SENJA KOMMUNE", "Senja"),
        ("tromso", "Tromsø"),
        ("baerum", "Bærum"),
        ("barum", "Bærum"),
        ("Aalesund", "Ålesund"),
        ("more og romsdal", "Møre og Romsdal"),
        ("Møre og Romsdal fylke", "Møre og Romsdal"),
        ("Guovdageaidnu", "Kautokeino"),
        ("Kárášjohka", "Karasjok"),
        ("karasjohka", "Karasjok"),
        ("Trööndelage", "Trøndelag"),
        ("Romsa", "Troms"),
        ("Oslo", "Oslo"),
        ("Finnsnes", "Senja"),
        ("Herøy i Nordland", "Herøy (Nordland)"),
        ("Herøy (Nordland)", "Herøy (Nordland)"),
    ],
)
def test_one_place_is_found(text, name):
    assert found(text) == (Outcome.ONE, [name])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Herøy", {"Herøy (Møre og Romsdal)", "Herøy (Nordland)"}),
        ("våler", {"Våler (Østfold)", "Våler (Innlandet)"}),
        ("Os", {"Os", "Bjørnafjorden"}),
        ("Tysfjord", {"Narvik", "Hamarøy"}),
        ("Snillfjord", {"Heim", "Hitra", "Orkland"}),
        ("Viken", {"Akershus", "Buskerud", "Østfold"}),
    ],
)
def test_several_places_are_offered(text, names):
    outcome, offered = found(text)
    assert (outcome, set(offered)) == (Outcome.SEVERAL, names)


def test_the_two_called_heroy_are_told_apart_by_county():
    counties = {place.county_name for place in find_place("heroy").places}
    assert counties == {"Møre og Romsdal", "Nordland"}


def test_oslo_is_the_municipality_unless_the_county_is_asked_for():
    assert find_place("Oslo").places[0].kind == "municipality"
    assert find_place("Oslo fylke").places[0].kind == "county"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Svalbard", Outcome.SVALBARD),
        ("9170", Outcome.SVALBARD),
        ("Longyearbyen", Outcome.SVALBARD),
        ("jan mayen", Outcome.JAN_MAYEN),
        ("8099", Outcome.JAN_MAYEN),
        ("utlandet", Outcome.ABROAD),
        ("Sverige", Outcome.ABROAD),
        ("Tyskland", Outcome.ABROAD),
        ("Spain", Outcome.ABROAD),
    ],
)
def test_what_lies_outside_every_county_is_named(text, outcome):
    assert found(text)[0] is outcome


@pytest.mark.parametrize(("text", "name"), [("Trosmø", "Tromsø"), ("kristansand", "Kristiansand")])
def test_one_typing_error_is_forgiven_and_said(text, name):
    answer = find_place(text)
    assert answer.guessed
    assert [place.name for place in answer.places] == [name]


def test_an_unknown_name_is_met_with_the_nearest_spellings():
    answer = find_place("Kristjansannd")
    assert answer.outcome is Outcome.UNKNOWN
    assert "Kristiansand" in [place.name for place in answer.nearest]


def test_an_unknown_code_is_met_with_its_neighbours():
    answer = find_place("9301")
    assert answer.outcome is Outcome.UNKNOWN
    assert "Senja" in [place.name for place in answer.nearest]
    assert find_place("0000").outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "x" * 10_000, "%", "'; drop", "🦄", "\u202e", "12", "-", "١٢٣٤"]
)
def test_nonsense_is_unknown(text):
    assert found(text)[0] is Outcome.UNKNOWN


def test_an_older_name_says_what_it_was_and_until_when():
    place = find_place("Lenvik").places[0]
    assert (place.name, place.formerly, place.until) == ("Senja", "Lenvik, Troms", 2020)
    county = find_place("Hordaland").places[0]
    assert (county.name, county.until) == ("Vestland", 2020)


def test_every_former_municipality_leads_to_one_of_today_and_has_a_source():
    former = Municipality.objects.former().prefetch_related("successors", "sources")
    assert former.count() >= 110
    for row in former:
        assert all(successor.valid_until is None for successor in row.successors.all())
        assert row.successors.all(), row.name
        assert row.sources.all(), row.name
        answer = find_place(row.name)
        names = {place.name for place in answer.places}
        assert names & {successor.name for successor in row.successors.all()}, row.name


def test_every_one_of_357_municipalities_is_found_by_every_name_it_has():
    rows = list(Municipality.objects.current())
    assert len(rows) == 357
    for row in rows:
        for name in row.names:
            for spelling in (name, name.upper(), name.lower(), fold(name)):
                numbers = {place.number for place in find_place(spelling).places}
                assert row.number in numbers, (spelling, row.name)


def test_every_one_of_5122_postal_codes_is_found():
    codes = PostalCode.objects.select_related("municipality")
    assert codes.count() == 5122
    book = places.gazetteer()
    for row in codes:
        answer = book.find(row.code)
        if row.municipality is None:
            assert answer.outcome in {Outcome.SVALBARD, Outcome.JAN_MAYEN}
        else:
            assert answer.outcome is Outcome.ONE
            assert answer.places[0].number == row.municipality.number


def test_suggestions_begin_as_the_reader_does():
    assert "Tromsø" in [place.name for place in suggest("tro")]
    assert "Senja" in [place.name for place in suggest("930")]
    assert "Kautokeino" in [place.name for place in suggest("guov")]
    assert suggest("") == ()
    assert len(suggest("s", limit=5)) == 5


def test_a_word_of_an_address_names_its_place():
    assert place_from_slug("senja-5530").name == "Senja"
    assert place_from_slug("anything-5530").name == "Senja"
    assert place_from_slug("lenvik-1931").name == "Senja"
    assert place_from_slug("troms").kind == "county"
    assert place_from_slug("utlandet").kind == place_from_slug("abroad").kind == "abroad"
    assert place_from_slug("tysfjord-1850") is None
    assert place_from_slug("troms-55") is None
    assert place_from_slug("nowhere-9999") is None


def test_a_word_of_an_address_may_be_looked_for_as_a_name():
    assert found("senja-5530") == (Outcome.ONE, ["Senja"])
    assert found("heroy-nordland-1818") == (Outcome.ONE, ["Herøy (Nordland)"])
    assert found("nowhere-9999")[0] is Outcome.UNKNOWN


def test_a_county_is_found_by_its_number_and_by_an_earlier_one():
    assert [place.name for place in places_from_number("55")] == ["Troms"]
    assert [place.name for place in places_from_number("12")] == ["Vestland"]
    assert {place.name for place in places_from_number("30")} == {"Akershus", "Buskerud", "Østfold"}


def test_a_place_says_its_name_and_what_tells_it_from_others():
    with override("en"):
        assert find_place("utlandet").places[0].full_label == "Outside Norway"
        assert find_place("Finnsnes").places[0].full_label == "Senja (Finnsnes, Troms)"
        assert find_place("Oslo").places[0].full_label == "Oslo"
        assert find_place("heroy i nordland").places[0].full_label == "Herøy (Nordland)"
        older = find_place("Lenvik").places[0]
        assert older.label == "Senja"
        assert older.full_label == "Senja (Troms), formerly Lenvik, Troms"


def test_a_changed_name_is_found_at_once():
    before = Edition.of(*places.REGISTERS)
    row = Municipality.objects.get(name="Senja")
    row.name = "Øyriket"
    row.save()
    assert Edition.of(*places.REGISTERS) != before
    assert found("oyriket") == (Outcome.ONE, ["Øyriket"])


def test_distance_is_a_straight_line_in_kilometres():
    oslo, bergen = find_place("Oslo").places[0].point, find_place("Bergen").places[0].point
    assert 300 < places.distance(oslo, bergen) < 310
    assert places.distance(oslo, oslo) == 0
