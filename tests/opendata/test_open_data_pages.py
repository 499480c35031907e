"""The open data as pages for people."""

import gzip
import re
from collections import Counter

import html5lib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from portal.opendata.api.document import document

pytestmark = pytest.mark.django_db
NAMES = ("opendata_pages:open_data", "opendata_pages:api_reference")


def paths() -> list[str]:
    found = []
    for language in ("nb", "nn", "en"):
        with override(language):
            found += [reverse(name) for name in NAMES]
    return found


@pytest.mark.parametrize("nth", range(6))
def test_a_page_is_valid_light_and_leads_somewhere(nth):
    path = paths()[nth]
    response = Client().get(path)
    text = response.content.decode()
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text)
    assert parser.errors == []
    ids = [each.get("id") for each in tree.iter() if each.get("id")]
    assert [name for name, number in Counter(ids).items() if number > 1] == []
    assert tree.find(".").get("lang") == path[1:3]
    assert len(gzip.compress(response.content)) < 30_000
    assert not response.cookies
    for link in tree.find(".//main").iter("a"):
        href = link.get("href")
        if href.startswith("#"):
            assert href[1:] in ids
        elif href.startswith("/"):
            answer = Client().get(href.partition("#")[0])
            assert answer.status_code == 200, href
            assert b"".join(answer), href


def test_the_reference_names_every_path_parameter_and_field_of_the_document():
    text = Client().get(paths()[5]).content.decode()
    described = document()
    for path, operations in described["paths"].items():
        assert f"GET /api/v1{path}" in text
        for parameter in operations["get"]["parameters"]:
            assert f"<code>{parameter['name']}</code>" in text
    for field in described["components"]["schemas"]["Meeting"]["properties"]:
        assert f"<code>{field}</code>" in text


def test_every_page_leads_to_the_open_data():
    text = Client().get("/en/privacy/").content.decode()
    footer = text[text.index("<footer") :]
    assert re.search(r'href="/en/[\w-]+/">Open data<', footer)
