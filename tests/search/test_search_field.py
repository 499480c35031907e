"""The ways into the search: the field of every page, suggestions, the browser's own field."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from tests.search.reading import SEARCHES, html_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_suggestions_are_a_page_of_links_that_can_be_read_alone():
    html = html_of("/nb/sok/forslag/", q="karr")
    listed = re.findall(r'<li><a href="(/n[bn]/[^"]+)"', html)
    assert 1 < len(listed) <= 8
    assert f"{len(listed)} forslag" in html
    assert '<a href="/nb/sok/?q=karr">Gå til søket</a>' in html
    assert 'hreflang="nn">' in html
    assert "suggestion-list" not in html_of("/nb/sok/forslag/", q="")


def test_suggestions_for_browsers_are_four_lists():
    response = Client().get("/en/search/suggestions.json", {"q": "care"})
    assert response["Content-Type"] == "application/x-suggestions+json"
    typed, titles, kinds, addresses = response.json()
    assert typed == "care"
    assert len(titles) == len(kinds) == len(addresses) > 1
    assert all(kinds)
    assert all(address.startswith("http://testserver/") for address in addresses)


@pytest.mark.parametrize("language", SEARCHES)
def test_a_browser_can_search_from_its_own_field(language):
    path = f"{SEARCHES[language]}opensearch.xml"
    link = re.search(r'<link rel="search"[^>]*>', html_of(f"/{language}/"))
    assert link is not None
    assert 'type="application/opensearchdescription+xml"' in link[0]
    assert f'href="{path}"' in link[0]
    response = Client().get(path)
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    tree = ET.fromstring(response.content)  # noqa: S314 - our own
    assert 0 < len(tree.find(f"{OPENSEARCH}ShortName").text) <= 16
    assert len(tree.find(f"{OPENSEARCH}LongName").text) <= 48
    assert len(tree.find(f"{OPENSEARCH}Description").text) <= 1024
    templates = {url.get("type"): url.get("template") for url in tree.iter(f"{OPENSEARCH}Url")}
    for kind in ("text/html", "application/x-suggestions+json"):
        address = templates[kind].replace("{searchTerms}", "karriere")
        assert address.startswith("http://testserver/")
        assert Client().get(address.removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize("path", ["/nb/", "/nb/finnes-ikke/", "/nb/tjenester/", "/nb/moter/"])
def test_every_page_has_a_labelled_field_to_search_in(path):
    html = re.sub(r"\s+", " ", Client().get(path).content.decode())
    assert '<form class="search-row" method="get" action="/nb/sok/" role="search"' in html
    assert '<label class="unseen" id="site-q-label" for="site-q">' in html
    assert '<input id="site-q" name="q" aria-labelledby="site-q-label"' in html


def test_the_search_page_has_one_field_and_no_other():
    assert html_of("/nb/sok/", q="veiledning").count('role="search"') == 1
