"""What pages say to search engines (schema.org): well formed, and only what stands on them."""

import datetime as dt
import json
import re
from html import unescape
from urllib.parse import urlsplit

import html5lib
import pytest
import time_machine
from django.test import Client

from portal.base.publishing import State
from portal.home.sitemaps import all_paths
from tests import factories
from tests.samples import one_of_each_kind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_search_index")]

NOW = dt.datetime(2030, 5, 13, 9, tzinfo=dt.UTC)  # a Monday
HOST = "http://testserver"
NOT_TEXTS = {"@type", "@context", "inLanguage", "query-input", "urlTemplate"}
CODES = {"eventStatus", "eventAttendanceMode"}
ADDRESSES = {"url", "item", "sameAs", "serviceUrl", "inDefinedTermSet"}
TIMES = {"startDate", "endDate", "opens", "closes", "validFrom", "validThrough"}


def get(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def said_in(html: str) -> dict[str, dict]:
    """Return what a page says, by type."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(found) == 1
    document = json.loads(found[0])
    assert document["@context"] == "https://schema.org"
    said = {each["@type"]: each for each in document["@graph"]}
    assert len(said) == len(document["@graph"])
    return said


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def visible(html: str) -> tuple[str, set[str]]:
    """Return the words of a page's body, and where its links and its forms lead."""
    body = html5lib.parse(html, namespaceHTMLElements=False).find("body")
    links = {e.get("href") or e.get("action") for e in body.iter() if isinstance(e.tag, str)}
    return plain(" ".join(body.itertext())), {link for link in links if link}


def leaves(value, name: str = ""):
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each, name)
    else:
        yield name, value


def not_on_page(html: str, path: str) -> list[tuple[str, object]]:
    """Return what is said of a page that does not stand on it."""
    text, links = visible(html)
    links |= {path}
    missing = []
    for name, value in leaves(said_in(html)):
        if name in NOT_TEXTS or isinstance(value, int):
            continue
        if name in CODES:
            is_there = value.startswith("https://schema.org/")
        elif name in TIMES:
            is_there = stands(value, text)
        elif name in ADDRESSES:
            own = value.removeprefix(HOST)
            page, _hash, part = own.partition("#")
            is_there = own in links or (page == path and f'id="{part}"' in html)
        else:
            is_there = plain(value) in text
        if not is_there:
            missing.append((name, value))
    return missing


def stands(value: str, text: str) -> bool:
    """Tell whether a moment stands on a page, as people write it."""
    day, _t, time = value.rpartition("T") if "T" in value else (value, "", "")
    if re.fullmatch(r"\d\d:\d\d", value):
        return value.replace(":", ".") in text
    number = dt.date.fromisoformat(day)
    in_words = re.search(rf"\b{number.day}\. \w+", text) is not None
    return in_words and (not time or time[:5].replace(":", ".") in text)


def assert_stands(path: str) -> dict[str, dict]:
    html = get(path)
    assert not_on_page(html, path) == []
    return said_in(html)


def test_a_service_page_says_what_the_service_is_and_who_gives_it():
    service = factories.ServiceFactory(website="https://example.org/tjeneste", **factories.BODY)
    provider = factories.OrganisationFactory(kind="ministry")
    service.providers.add(provider)
    contact = factories.ContactFactory(service=service, centre=None)
    said = assert_stands(service.url_in("nb"))["GovernmentService"]
    assert said["name"] == service.name_nb
    assert said["provider"][0]["name"] == provider.name_nb
    assert said["availableChannel"][0]["servicePhone"]["telephone"] == contact.value


def test_a_centre_page_says_where_it_is_and_when_it_is_open():
    site = factories.SiteFactory()
    factories.ScheduleFactory(site=site)
    factories.ContactFactory(site=site, centre=None, kind="address", value="Storgata 1, 9008 Byen")
    factories.ContactFactory(centre=site.centre)
    with time_machine.travel(NOW, tick=False):
        said = assert_stands(site.centre.url_in("nb"))["GovernmentOrganization"]
    place = said["location"][0]
    assert place["address"] == ["Storgata 1, 9008 Byen"]
    days = [each["validFrom"] for each in place["openingHoursSpecification"]]
    assert days == [f"2030-05-{number}" for number in (13, 14, 15, 16)]  # the 17th is a holiday
    first = place["openingHoursSpecification"][0]
    assert (first["opens"], first["closes"]) == ("09:00", "15:30")
    assert first["validFrom"] == first["validThrough"] == "2030-05-13"


