"""One Norwegian site in two written standards, and English."""

import re
from collections import Counter

import pytest
from django.conf import settings
from django.test import Client

from portal.base.languages import page_language, page_languages, slot
from portal.home.listings import PAGES
from tests import factories

pytestmark = pytest.mark.django_db


def words_of(html: str) -> int:
    """Count the words of a body, quotations aside."""
    text = re.sub(r"<blockquote.*?</blockquote>", " ", html, flags=re.DOTALL)
    return len(re.findall(r"\w+", re.sub(r"<[^>]+>", " ", text)))


def bodies() -> Counter:
    count: Counter = Counter()
    for model in PAGES:
        if hasattr(model, "body"):
            for entry in model.objects.published():
                for language in ("nb", "nn", "en"):
                    count[language] += words_of(getattr(entry, f"body_{language}") or "")
    return count


def test_each_standard_has_40_to_60_per_cent_of_the_words_of_bodies():
    count = bodies()
    share = count["nn"] / (count["nb"] + count["nn"])
    print(f"bokmål {count['nb']}, nynorsk {count['nn']} words: nynorsk {share:.1%}")
    assert 0.40 <= share <= 0.60


def test_no_entry_has_a_body_in_both_standards_and_every_body_is_translated():
    for model in PAGES:
        if hasattr(model, "body"):
            for entry in model.objects.published():
                assert not (entry.body_nb and entry.body_nn), entry
                assert bool(entry.body_en) == bool(entry.body_nb or entry.body_nn), entry


def test_a_text_missing_in_one_standard_is_found_in_its_sister_first():
    county = factories.CountyFactory.build(summary_nn="", summary_nb="nb", summary_en="en")
    assert slot(county, "summary", "nn") == ("nb", "nb")
    assert slot(county, "summary", "en") == ("en", "en")


def test_where_a_reader_finds_a_page():
    service = factories.ServiceFactory.build(body_nn="<p>a</p>")
    assert page_languages(service) == ["nn"]
    assert [page_language(service, code) for code in ("nb", "nn", "en")] == ["nn", "nn", "nn"]


def test_a_text_in_another_language_carries_its_language():
    organisation = factories.OrganisationFactory(role_nb="Samordner.", role_nn="", role_en="")
    html = Client().get(f"/en/organisations/{organisation.slug_en}/").content.decode()
    assert '<div lang="nb"><p>Samordner.</p></div>' in html


def test_nothing_counts_on_three_languages():
    assert [code for code, _name in settings.LANGUAGES] == ["nb", "nn", "en"]
    for model in PAGES:
        columns = {field.name for field in model._meta.fields}
        assert {f"name_{code}" for code, _name in settings.LANGUAGES} <= columns
