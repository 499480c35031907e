"""The portal as the README starts it, and Debian's Chromium to look at it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests import prepared
from tests.browser.editor import Editing
from tests.browser.reader import WAYS, Reader
from tests.browser.serving import FLAGS, ROOT, serve, wait_for
from tests.conftest import skip_or_fail
from tests.postgres import free_port


@dataclass(frozen=True)
class Portal:
    """A running demo: its address, and the editor's password that it printed."""

    url: str
    password: str


@pytest.fixture(scope="session")
def portal(tmp_path_factory) -> Iterator[Portal]:
    """Run the README's command in a folder of its own, whose content is already loaded.

    That the command loads it the first time is shown by tests/test_demo.py.
    """
    folder = tmp_path_factory.mktemp("portal")
    prepared.copy_to(folder)
    log, port = folder / "log", free_port()
    environment = os.environ | {"PORTAL_VAR": str(folder), "PYTHONUNBUFFERED": "1"}
    environment.pop("DATABASE_URL", None)
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "demo", str(port)],
            stdout=output, stderr=subprocess.STDOUT, env=environment, text=True, cwd=folder,
        )  # fmt: skip
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/nb/", process, log)
        printed = log.read_text(encoding="utf-8")
        password = printed.split("password, shown only now: ")[1].split()[0]
        yield Portal(url, password)
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Chromium once; a machine without it skips, the gate fails."""
    path = shutil.which("chromium")
    if path is None:
        skip_or_fail("Chromium is not installed: apt-get install chromium")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium, portal) -> Iterator[BrowserContext]:
    """A fresh profile that speaks bokmål."""
    context = chromium.new_context(base_url=portal.url, locale="nb-NO", reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture(scope="session")
def staged(tmp_path_factory) -> Iterator[str]:
    """Serve the portal as it stands on a Saturday at 19.00, with hours and contacts."""
    with serve("tests.browser.staged", tmp_path_factory.mktemp("staged")) as url:
        yield url


@pytest.fixture(scope="session")
def editing(tmp_path_factory) -> Iterator[Editing]:
    """Serve the portal to people who edit, with something in every state to work on."""
    folder = tmp_path_factory.mktemp("editing")
    with serve("tests.browser.editing", folder) as url:
        yield Editing.read(url, folder)


@pytest.fixture(params=WAYS)
def reader(request, chromium, staged) -> Iterator[Reader]:
    way = request.param
    narrow = {"width": 320, "height": 700}
    context = chromium.new_context(
        base_url=staged,
        locale="nb-NO",
        reduced_motion="reduce",
        java_script_enabled=way != "without-script",
        viewport=narrow if way == "narrow" else {"width": 1280, "height": 900},
    )
    page = context.new_page()
    page.goto("/nb/")
    yield Reader(page, way)
    assert context.cookies() == []
    context.close()
