"""Cooperation abroad: who does what in Norway, who takes part, and how one can."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import translation

from networks.models import Cooperation
from networks.network_facts import countries_fact, country_name
from portal.base.publishing import State
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/en/cooperation/"
FAR, PAST = dt.date(2099, 5, 4), dt.date(2001, 5, 4)


def html_of(path: str = LIST) -> str:
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def row(html: str, name: str) -> str:
    """Return the words of a cooperation's row in the table of who does what."""
    rows = [" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in html.split("<tr>")]
    return next(text for text in rows if text.startswith(name))


# The list


def test_who_does_what_names_the_norwegian_body_and_not_the_international_one():
    cooperation = factories.CooperationFactory(
        name_en="Together", **factories.slots("norwegian_role", "Leads the work.")
    )
    cooperation.organisations.add(
        factories.OrganisationFactory(name_en="Norwegian body"),
        factories.OrganisationFactory(name_en="World body", kind="international"),
    )
    html = html_of()
    assert row(html, "Together") == "Together Norwegian body Leads the work."
    factories.CooperationFactory(name_en="Unknown")
    assert row(html_of(), "Unknown") == "Unknown Not given Not given"


def test_a_part_stands_in_the_table_with_its_whole_and_not_among_the_wholes():
    whole = factories.CooperationFactory(name_en="The whole")
    factories.CooperationFactory(name_en="The part", part_of=whole)
    html = html_of()
    assert "part of The whole" in row(html, "The part")
    assert ">The part</a></h3>" not in html
    assert ">The whole</a></h3>" in html


def test_how_to_take_part_is_told_only_where_a_source_says_so():
    Cooperation.objects.update(
        how_to_take_part_nb="", how_to_take_part_nn="", how_to_take_part_en=""
    )
    silent = factories.CooperationFactory()
    assert "How you can take part" not in html_of()
    factories.CooperationFactory(**factories.slots("how_to_take_part", "Write to the office."))
    html = html_of()
    told = html.partition('id="take-part"')[2].partition("</section>")[0]
    assert "Write to the office." in told
    assert silent.name_en not in told


def test_the_list_shows_meetings_ahead_and_behind_of_public_cooperations():
    open_one = factories.CooperationFactory()
    secret = factories.CooperationFactory(state=State.DRAFT)
    for body, words in ((open_one, "Open"), (secret, "Secret")):
        for day in (FAR, dt.date(2026, 1, 5)):
            factories.MeetingFactory(
                network=None, cooperation=body, starts_on=day, name_en=f"{words} {day.year}"
            )
    html = html_of()
    assert html.index("Open 2099") < html.index("Latest meetings") < html.index("Open 2026")
    assert "Secret" not in html


def test_the_list_costs_the_same_for_ten_more_with_everything(queries_for):
    whole = factories.CooperationFactory()

    def add(number: int) -> int:
        for cooperation in factories.CooperationFactory.create_batch(
            number, part_of=whole, **factories.slots("how_to_take_part", "Write.")
        ):
            cooperation.organisations.add(factories.OrganisationFactory())
            for day in (FAR, PAST):
                meeting = factories.MeetingFactory(
                    network=None, cooperation=cooperation, starts_on=day
                )
                meeting.with_networks.add(factories.NetworkFactory())
        return queries_for("/nb/samarbeid/")

    assert add(1) == add(10)


# The page of a cooperation


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("nn", ["Danmark, Noreg", "Færøyane, Grønland, Åland"]),
        ("nb", ["Danmark, Norge", "Færøyene, Grønland, Åland"]),
        ("en", ["Denmark, Norway", "Faroe Islands, Greenland, Åland Islands"]),
    ],
)
def test_countries_and_self_governing_areas_are_named_in_the_readers_language(language, lines):
    with translation.override(language):
        items = countries_fact(["NO", "AX", "DK", "GL", "FO"]).items
    assert [item.text.partition(": ")[2] for item in items] == lines


def test_self_governing_areas_are_counted_apart_from_countries():
    with translation.override("en"):
        countries, areas = countries_fact(["DK", "FI", "IS", "NO", "SE", "AX", "FO", "GL"]).items
    assert countries.text.startswith("5 countries: ")
    assert areas.text.startswith("3 self-governing areas: ")


def test_a_code_that_no_country_has_is_shown_as_it_is():
    assert country_name("QQ") == "QQ"
    assert countries_fact([]).missing


def test_the_page_shows_parts_meetings_and_how_to_follow_them():
    cooperation = factories.CooperationFactory(key="the-one", slug_en="the-one", country_codes="NO")
    factories.CooperationFactory(name_en="A part", part_of=cooperation)
    factories.CooperationFactory(name_en="A draft", part_of=cooperation, state=State.DRAFT)
    for day, name in ((FAR, "Ahead"), (PAST, "Behind")):
        factories.MeetingFactory(network=None, cooperation=cooperation, starts_on=day, name_en=name)
    html = html_of(cooperation.url_in("en"))
    order = ("1 country: Norway", "How you can take part", "A part", "Ahead", "Behind")
    places = [html.index(words) for words in order]
    assert places == sorted(places)
    assert "A draft" not in html
    assert 'href="/en/meetings/?cooperation=the-one"' in html
    assert 'href="webcal://testserver/en/cooperation/the-one/calendar.ics"' in html


def test_how_to_take_part_is_not_given_where_no_source_says():
    html = html_of(factories.CooperationFactory().url_in("en"))
    told = html.partition('id="take-part"')[2].partition("</section>")[0]
    assert "Not given" in told


def test_the_symposium_in_tromso_is_reached_with_date_themes_and_outcome():
    page = html_of("/en/cooperation/iccdpp/")
    path = re.search(r'<a href="([^"]+)">[^<]*Tromsø[^<]*</a></h3>', page)
    assert path
    event = html_of(path[1])
    assert "20 June 2019" in event
    assert '<h2 id="themes">' in event
    assert '<h2 id="outcome">' in event


def test_a_cooperation_costs_the_same_with_ten_of_everything(queries_for):
    cooperation = factories.CooperationFactory()

    def relate(number: int) -> int:
        factories.CooperationFactory.create_batch(number, part_of=cooperation)
        cooperation.organisations.add(*factories.OrganisationFactory.create_batch(number))
        for day in (FAR, PAST):
            factories.MeetingFactory.create_batch(
                number, network=None, cooperation=cooperation, starts_on=day
            )
        return queries_for(cooperation.url_in("nb"))

    assert relate(1) == relate(10)