def test_a_centre_that_has_closed_is_told_with_its_name_only():
    centre = factories.CentreFactory(closed_on=dt.date(2020, 1, 1), website="https://example.org")
    factories.ContactFactory(centre=centre)
    said = assert_stands(centre.url_in("nb"))["GovernmentOrganization"]
    assert set(said) == {"@type", "name", "url"}


def test_an_organisation_is_told_as_what_it_is():
    ministry = factories.OrganisationFactory(kind="ministry", website="https://example.org/")
    other = factories.OrganisationFactory(kind="association")
    assert "GovernmentOrganization" in assert_stands(ministry.url_in("nb"))
    assert "Organization" in assert_stands(other.url_in("nb"))


def test_a_meeting_is_an_event_with_its_times_by_the_clocks_there():
    meeting = factories.MeetingFactory(
        starts_on=dt.date(2030, 6, 4),
        start_time=dt.time(9, 30),
        end_time=dt.time(15),
        place_nb="Oslo",
        form="in_person",
        standing="cancelled",
    )
    with time_machine.travel(NOW, tick=False):
        said = assert_stands(meeting.url_in("nb"))["Event"]
    assert said["startDate"] == "2030-06-04T09:30:00+02:00"
    assert said["eventStatus"] == "https://schema.org/EventCancelled"
    assert said["location"]["name"] == "Oslo"


def test_a_meeting_whose_day_is_not_known_is_no_event():
    meeting = factories.MeetingFactory(starts_on=None, year=2029)
    assert "Event" not in said_in(get(meeting.url_in("nb")))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/nb/karriereveiledning/ordliste/", "DefinedTermSet"),
        ("/nb/", "WebSite"),
        ("/nb/tjenester/sektorer/", "BreadcrumbList"),
    ],
)
def test_other_pages_say_what_they_are(path, kind):
    assert kind in assert_stands(path)


def test_a_definition_is_told_as_one_of_several():
    definition = factories.DefinitionFactory(**factories.BODY)
    said = assert_stands(definition.url_in("nb"))["DefinedTerm"]
    assert said["inDefinedTermSet"] == f"{HOST}/nb/karriereveiledning/definisjoner/"


def test_the_front_page_tells_how_to_search():
    target = said_in(get("/en/"))["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    address = urlsplit(target.replace("{search_term_string}", "nav"))
    assert Client().get(f"{address.path}?{address.query}").status_code == 200


def test_no_text_of_an_editor_ends_the_element_it_stands_in():
    name = "</script><script>alert(1)</script> & <!--"
    service = factories.ServiceFactory(name_nb=name, **factories.BODY)
    html = get(service.url_in("nb"))
    assert said_in(html)["GovernmentService"]["name"] == name
    assert "<script>alert" not in html
    assert name in unescape(html)


def test_a_page_leads_to_what_is_said_of_its_entry():
    service = factories.ServiceFactory(**factories.BODY)
    address = f"/id/service/{service.key}.ttl"
    link = f'<link rel="alternate" type="text/turtle" href="{HOST}{address}">'
    assert link in get(service.url_in("nb"))
    assert service.name_nb in Client().get(address).content.decode()


def test_a_draft_says_nothing_to_search_engines(admin_client):
    service = factories.ServiceFactory(state=State.DRAFT, **factories.BODY)
    html = admin_client.get(service.url_in("nb")).content.decode()
    assert service.name_nb in html
    assert "application/ld+json" not in html
    assert "text/turtle" not in html


def test_what_is_said_costs_no_question_of_the_database(queries_for, monkeypatch):
    service = factories.ServiceFactory(**factories.BODY)
    with_it = queries_for(service.url_in("nb"))
    monkeypatch.setattr("portal.opendata.linked.schema.descriptions", lambda context: [])
    assert queries_for(service.url_in("nb")) == with_it


@pytest.mark.once
def test_no_page_says_anything_where_it_only_says_what_went_wrong():
    paths = one_of_each_kind(all_paths()["nb"], "nb")
    assert len(paths) > 40
    for path in paths:
        response = Client().put(path)
        assert response.status_code == 405, path
        assert "ld+json" not in response.content.decode(), path
