"""The coverage ledger counts what is known and what is blank, on the page and in the file."""

import csv
import datetime as dt
import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.base.languages import all_languages
from portal.base.publishing import Confirmation, State
from services import finder, ledger
from services.ledger_table import BLANKS_IN, HEADER, harmless
from services.models import Audience, ContactFact, County, Entitlement
from services.places import place_from_slug
from tests import factories

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
TODAY = NOW.date()
CHECKED = {"checked_on": dt.date(2026, 11, 1), "confirmation": Confirmation.CONFIRMED}


@pytest.fixture(autouse=True)
def _in_english():
    """Read the interface in its source language."""
    with translation.override("en"):
        yield


@pytest.fixture
def _no_reference():
    """Leave only what a test makes: no county and no entitlement of the reference content."""
    County.objects.update(state=State.DRAFT)
    Entitlement.objects.update(state=State.DRAFT)


alone = pytest.mark.usefixtures("_no_reference")


def only_line() -> ledger.Line:
    (line,) = ledger.load(now=NOW).lines
    return line


def page(language: str = "en", query: str = "", status: int = 200) -> str:
    with translation.override(language):
        response = Client().get(reverse("services:coverage") + query)
    assert response.status_code == status
    return response.content.decode()


def rows(language: str = "en") -> list[dict[str, str]]:
    with translation.override(language):
        response = Client().get(reverse("services:coverage_csv"))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


# What is known


@alone
def test_a_county_without_a_centre_has_only_blanks_about_the_desk():
    county = factories.CountyFactory()
    factories.EntitlementFactory(**CHECKED)
    line = only_line()
    assert line.facts == (True, False, False, False, True)
    assert line.blanks == 3
    assert ledger.load(now=NOW).without_centre == [county]


@alone
def test_everything_confirmed_leaves_no_blank():
    centre = factories.CentreFactory(name_confirmed=True, checked_on=dt.date(2026, 10, 1))
    factories.EntitlementFactory(**CHECKED)
    site = factories.SiteFactory(centre=centre)
    factories.ContactFactory(site=site)
    factories.ScheduleFactory(site=site)
    line = only_line()
    assert line.facts == (True,) * 5
    assert line.checked_on == dt.date(2026, 10, 1)
    assert ledger.load(now=NOW).without_centre == []


@alone
def test_the_standing_is_known_only_when_confirmed_and_given():
    factories.CountyFactory()
    audience = factories.AudienceFactory()
    factories.EntitlementFactory(audience=audience, order=1, confirmation="confirmed")
    factories.EntitlementFactory(audience=audience, order=2)
    factories.EntitlementFactory(
        audience=audience, order=3, confirmation="confirmed", standing="not_confirmed"
    )
    assert [line.standing for line in ledger.load(now=NOW).lines] == [True, False, False]


@alone
@pytest.mark.parametrize(
    "site", [{"standing": "former"}, {"standing": "unknown"}], ids=["former", "unknown"]
)
def test_a_site_that_may_be_left_says_nothing(site):
    centre = factories.CentreFactory(name_confirmed=True)
    factories.EntitlementFactory()
    left = factories.SiteFactory(centre=centre, **site)
    factories.ContactFactory(site=left)
    factories.ScheduleFactory(site=left)
    assert not only_line().contact
    assert not only_line().hours


@alone
def test_contacts_and_hours_count_only_when_confirmed_and_not_past():
    centre = factories.CentreFactory()
    factories.EntitlementFactory()
    doubtful = ContactFact.Standing.NOT_CONFIRMED
    contact = factories.ContactFactory(centre=centre, standing=doubtful)
    factories.ScheduleFactory(contact=contact)
    assert not only_line().contact
    assert not only_line().hours
    sure = factories.ContactFactory(centre=centre)
    factories.ScheduleFactory(contact=sure, standing=doubtful)
    factories.ScheduleFactory(contact=sure, valid_until=TODAY - dt.timedelta(1))
    factories.ScheduleFactory(contact=sure, kind="closed")
    assert only_line().contact
    assert not only_line().hours
    factories.ScheduleFactory(contact=sure, valid_until=TODAY)
    assert only_line().hours


@alone
def test_a_website_is_a_way_to_reach_a_centre_only_when_confirmed():
    centre = factories.CentreFactory(website="https://example.org/")
    factories.EntitlementFactory()
    assert not only_line().contact
    centre.website_confirmed = True
    centre.save()
    assert only_line().contact


@alone
def test_a_closed_centre_and_a_draft_are_no_desk():
    county = factories.CountyFactory()
    factories.CentreFactory(county=county, name_confirmed=True, closed_on=dt.date(2025, 1, 1))
    factories.CentreFactory(county=county, name_confirmed=True, state=State.DRAFT)
    factories.EntitlementFactory()
    assert only_line().desk.entry is None
    assert not only_line().named


