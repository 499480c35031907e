"""The answer above the results: a place, a section of law, a word; never by a guess."""

import pytest

from tests.search.reading import SEARCHES, answer_in, html_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("bodø", "/nb/kommuner/bodo-1804/"),
        ("9008", "/nb/kommuner/tromso-5501/"),
        ("karriere oslo", "/nb/kommuner/oslo-0301/"),
        ("Troms fylke", "/nb/fylker/troms/"),
        ("jobb i tromsø", "/nb/kommuner/tromso-5501/"),
        ("veiledning i Gran", "/nb/kommuner/gran-3446/"),
        ("romsa", "/nb/fylker/troms/"),
    ],
)
def test_a_place_is_answered_with_its_page_and_the_finder(query, address):
    answer = answer_in(html_of("/nb/sok/", q=query))
    assert f'<a href="{address}"' in answer
    assert 'href="/nb/finn/?place=' in answer


def test_a_name_that_two_places_have_is_asked_about():
    answer = answer_in(html_of("/nb/sok/", q="Herøy"))
    assert "Hvilket sted mener du?" in answer
    assert '-1515/">Herøy (Møre og Romsdal)</a>' in answer
    assert '-1818/">Herøy (Nordland)</a>' in answer


@pytest.mark.parametrize(
    "query", ["first time", "NOU 2016:7", "møte 2019", "veiledning for voksne", "danmark", "§"]
)
def test_what_only_looks_like_a_place_is_not_answered_with_one(query):
    assert "/nb/finn/?place=" not in answer_in(html_of("/nb/sok/", q=query))


@pytest.mark.parametrize(
    ("query", "place"),
    [("integreringsloven § 11", "#intl-11"), ("14 a", "#navl-14a"), ("§ 14 a", "#navl-14a")],
)
def test_a_section_of_law_is_answered_in_plain_words(query, place):
    assert f'{place}"' in answer_in(html_of("/nb/sok/", q=query))


def test_the_name_of_an_act_alone_is_no_section():
    assert answer_in(html_of("/nb/sok/", q="opplæringslova")) == ""


@pytest.mark.parametrize(
    ("language", "query", "place"),
    [
        ("nb", "realkompetanse", "#realkompetanse"),
        ("nn", "vaksenopplæring", "#voksenopplaering"),
        ("en", "lifelong guidance", "#livslang-karriereveiledning"),
    ],
)
def test_a_word_of_the_field_is_answered_with_its_meaning(language, query, place):
    answer = answer_in(html_of(SEARCHES[language], q=query))
    assert f'{place}"' in answer
    assert "<p>" in answer


def test_the_answer_is_given_once_and_only_when_nothing_is_chosen():
    assert answer_in(html_of("/nb/sok/", q="bodø"))
    assert answer_in(html_of("/nb/sok/", q="bodø", kind="municipality")) == ""
