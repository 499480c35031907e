"""Who sits where: seats and gaps, as tables and as a file."""

import csv
import datetime as dt
import io
import re

import pytest
from django.test import Client

from networks.models import Network
from networks.seats import seats
from networks.seats.tables import HEADER, by_county, by_organisation
from portal.base.publishing import State
from services.models import County
from tests import factories

pytestmark = pytest.mark.django_db
YEAR = 2027
TABLE = "/en/networks/who-sits-where/"


@pytest.fixture(autouse=True)
def _no_reference():
    """Leave only the networks that a test makes."""
    Network.objects.update(state=State.DRAFT)


def html_of(query: str = "", status: int = 200) -> str:
    response = Client().get(TABLE + query)
    assert response.status_code == status
    return response.content.decode()


def organisations() -> tuple[list, list[int]]:
    """Return the rows by organisation with the cells of every network, and the networks."""
    networks = Network.objects.published().order_by("key")
    ids = list(networks.values_list("pk", flat=True))
    grid = by_organisation(seats.every_seat(networks), ids, YEAR)
    return grid.rows(grid.heads, ids), [grid.gaps_in(pk) for pk in ids]


def counties(*some: County) -> list:
    networks = Network.objects.published().order_by("key")
    ids = list(networks.values_list("pk", flat=True))
    grid = by_county(seats.every_seat(networks), ids, some, YEAR)
    return grid.rows(grid.heads, ids)


def file(language: str = "en") -> list[dict[str, str]]:
    paths = {"en": f"{TABLE}seats.csv", "nb": "/nb/nettverk/hvem-sitter-hvor/plasser.csv"}
    response = Client().get(paths[language])
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="seats-')
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


# Seats and gaps


def test_gaps_are_counted_for_each_organisation_and_each_network():
    one, other = (factories.NetworkFactory(key=f"n{n}") for n in (1, 2))
    factories.MembershipFactory(network=one, organisation__name_nb="A")
    both = factories.OrganisationFactory(name_nb="B")
    factories.MembershipFactory(network=one, organisation=both)
    factories.MembershipFactory(network=other, organisation=both)
    rows, columns = organisations()
    assert [(row.head.name.value, row.gaps, row.possible) for row in rows] == [
        ("A", 1, 2),
        ("B", 0, 2),
    ]
    assert columns == [(0, 2), (1, 2)]
    assert [cell.is_gap for cell in rows[0].cells] == [False, True]


def test_a_seat_that_is_over_is_a_gap_that_says_what_was():
    factories.MembershipFactory(to_year=YEAR - 1)
    factories.MembershipFactory(to_year=YEAR, network=Network.objects.published().get())
    rows, columns = organisations()
    assert sorted(row.cells[0].is_gap for row in rows) == [False, True]
    assert sorted(len(row.cells[0].earlier) for row in rows) == [0, 1]
    assert columns == [(1, 2)]


def test_a_convener_has_a_seat_even_when_no_list_of_members_names_it():
    network = factories.NetworkFactory()
    convener, secret = factories.OrganisationFactory(), factories.OrganisationFactory(state="draft")
    network.conveners.add(convener, secret)
    (row,), _columns = organisations()
    assert row.head.entry == convener
    assert [(seat.role, seat.confirmed) for seat in row.cells[0].seats] == [("convener", False)]
    factories.MembershipFactory(network=network, organisation=convener, role="secretariat")
    (row,), _columns = organisations()
    assert [seat.role for seat in row.cells[0].seats] == ["secretariat"]


def test_a_body_without_a_page_is_one_row_in_every_network_that_names_it():
    for _number in range(2):
        factories.MembershipFactory(organisation=None, **factories.slots("name", "Elevane"))
    (row,), _columns = organisations()
    assert (row.head.name.value, row.head.entry, row.gaps) == ("Elevane", None, 0)


def test_a_county_has_a_seat_only_where_the_seat_names_it():
    seat = factories.MembershipFactory()
    mine, other = factories.CountyFactory(), factories.CountyFactory()
    seat.counties.add(mine)
    with_seat, without = counties(mine, other)
    assert with_seat.cells[0].seats[0].sitter.entry == seat.organisation
    assert without.cells[0].is_gap


def test_a_network_of_other_counties_is_no_gap():
    mine, other = factories.CountyFactory(), factories.CountyFactory()
    factories.NetworkFactory().counties.add(other)
    row, _other = counties(mine, other)
    assert not row.cells[0].concerned
    assert not row.cells[0].is_gap
    assert (row.gaps, row.possible) == (0, 0)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"from_year": 2016}, "Member, since 2016"),
        ({"from_year": 2016, "to_year": 2099}, "Member, 2016–2099"),
        ({"to_year": 2099, "role": "observer"}, "Observer, until 2099"),
        ({"seen_on": "2016-05-24"}, "Member, named in 2016"),
        ({}, "Member"),
    ],
)
def test_a_seat_is_a_word_with_its_years_in_short(given, words):
    factories.MembershipFactory(**given)
    assert f"<strong>{words}</strong>" in html_of()


# The page


