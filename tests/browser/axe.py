"""What axe says of a page, narrow and wide, light and dark, and whether it scrolls sideways.

A page is looked at light in one width and dark in the other, by turns; PORTAL_ALL_PAGES=1 takes
every page in both.
"""

import os
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32

import axe_playwright_python
from playwright.sync_api import Page

SOURCE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
WIDTHS, SCHEMES = (320, 1280), ("light", "dark")
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
    """Return what is wrong with a page in each width, loaded once."""
    page.goto(path)
    page.evaluate(SOURCE)
    wrong = []
    for width, scheme in _states(urlsplit(page.url).path):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        wrong += [f"{scheme} {fault}" for fault in violations(page)]
        wrong += sideways(page, width)
    return wrong


def _states(path: str) -> list[tuple[int, str]]:
    """Return the widths and schemes that a page is looked at in."""
    if os.environ.get("PORTAL_ALL_PAGES"):
        return list(product(WIDTHS, SCHEMES))
    turn = crc32(path.encode()) % 2
    return list(zip(WIDTHS, (SCHEMES[turn], SCHEMES[1 - turn]), strict=True))
