"""The page of a centre, open or closed, and whom one can talk to now."""

import datetime as dt
import re
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from services import talk
from services.doors import DoorBook
from services.models import CareerCentre, Service
from services.places import Place
from tests import factories

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")
TUESDAY_AT_TEN = dt.datetime(2026, 9, 15, 10, 0, tzinfo=OSLO)
SATURDAY_AT_SEVEN = dt.datetime(2026, 9, 19, 19, 0, tzinfo=OSLO)
TALK = ("/nb/snakk-med-noen/", "/nn/snakk-med-nokon/", "/en/talk-to-someone/")


@pytest.fixture
def county():
    return factories.CountyFactory()


@pytest.fixture
def centre(county):
    return factories.CentreFactory(county=county)


@pytest.fixture
def at(monkeypatch):
    """Return a function that sets the clock."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def get(path: str, **query: str) -> str:
    response = Client().get(path, query)
    assert response.status_code == 200
    return response.content.decode()


def words_of(html: str) -> str:
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def close(centre: CareerCentre, **fields: object) -> CareerCentre:
    centre.closed_on = dt.date(2026, 3, 31)
    for name, value in fields.items():
        setattr(centre, name, value)
    centre.save()
    return centre


def test_a_site_shows_its_facts_and_says_what_is_not_given(centre, at):
    at(TUESDAY_AT_TEN)
    site = factories.SiteFactory(centre=centre, place="Lakselv", step_free="yes", hearing_loop="no")
    factories.ContactFactory(site=site, value="78 46 00 00")
    factories.ScheduleFactory(site=site)
    html = get(centre.url_in("en"))
    text = words_of(html)
    assert 'href="tel:78460000"' in html
    assert "Open now, closes 15:30" in text
    assert "Step-free access Yes" in text
    assert "Hearing loop No" in text
    assert "Accessible toilet Not given" in text
    assert "How to get in Not given" in text
    assert "openstreetmap" not in html


def test_unconfirmed_contacts_and_hours_are_not_shown(centre):
    site = factories.SiteFactory(centre=centre)
    factories.ContactFactory(site=site, value="11 22 33 44", standing="not_confirmed")
    factories.ScheduleFactory(site=site, monday="07.07–08.08", standing="not_confirmed")
    html = get(centre.url_in("nb"))
    assert "11 22 33 44" not in html
    assert "07.07" not in html


def test_a_map_is_a_plain_link_where_the_place_is_known(centre):
    by_point = factories.SiteFactory(
        centre=centre, latitude=Decimal("70.05"), longitude=Decimal("24.97")
    )
    assert f"https://www.openstreetmap.org/?mlat={float(by_point.latitude)}" in get(
        centre.url_in("en")
    )
    by_point.delete()
    site = factories.SiteFactory(centre=centre)
    factories.ContactFactory(site=site, kind="address", value="Storgata 1, 9700 Lakselv")
    html = get(centre.url_in("en"))
    assert "openstreetmap.org/search?query=Storgata+1%2C+9700+Lakselv" in html
    assert "The link leads to another website" in html


def test_languages_and_interpreter_are_facts_of_a_centre(centre):
    assert "Interpreter Not given" in words_of(get(centre.url_in("en")))
    centre.language_codes, centre.interpreter = "uk,se", "yes"
    centre.save()
    text = words_of(get(centre.url_in("en")))
    assert "Languages Northern Sami, Ukrainian" in text
    assert "Interpreter Yes" in text


def test_a_closed_centre_says_since_when_why_and_where_to_go(centre, county):
    successor = factories.CentreFactory(county=county)
    site = factories.SiteFactory(centre=centre, place="Gamlebyen")
    factories.ContactFactory(centre=centre, value="11 22 33 44")
    factories.ContactFactory(site=site, value="22 33 44 55")
    factories.ScheduleFactory(site=site)
    close(
        centre,
        closed_because_en="The two centres became one.",
        go_instead_en="Go to the new centre.",
        successor=successor,
        website="https://old.example.org",
    )
    html = get(centre.url_in("en"))
    text = words_of(html)
    assert "Closed since 31 March 2026" in text
    assert "The two centres became one." in text
    assert "Go to the new centre." in text
    assert f'href="{successor.url_in("en")}"' in html
    for current in ("11 22 33 44", "22 33 44 55", "Opening hours the next", "old.example.org"):
        assert current not in html
    assert "Gamlebyen" not in text


def test_a_closed_centre_without_reasons_says_so_and_hides_a_successor_that_is_no_longer_public(
    centre, county
):
    draft = factories.CentreFactory(county=county, state="draft")
    close(centre, successor=draft)
    html = get(centre.url_in("nb"))
    assert draft.url_in("nb") not in html
    for language in ("nb", "nn", "en"):
        assert 'class="missing"' in get(centre.url_in(language))


def test_closed_centres_stand_last_in_the_directory_and_not_among_those_found(centre, county):
    other = factories.CentreFactory(county=county)
    close(centre)
    html = get("/en/career-centres/", county=county.key)
    assert "1 centre<" in html
    assert html.index("Closed centres") < html.index(f'href="{centre.url_in("en")}"')
    assert html.index(f'href="{other.url_in("en")}"') < html.index("Closed centres")
    assert centre.url_in("en") not in get("/en/career-centres/", county=county.key, open="now")


def test_ways_to_talk_stand_in_the_order_of_who_is_there(county):
    """Open now, opens soonest, by appointment, not given."""
    kinds = {"open": "09–15", "later": "12–14", "unknown": ""}
    made = {name: factories.CentreFactory(county=county, key=name) for name in kinds}
    for name, monday in kinds.items():
        site = factories.SiteFactory(centre=made[name])
        if monday:
            factories.ScheduleFactory(site=site, monday=monday)
    booked = factories.SiteFactory(centre=factories.CentreFactory(county=county, key="booked"))
    factories.ScheduleFactory(site=booked, kind="appointment")
    centres = CareerCentre.objects.filter(county=county).select_related("county")
    ways = talk.ways_to_talk([], centres, DoorBook(TUESDAY_AT_TEN))
    assert [way.entry.key for way in ways] == ["open", "later", "booked", "unknown"]
    with override("en"):
        assert [group.heading for group in talk.in_groups(ways)] == [
            "Open now",
            "Opens later",
            "By appointment",
            "Opening hours not given",
        ]


def test_what_is_for_everyone_stands_before_a_centre_and_near_before_far(county):
    near, far = factories.CentreFactory(county=county), factories.CentreFactory(county=county)
    factories.SiteFactory(centre=far, latitude=Decimal(60), longitude=Decimal(10))
    factories.SiteFactory(centre=near, latitude=Decimal(69), longitude=Decimal(18))
    service = factories.ServiceFactory()
    factories.ContactFactory(service=service, kind="chat", value="https://chat.example.org")
    centres = CareerCentre.objects.filter(county=county).select_related("county")
    here = Place("municipality", "Tromsø", number="5501", point=(69.6, 18.9))
    ways = talk.ways_to_talk([service], centres, DoorBook(TUESDAY_AT_TEN), here)
    assert [way.entry for way in ways] == [service, near, far]


@pytest.mark.parametrize("path", TALK)
def test_with_nothing_given_the_national_service_is_the_next_step(path):
    html = get(path)
    service = Service.objects.get(key="karriereveiledning-no")
    step = html.partition('class="next-step"')[2].partition("</section>")[0]
    assert f'class="button" href="{service.website}"' in step
    assert html.count('class="button"') == 1


def test_a_line_that_is_open_is_the_next_step_with_its_number_as_text_and_link(at):
    line = factories.ContactFactory(service=factories.ServiceFactory(), value="800 00 000")
    factories.ScheduleFactory(contact=line, saturday="10–20")
    at(SATURDAY_AT_SEVEN)
    step = get(TALK[2]).partition('class="next-step"')[2].partition("</section>")[0]
    assert 'class="button" href="tel:80000000">Call 800 00 000' in step
    assert "Open now, closes 20:00" in step


def test_a_centre_far_away_is_not_the_next_step_before_the_reader_says_where(centre, county, at):
    site = factories.SiteFactory(centre=centre)
    factories.ScheduleFactory(site=site)
    at(TUESDAY_AT_TEN)
    link = f'href="{centre.url_in("en")}"'

    def step(**query: str) -> str:
        return get(TALK[2], **query).partition('class="next-step"')[2].partition("</section>")[0]

    assert link not in step()
    assert link in step(county=county.key)


def test_a_closed_centre_is_nobody_to_talk_to(centre, county):
    factories.ContactFactory(centre=centre, value="11 22 33 44")
    assert "11 22 33 44" in get(TALK[2], county=county.key)
    close(centre)
    assert "11 22 33 44" not in get(TALK[2], county=county.key)


def test_a_place_shows_its_own_county_and_one_in_no_county_only_the_national_services():
    here = get(TALK[0], place="Senja")
    assert "Troms" in here
    assert "/nb/karrieresentre/karriere-oslo/" not in here
    assert "/nb/karrieresentre/karriere-oslo/" in get(TALK[0])
    assert "/nb/karrieresentre/karriere-oslo/" not in get(TALK[0], place="Longyearbyen")


def test_a_centre_of_which_nothing_is_given_is_kept_visible(centre, county):
    text = words_of(get(TALK[2], county=county.key))
    assert "Opening hours not given" in text
    assert "Contact details not given" in text


@pytest.mark.parametrize("path", TALK)
def test_the_page_in_another_language_keeps_the_question(path, county):
    html = get(path, county=county.key, place="Senja")
    for other in TALK:
        assert f'href="{other}?county={county.key}&amp;place=Senja"' in html


def test_whom_to_talk_to_costs_the_same_for_one_ten_and_fifty_centres(queries_for, county):
    def grow(number: int) -> int:
        for _each in range(number):
            site = factories.SiteFactory(centre=factories.CentreFactory(county=county))
            factories.ScheduleFactory(site=site)
            line = factories.ContactFactory(site=site)
            factories.ScheduleFactory(contact=line)
            factories.ContactFactory(service=factories.ServiceFactory())
        return queries_for(TALK[0])

    one, ten, fifty = grow(1), grow(9), grow(40)
    assert one == ten == fifty
    assert one <= 12


def test_a_centre_costs_the_same_with_ten_sites(queries_for, centre):
    def grow(number: int) -> int:
        for _each in range(number):
            site = factories.SiteFactory(centre=centre)
            factories.ScheduleFactory(site=site)
            factories.ContactFactory(site=site)
            factories.ContactFactory(centre=centre)
            factories.HoursExceptionFactory(site=site)
        return queries_for(centre.url_in("nb"))

    one = grow(1)
    assert grow(9) == one
    assert one <= 20
