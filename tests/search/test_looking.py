"""What a large index does otherwise finds the same, and the numbers by facet are true."""

import pytest

from portal.search import looking, queries
from portal.search.finding import Asked, Found, find

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_search_index")]
QUERIES = ["veiledning", "karriereveiledning voksne", "rådgiver i skolen", "flyktning qzxqzx"]


def asked_for(query: str, **more: object) -> Found:
    return find(Asked(query, "nb", **more))  # type: ignore[arg-type]


@pytest.fixture
def large(monkeypatch) -> None:
    """Take the index for a large one, in which many words are in most documents."""
    monkeypatch.setattr(looking, "LARGE", 0)
    monkeypatch.setattr(looking, "MOST_SHOWN", 5)
    monkeypatch.setattr(queries, "COMMON", 5)


@pytest.mark.parametrize("query", QUERIES)
def test_a_large_index_finds_and_counts_the_same(query, request):
    small = asked_for(query, limit=200)
    request.getfixturevalue("large")
    found = asked_for(query, limit=200)
    assert (found.total, found.facets, found.every_word) == (
        small.total, small.facets, small.every_word
    )  # fmt: skip
    assert small.total > 5
    assert 5 <= len(found.hits) <= found.total
    assert {hit.name for hit in found.hits} <= {hit.name for hit in small.hits} or small.total > 200


@pytest.mark.parametrize("query", QUERIES)
def test_the_number_of_a_choice_is_how_many_it_leads_to(query):
    found = asked_for(query)
    assert sum(found.facets["kind"].values()) == found.total
    choices = {
        "kinds": found.facets["kind"], "counties": found.facets["county"],
        "audiences": found.facets["audience"], "languages": found.facets["language"],
    }  # fmt: skip
    for name, numbers in choices.items():
        for value, number in list(numbers.items())[:4]:
            assert asked_for(query, **{name: (value,)}).total == number, (name, value)


def test_a_facet_that_limits_is_counted_as_if_it_did_not():
    everything = asked_for("veiledning")
    services = asked_for("veiledning", kinds=("service",))
    assert services.facets["kind"] == everything.facets["kind"]
    assert services.total == everything.facets["kind"]["service"] < everything.total
    assert sum(services.facets["language"].values()) == services.total
    both = asked_for("veiledning", kinds=("service",), languages=("nn",))
    assert both.facets["kind"]["service"] == both.total == services.facets["language"]["nn"]
