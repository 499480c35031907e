"""No axe violation and no sideways scroll, narrow and wide, light and dark, in every language.

The gate takes every template and a seeded sample of the rest;
`PORTAL_ALL_PAGES=1 uv run pytest tests/browser/test_accessibility.py` takes every page.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.samples import one_of_each_kind, paths_in
from tests.states import one_of_each_state

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
STATES = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]


def chosen_paths(page: Page, language: str) -> list[str]:
    paths = paths_in(page.request.get("/sitemap.xml").text())
    assert len(paths) > 400
    chosen = [path for path in one_of_each_kind(paths) if path.startswith(f"/{language}/")]
    assert len(chosen) > 15
    return chosen


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{page.url} {page.viewport_size['width']} px: {v['id']} {v['nodes'][0]['target']} "
        f"{v['nodes'][0].get('failureSummary', '')}"
        for v in found
    ]


def look_at(page: Page, path: str) -> list[str]:
    """Return what is wrong with a page in every state."""
    page.goto(path)
    wrong = []
    for width, scheme in STATES:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        wrong += [f"{scheme} {fault}" for fault in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{path} scrolls sideways at {width} px")
    return wrong


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_page_has_a_violation(context, portal, language):
    page = context.new_page()
    wrong = [fault for path in chosen_paths(page, language) for fault in look_at(page, path)]
    assert not wrong, "\n".join(wrong[:30])


@pytest.mark.django_db
def test_no_state_of_a_page_has_a_violation(context, portal):
    page = context.new_page()
    wrong = [fault for path in one_of_each_state("nb") for fault in look_at(page, path)]
    assert not wrong, "\n".join(wrong[:30])


@pytest.mark.parametrize("path", ["/nb/finnes/ikke/", "/nn/finst/ikkje/", "/en/not/here/"])
def test_the_page_for_what_is_not_found_has_no_violation(context, path):
    assert look_at(context.new_page(), path) == []


def test_the_admin_pages_of_ours_have_no_violation(context, portal):
    page = context.new_page()
    page.goto("/nb/admin/")
    wrong = look_at(page, "/nb/admin/login/?next=/nb/admin/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", portal.password)
    page.click("[type=submit]")
    assert re.search("/nb/admin/$", page.url)
    for path in (
        "/nb/admin/",
        "/nb/admin/services/service/",
        "/nb/admin/services/careercentre/",
        "/nb/admin/guidance/term/",
        "/nb/admin/guidance/frameworkelement/",
    ):
        wrong += look_at(page, path)
    page.goto("/nb/admin/services/service/")
    page.click("#result_list th a")
    wrong += look_at(page, page.url)
    assert not wrong, "\n".join(wrong[:30])


def test_every_page_can_be_read_at_four_hundred_per_cent(context):
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 256})
    for path in ("/nb/", "/nb/fylker/troms/", "/nb/karriereveiledning/tidslinje/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert page.locator("h1").is_visible()
