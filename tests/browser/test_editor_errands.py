"""Whole errands of those who edit, on a narrow screen, some by keyboard and without script."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editor import NARROW, faults
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser
TO_CHECK = "Lagre utkastet og se over det"


def without_fault(page: Page, *texts: str) -> None:
    """Find every text on the page, and nothing wrong with it."""
    page.wait_for_load_state("networkidle")  # the editors of long texts are in their places
    Reader(page, "narrow").sees(*texts)
    assert faults(page) == []


def press(page: Page, name: str) -> None:
    """Press a button by all of its words, and wait for the page it leads to."""
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    """Follow a link by all of its words."""
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()


def public_page(editing: Any, browser: Any, path: str) -> str:
    """Return what a reader sees at an address."""
    with editing.page_of(browser, viewport=NARROW) as page:
        page.goto(path)
        return " ".join(page.get_by_role("main").inner_text().split())


def rewrite(page: Page, language: str, text: str) -> None:
    """Write a long text anew in the editor."""
    field = page.locator(f".field-body_{language} .ProseMirror")
    field.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_a_county_s_editor_changes_saturday_hours_for_christmas(chromium, editing):
    with editing.page_of(chromium, "fylke", viewport=NARROW) as page:
        page.goto("/nb/admin/")
        without_fault(page)
        follow(page, "Steder")
        without_fault(page, "Karriere Troms, Finnsnes")
        follow(page, "Karriere Troms, Finnsnes")
        without_fault(page, "Dette hører til «Karriere Troms»")
        page.locator("#exceptions-group .add-row a").click()
        row = page.locator("#exceptions-0")
        row.get_by_label("Dato").fill("2026-12-19")
        row.get_by_label("Åpningstid den dagen").fill("10-16")
        row.get_by_label("Grunn").first.fill("Lørdag før jul")
        press(page, TO_CHECK)
        without_fault(page, "Se over og publiser: Karriere Troms", "Lørdag før jul")
        public = editing.addresses["site public"]
        assert "Lørdag før jul" not in public_page(editing, chromium, public)
        press(page, "Publiser")
        without_fault(page)
        expect(page.locator(".messagelist")).to_contain_text("er publisert")
    told = public_page(editing, chromium, public)
    assert re.search(r"19\. desember.{0,40}10.00–16.00", told), told
    assert "Lørdag før jul" in told


def test_a_county_s_editor_finds_no_other_county_s_centre(chromium, editing):
    with editing.page_of(chromium, "fylke", viewport=NARROW) as page:
        page.goto("/nb/admin/services/careercentre/")
        expect(page.locator("#result_list")).to_contain_text("Karriere Troms")
        expect(page.locator("#result_list")).not_to_contain_text("Karriere Oslo")
        page.goto(editing.addresses["other centre"])
        assert page.url == f"{editing.url}/nb/admin/"
        without_fault(page)
        expect(page.locator(".messagelist")).to_contain_text("eksisterer ikke")


def test_an_owner_confirms_by_link_without_script(chromium, editing):
    with editing.page_of(chromium, viewport=NARROW, java_script_enabled=False) as page:
        page.goto(editing.addresses["confirm"])
        reader = Reader(page, "without-script")
        reader.sees("Stemmer opplysningene fortsatt?", "55 11 22 33", "09.00–15.30")
        page.get_by_label("Alt er riktig").check()
        reader.press("Send")
        reader.sees("Takk for svaret")
        assert page.context.cookies() == []
    with editing.page_of(chromium, "utgiver", viewport=NARROW) as page:
        page.goto(editing.addresses["confirmed"])
        without_fault(page)
        expect(page.locator("#id_checked_on")).to_have_value("2026-12-14")


def test_a_publisher_mends_a_link_that_says_les_mer(chromium, editing):
    with editing.page_of(chromium, "utgiver", viewport=NARROW) as page:
        page.goto(editing.addresses["mended"])
        without_fault(page)
        follow(page, "Se over, forhåndsvis og publiser utkastet")
        without_fault(page, "1 feil stopper publiseringen", "Les mer")
        assert not page.get_by_role("button", name="Publiser", exact=True).count()
        follow(page, "Skriv videre")
        link = page.locator(".field-body_nb .ProseMirror a")
        link.click()
        page.keyboard.press("Home")
        page.keyboard.press("Shift+End")
        page.keyboard.type("Timene finner du her: ")
        press(page, TO_CHECK)
        without_fault(page, "Ingen feil")
        press(page, "Publiser")
        without_fault(page)
    public = public_page(editing, chromium, editing.addresses["mended public"])
    assert "Timene finner du her" in public
    assert "Les mer" not in public


def test_a_translator_brings_an_english_text_up_to_date(chromium, editing):
    public, behind = editing.addresses["translated public"], "this translation follows that of"
    assert behind in public_page(editing, chromium, public)
    with editing.page_of(chromium, "oversetter", viewport=NARROW) as page:
        page.goto("/nb/admin/languages/")
        without_fault(page, "Tre ganger i året")
        page.goto(editing.addresses["translated"])
        without_fault(page, "[fjernet: tre]", "[lagt til: fem]", "three times")
        page.goto(editing.addresses["translated change"])
        without_fault(page)
        rewrite(page, "en", "You may have guidance five times a year.")
        press(page, TO_CHECK)
        without_fault(page, "five times")
        press(page, "Be noen andre publisere")
        without_fault(page, "Venter på godkjenning")
    with editing.page_of(chromium, "utgiver", viewport=NARROW) as page:
        page.goto("/nb/admin/")
        without_fault(page)
        follow(page, re.compile("Tre ganger i året"))
        without_fault(page, "five times")
        press(page, "Publiser")
    told = public_page(editing, chromium, public)
    assert "five times" in told
    assert behind not in told


def test_a_publisher_restores_yesterday_s_version_by_keyboard(chromium, editing):
    with editing.page_of(chromium, "utgiver", viewport=NARROW) as page:
        page.goto(editing.addresses["restored"])
        hand = Reader(page, "keyboard")
        hand.follow("Historikk")
        without_fault(page, "13. desember 2026", "Gratis", "Koster 500 kroner")
        hand.follow("Hent tilbake versjon 1")
        without_fault(page, "Koster 500 kroner")
        hand.press("Gjør versjonen til utkast")
        without_fault(page, "Se over og publiser: Samtale")
        hand.press("Publiser")
        without_fault(page)
    assert "Gratis" in public_page(editing, chromium, editing.addresses["restored public"])
