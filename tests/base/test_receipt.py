"""The publish receipt as a whole: kept and read in three languages, what it touches, its page."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from portal.base.drafts.snapshots import take
from portal.base.receipt import words
from portal.base.receipt.affected import MOST, affected
from portal.base.receipt.examine import examine
from portal.base.receipt.receipt import Receipt
from tests import factories

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
BAD = '<h3>Først</h3><p><a href="https://example.org/">Les mer</a></p>'


def kinds(found):
    return {
        kind: {one.url for one in found if one.kind == kind} for kind in {o.kind for o in found}
    }


def test_a_receipt_is_kept_as_json_and_read_in_three_languages():
    service = factories.ServiceFactory(body_nb=BAD, name_nb="Test")
    receipt = examine(service, None, now=NOW)
    kept = Receipt.from_data(json.loads(json.dumps(receipt.as_data())))
    assert kept == receipt
    assert kept.blocks
    assert [finding.code for finding in kept.errors] == ["heading_level", "text_vague"]
    error = kept.errors[1]
    assert (error.where, error.excerpt) == ("Tekst (Bokmål)", "Les mer")
    with override("en"):
        said = (error.check_label, error.where, error.message)
    assert said == ("Link texts", "Text in Bokmål", "The text does not say where the link leads.")
    assert Receipt.from_data({}) is None


def test_what_is_without_remarks_is_named_and_an_unknown_code_is_shown():
    receipt = examine(factories.ServiceFactory(**factories.BODY), None, now=NOW)
    with override("en"):
        assert {"Links", "Headings", "Link texts", "Dates"} <= set(receipt.fine)
    assert not receipt.blocks
    assert words.sentence("from_another_time", {}) == "from_another_time"


def test_a_part_is_named_where_it_has_a_finding():
    site = factories.SiteFactory(name="Bryggen", as_of_nb="2024")
    receipt = examine(site.centre, None, now=NOW)
    [finding] = [one for one in receipt.warnings if one.path.endswith("as_of_en")]
    assert "Bryggen" in finding.where
    assert finding.fragment == "id_sites-0-as_of_en"


def test_the_page_its_old_address_and_those_that_refer_to_it_are_touched():
    service = factories.ServiceFactory(slug_nb="gammelt-ord", **factories.BODY)
    before = take(service)
    service.slug_nb = "nytt-ord"
    service.save()
    html = f'<p><a href="ref:services.service/{service.key}">tjenesten</a></p>'
    refers = factories.ArticleFactory(body_nb=html)
    hidden = factories.ArticleFactory(body_nb=html, state="draft")
    network = factories.NetworkFactory()
    network.services.add(service)
    entitlement = factories.EntitlementFactory(service=service)
    found = kinds(affected(service, before, now=NOW))
    assert found["own"] == {"/nb/tjenester/nytt-ord/"}
    assert found["old_address"] == {"/nb/tjenester/gammelt-ord/"}
    pages = found["page"]
    for page in (refers, network, entitlement.audience, service.sector):
        assert page.url_in("nb") in pages
    assert hidden.url_in("nb") not in pages
    assert found["sitemap"] == {"/sitemap.xml"}
    assert found["feed"] == {"/nb/endringer/nytt.atom"}
    assert "/nb/tjenester/" in found["list"]


def test_the_page_is_told_in_each_language_it_has():
    service = factories.ServiceFactory(body_nn="<p>a</p>", body_en="<p>a</p>")
    own = next(one for one in affected(service, None, now=NOW) if one.kind == "own")
    assert set(own.urls) == {"nn", "en"}
    assert own.urls["en"] == f"/en/services/{service.slug_en}/"


def test_what_left_an_entry_is_touched_as_well_as_what_came():
    old, new = factories.SectorFactory(), factories.SectorFactory()
    service = factories.ServiceFactory(sector=old)
    before = take(service)
    service.sector = new
    service.save()
    pages = kinds(affected(service, before, now=NOW))["page"]
    assert {old.url_in("nb"), new.url_in("nb")} <= pages


def test_a_meeting_touches_the_calendars_and_years_it_is_and_was_in():
    role, county = factories.RoleFactory(), factories.CountyFactory()
    network = factories.NetworkFactory(level="county")
    network.roles.add(role)
    network.counties.add(county)
    meeting = factories.MeetingFactory(network=network, starts_on=dt.date(2026, 9, 3))
    before = take(meeting)
    meeting.starts_on = dt.date(2027, 1, 5)
    meeting.save()
    found = kinds(affected(meeting, before, now=NOW))
    assert found["calendar"] == {
        "/nb/moter/kalender.ics",
        f"/nb/moter/{meeting.slug_nb}/mote.ics",
        f"/nb/nettverk/{network.slug_nb}/kalender.ics",
        f"/nb/for-veiledere/{role.slug_nb}/kalender.ics",
        f"/nb/fylker/{county.slug_nb}/kalender.ics",
    }
    assert {"/nb/moter/ar/2026/", "/nb/moter/ar/2027/"} <= found["list"]
    assert {"/nb/moter/maned/2026/9/", "/nb/moter/maned/2027/1/"} <= found["list"]
    assert "/nb/moter/nytt.atom" in found["feed"]


def test_a_national_meeting_is_in_the_calendar_of_every_county_and_the_rest_are_counted():
    meeting = factories.MeetingFactory(starts_on=dt.date(2026, 9, 3))
    counties = [
        one
        for one in affected(meeting, None, now=NOW)
        if one.kind == "calendar" and one.url.startswith("/nb/fylker/")
    ]
    assert len(counties) == MOST
    assert counties[-1].more == 15 - MOST


@pytest.mark.parametrize(
    ("factory", "expected"),
    [
        (factories.CentreFactory, "/nb/dekning/"),
        (factories.EntitlementFactory, "/nb/tjenester/hvem-gir-hva/"),
        (factories.ResourceFactory, "/nb/karriereveiledning/ressurser/"),
        (factories.CooperationFactory, "/nb/samarbeid/"),
        (factories.NetworkFactory, "/nb/nettverk/"),
        (factories.FrameworkElementFactory, "/nb/karriereveiledning/kvalitetsrammeverk/"),
    ],
)
def test_each_kind_of_entry_touches_its_lists(factory, expected):
    assert expected in kinds(affected(factory(), None, now=NOW))["list"]


def test_many_pages_are_counted_not_listed():
    service = factories.ServiceFactory()
    for network in factories.NetworkFactory.create_batch(MOST + 3):
        network.services.add(service)
    found = [one for one in affected(service, None, now=NOW) if one.url.startswith("/nb/nettverk/")]
    assert len(found) == MOST
    assert found[-1].more == 3


def test_a_receipt_costs_the_same_with_nine_of_everything():
    def cost(number):
        counties = factories.CountyFactory.create_batch(number)
        links = [f'<p><a href="ref:services.county/{c.key}">{c}</a></p>' for c in counties]
        body = {"body_nb": "".join(links), "body_en": "<p>A text.</p>"}
        service = factories.ServiceFactory(**body)
        refers = f'<p><a href="ref:services.service/{service.key}">den</a></p>'
        factories.ArticleFactory.create_batch(number, body_nb=refers)
        factories.FrameworkElementFactory.create_batch(number, body_nb=refers)
        factories.EntitlementFactory.create_batch(number, service=service)
        factories.ContactFactory.create_batch(number, service=service)
        with CaptureQueriesContext(connection) as captured:
            examine(service, take(service), now=NOW)
        return len(captured)

    cost(1)  # what is asked once only
    assert cost(1) == cost(9)


def test_the_receipt_is_shown_with_errors_first_and_each_linked_to_its_field():
    service = factories.ServiceFactory(body_nb=BAD)
    receipt = examine(service, None, now=NOW)
    with override("en"):
        html = render_to_string(
            "admin/components/receipt.html", {"receipt": receipt, "edit_url": "/endre/"}
        )
    assert "2 errors stop the publishing" in html
    assert '<a href="/endre/#id_body_nb">Text in Bokmål</a>' in html
    assert '<q lang="nb">Les mer</q>' in html
    order = ["receipt-errors", "receipt-warnings", "receipt-rest", "receipt-affected"]
    places = [html.index(f'<h2 id="{name}"') for name in order]
    assert places == sorted(places)
