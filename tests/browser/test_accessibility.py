"""No axe violation and no sideways scroll, narrow and wide, light and dark, in every language.

The gate takes every template in bokmål and a seeded sample in each language; all are tried for
sideways scroll. `PORTAL_ALL_PAGES=1 uv run pytest tests/browser/test_accessibility.py` takes every
page. The states of a page and the editors' pages are in test_accessibility_states.py.
"""

import os
import random

import pytest
from playwright.sync_api import Page

from tests.browser.axe import look_at, sideways
from tests.samples import one_of_each_kind, paths_in

pytestmark = pytest.mark.browser
SAMPLE = 8


def chosen_paths(page: Page, language: str) -> list[str]:
    """Return one page of each kind in a language."""
    paths = paths_in(page.request.get("/sitemap.xml").text())
    assert len(paths) > 400
    chosen = [path for path in one_of_each_kind(paths) if path.startswith(f"/{language}/")]
    assert len(chosen) > 15
    return chosen


def test_no_page_has_a_violation(context, portal):
    page = context.new_page()
    wrong = [fault for path in chosen_paths(page, "nb") for fault in look_at(page, path)]
    assert not wrong, "\n".join(wrong[:30])


@pytest.mark.parametrize("language", ["nn", "en"])
def test_no_page_in_another_language_has_a_violation_or_scrolls_sideways(context, portal, language):
    page, wrong = context.new_page(), []
    paths = chosen_paths(page, language)
    whole = paths if os.environ.get("PORTAL_ALL_PAGES") else random.Random(7).sample(paths, SAMPLE)
    for path in whole:
        wrong += look_at(page, path)
    page.set_viewport_size({"width": 320, "height": 900})
    for path in set(paths) - set(whole):  # the same templates, other words
        page.goto(path)
        wrong += sideways(page, 320)
    assert not wrong, "\n".join(wrong[:30])


def test_every_page_can_be_read_at_four_hundred_per_cent(context):
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 256})
    for path in ("/nb/", "/nb/fylker/troms/", "/nb/karriereveiledning/tidslinje/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert page.locator("h1").is_visible()
