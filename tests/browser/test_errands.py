"""Whole errands: by keyboard alone, on a narrow screen, and without JavaScript."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import prepared
from tests.browser.conftest import ROOT, wait_for
from tests.postgres import free_port

pytestmark = pytest.mark.browser
WAYS = ("keyboard", "narrow", "without-script")
FOCUSED = """() => {
  const e = document.activeElement;
  const label = e.labels && e.labels[0] ? e.labels[0].textContent : '';
  return (label || e.textContent || '').replace(/\\s+/g, ' ').trim();
}"""


@pytest.fixture(scope="module")
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


class Reader:
    """Someone with an errand, who uses the portal in one way."""

    def __init__(self, page: Page, way: str) -> None:
        self.page, self.way = page, way

    def reach(self, name: str) -> None:
        """Press Tab until what has a name has the focus."""
        for _step in range(150):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(FOCUSED).startswith(name):
                return
        raise AssertionError(f"the keyboard never reached “{name}”")

    def enter(self) -> None:
        """Press Enter, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def follow(self, name: str) -> None:
        """Follow a link by its words."""
        if self.way == "keyboard":
            self.reach(name)
            self.enter()
        else:
            self.page.get_by_role("link", name=name).first.click()
            self.page.wait_for_load_state()

    def press(self, name: str) -> None:
        """Press a button by its words."""
        if self.way == "keyboard":
            self.reach(name)
            self.enter()
        else:
            self.page.get_by_role("button", name=name).first.click()
            self.page.wait_for_load_state()

    def write(self, label: str, text: str) -> None:
        """Write in a field."""
        if self.way == "keyboard":
            self.reach(label)
            self.page.keyboard.type(text)
        else:
            self.page.get_by_label(label).fill(text)

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        if self.way == "keyboard":
            self.reach(label)
            self.page.keyboard.type(option)
        else:
            self.page.get_by_label(label).select_option(label=option)

    def sees(self, *texts: str) -> None:
        """Find every text on the page, which does not scroll sideways."""
        for text in texts:
            words = r"\s+".join(re.escape(word) for word in text.split())
            expect(self.page.get_by_role("main")).to_contain_text(re.compile(words))
        width = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, f"{self.page.url} scrolls sideways"


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


def test_a_refugee_in_senja(reader):
    reader.choose("Hva passer best på deg?", "Jeg er flyktning og ny i kommunen")
    reader.write("Hvor bor du?", "Senja")
    reader.press("Vis hva jeg skal få")
    reader.sees("En rett og en plikt", "Integreringsloven § 11", "Karriere Troms", "Finnsnes")
    reader.sees("77 00 00 01", "Åpner mandag kl. 09.00", "Hvis du får nei", "luftlinje")
    reader.follow("Et ark til å skrive ut")
    reader.sees("77 00 00 01", "Gjelder til")
    expect(reader.page.locator("main svg[width='34mm']")).to_have_count(1)


def test_a_pupil_in_heroy_is_asked_which_one(reader):
    reader.follow("Jeg går på ungdomsskolen")
    reader.write("Hvor bor du?", "herøy")
    reader.press("Vis hva jeg skal få")
    reader.sees("«herøy» kan være flere steder", "Møre og Romsdal")
    reader.follow("Herøy (Nordland)")
    reader.sees("Herøy kommune eier skolen", "Nordland", "Opplæringslova § 16-1")


def test_someone_of_52_in_oslo_on_a_saturday_evening(reader):
    reader.choose("Hva passer best på deg?", "Jeg er over 50 år")
    reader.write("Hvor bor du?", "0550")
    reader.press("Vis hva jeg skal få")
    reader.sees("Karriere Oslo", "22 00 00 02")
    reader.follow("Hvem kan jeg snakke med nå?")
    reader.sees("Åpent nå, stenger kl. 21.00", "22 00 00 02")


def test_a_parent_in_guovdageaidnu(reader):
    reader.follow("Jeg er forelder eller foresatt")
    reader.write("Hvor bor du?", "guovdageaidnu")
    reader.press("Vis hva jeg skal få")
    reader.sees("Kautokeino", "Guovdageaidnu", "Utdanning.no", "Rådgiveren på skolen")


def test_someone_on_svalbard(reader):
    reader.choose("Hva passer best på deg?", "Jeg er i jobb og vil bytte eller lære mer")
    reader.write("Hvor bor du?", "Longyearbyen")
    reader.press("Vis hva jeg skal få")
    reader.sees("Svalbard hører ikke til noe fylke", "karriereveiledning.no")


def test_places_are_suggested_while_one_types(chromium, staged):
    context = chromium.new_context(base_url=staged, locale="nb-NO")
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/nb/finn/flyktning/")
    reader = Reader(page, "keyboard")
    reader.write("Hvor bor du?", "guov")
    status = page.locator("#suggestions")
    expect(status).to_contain_text("1 sted")
    assert status.get_attribute("role") == "status"
    assert sum("place=" in url for url in asked) <= 2  # not one for every letter
    reader.follow("Kautokeino")
    reader.sees("Kautokeino")
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert all(url.startswith(staged) for url in asked)
    context.close()
