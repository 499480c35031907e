"""The rules as data give what the finder gives, to whoever follows them without the finder."""

import csv
import datetime as dt
import io
import json

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from portal.opendata.rules.table import DESKS
from portal.opendata.rules.worked import told
from services import finder
from services.models import Audience, Entitlement
from services.places import ABROAD, ANYWHERE, JAN_MAYEN, SVALBARD, places_from_number
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/data/rules.json"
ELSEWHERE = {place.kind: place for place in (SVALBARD, JAN_MAYEN, ABROAD, ANYWHERE)}


def rules() -> dict:
    response = Client().get(ADDRESS)
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    return json.loads(response.content)


class Interpreter:
    """Follows the rules, and knows nothing but what stands in them."""

    def __init__(self, rules: dict) -> None:
        self.rules = rules
        self.counties = {each["key"]: each for each in rules["counties"]}
        self.county_of = {each["number"]: each["key"] for each in rules["counties"]}
        self.county_of |= {each["number"]: each["county"] for each in rules["municipalities"]}

    def answer(self, situation: str, place: dict, age: int | None) -> dict:
        county = self.counties.get(self.county_of.get(place["number"]))
        mine = [rule for rule in self.rules["rules"] if rule["situation"] == situation]
        owed = [rule for rule in mine if self.fits(rule, age)]
        return {
            "owed": [{"rule": rule["key"], "desks": self.desks(rule, county)} for rule in owed],
            "not_at_this_age": [rule["key"] for rule in mine if rule not in owed],
            "ways_on": self.ways_on(county),
        }

    @staticmethod
    def fits(rule: dict, age: int | None) -> bool:
        lowest, highest = rule["age_from"], rule["age_to"]
        if age is None:
            return True
        return (lowest is None or lowest <= age) and (highest is None or age <= highest)

    def desks(self, rule: dict, county: dict | None) -> list[dict]:
        desk = self.rules["given_by"][rule["given_by"]]
        if desk["found_by"] == "centres":
            keys = (county and county["centres"]) or [None]
        elif desk["found_by"] == "county":
            keys = [county and county["key"]]
        else:
            keys = [rule["service"] if desk["found_by"] == "service" else None]
        return [{"kind": desk["desk"], "key": key} for key in keys]

    def ways_on(self, county: dict | None) -> list[dict]:
        ways = self.rules["ways_on"]
        found = [{"kind": "way_on", "key": ways["service"]}] if ways["service"] else []
        if ways["county"] and county:
            found.append({"kind": "county", "key": county["key"]})
        return found


def asked(case: dict) -> dict:
    return {name: case[name] for name in ("situation", "place", "age")}


def by_the_finder(case: dict) -> dict:
    """Return what the finder itself answers in a case."""
    place = case["place"]
    where = ELSEWHERE.get(place["kind"]) or next(
        each for each in places_from_number(place["number"]) if each.kind == place["kind"]
    )
    audience = Audience.objects.get(key=case["situation"])
    found = finder.answer(audience, where, case["age"], now=timezone.now())
    return {
        "owed": [{"rule": owed.entitlement.key, "desks": told(owed.desks)} for owed in found.owed],
        "not_at_this_age": [each.key for each, _words in found.not_at_this_age],
        "ways_on": told(found.ways_on),
    }


def test_whoever_follows_the_rules_gets_what_every_worked_case_says():
    found = rules()
    interpreter = Interpreter(found)
    assert len(found["cases"]) > 150
    for case in found["cases"]:
        assert interpreter.answer(**asked(case)) == {
            name: case[name] for name in ("owed", "not_at_this_age", "ways_on")
        }, asked(case)


def test_the_finder_says_what_every_worked_case_says():
    for case in rules()["cases"]:
        expected = {name: case[name] for name in ("owed", "not_at_this_age", "ways_on")}
        assert by_the_finder(case) == expected, asked(case)


def test_the_cases_use_every_rule_every_county_and_every_kind_of_place():
    found = rules()
    used = {owed["rule"] for case in found["cases"] for owed in case["owed"]}
    assert used == {rule["key"] for rule in found["rules"]}
    numbers = {case["place"]["number"] for case in found["cases"]}
    assert {county["number"] for county in found["counties"]} <= numbers
    kinds = {case["place"]["kind"] for case in found["cases"]}
    assert kinds == {"county", "municipality", *ELSEWHERE}


@pytest.mark.parametrize("given_by", Entitlement.GivenBy.values)
def test_a_rule_of_each_kind_of_desk_is_followed_as_the_finder_does(given_by):
    entitlement = factories.EntitlementFactory(given_by=given_by, age_from=15, age_to=24)
    found = rules()
    interpreter = Interpreter(found)
    cases = [case for case in found["cases"] if case["situation"] == entitlement.audience.key]
    assert {case["age"] for case in cases} >= {None, 14, 15, 24, 25}
    for case in cases:
        answer = interpreter.answer(**asked(case))
        assert answer == by_the_finder(case), asked(case)
        fits = case["age"] in {None, 15, 24}
        assert [owed["rule"] for owed in answer["owed"]] == [entitlement.key] * fits


def test_every_kind_of_desk_is_described():
    assert set(DESKS) == set(Entitlement.GivenBy.values)


def test_a_centre_that_has_closed_is_no_desk():
    centre = factories.CentreFactory(closed_on=timezone.localdate() - dt.timedelta(days=1))
    assert centre.key not in Client().get(ADDRESS).content.decode()


def test_what_is_not_public_is_in_no_rule():
    hidden = factories.EntitlementFactory(state="draft", key="not-for-strangers")
    factories.EntitlementFactory(audience=factories.AudienceFactory(state="draft", key="unseen"))
    for path in (ADDRESS, "/data/rules.csv"):
        text = Client().get(path).content.decode()
        assert hidden.key not in text
        assert "unseen" not in text


def test_the_rules_are_the_same_twice_and_in_every_language_of_a_browser():
    with override("en"):
        first = Client(headers={"accept-language": "en"}).get(ADDRESS)
    second = Client(headers={"accept-language": "nn"}).get(ADDRESS)
    assert first.content == second.content
    assert "accept-language" not in first.get("Vary", "").lower()


def test_the_table_has_every_rule():
    text = Client().get("/data/rules.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    found = rules()["rules"]
    assert [row["key"] for row in rows] == [rule["key"] for rule in found]
    for row, rule in zip(rows, found, strict=True):
        assert row["age_from"] == ("" if rule["age_from"] is None else str(rule["age_from"]))
        assert row["legal_bases"].split() == rule["legal_bases"]
        assert row["conditions_nn"] == rule["conditions"].get("nn", "")


def test_the_rules_cost_the_same_with_ten_more(queries_for):
    factories.EntitlementFactory()
    one = queries_for(ADDRESS)
    factories.EntitlementFactory.create_batch(10)
    assert queries_for(ADDRESS) == one
