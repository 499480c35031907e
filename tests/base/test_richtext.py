"""Editors' HTML: what is let through, and how references become links."""

import pytest

from portal.base import richtext
from services.models import County

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "dangerous",
    [
        "<script>alert(1)</script>",
        '<p onclick="x()">a</p>',
        '<p style="color:red">a</p>',
        '<a href="javascript:alert(1)">a</a>',
        '<img src="https://example.org/x.png">',
        "<iframe src='//example.org'></iframe>",
        '<a href="data:text/html,x">a</a>',
        "<h1>a</h1>",
        "<svg><script>1</script></svg>",
    ],
)
def test_what_editors_may_not_write_is_taken_out(dangerous):
    cleaned = richtext.clean(dangerous)
    for word in (
        "script",
        "onclick",
        "style",
        "javascript",
        "<img",
        "iframe",
        "data:",
        "h1",
        "svg",
    ):
        assert word not in cleaned


def test_what_editors_may_write_is_kept():
    html = (
        '<h2>To</h2><p>En <strong>fet</strong> <a href="https://nav.no">lenke</a>.</p>'
        '<ul><li>a</li></ul><ol><li>b</li></ol><blockquote lang="en">c</blockquote>'
        '<p><a href="ref:services.county/troms">Troms</a> <span lang="se">Romsa</span></p>'
    )
    assert richtext.clean(html) == html


def test_cleaning_twice_is_cleaning_once():
    html = "<p>a & b < c</p><div><p>x</div>"
    once = richtext.clean(html)
    assert richtext.clean(once) == once


def test_a_reference_becomes_the_entrys_address_in_the_readers_language(settings):
    html = richtext.render('<p><a href="ref:services.county/troms">her</a></p>')
    assert html == '<p><a href="/nb/fylker/troms/">her</a></p>'


def test_a_reference_survives_a_changed_address():
    county = County.objects.get(key="troms")
    county.slug_nb = "nye-troms"
    county.save()
    assert "/nb/fylker/nye-troms/" in richtext.render('<a href="ref:services.county/troms">x</a>')


@pytest.mark.parametrize(
    "target", ["services.county/atlantis", "no.model/x", "services.county/", "auth.user/x"]
)
def test_a_reference_to_nothing_public_becomes_plain_text(target):
    assert richtext.render(f'<p><a href="ref:{target}">ord</a></p>').count("ord") == 1
    assert "href" not in richtext.render(f'<p><a href="ref:{target}">ord</a></p>')


def test_a_reference_to_a_page_in_another_standard_says_its_language():
    html = richtext.render('<a href="ref:services.service/ot">OT</a>')
    assert html == '<a href="/nn/tenester/oppfolgingstenesta/" hreflang="nn">OT</a>'
