"""Those who edit, each signed in, and the portal that they edit."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import Browser, Page

from tests.browser.axe import SOURCE, sideways, violations

NARROW, WIDE = {"width": 320, "height": 700}, {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Editing:
    """A portal with people who edit: its address, their sessions, and what there is to look at."""

    url: str
    sessions: dict[str, str]
    addresses: dict[str, str]
    states: dict[str, list[str]]

    @classmethod
    def read(cls, url: str, folder: Path) -> Self:
        """Return what the portal wrote down when it was made ready."""
        return cls(url, **json.loads((folder / "editing.json").read_text(encoding="utf-8")))

    @contextmanager
    def page_of(self, browser: Browser, name: str = "", **more: Any) -> Iterator[Page]:
        """Open a browser in which somebody is signed in, or nobody."""
        options = {"viewport": WIDE, "locale": "nb-NO", "reduced_motion": "reduce"} | more
        context = browser.new_context(base_url=self.url, **options)
        if name:
            cookie = {"name": "sessionid", "value": self.sessions[name], "url": self.url}
            context.add_cookies([cookie])
        yield context.new_page()
        context.close()


def faults(page: Page) -> list[str]:
    """Return what is wrong with the page as it stands, by light and by dark."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(SOURCE)
    wrong = sideways(page, page.viewport_size["width"])
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        wrong += [f"{scheme} {fault}" for fault in violations(page)]
    return wrong
