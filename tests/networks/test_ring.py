"""Whom a counsellor rings."""

import re

import pytest

from services.models import Audience, County
from services.places import county_place, find_place
from tests import factories

pytestmark = pytest.mark.django_db
RING = "/nb/for-veiledere/hvem-ringer-jeg/"


def test_a_situation_and_a_certain_place_lead_to_the_desks(client):
    response = client.get(RING, {"situation": "flyktning", "place": "9300"}, follow=True)
    path = response.redirect_chain[-1][0]
    assert path == f"{RING}flyktning/senja-5530/"
    html = response.content.decode()
    assert "Hvem ringer jeg i Senja" in html
    assert "Karriere Troms" in html


def test_a_place_that_is_two_is_asked_about_and_keeps_the_situation(client):
    response = client.get(RING, {"situation": "flyktning", "place": "herøy"})
    assert response.status_code == 200
    html = response.content.decode()
    assert f'href="{RING}flyktning/heroy-more-og-romsdal-1515/"' in html
    assert f'href="{RING}flyktning/heroy-nordland-1818/"' in html
    assert '<option value="flyktning" selected>' in html


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"situation": "", "place": "9300"}, "id_situation"),
        ({"situation": "flyktning", "place": ""}, "id_place"),
        ({"situation": "finnes-ikke", "place": "9300"}, "id_situation"),
    ],
)
def test_what_is_missing_or_unknown_is_asked_for_and_the_rest_kept(client, asked, field):
    response = client.get(RING, asked)
    assert response.status_code == 400
    html = response.content.decode()
    assert f'<a href="#{field}">' in html
    assert 'value="9300"' in html or '<option value="flyktning" selected>' in html


def test_asking_about_another_situation_keeps_the_place_and_blames_nobody(client):
    html = client.get(f"{RING}flyktning/senja-5530/").content.decode()
    link = re.search(rf'href="({RING}\?place=[^"]+)"', html)[1]
    response = client.get(link)
    assert response.status_code == 200
    assert 'value="Senja"' in response.content.decode()


def test_a_place_that_is_unknown_is_said_so(client):
    response = client.get(RING, {"situation": "flyktning", "place": "qqqq"})
    assert response.status_code == 200
    assert "qqqq" in response.content.decode()


def test_every_situation_in_every_county_names_a_desk_or_says_that_none_is_known(client):
    county = county_place(County.objects.get(key="troms"))
    for audience in Audience.objects.published().exclude(stage="professional"):
        response = client.get(f"{RING}{audience.slug_nb}/{county.slug}/")
        assert response.status_code == 200, audience
        assert 'class="desk-name"' in response.content.decode(), audience


def test_the_counsellors_own_situation_is_no_one_to_ring_about(client):
    own = Audience.objects.get(stage="professional")
    place = find_place("Senja").places[0]
    assert client.get(f"{RING}{own.slug_nb}/{place.slug}/").status_code == 404


def test_the_card_leads_back_to_its_page(client):
    response = client.get(f"{RING}flyktning/senja-5530/kort/")
    assert response.status_code == 200
    assert f"{RING}flyktning/senja-5530/" in response.content.decode()


def test_an_older_municipality_redirects_to_the_one_of_today(client):
    response = client.get(f"{RING}flyktning/lenvik-1931/")
    assert response.status_code == 301
    assert response["Location"] == f"{RING}flyktning/senja-5530/"


def test_the_answer_costs_the_same_with_ten_centres(queries_for):
    county = factories.CountyFactory()
    audience = factories.AudienceFactory(stage="work")
    factories.EntitlementFactory(audience=audience)
    path = f"{RING}{audience.slug_nb}/{county_place(county).slug}/"
    factories.SiteFactory(centre__county=county)
    few = queries_for(path)
    for _number in range(10):
        factories.SiteFactory(centre__county=county)
    assert queries_for(path) == few
