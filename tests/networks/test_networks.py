"""The list of networks and the page of each: what is known, who sits there, what comes next."""

import datetime as dt
import re

import pytest
from django.test import Client

from networks.models import Meeting, Network
from portal.base.publishing import State
from services.models import County
from tests import factories

pytestmark = pytest.mark.django_db
FAR, PAST = dt.date(2099, 5, 4), dt.date(2001, 5, 4)


@pytest.fixture
def _no_reference():
    """Leave only the networks and meetings that a test makes."""
    Network.objects.update(state=State.DRAFT)
    Meeting.objects.update(state=State.DRAFT)


alone = pytest.mark.usefixtures("_no_reference")


def html_of(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status, path
    return response.content.decode()


def listed(query: str = "", status: int = 200) -> str:
    return html_of(f"/en/networks/{query}", status)


def page(network: Network) -> str:
    return html_of(network.url_in("en"))


def fact(html: str, label: str) -> str:
    """Return the words of a fact, without marks."""
    found = re.search(rf"<dt>{label}</dt>\s*<dd>(.*?)</dd>", html, re.DOTALL)
    assert found, label
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


# The list


@alone
def test_the_list_counts_and_puts_the_ended_ones_last_with_their_years():
    factories.NetworkFactory(
        name_en="Gone", standing="ended", started_year=2011, ended_year=2018, order=1
    )
    factories.NetworkFactory(name_en="Doubtful", standing="unknown", order=2)
    factories.NetworkFactory(name_en="Alive", standing="active", order=3)
    html = listed()
    assert html.index("Alive") < html.index("Doubtful") < html.index("Gone")
    assert '<p role="status">3 networks</p>' in html
    assert "2011–2018" in html


@alone
def test_the_list_says_level_convener_rhythm_and_next_meeting_or_that_they_are_not_given():
    network = factories.NetworkFactory(level="nordic", **factories.slots("frequency", "Monthly."))
    network.conveners.add(factories.OrganisationFactory(name_en="The convener"))
    network.conveners.add(factories.OrganisationFactory(name_en="Secret", state=State.DRAFT))
    factories.MeetingFactory(network=network, starts_on=FAR)
    factories.NetworkFactory()
    html = listed()
    for words in ("Nordic", "The convener", "Monthly.", "4 May 2099"):
        assert words in html
    assert "Secret" not in html
    assert html.count("Next meeting:") == 1
    assert html.count("not given") == 2  # the other's convener and rhythm


@alone
def test_each_filter_leaves_out_what_does_not_fit():
    fits = factories.NetworkFactory(name_en="Fits", level="county")
    factories.NetworkFactory(name_en="Elsewhere").counties.add(factories.CountyFactory())
    role, county, service = (
        factories.RoleFactory(),
        factories.CountyFactory(),
        factories.ServiceFactory(),
    )
    fits.roles.add(role)
    fits.counties.add(county)
    fits.services.add(service)
    chosen = {
        "level": "county",
        "role": role.key,
        "county": county.key,
        "service": service.key,
    }
    for name, value in chosen.items():
        html = listed(f"?{name}={value}")
        assert "Fits" in html, name
        assert "Elsewhere" not in html, name
        assert '<p role="status">1 network</p>' in html


@alone
def test_a_network_that_names_no_county_is_shown_for_every_county():
    factories.NetworkFactory(name_en="Everywhere")
    assert "Everywhere" in listed(f"?county={factories.CountyFactory().key}")


def test_a_choice_that_does_not_exist_is_said_and_the_others_are_kept():
    html = listed("?county=troms&role=astronaut", status=400)
    assert '<a href="#id_role">For whom</a>' in html
    assert '<option value="troms" selected>' in html
    assert 'href="/nn/nettverk/?county=troms"' in html


def test_what_nobody_asks_for_is_ignored():
    assert "kampanje" not in listed("?kampanje=1")


@alone
def test_many_networks_come_in_pages_of_fifty():
    factories.NetworkFactory.create_batch(51, level="county")
    first, second = listed("?level=county"), listed("?level=county&page=2")
    assert first.count("<h3>") == 50
    assert second.count("<h3>") == 1
    assert '<p role="status">51 networks</p>' in second
    assert '<a href="/en/networks/?level=county&amp;page=2" rel="next">' in first
    assert Client().get("/en/networks/?page=3").status_code == 404


@alone
def test_the_list_costs_the_same_for_ten_networks_with_meetings(queries_for):
    def add(number: int) -> int:
        for network in factories.NetworkFactory.create_batch(number):
            network.conveners.add(factories.OrganisationFactory())
            meeting = factories.MeetingFactory(network=network, starts_on=FAR)
            meeting.with_networks.add(factories.NetworkFactory())
            meeting.with_organisations.add(factories.OrganisationFactory())
        return queries_for("/nb/nettverk/")

    assert add(1) == add(10)


def test_the_list_leads_on():
    html = listed()
    for path in (
        "/en/for-counsellors/",
        "/en/meetings/",
        "/en/minutes/",
        "/en/networks/who-sits-where/",
        "/en/meetings/subscribe/",
    ):
        assert f'href="{path}"' in html


# The page of a network


def test_the_facts_stand_in_their_order_and_what_is_not_known_is_said():
    html = page(factories.NetworkFactory(level="county"))
    labels = re.findall(r"<dt>(.*?)</dt>", html.partition('id="members"')[0])
    assert labels == [
        "Standing",
        "Level",
        "Mandate",
        "Convened by",
        "For whom",
        "Counties concerned",
        "Services concerned",
        "How often",
        "First and last year",
        "Contact mailbox",
        "Website",
    ]
    for label in labels[2:]:
        assert fact(html, label) == "Not given"


def test_a_network_says_whom_it_is_for_in_words_and_roles_and_how_to_write_to_it():
    network = factories.NetworkFactory(
        contact_email="post@example.org", **factories.slots("audience", "All who guide.")
    )
    network.roles.add(factories.RoleFactory(name_en="Guide", slug_en="guide"))
    html = page(network)
    assert fact(html, "For whom") == "All who guide. Guide"
    assert '<a href="/en/for-counsellors/guide/">Guide</a>' in html
    assert '<a href="mailto:post@example.org">post@example.org</a>' in html


def test_the_whole_country_is_never_guessed():
    national = factories.NetworkFactory(level="national")
    assert fact(page(national), "Counties concerned") == "Not limited to a county"
    national.counties.set(County.objects.published())
    assert fact(page(national), "Counties concerned") == "Every county"
    national.counties.set(County.objects.published()[:1])
    assert fact(page(national), "Counties concerned") == "Agder"


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ({"started_year": 2011, "ended_year": 2018}, "2011–2018"),
        ({"started_year": 2011, "standing": "active"}, "Since 2011"),
        ({"started_year": 2011}, "From 2011. The last year is not given."),
        ({"ended_year": 2018}, "Until 2018"),
    ],
)
def test_the_years_of_a_network_are_said_as_far_as_they_are_known(years, words):
    assert fact(page(factories.NetworkFactory(**years)), "First and last year") == words


