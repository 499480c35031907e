"""The portal as the README starts it, and Debian's Chromium to look at it."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests import prepared
from tests.browser.reader import WAYS, Reader
from tests.conftest import skip_or_fail
from tests.postgres import free_port

ROOT = Path(__file__).parent.parent.parent
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass(frozen=True)
class Portal:
    """A running demo: its address, and the editor's password that it printed."""

    url: str
    password: str


def wait_for(url: str, process: subprocess.Popen[str], log: Path) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(log.read_text(encoding="utf-8"))
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2):
            return
        time.sleep(0.3)
    raise TimeoutError(log.read_text(encoding="utf-8"))


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
    folder = tmp_path_factory.mktemp("staged")
    prepared.copy_to(folder)
    port, log = free_port(), folder / "log"
    environment = os.environ | {
        "PORTAL_VAR": str(folder),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    environment.pop("DATABASE_URL", None)
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.staged", str(port)],
            stdout=output, stderr=subprocess.STDOUT, env=environment, text=True, cwd=ROOT,
        )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/nb/", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


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