@alone
def test_of_several_centres_the_best_known_is_the_desk():
    county = factories.CountyFactory()
    factories.EntitlementFactory()
    factories.CentreFactory(county=county)
    known = factories.CentreFactory(county=county, name_confirmed=True)
    factories.CentreFactory(county=county)
    assert only_line().desk.entry == known


@alone
def test_a_service_for_the_whole_country_is_a_desk_and_is_reached_by_its_website():
    factories.CountyFactory()
    service = factories.ServiceFactory(**CHECKED)
    factories.EntitlementFactory(service=service, given_by="national", **CHECKED)
    assert only_line().desk.entry == service
    assert only_line().facts == (True, True, False, False, True)
    service.website = "https://example.org/"
    service.save()
    assert only_line().facts == (True, True, True, False, True)
    factories.ScheduleFactory(contact=factories.ContactFactory(service=service))
    assert only_line().blanks == 0


@alone
def test_a_service_that_nobody_has_confirmed_is_neither_named_nor_reached_for_certain():
    factories.CountyFactory()
    service = factories.ServiceFactory(website="https://example.org/")
    factories.EntitlementFactory(service=service, given_by="national")
    assert only_line().facts == (False,) * 5
    factories.ContactFactory(service=service)
    assert only_line().contact


@alone
def test_the_county_authority_is_a_desk_and_is_reached_by_its_confirmed_website():
    county = factories.CountyFactory(council_website="https://example.org/")
    factories.EntitlementFactory(given_by="county", **CHECKED)
    assert only_line().desk.entry == county
    assert only_line().facts == (True, True, False, False, False)
    county.council_website_confirmed, county.checked_on = True, dt.date(2026, 5, 1)
    county.save()
    assert only_line().facts == (True, True, True, False, True)


@alone
@pytest.mark.parametrize(
    "given_by",
    ["nav", "school", "municipal_school", "county_school", "municipality", "institution", "prison"],
)
def test_a_desk_of_which_only_the_kind_is_known_is_not_named(given_by):
    factories.CentreFactory(name_confirmed=True)
    factories.EntitlementFactory(given_by=given_by)
    assert only_line().desk.entry is None
    assert not only_line().named
    assert not only_line().contact


@alone
def test_a_confirmed_line_of_a_service_reaches_whoever_gives_it():
    factories.CountyFactory()
    service = factories.ServiceFactory()
    factories.EntitlementFactory(given_by="nav", service=service)
    factories.ScheduleFactory(contact=factories.ContactFactory(service=service))
    assert only_line().facts == (False, False, True, True, False)


@pytest.mark.parametrize("county_key", ["oslo", "troms"])
def test_every_desk_in_the_ledger_is_one_that_the_finder_gives(county_key):
    centre = factories.CentreFactory(county=County.objects.get(key=county_key))
    factories.ContactFactory(centre=centre)
    place = place_from_slug(county_key)
    known = {line.entitlement.pk: line for line in ledger.load(now=NOW).of(county_key).lines}
    for audience in Audience.objects.published():
        for item in finder.answer(audience, place, None, now=NOW).owed:
            assert known[item.entitlement.pk].desk in item.desks


@alone
def test_a_line_was_checked_when_the_older_of_its_two_parts_was():
    centre = factories.CentreFactory()
    entitlement = factories.EntitlementFactory(checked_on=dt.date(2026, 3, 1))
    assert only_line().checked_on is None
    centre.checked_on = dt.date(2026, 2, 1)
    centre.save()
    assert only_line().checked_on == dt.date(2026, 2, 1)
    entitlement.checked_on = None
    entitlement.save()
    assert only_line().checked_on is None


@alone
def test_the_counties_counts_add_up():
    with_centre = factories.CentreFactory(name_confirmed=True).county
    factories.CountyFactory()
    factories.EntitlementFactory(**CHECKED)
    factories.EntitlementFactory(given_by="nav")
    book = ledger.load(now=NOW)
    assert (book.entitlements, book.facts) == (2, 20)
    assert book.blanks == sum(line.blanks for line in book.lines)
    county = book.of(with_centre.key)
    assert (county.named, county.contact, county.hours) == (1, 0, 0)
    assert county.blanks == 3 + 5
    assert county.checks is None
    assert book.of("nowhere") is None


@alone
def test_no_county_and_no_entitlement_is_a_page_all_the_same():
    assert "There are 0 counties" in page()
    assert rows() == []


# The page and the file


