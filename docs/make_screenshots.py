"""The pictures of the editors' handbook: `uv run python docs/make_screenshots.py`.

Serves a copy of the portal with made-up drafts on this machine, looks at it as those who edit, and
writes PNG files of few colours into docs/screenshots. Needs Chromium.
"""

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402 - after the path to the project
from playwright.sync_api import sync_playwright  # noqa: E402

from tests.browser.editor import Editing  # noqa: E402
from tests.browser.serving import FLAGS, serve  # noqa: E402

SIZE = {"width": 1280, "height": 860}
COLOURS = 24
BIGGEST = 60_000  # bytes
SHOTS = {  # name: who looks, where
    "to-do": ("utgiver", "index", ""),
    "draft": ("utgiver", "mended", ""),
    "receipt": ("utgiver", "mended", "publish"),
    "history": ("utgiver", "restored", "history"),
    "language": ("oversetter", "translated", ""),
    "hours": ("fylke", "site", "#exceptions-group"),
}


def shoot(editing: Editing, folder: Path) -> None:
    """Take every picture, and say how big it is."""
    path = shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for name, (who, address, more) in SHOTS.items():
            with editing.page_of(browser, who, viewport=SIZE, color_scheme="light") as page:
                where = "/nb/admin/" if address == "index" else editing.addresses[address]
                page.goto(where.replace("change/", "") + f"{more}/" if more.isalpha() else where)
                page.wait_for_load_state("networkidle")
                if more.startswith("#"):
                    page.locator(f"{more} .add-row a").click()
                    page.locator(more).scroll_into_view_if_needed()
                    page.locator(more).evaluate("part => part.scrollIntoView()")
                data = in_few_colours(page.screenshot())
            (folder / f"{name}.png").write_bytes(data)
            sys.stdout.write(f"{name}.png: {len(data) // 1000} kB\n")
            if len(data) > BIGGEST:
                sys.exit(f"{name}.png is too big.")
        browser.close()


def in_few_colours(png: bytes) -> bytes:
    """Return a picture with fewer colours."""
    made = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()


if __name__ == "__main__":
    pictures = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots"
    pictures.mkdir(exist_ok=True)
    os.environ.setdefault("PORTAL_VAR", str(ROOT / "var"))
    with tempfile.TemporaryDirectory() as made, serve("tests.browser.editing", Path(made)) as url:
        shoot(Editing.read(url, Path(made)), pictures)
