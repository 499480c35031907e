"""The search page: what it answers, how it is narrowed, and what it leaves behind: nothing."""

import random
import re
from urllib.parse import urlsplit

import html5lib
import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.base.models import ContentChange
from portal.base.publishing import State
from portal.search import learning
from portal.search.finding import NotReady
from portal.search.models import QueryCount
from services.models import LegalBasis
from tests import factories
from tests.search.reading import SEARCHES, html_of, options_in, results_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


@pytest.mark.parametrize("language", SEARCHES)
def test_without_a_query_the_page_has_its_form_and_ways_in(language):
    html = html_of(SEARCHES[language])
    assert f'<form class="ask-form" method="get" action="{SEARCHES[language]}"' in html
    assert '<label for="q">' in html
    assert 'id="ways"' in html
    assert "</mark>" not in html
    assert 'role="status"' not in html


@pytest.mark.parametrize("query", ["", "   ", "\x00", "\u200b "])
def test_a_query_of_blanks_never_fails(query):
    html_of("/nb/sok/", q=query)


def test_results_say_what_they_are_and_show_why_they_were_found():
    html = html_of("/nb/sok/", q="karrieresenter")
    first, count = results_in(html)[0], re.search(r'role="status">.*?(\d+) treff', html)
    assert count is not None
    assert int(count[1]) >= len(results_in(html)) > 3
    assert re.search(r'<h3><a href="/n[bn]/[^"]+"', first)
    assert '<p class="small quiet">' in first
    assert "<mark>" in html


def test_the_number_of_results_stands_before_them():
    html = html_of("/nb/sok/", q="karrieresenter")
    assert html.index('role="status"') < html.index('class="entries results"')


def test_what_was_typed_stands_in_the_field_as_text():
    html = html_of("/nb/sok/", q='"><script>alert(1)</script>')
    assert "<script>alert" not in html
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in html


def test_a_misspelt_word_is_mended_and_said_and_can_be_searched_for_as_it_stands():
    html = html_of("/nb/sok/", q="karieresenter")
    assert "«karieresenter»" in html
    assert "<strong>karrieresenter</strong>" in html
    assert results_in(html)
    link = re.search(r'<a href="(/nb/sok/\?q=karieresenter&amp;exact=1)"', html)
    assert link is not None
    exact = html_of("/nb/sok/", q="karieresenter", exact="1")
    assert "<strong>karrieresenter</strong>" not in exact


def test_a_result_in_another_language_says_so_in_words_and_to_machines():
    ContentChange.tell(
        factories.ServiceFactory(
            name_en="Windflower",
            summary_en="Guidance on the windflower.",
            body_nn="<p>Her får du kvitveisrettleiing.</p>",
        )
    )
    [found] = results_in(html_of("/en/search/", q="kvitveisrettleiing"))
    assert re.search(r'<a href="/nn/[^"]+" hreflang="nn">Windflower</a>', found)
    assert "In Norwegian (nynorsk)" in found
    assert re.search(r'<p lang="nn">.*<mark>kvitveisrettleiing</mark>', found)
    found = results_in(html_of("/en/search/", q="windflower"))[0]
    assert re.search(r"<p>.*<mark>windflower</mark>", found)
    own = results_in(html_of("/en/search/", q="career guidance", language="en"))
    assert own
    assert not any("hreflang" in result or "In English" in result for result in own)


def test_what_has_ended_says_so():
    texts = {"act_nb": "Kvitveisloven", "duty_nb": "Noen skulle gjøre noe."}
    basis = LegalBasis.objects.create(
        key="kvitveis", in_force=False, state=State.PUBLISHED, **texts
    )
    ContentChange.tell(basis)
    [found] = results_in(html_of("/nb/sok/", q="kvitveisloven"))
    assert "<strong>Avsluttet</strong>" in found