def test_a_network_that_ended_says_so_first_and_names_its_successor():
    after = factories.NetworkFactory(name_en="The new one")
    before = factories.NetworkFactory(standing="ended", ended_year=2018, successor=after)
    html = page(before)
    assert html.index("This network has ended") < html.index("The facts in brief")
    assert html.count("The new one") == 2  # first on the page, and among the facts
    assert fact(page(after), "Took over from") == before.name_en
    after.state = State.DRAFT
    after.save()
    assert "The new one" not in page(before)
    assert fact(page(before), "Taken over by") == "Not given"


def test_members_are_organisations_with_role_years_source_and_counties():
    network = factories.NetworkFactory()
    body = factories.OrganisationFactory(name_en="The body")
    seat = factories.MembershipFactory(
        network=network, organisation=body, role="observer", from_year=2016
    )
    factories.MembershipFactory(
        network=network,
        organisation=None,
        confirmed=False,
        seen_on=dt.date(2016, 5, 24),
        **factories.slots("name", "A body without a page"),
    )
    html = page(network)
    assert f'<a href="{body.url_in("en")}">The body</a>' in html
    assert "Observer, since 2016" in html
    assert "Named in a source of 24 May 2016" in html
    table = html.partition('aria-labelledby="members" class')[2].partition("</table>")[0]
    assert table.count("mark-unconfirmed") == 1
    seat.counties.set(County.objects.published()[:2])
    assert "In Agder, Akershus" in " ".join(re.sub(r"<[^>]+>", "", page(network)).split())
    seat.counties.set(County.objects.published())
    assert "In every county" in page(network)


def test_an_organisation_that_is_not_public_is_no_member_on_the_page():
    network = factories.NetworkFactory()
    secret = factories.OrganisationFactory(name_en="Secret body", state=State.DRAFT)
    factories.MembershipFactory(network=network, organisation=secret)
    html = page(network)
    assert "Secret body" not in html
    assert "We know of nobody who sits in the network." in html


def test_a_seat_that_is_over_stands_among_the_earlier_members():
    network = factories.NetworkFactory()
    factories.MembershipFactory(network=network, to_year=2005)
    html = page(network)
    assert html.index("We know of nobody") < html.index("Earlier members") < html.index("2005")


def test_the_page_shows_its_meetings_and_decisions_and_how_to_follow_them():
    network = factories.NetworkFactory(key="the-network", slug_en="the-network")
    factories.MeetingFactory(network=network, starts_on=FAR, name_en="Ahead")
    held = factories.MeetingFactory(network=network, starts_on=PAST, name_en="Behind")
    factories.MeetingFactory(network=network, starts_on=FAR, name_en="Draft", state=State.DRAFT)
    factories.CaseFactory(meeting=held, name_en="A case", decision_en="Agreed.")
    html = page(network)
    order = (
        "Upcoming meetings",
        "Ahead",
        "Latest meetings",
        "Behind",
        "Latest decisions",
        "A case",
    )
    places = [html.index(words) for words in order]
    assert places == sorted(places)
    assert "Draft" not in html
    assert 'href="/en/meetings/?network=the-network"' in html
    assert 'href="webcal://testserver/en/networks/the-network/calendar.ics"' in html


def test_a_network_costs_the_same_with_ten_of_everything(queries_for):
    network = factories.NetworkFactory()

    def relate(number: int) -> int:
        for role in factories.RoleFactory.create_batch(number):
            network.roles.add(role)
        for seat in factories.MembershipFactory.create_batch(number, network=network):
            seat.counties.add(factories.CountyFactory())
        factories.MembershipFactory.create_batch(number, network=network, to_year=2005)
        factories.NetworkFactory.create_batch(number, successor=network)
        factories.MeetingFactory.create_batch(number, network=network, starts_on=FAR)
        for meeting in factories.MeetingFactory.create_batch(
            number, network=network, starts_on=PAST
        ):
            factories.CaseFactory(meeting=meeting, decision_en="Agreed.")
        network.conveners.add(*factories.OrganisationFactory.create_batch(number))
        network.services.add(*factories.ServiceFactory.create_batch(number))
        network.counties.add(*factories.CountyFactory.create_batch(number))
        return queries_for(network.url_in("nb"))

    assert relate(1) == relate(10)
