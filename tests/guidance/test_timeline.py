"""The policy timeline: lanes, decades and kinds in the address, with a feed to follow."""

import re

import pytest
from django.test import Client

from guidance.models import PolicyMilestone
from portal.base.publishing import State

pytestmark = pytest.mark.django_db
TIMELINE = "/nb/karriereveiledning/tidslinje/"


def page(query: str = "", status: int = 200) -> str:
    response = Client().get(TIMELINE + query)
    assert response.status_code == status
    return response.content.decode()


def shown(html: str) -> set[str]:
    return {m.key for m in PolicyMilestone.objects.all() if f">{m.name_nb}</h4>" in html}


def wanted(**conditions) -> set[str]:
    found = PolicyMilestone.objects.published().filter(**conditions)
    return set(found.values_list("key", flat=True))


@pytest.mark.parametrize(
    ("query", "conditions"),
    [
        ("?lane=national", {"lane": "national"}),
        ("?decade=2010", {"year__range": (2010, 2019)}),
        ("?kind=law", {"kind": "law"}),
        ("?lane=international&decade=2000", {"lane": "international", "year__range": (2000, 2009)}),
    ],
)
def test_the_timeline_shows_what_was_asked_for_and_counts_it(query, conditions):
    PolicyMilestone.objects.filter(key="iaevg-1951").update(state=State.DRAFT)
    html = page(query)
    keys = wanted(**conditions)
    assert keys
    assert shown(html) == keys
    assert re.search(rf'role="status">{len(keys)} milepæl(er)?<', html)


def test_both_lanes_stand_under_their_own_headings():
    html = page()
    assert '<h2 id="international"' in html
    assert '<h2 id="national"' in html
    assert '<h2 id="international"' not in page("?lane=national")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("lane=moon", "Vi kjenner ikke denne delen av tidslinjen"),
        ("decade=1800", "Vi har ingenting fra dette tiåret"),
        ("kind=x", "Vi kjenner ikke denne typen"),
    ],
)
def test_a_bad_choice_is_said_and_the_rest_is_kept(query, message):
    rest = "kind=law" if not query.startswith("kind") else "lane=national"
    html = page(f"?{query}&{rest}", 400)
    assert message in html
    assert shown(html) == wanted(**dict([rest.split("=")]))


def test_a_timeline_without_anything_says_what_to_do():
    html = page("?lane=national&decade=1950")
    assert "0 milepæler" in html
    assert "Fjern et valg" in html
    assert f'href="{TIMELINE}?decade=1950"' in html


def test_each_milestone_has_its_kind_and_its_sources():
    html = page("?kind=law&lane=national")
    assert "Norge · Lov eller forskrift" in html
    assert html.count('<details class="sources">') == len(wanted(kind="law", lane="national"))


def test_the_timeline_can_be_followed():
    html = page("?kind=law")
    feed = "/nb/karriereveiledning/tidslinje/nytt.atom"
    assert re.search(rf'type="application/atom\+xml" title="[^"]+" href="[^"]*{feed}"', html)
    assert f'<a href="{feed}">' in html


def test_the_languages_keep_what_was_chosen():
    assert "/en/career-guidance/timeline/?lane=national&amp;kind=law" in page(
        "?lane=national&kind=law&utm=x"
    )


def test_the_timeline_costs_the_same_for_ten_more(queries_for):
    one = queries_for(TIMELINE)
    for number in range(10):
        PolicyMilestone.objects.create(
            key=f"test-{number}",
            lane="national",
            kind="law",
            year=1960,
            name_nb=f"M {number}",
            summary_nb="x",
            state=State.PUBLISHED,
        )
    assert queries_for(TIMELINE) == one
