"""The page of changes, the page for subscribing, and the feeds that pages name in their heads."""

import datetime as dt
import re

import pytest
from django.test import Client

from guidance.models import FrameworkElement
from tests import factories

pytestmark = pytest.mark.django_db

LATER = dt.datetime(2030, 1, 1, 23, 30, tzinfo=dt.UTC)  # in Norway it is the second
PAGE, SUBSCRIBE = "/nb/endringer/", "/nb/moter/abonner/"


def fetch(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_changes_stand_by_day_with_their_kind_and_a_link():
    service = factories.ServiceFactory(updated_at=LATER, name_nb="Ny tjeneste")
    factories.NetworkFactory(updated_at=LATER - dt.timedelta(days=1), name_nb="Nytt nettverk")
    page = fetch(PAGE)
    days = re.findall(r'<time datetime="([\d-]+)">', page)
    assert days[:2] == ["2030-01-02", "2030-01-01"]
    assert days == sorted(set(days), reverse=True)
    assert page.index("Ny tjeneste") < page.index("Nytt nettverk")
    assert f'<a href="{service.url_in("nb")}">Ny tjeneste</a>' in page
    assert "Tjeneste</span>" in page
    assert page.count("<h1") == 1


def test_the_fifty_latest_changes_are_shown():
    factories.NetworkFactory.create_batch(51, updated_at=LATER)
    factories.ServiceFactory(updated_at=LATER - dt.timedelta(days=1), name_nb="For gammel")
    page = fetch(PAGE)
    assert "For gammel" not in page
    assert page.count('class="small quiet"') == 50


def test_a_part_of_the_framework_without_a_page_is_no_change_of_a_page():
    framework = factories.FrameworkElementFactory(kind="framework", parent=None)
    factories.FrameworkElementFactory(parent=framework, updated_at=LATER, name_nb="Bare en del")
    assert "Bare en del" not in fetch(PAGE)


def test_a_hundred_parts_without_a_page_hide_no_change_and_cost_nothing(queries_for):
    factories.NetworkFactory.create_batch(50, updated_at=LATER)
    few = queries_for(PAGE)
    framework = FrameworkElement.objects.get(kind="framework")
    factories.FrameworkElementFactory.create_batch(110, parent=framework, updated_at=LATER)
    assert queries_for(PAGE) == few


def test_nothing_unpublished_is_a_change():
    factories.ServiceFactory(updated_at=LATER, name_nb="Skjult", state="draft")
    assert "Skjult" not in fetch(PAGE)


def test_changes_cost_the_same_with_ten_more(queries_for):
    def change(number: int) -> dict[str, int]:
        for _nth in range(number):
            factories.NetworkFactory(updated_at=LATER, owner=factories.OrganisationFactory())
        return {path: queries_for(path) for path in (PAGE, "/nb/endringer/nytt.atom")}

    one = change(100)  # all that is looked at is of one kind from now on
    assert change(10) == one


def test_every_calendar_can_be_subscribed_to():
    network = factories.NetworkFactory(standing="active")
    meets = factories.MeetingFactory(starts_on=dt.date(2030, 1, 1)).network
    quiet, hidden = factories.NetworkFactory(), factories.NetworkFactory(state="draft")
    abroad = factories.CooperationFactory()
    factories.MeetingFactory(network=None, cooperation=abroad, starts_on=dt.date(2030, 1, 1))
    role, county = factories.RoleFactory(), factories.CountyFactory()
    page = fetch(SUBSCRIBE)
    for path in (
        "/nb/moter/kalender.ics",
        f"/nb/nettverk/{network.slug_nb}/kalender.ics",
        f"/nb/nettverk/{meets.slug_nb}/kalender.ics",
        f"/nb/samarbeid/{abroad.slug_nb}/kalender.ics",
        f"/nb/for-veiledere/{role.slug_nb}/kalender.ics",
        f"/nb/fylker/{county.slug_nb}/kalender.ics",
    ):
        assert f'href="webcal://testserver{path}"' in page
        assert f'href="{path}">http://testserver{path}</a>' in page
        assert Client().get(path).status_code == 200
    assert quiet.slug_nb not in page
    assert hidden.slug_nb not in page


def test_every_news_feed_can_be_followed():
    page = fetch(SUBSCRIBE)
    for path in (
        *("/nb/moter/nytt.atom", "/nb/saker/nytt.atom", "/nb/endringer/nytt.atom"),
        "/nb/karriereveiledning/tidslinje/nytt.atom",
    ):
        assert f'<li><a href="{path}">' in page


def test_a_role_and_a_county_have_a_calendar_together():
    role, county = factories.RoleFactory(), factories.CountyFactory()
    page = fetch(f"{SUBSCRIBE}?role={role.key}&county={county.key}")
    assert f'href="/nb/for-veiledere/{role.slug_nb}/{county.slug_nb}/kalender.ics"' in page
    both = f"?role={role.key}&amp;county={county.key}"
    assert f'href="/en/meetings/subscribe/{both}"' in page


def test_a_choice_that_does_not_exist_is_said_and_the_other_is_kept():
    county = factories.CountyFactory()
    response = Client().get(f"{SUBSCRIBE}?role=nobody&county={county.key}")
    page = response.content.decode()
    assert response.status_code == 400
    assert 'class="error-summary"' in page
    assert f'value="{county.key}" selected' in page


@pytest.mark.parametrize("path", [PAGE, SUBSCRIBE])
def test_the_head_names_feeds_that_are_there(path):
    links = re.findall(
        r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)">', fetch(path)
    )
    assert links
    for media_type, address in links:
        assert Client().get(address)["Content-Type"].startswith(media_type)


def test_subscribing_costs_the_same_with_ten_more_networks(queries_for):
    def add(number: int) -> int:
        factories.NetworkFactory.create_batch(number, standing="active")
        factories.RoleFactory.create_batch(number)
        factories.CountyFactory.create_batch(number)
        return queries_for(SUBSCRIBE)

    assert add(1) == add(10)
