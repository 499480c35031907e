"""Long lists in pages: numbers that are refused, and links to the other pages."""

import re

import pytest
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.translation import override

from portal.base.paging import page_links, page_of


def url_of(number: int) -> str:
    return f"?page={number}"


def steps(count: int, number: object) -> list[tuple[int, str]]:
    page = page_of(range(count), number, per=10)
    return [(link.number, link.step) for link in page_links(page, url_of)]


def rendered(count: int, number: object) -> str:
    page = page_of(range(count), number, per=10)
    context = {"page": page, "links": page_links(page, url_of)}
    with override("en"):
        return render_to_string("components/pages.html", context)


def test_a_page_holds_its_part_and_the_last_one_the_rest():
    assert list(page_of(range(25), "2", per=10)) == list(range(10, 20))
    assert list(page_of(range(25), 3, per=10)) == [20, 21, 22, 23, 24]


@pytest.mark.parametrize("number", ["", None, 1, "1"])
def test_without_a_number_it_is_the_first_page(number):
    assert page_of(range(25), number, per=10).number == 1


def test_an_empty_list_has_one_empty_page():
    assert list(page_of([], "")) == []


@pytest.mark.parametrize("number", ["0", "-1", "4", "two", "2.0", "1_0", " 2", "٢", "9" * 5000, 0])
def test_a_page_that_does_not_exist_is_not_found(number):
    with pytest.raises(Http404):
        page_of(range(25), number, per=10)


def test_the_links_are_the_neighbours_and_the_ends_each_once():
    assert steps(70, 1) == [(2, "next"), (7, "last")]
    assert steps(70, 2) == [(1, "prev"), (3, "next"), (7, "last")]
    assert steps(70, 4) == [(1, "first"), (3, "prev"), (5, "next"), (7, "last")]
    assert steps(70, 7) == [(1, "first"), (6, "prev")]
    assert steps(20, 1) == [(2, "next")]


def test_the_links_say_where_they_lead_and_the_page_says_which_it_is():
    html = rendered(70, 4)
    assert re.findall(r'<a href="([^"]+)"(?: rel="(\w+)")?>', html) == [
        ("?page=1", ""), ("?page=3", "prev"), ("?page=5", "next"), ("?page=7", ""),
    ]  # fmt: skip
    assert '<p aria-current="page">Page 4 of 7</p>' in html
    assert html.count("<nav") == 1


def test_a_list_of_one_page_says_nothing_of_pages():
    assert rendered(10, "").strip() == ""
