"""Whole errands: by keyboard alone, on a narrow screen, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser


def test_a_refugee_in_senja(reader):
    reader.choose("Hva passer best på deg?", "Jeg er flyktning og ny i kommunen")
    reader.write("Hvor bor du?", "Senja")
    reader.press("Vis hva jeg skal få")
    reader.sees("En rett og en plikt", "Integreringsloven § 11", "Karriere Troms", "Finnsnes")
    reader.sees("77 00 00 01", "Åpner mandag kl. 09.00", "Hvis du får nei")
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
