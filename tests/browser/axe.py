"""What axe says of a page, narrow and wide, light and dark, and whether it scrolls sideways."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

SOURCE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
STATES = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]
RUN = "options => axe.run(document, options).then(result => result.violations)"


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page as it stands; axe is already on it."""
    return [
        f"{page.url} {page.viewport_size['width']} px: {v['id']} {v['nodes'][0]['target']} "
        f"{v['nodes'][0].get('failureSummary', '')}"
        for v in page.evaluate(RUN, OPTIONS)
    ]


def sideways(page: Page, width: int) -> list[str]:
    """Return a fault when the page is wider than the window."""
    if page.evaluate("document.documentElement.scrollWidth") > width:
        return [f"{page.url} scrolls sideways at {width} px"]
    return []


def look_at(page: Page, path: str) -> list[str]:
    """Return what is wrong with a page in every state, loaded once."""
    page.goto(path)
    page.evaluate(SOURCE)
    wrong = []
    for width, scheme in STATES:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        wrong += [f"{scheme} {fault}" for fault in violations(page)]
        wrong += sideways(page, width)
    return wrong