def test_filters_have_numbers_that_hold_and_can_be_taken_away():
    html = html_of("/nb/sok/", q="veiledning")
    number = re.search(r'<option value="service">Tjenester \((\d+)\)', options_in(html, "kind"))
    assert number is not None
    narrowed = html_of("/nb/sok/", q="veiledning", kind="service")
    assert f"{number[1]} treff" in narrowed
    assert '<a href="/nb/sok/?q=veiledning">Fjern «Tjenester»</a>' in narrowed
    assert all('<p class="small quiet">Tjeneste' in result for result in results_in(narrowed))
    assert re.search(r'<option value="audience">', options_in(narrowed, "kind"))


def test_a_filter_that_leads_nowhere_is_not_offered():
    html = html_of("/nb/sok/", q="bodø")
    assert 'value="definition"' not in options_in(html, "kind")


def test_nothing_is_sent_before_the_reader_presses_a_button():
    html = html_of("/nb/sok/", q="veiledning")
    for form in re.findall(r"<form.*?</form>", html):
        assert "<button" in form
    assert "onchange" not in html


@pytest.mark.parametrize(
    ("name", "value"),
    [("kind", "x"), ("audience", "x"), ("county", "<b>"), ("language", "xx"), ("sort", "x")],
)
def test_a_choice_that_is_not_there_is_said_and_the_rest_is_kept(name, value):
    html = html_of("/nb/sok/", 400, q="veiledning", **{name: value})
    assert 'class="error-summary"' in html
    assert f'href="#id_{name}"' in html
    assert f'id="id_{name}_error"' in html
    assert results_in(html)
    assert 'value="veiledning"' in html


def test_what_is_unknown_in_the_address_changes_nothing_and_is_not_carried_on():
    html = html_of("/nb/sok/", q="veiledning", utm_source="zzz", page="2")
    assert "zzz" not in html


def test_results_come_ten_at_a_time_and_every_link_keeps_the_words():
    first = html_of("/nb/sok/", q="veiledning")
    assert len(results_in(first)) == 10
    assert 'href="/nb/sok/?q=veiledning&amp;page=2"' in first
    second = html_of("/nb/sok/", q="veiledning", page="2")
    assert not set(results_in(first)) & set(results_in(second))
    assert "Side 2 av" in second
    assert '<a href="/en/search/?q=veiledning&amp;page=2"' in second


@pytest.mark.parametrize("page", ["0", "21", "-1", "x", "1e3", "99999999999"])
def test_a_page_that_is_not_there_is_not_found(page):
    assert Client().get("/nb/sok/", {"q": "veiledning", "page": page}).status_code == 404


def test_the_newest_come_first_when_that_is_chosen():
    html = html_of("/nb/sok/", q="møte", sort="newest")
    dates = re.findall(r'<time datetime="([\d-]+)"', html)
    assert len(dates) > 3
    assert dates == sorted(dates, reverse=True)
    assert '<option value="newest" selected>' in html


def test_a_query_that_is_too_long_is_cut_and_says_so():
    html = html_of("/nb/sok/", q="veiledning " * 60)
    assert "de første 500 tegnene" in html
    assert results_in(html)
    assert "de første 500 tegnene" not in html_of("/nb/sok/", q="veiledning " * 10)


def test_a_query_with_no_results_leads_on():
    html = html_of("/nb/sok/", q="qqqqqqqq")
    assert "Vi fant ingenting på «qqqqqqqq»." in html
    for way in ("/nb/finn/", "/nb/tjenester/", "/nb/kontakt/"):
        assert f'<a href="{way}"' in html
    assert '<a href="/nb/tilbakemelding/?about=/nb/sok/"' in html
    assert "/nb/sok/" in html_of("/nb/tilbakemelding/", about="/nb/sok/")


def test_choices_that_leave_nothing_can_be_taken_away():
    html = html_of("/nb/sok/", q="bodø", kind="definition")
    assert '<a href="/nb/sok/?q=bod%C3%B8">Fjern' in html
    assert '<a href="/nb/sok/?q=bod%C3%B8">Søk blant alt</a>' in html


@pytest.mark.parametrize("language", SEARCHES)
def test_every_result_of_some_queries_leads_to_a_page(language):
    client = Client()
    for query in ("veiledning", "troms", "career", "referat"):
        for result in results_in(html_of(SEARCHES[language], q=query)):
            path = urlsplit(re.search(r'href="([^"]+)"', result)[1]).path
            assert client.get(path).status_code == 200, path