def test_a_gap_is_said_in_words_and_is_never_a_no():
    one = factories.MembershipFactory()
    factories.NetworkFactory()
    html = html_of()
    assert html.count('<td class="gap"><em class="quiet">No seat known</em></td>') == 1
    assert "It does not mean that there is none." in html
    assert f'<th scope="row"><a href="{one.organisation.url_in("en")}">' in html
    assert "1 of 2" in html
    assert '<p role="status">2 networks and 1 organisation</p>' in html


def test_a_seat_that_is_not_confirmed_is_marked():
    factories.MembershipFactory(confirmed=True)
    assert "mark-unconfirmed" not in html_of()
    factories.MembershipFactory(confirmed=False)
    assert html_of().count("mark-unconfirmed") == 1


def test_the_table_has_a_caption_headers_and_a_region_that_scrolls():
    factories.MembershipFactory()
    html = html_of()
    region = 'role="region" aria-labelledby="caption" tabindex="0"><table>\n<caption id="caption">'
    assert region in html
    assert not re.findall(r"<th(?:>| (?!scope=))", html)


def test_counties_are_the_rows_when_asked_for():
    seat = factories.MembershipFactory(organisation__name_en="The authority")
    seat.counties.set(County.objects.published())
    html = html_of("?by=counties")
    assert html.count('<th scope="row"><a href="/en/counties/') == 15
    assert html.count("The authority</span>: member") == 15
    assert "<strong>Member</strong>" in html_of("?by=organisations")
    assert "in every county" in html_of()


def test_level_and_standing_narrow_the_networks():
    factories.MembershipFactory(network__name_en="Right", network__level="nordic")
    factories.MembershipFactory(network__name_en="Ended", network__standing="ended")
    html = html_of("?level=nordic")
    assert "Right" in html
    assert ">Ended</a>" not in html
    assert ">Ended</a>" in html_of("?standing=ended")


def test_a_choice_that_does_not_exist_is_said_and_the_rest_is_kept():
    factories.MembershipFactory(network__level="nordic")
    html = html_of("?by=colours&level=nordic", status=400)
    assert '<a href="#id_by">' in html
    assert "1 network and 1 organisation" in html


def test_a_page_holds_eight_networks_and_sixty_rows_and_leads_to_the_others():
    networks = factories.NetworkFactory.create_batch(9)
    factories.MembershipFactory.create_batch(61, network=networks[0])
    html = html_of()
    assert html.count('<th scope="col">') == 8 + 2
    assert html.count('<th scope="row"') == 60 + 2
    assert "Networks 1 to 8 of 9" in html
    assert 'href="/en/networks/who-sits-where/?columns=2"' in html
    assert 'href="/en/networks/who-sits-where/?page=2"' in html
    last = html_of("?columns=2&page=2")
    assert last.count('<th scope="col">') == 1 + 2
    assert last.count('<th scope="row"') == 1 + 2
    assert 'href="/nn/nettverk/kven-sit-kvar/?columns=2&amp;page=2"' in last
    assert "61 of 61" in last  # gaps of the network that has no seat
    assert Client().get(f"{TABLE}?columns=3").status_code == 404


@pytest.mark.parametrize("query", ["", "?by=counties"])
def test_the_table_costs_the_same_with_ten_of_everything(queries_for, query):
    def add(number: int) -> int:
        county = factories.CountyFactory()
        for _number in range(number):
            seat = factories.MembershipFactory()
            seat.counties.add(county, factories.CountyFactory())
            seat.network.conveners.add(factories.OrganisationFactory())
            seat.network.counties.add(county)
            factories.MeetingFactory(network=seat.network, starts_on=dt.date(2099, 1, 1))
        return queries_for(f"/nb/nettverk/hvem-sitter-hvor/{query}")

    assert add(1) == add(10)


# The file


def test_the_file_has_a_row_for_each_seat_in_the_readers_language():
    network = factories.NetworkFactory(name_nb="Nettverket", name_en="The network", key="the-one")
    seat = factories.MembershipFactory(
        network=network, from_year=2016, seen_on="2016-05-24", **factories.slots("note", "Etter X")
    )
    seat.counties.set(County.objects.published()[:2])
    network.conveners.add(seat.organisation, factories.OrganisationFactory())
    english, norwegian = file(), file("nb")
    assert list(english[0]) == list(HEADER)
    assert len(english) == 2
    assert (
        english[0]
        | {
            "network_key": "the-one",
            "network": "The network",
            "organisation_key": seat.organisation.key,
            "role": "Member",
            "counties": "Agder; Akershus",
            "from_year": "2016",
            "to_year": "",
            "named_in_source_of": "2016-05-24",
            "confirmed": "yes",
            "note": "Etter X",
        }
        == english[0]
    )
    assert norwegian[0]["network"] == "Nettverket"
    assert english[1]["confirmed"] == ""


def test_no_spreadsheet_takes_a_name_in_the_file_for_a_formula():
    factories.MembershipFactory(organisation=None, **factories.slots("name", "=1+1"))
    assert [row["organisation"] for row in file()] == ["'=1+1"]


def test_the_file_costs_the_same_for_ten_more_seats(queries_for):
    path = f"{TABLE}seats.csv"
    factories.MembershipFactory()
    one = queries_for(path)
    factories.MembershipFactory.create_batch(10)
    assert queries_for(path) == one