@pytest.mark.parametrize("language", all_languages())
def test_the_file_has_every_county_and_entitlement_once(language):
    found = rows(language)
    assert tuple(found[0]) == HEADER
    pairs = {(row["county_key"], row["entitlement_key"]) for row in found}
    counties, entitlements = County.objects.published(), Entitlement.objects.published()
    assert len(pairs) == len(found) == counties.count() * entitlements.count()
    assert {row["county_key"] for row in found} == {county.key for county in counties}
    names = {getattr(entry.service, f"name_{language}") for entry in entitlements}
    assert {row["service"].replace("\xa0", " ") for row in found} == names


def test_the_empty_cells_of_the_file_are_its_blanks():
    for row in rows():
        assert int(row["blanks"]) == sum(not row[column] for column in BLANKS_IN)


@pytest.mark.parametrize("language", all_languages())
def test_the_page_and_the_file_say_the_same(language):
    centre = factories.CentreFactory(name_confirmed=True, county=County.objects.get(key="oslo"))
    factories.ScheduleFactory(contact=factories.ContactFactory(centre=centre))
    found, html = rows(language), page(language)
    for county in County.objects.published():
        mine = [row for row in found if row["county_key"] == county.key]
        shown = re.search(rf'<tr[^>]*><th[^>]*><a href="\?county={county.key}".*?</tr>', html, re.S)
        cells = re.findall(r"<td[^>]*>(\d+)</td>", shown.group())
        counted = [sum(bool(row[of]) for row in mine) for of in ("desk", "contact", "hours")]
        assert [int(cell) for cell in cells] == [
            len(mine), *counted, sum(int(row["blanks"]) for row in mine)
        ]  # fmt: skip
    total = f"{sum(int(row['blanks']) for row in found):,}"
    assert total.replace(",", "") in re.sub(r"[\s,]|&nbsp;", "", html)


def test_the_page_names_the_counties_without_a_confirmed_centre():
    known = factories.CentreFactory(name_confirmed=True).county
    unknown = factories.CentreFactory().county
    sentence = re.search(r"These counties have no .*?</p>", page(), re.S).group()
    assert unknown.name_en in sentence
    assert known.name_en not in sentence
    assert "No confirmed centre" in page(query=f"?county={unknown.key}")
    assert "No confirmed centre" not in page(query=f"?county={known.key}")


@pytest.mark.parametrize("language", all_languages())
def test_a_county_has_every_line_and_keeps_its_address_in_the_other_languages(language):
    html = page(language, "?county=troms")
    lines = html.count('<tr><th scope="row"')
    assert lines == Entitlement.objects.published().count()
    for other in all_languages():
        with translation.override(other):
            assert f'href="{reverse("services:coverage")}?county=troms" lang="{other}"' in html


@pytest.mark.parametrize("county", ["nowhere", "%00", "x" * 10_000, "<script>alert(1)", "%ff"])
def test_a_county_we_do_not_have_is_said_and_the_table_shown(county):
    html = page(query=f"?county={county}", status=400)
    assert "We do not have that county." in html
    assert "alert(1)" not in html
    assert "?county=troms" in html


def test_a_hidden_county_is_not_in_the_ledger():
    hidden = factories.CountyFactory(state=State.DRAFT, name_en="Secret county")
    assert "Secret county" not in page()
    assert "We do not have that county." in page(query=f"?county={hidden.key}", status=400)
    assert hidden.key not in {row["county_key"] for row in rows()}


def test_the_file_has_a_name_and_is_only_read():
    address = reverse("services:coverage_csv")
    name = Client().get(address)["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="coverage-[\d-]{10}-en\.csv"', name)
    assert Client().post(address).status_code == 405


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text):
    assert harmless(text) == f"'{text}"
    assert harmless(f"a{text}") == f"a{text}"


def test_a_name_that_looks_like_a_formula_is_made_harmless_in_the_file():
    factories.EntitlementFactory(service__name_en='=HYPERLINK("https://example.org")')
    assert {row["service"][:2] for row in rows()} & {"'=", "=H"} == {"'="}


def test_the_ledger_costs_the_same_for_ten_more_of_everything(queries_for):
    def more(number: int) -> list[int]:
        for county in factories.CountyFactory.create_batch(number):
            centre = factories.CentreFactory(county=county)
            site = factories.SiteFactory(centre=centre)
            factories.ScheduleFactory(site=site)
            factories.ScheduleFactory(contact=factories.ContactFactory(site=site))
            factories.ScheduleFactory(contact=factories.ContactFactory(centre=centre))
        for entry in factories.EntitlementFactory.create_batch(number, given_by="national"):
            factories.ScheduleFactory(contact=factories.ContactFactory(service=entry.service))
        addresses = [reverse("services:coverage"), reverse("services:coverage_csv")]
        addresses.append(f"{addresses[0]}?county={county.key}")
        return [queries_for(address) for address in addresses]

    assert more(1) == more(10)