def test_the_page_is_valid_html_in_every_state():
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    for query in ("karieresenter oslo", "qqqqqqqq", "§ 14 a", "veiledning", "Herøy", ""):
        html = Client().get("/nb/sok/", {"q": query}).content.decode()
        parser.parse(html)
        assert parser.errors == [], query
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), query


def test_a_search_leaves_no_trace_and_is_kept_by_nobody_else():
    response = Client().get("/nb/sok/", {"q": "sykmeldt"})
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "private" in response["Cache-Control"]
    assert "no-cache" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in Client().get("/nb/sok/")


def test_only_the_first_page_of_a_search_without_choices_is_counted():
    QueryCount.objects.all().delete()  # what pages fetched for all tests may have counted
    client = Client()
    client.get("/nb/sok/", {"q": "Sykmeldt"})
    client.get("/nb/sok/", {"q": "veiledning", "page": "2"})
    client.get("/nb/sok/", {"q": "veiledning", "kind": "service"})
    client.get("/nb/sok/", {"q": "veiledning", "exact": "1"})
    client.head("/nb/sok/", {"q": "veiledning"})
    client.get("/nb/sok/forslag/", {"q": "veiledning"})
    learning.write(timezone.now())
    [counted] = QueryCount.objects.all()
    assert (counted.query, counted.language, counted.times) == ("sykmeldt", "nb", 1)


@pytest.mark.parametrize(
    "path", ["/nb/sok/?q=x", "/nb/sok/forslag/?q=x", "/nb/sok/forslag.json?q=x"]
)
def test_a_search_that_is_not_ready_says_when_to_come_back(monkeypatch, path):
    def not_ready(*args, **kwargs):
        raise NotReady

    monkeypatch.setattr("portal.search.views.find", not_ready)
    monkeypatch.setattr("portal.search.views.suggest", not_ready)
    response = Client().get(path)
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "<h1>Søket blir gjort klart</h1>" in response.content.decode()


def test_a_search_is_only_asked_for_never_sent():
    assert Client().post("/nb/sok/", {"q": "x"}).status_code == 405


def test_queries_do_not_grow_with_results():
    def asked(query: str) -> int:
        client = Client()
        client.get("/nb/sok/", {"q": query})
        with CaptureQueriesContext(connection) as captured:
            client.get("/nb/sok/", {"q": query})
        once_in_a_while = ("base_edition", "base_contentchange")
        queries = [row["sql"] for row in captured.captured_queries]
        return len([sql for sql in queries if not any(table in sql for table in once_in_a_while)])

    assert asked("europass") == asked("veiledning") == 2


def test_without_the_database_everything_is_found_all_the_same():
    def gone(*args, **kwargs):
        raise OperationalError

    before = results_in(html_of("/nb/sok/", q="veiledning i troms"))
    with connection.execute_wrapper(gone):
        assert results_in(html_of("/nb/sok/", q="veiledning i troms")) == before
        assert "suggestion-list" in html_of("/nb/sok/forslag/", q="karr")
        html_of("/nb/sok/")


def test_whatever_is_asked_the_search_never_breaks():
    draw, client = random.Random(7), Client(raise_request_exception=False)
    pieces = [
        *"æøåáŋ§\"'()[]{}*?~^\\/:+-!&|%<>\u202e\u0000\U0001f600\ud7ff 14a",
        "AND ",
        "OR ",
        "NOT ",
    ]
    pieces += ["karriere", "title:", "i ", "§ 11", "9008", "0" * 30, "x" * 600, "\n", "\u0301"]
    for _try in range(150):
        query = "".join(draw.choices(pieces, k=draw.randrange(1, 12)))
        chosen = draw.choice(["", "kind", "county", "language", "sort", "page", "exact"])
        given = {"q": query} | ({chosen: draw.choice(pieces)} if chosen else {})
        for path in ("/nb/sok/", "/en/search/suggestions/", "/nn/sok/forslag.json"):
            response = client.get(path, given)
            assert response.status_code < 500, (path, given)
            assert not response.cookies
