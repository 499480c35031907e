"""The way in for those who give guidance."""

import datetime as dt

import pytest
from django.utils import timezone

from guidance.models import Role
from services.models import County
from tests import factories

pytestmark = pytest.mark.django_db
COUNSELLORS = "/nb/for-veiledere/"


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


@pytest.fixture
def role() -> Role:
    return factories.RoleFactory(name_nb="Rolle under prøve")


def test_the_nine_roles_of_the_field_are_there(client):
    html = client.get(COUNSELLORS).content.decode()
    roles = list(Role.objects.published())
    assert len(roles) == 9
    for role in roles:
        assert f'href="{COUNSELLORS}{role.slug_nb}/"' in html


def test_a_role_and_a_county_lead_to_the_page_of_both(client, role):
    response = client.get(COUNSELLORS, {"role": role.key, "county": "nordland"})
    assert response.status_code == 302
    assert response["Location"] == f"{COUNSELLORS}{role.slug_nb}/?county=nordland"


@pytest.mark.parametrize("asked", [{"role": ""}, {"role": "nobody", "county": "nordland"}])
def test_without_a_role_the_reader_is_asked_for_one(client, asked):
    response = client.get(COUNSELLORS, asked)
    assert response.status_code == 400
    assert '<a href="#id_role">' in response.content.decode()


def test_a_county_that_does_not_exist_is_left_out_and_said(client, role):
    response = client.get(f"{COUNSELLORS}{role.slug_nb}/", {"county": "atlantis"})
    assert response.status_code == 400
    assert '<a href="#id_county">' in response.content.decode()


def test_a_role_sees_its_networks_and_their_meetings_and_no_others(client, role):
    mine, other = factories.NetworkFactory.create_batch(2)
    mine.roles.add(role)
    meeting = factories.MeetingFactory(network=mine, starts_on=in_days(7))
    factories.MeetingFactory(network=mine, starts_on=in_days(-7), name_nb="Forrige møte")
    elsewhere = factories.MeetingFactory(network=other, starts_on=in_days(7))
    draft = factories.MeetingFactory(network=mine, starts_on=in_days(7), state="draft")
    html = client.get(f"{COUNSELLORS}{role.slug_nb}/").content.decode()
    assert mine.name_nb in html
    assert meeting.name_nb in html
    for absent in (other.name_nb, elsewhere.name_nb, draft.name_nb, "Forrige møte"):
        assert f">{absent}<" not in html


def test_a_county_narrows_the_networks_to_its_own_and_the_whole_countrys(client, role):
    nordland = County.objects.get(key="nordland")
    own, elsewhere, national = factories.NetworkFactory.create_batch(3)
    for network in (own, elsewhere, national):
        network.roles.add(role)
    own.counties.add(nordland)
    elsewhere.counties.add(County.objects.get(key="troms"))
    html = client.get(f"{COUNSELLORS}{role.slug_nb}/", {"county": "nordland"}).content.decode()
    assert own.name_nb in html
    assert national.name_nb in html
    assert elsewhere.name_nb not in html


def test_a_county_network_without_a_county_is_in_no_county(client, role):
    network = factories.NetworkFactory(level="county")
    network.roles.add(role)
    html = client.get(f"{COUNSELLORS}{role.slug_nb}/", {"county": "nordland"}).content.decode()
    assert network.name_nb not in html
    assert network.name_nb in client.get(f"{COUNSELLORS}{role.slug_nb}/").content.decode()


def test_the_calendar_of_the_page_is_that_of_the_role_and_the_county(client, role):
    html = client.get(f"{COUNSELLORS}{role.slug_nb}/", {"county": "nordland"}).content.decode()
    path = f"{COUNSELLORS}{role.slug_nb}/nordland/kalender.ics"
    assert f'href="{path}"' in html
    assert client.get(path).status_code == 200


def test_an_ended_network_is_not_for_anyone_today(client, role):
    ended = factories.NetworkFactory(standing="ended")
    ended.roles.add(role)
    assert ended.name_nb not in client.get(f"{COUNSELLORS}{role.slug_nb}/").content.decode()


def test_a_role_costs_the_same_with_ten_of_everything(queries_for, role):
    def relate(number: int) -> int:
        for _number in range(number):
            network = factories.NetworkFactory()
            network.roles.add(role)
            factories.MeetingFactory(network=network, starts_on=in_days(3))
            factories.ResourceFactory().roles.add(role)
            factories.ResourceFactory(kind="education")
            role.situations.add(factories.AudienceFactory())
            role.framework_elements.add(factories.FrameworkElementFactory())
        return queries_for(f"{COUNSELLORS}{role.slug_nb}/")

    assert relate(1) == relate(10)
