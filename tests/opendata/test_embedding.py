"""The box that other websites frame, and the page that makes the code for it."""

import re
from html import unescape

import html5lib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from portal.base.languages import all_languages
from services.models import CareerCentre, County
from tests import factories

pytestmark = pytest.mark.django_db


def box_url(language: str, county: County | None = None) -> str:
    """Return where a box is: what the page that makes the code says."""
    query = {"language": language, "county": county.key if county else ""}
    page = Client().get("/en/embed/", query).content.decode()
    return re.search(r'<a id="shown" href="([^"]+)"', page)[1]


def test_anybody_may_frame_the_box_and_nothing_else_is_open():
    response = Client().get("/en/box/troms/")
    policy = dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";")
    )
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "*",
    }
    assert "X-Frame-Options" not in response
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "<script" not in response.content.decode()


@pytest.mark.parametrize("path", ["/en/embed/", "/en/counties/troms/", "/en/"])
def test_no_other_page_may_be_framed(path):
    response = Client().get(path)
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert "frame-src" not in response["Content-Security-Policy"]


@pytest.mark.once
def test_the_box_of_every_county_in_every_language_is_valid_and_names_its_centres():
    client, counties = Client(), list(County.objects.published())
    centres = CareerCentre.objects.published().in_operation()
    for language in all_languages():
        for county in [None, *counties]:
            response = client.get(box_url(language, county))
            assert response.status_code == 200
            html = response.content.decode()
            parser = html5lib.HTMLParser(namespaceHTMLElements=False)
            tree = parser.parse(html)
            assert parser.errors == []
            assert tree.get("lang") == language
            assert len(tree.findall(".//h1")) == len(tree.findall(".//main")) == 1
            assert tree.find(".//base").get("target") == "_top"
            ids = [e.get("id") for e in tree.iter() if e.get("id")]
            assert len(ids) == len(set(ids))
            assert tree.find(".//label").get("for") in ids
            own = {link.get("href") for link in tree.iter("a")}
            if county is not None:
                named = {c.url_in(language) for c in centres.filter(county=county)}
                assert named
                assert named <= own
            for href in own:
                assert href.startswith((f"/{language}/", "http", "tel:", "mailto:"))


def test_the_form_of_the_box_leads_to_the_finder_in_the_whole_window():
    html = Client().get("/en/box/troms/").content.decode()
    assert '<form method="get" action="/en/find/" target="_top">' in html
    assert "Tromsø" in Client().get("/en/find/?place=9008").content.decode()


def test_what_is_not_given_is_said():
    centre = factories.CentreFactory(county=factories.CountyFactory(slug_en="new-county"))
    html = Client().get("/en/box/new-county/").content.decode()
    assert str(centre.name_en) in html
    assert "Address, telephone and opening hours are not given." in html
    centre.delete()
    html = Client().get("/en/box/new-county/").content.decode()
    assert "We know of no career centre in this county yet." in html


@pytest.mark.parametrize("word", ["tull", "tr", "troms-"])
def test_an_unknown_county_is_said_in_the_box_itself(word):
    response = Client().get(f"/en/box/{word}/")
    assert response.status_code == 404
    html = response.content.decode()
    assert "We do not know this county" in html
    assert 'href="/en/box/" target="_self"' in html
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response


def test_a_box_follows_a_county_that_has_a_new_address_word():
    county = factories.CountyFactory(slug_en="before")
    county.slug_en = "after"
    county.save()
    response = Client().get("/en/box/before/")
    assert (response.status_code, response["Location"]) == (301, "/en/box/after/")


def test_the_code_is_a_frame_with_the_box_that_is_shown():
    query = {"county": "troms", "language": "nn", "height": "600"}
    page = Client().get("/en/embed/", query).content.decode()
    code = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1])
    frame = html5lib.parse(code, namespaceHTMLElements=False).find(".//iframe")
    assert frame.get("src").startswith("http://testserver/nn/")
    assert frame.get("src").endswith("/troms/")
    assert frame.get("height") == "600"
    assert frame.get("loading") == "lazy"
    assert frame.get("referrerpolicy") == "no-referrer"
    assert "Troms" in frame.get("title")
    shown = re.search(r'<a id="shown" href="([^"]+)" hreflang="nn"', page)[1]
    assert f"http://testserver{shown}" == frame.get("src")
    assert Client().get(shown).status_code == 200


@pytest.mark.parametrize(
    ("query", "field"),
    [("county=x", "id_county"), ("height=9", "id_height"), ("height=a", "id_height"),
     ("language=xx", "id_language")],
)  # fmt: skip
def test_a_choice_that_is_none_is_said_at_its_field(query, field):
    response = Client().get(f"/en/embed/?{query}")
    assert response.status_code == 400
    html = response.content.decode()
    assert f'<a href="#{field}">' in html
    assert "<iframe" not in html


def test_a_title_can_close_no_attribute():
    factories.CountyFactory(key="odd", name_en='A" onload="x', slug_en="odd")
    page = Client().get("/en/embed/", {"county": "odd", "language": "en"}).content.decode()
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    code = html5lib.parse(tree.find(".//textarea").text, namespaceHTMLElements=False)
    frame = code.find(".//iframe")
    assert frame.get("onload") is None
    assert frame.get("title").endswith('A" onload="x')


@pytest.mark.once
@pytest.mark.parametrize("query", ["", "?county=troms&height=300", "?county=x&height=9"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_that_makes_the_code_is_valid(language, query):
    with override(language):
        path = reverse("opendata_pages:embed")
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(Client().get(path + query).content.decode())
    assert parser.errors == []
    assert tree.get("lang") == language
    labelled = {label.get("for") for label in tree.iter("label")}
    fields = [e for tag in ("input", "select", "textarea") for e in tree.iter(tag)]
    assert {field.get("id") for field in fields if field.get("type") != "hidden"} <= labelled
    canonical = tree.find(".//link[@rel='canonical']").get("href")
    assert canonical == f"http://testserver{path}"
