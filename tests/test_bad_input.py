"""Bad input gets a clear answer in the reader's language and never breaks anything."""

import random
import string

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from portal.home.sitemaps import all_paths

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_search_index")]
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")


def hostile_text() -> st.SearchStrategy[str]:
    awkward = st.sampled_from(
        [
            "\x00",
            "%00",
            "%ff",
            "%c3%28",
            "../",
            "..%2f",
            "'",
            '"',
            "<script>",
            "æøå",
            "😀",
            "\u202e",
        ]
    )
    return st.lists(st.one_of(st.text(max_size=20), awkward), max_size=6).map("".join)


@pytest.fixture(scope="module")
def known_paths(django_db_setup, django_db_blocker) -> list[str]:
    with django_db_blocker.unblock():
        return sorted(path for paths in all_paths().values() for path in paths)


@hypothesis_settings(
    max_examples=2000 if connection.vendor == "sqlite" else 400,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)
@given(data=st.data())
def test_two_thousand_hostile_requests_never_break_anything(known_paths, data):
    path = data.draw(st.one_of(st.sampled_from(known_paths), st.just("/")))
    change = data.draw(st.sampled_from(("tail", "cut", "query", "prefix", "method", "header")))
    method, query, headers = "GET", "", {}
    if change == "tail":
        path += data.draw(hostile_text())
    elif change == "cut":
        path = path[: data.draw(st.integers(0, len(path)))] or "/"
    elif change == "query":
        query = data.draw(hostile_text()) * data.draw(st.sampled_from((1, 500)))
    elif change == "prefix":
        path = "/" + data.draw(hostile_text()) + path
    elif change == "method":
        method = data.draw(st.sampled_from(METHODS))
    else:
        value = data.draw(st.text(string.printable, max_size=200)).replace("\n", "")
        headers = {data.draw(st.sampled_from(("Accept-Language", "HX-Request", "Cookie"))): value}
    query = query.encode("utf-8", "surrogatepass").decode("latin-1")  # as a server hands it over
    response = Client(raise_request_exception=False).generic(
        method,
        path,
        QUERY_STRING=query,
        headers={k: v.replace("\r", "") for k, v in headers.items()},
    )
    assert response.status_code < 500, (method, path, query)
    assert not response.cookies


@pytest.mark.parametrize(
    ("path", "language", "words"),
    [
        ("/nb/tjenester/finnes-ikke/", "nb", "Vi finner ikke siden"),
        ("/nn/tenester/finst-ikkje/", "nn", "Vi finn ikkje sida"),
        ("/en/services/no-such-thing/", "en", "We cannot find the page"),
        ("/xx/tjenester/", "nb", "Vi finner ikke siden"),
    ],
)
def test_an_unknown_address_gets_a_helpful_page_in_the_readers_language(path, language, words):
    response = Client().get(path)
    html = response.content.decode()
    assert response.status_code == 404
    assert f'<html lang="{language}">' in html
    assert words in html
    assert f'href="/{language}/"' in html


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_wrong_method_is_refused_and_says_what_is_allowed(method):
    response = Client(enforce_csrf_checks=True).generic(method, "/nb/tjenester/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "<h1>" in response.content.decode()


def test_a_query_of_ten_kilobytes_changes_nothing():
    query = "".join(random.Random(7).choices(string.ascii_letters, k=10_000))
    assert Client().get(f"/nb/tjenester/?q={query}").status_code == 200


def test_a_wrong_host_is_refused_with_a_page():
    response = Client().get("/nb/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "<h1>" in response.content.decode()


def test_a_failure_of_ours_gives_a_page_that_needs_nothing(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("services.views.catalogue.show", broken)
    response = Client(raise_request_exception=False).get("/nb/tjenester/")
    html = response.content.decode()
    assert response.status_code == 500
    assert "<h1" in html
    assert "Traceback" not in html
