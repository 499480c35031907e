"""Whole errands of those who give guidance, in the same three ways."""

import io

import icalendar
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser


def test_a_new_school_counsellor_in_nordland_finds_the_networks_and_subscribes(reader):
    reader.follow("Velg rollen din")
    reader.choose("Jeg arbeider som", "Rådgiver i skolen")
    reader.choose("Fylke", "Nordland")
    reader.press("Vis det som er for meg")
    reader.sees("Nettverk for deg i Nordland", "Rådgivernettverket i Nordland", "Desembermøtet")
    link = reader.page.get_by_role("link", name="Kalenderen med disse møtene")
    path = link.get_attribute("href")
    response = reader.page.request.get(path)
    calendar = icalendar.Calendar.from_ical(response.body())
    names = [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
    assert "Desembermøtet" in names
    assert "Høstmøtet 2024" not in names  # over for more than a year
    reader.follow("Slik abonnerer du")
    webcal = reader.page.locator(f'a[href^="webcal://"][href$="{path}"]')
    expect(webcal).to_have_count(1)


def test_a_leader_looks_up_what_was_decided_two_years_ago(reader):
    reader.follow("Møter og saker")
    reader.follow("Saker og vedtak")
    reader.write("Ord du leter etter", "fagdag")
    reader.press("Vis saker")
    reader.sees("Felles fagdag for rådgivere")
    reader.follow("Felles fagdag for rådgivere")
    reader.sees("Nettverket holder en felles fagdag hver høst.", "Den første var i september 2025.")
    reader.sees("Gjort", "Høstmøtet 2024")


def test_a_team_fills_in_the_self_check_prints_it_and_opens_the_link_again(reader, chromium):
    reader.follow("For veiledere")
    reader.follow("Egensjekk for et team")
    reader.answer("Vi har en navngitt leder", "Godt på plass")
    reader.answer("Vi setter av tid til å drøfte etiske dilemmaer", "Ikke begynt")
    reader.press("Vis resultatet")
    reader.sees("1 styrke", "1 mangel", "Vi setter av tid til å drøfte etiske dilemmaer")
    address = reader.page.url
    assert "dilemma" not in address
    paper = reader.page.pdf(format="A4")
    assert paper.startswith(b"%PDF-")
    assert len(PdfReader(io.BytesIO(paper)).pages) <= 4

    again = chromium.new_context(locale="nb-NO", java_script_enabled=False)
    page = again.new_page()
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text("Vi har en navngitt leder")
    page.get_by_label("Lenke eller kode fra en tidligere gang").fill(address)
    page.get_by_role("button", name="Sammenlign").click()
    expect(page.get_by_role("main")).to_contain_text("Endring siden sist")
    assert again.cookies() == []
    again.close()
