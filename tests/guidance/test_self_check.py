"""The self-check: everything is in a short code, and a wrong one is refused with nothing lost."""

import re
from urllib.parse import urlencode

import html5lib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from guidance.models import FrameworkElement
from guidance.self_check import AREAS, Answers, Level
from guidance.self_check_findings import find
from portal.base.publishing import State
from tests.guidance.answers import answered

pytestmark = pytest.mark.django_db
FORM = "/nb/karriereveiledning/kvalitetsrammeverk/egensjekk/"


def now_answered(*levels: Level) -> Answers:
    today = timezone.localdate()
    return answered(*levels, year=today.year, month=today.month)


def page(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status, path
    return response.content.decode()


def words(html: str) -> str:
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return re.sub(r"\s+", " ", "".join(tree.find(".//main").itertext()))


def test_every_area_is_one_of_the_quality_models_seven_in_its_order():
    model = FrameworkElement.objects.get(key="kv-kvalitetsmodellen")
    assert [area.key for area in AREAS] == [part.key for part in model.parts.all()]
    keys = {key for area in AREAS for key in area.see}
    assert FrameworkElement.objects.filter(key__in=keys).count() == len(keys)


def test_there_are_three_statements_to_an_area_and_no_two_alike():
    assert all(len(area.statements) == 3 for area in AREAS)
    assert len({str(s) for area in AREAS for s in area.statements}) == 21


@pytest.mark.parametrize(("language", "we"), [("nb", "Vi "), ("nn", "Vi "), ("en", "We ")])
def test_every_statement_is_written_in_every_language(language, we):
    with override(language):
        assert all(str(s).startswith(we) for area in AREAS for s in area.statements)


def test_the_two_norwegian_standards_are_written_each_in_its_own_way():
    statements = [s for area in AREAS for s in area.statements]
    with override("nb"):
        bokmaal = " ".join(map(str, statements))
    with override("nn"):
        nynorsk = " ".join(map(str, statements))
    assert not {"ikkje", "dei", "frå", "kva"} & set(bokmaal.split())
    assert not {"ikke", "hva", "fra", "noe"} & set(nynorsk.split())


@pytest.mark.parametrize(
    ("path", "own"),
    [
        (FORM, "Påstandene er våre egne"),
        ("/nn/karriererettleiing/kvalitetsrammeverk/eigensjekk/", "Påstandane er våre eigne"),
        ("/en/career-guidance/quality-framework/self-check/", "The statements are our own"),
    ],
)
def test_the_form_asks_everything_and_says_whose_the_statements_are(path, own):
    html = page(path)
    assert html.count("<fieldset") == html.count("<legend") == 21
    assert html.count('type="radio"') == 21 * 5
    assert own in html
    assert "Vår kvalitet" in html


def test_the_answers_lead_to_one_address_for_all_languages():
    query = urlencode({"leadership1": 4, "networks3": 1, "done": 1, "utm": "x"})
    answers = now_answered(Level.WELL, *[Level.NOT_ANSWERED] * 19, Level.NOT_BEGUN)
    response = Client().get(f"{FORM}?{query}")
    assert response.status_code == 302
    assert response["Location"] == f"{FORM}{answers.code}/"
    html = page(response["Location"])
    assert f"/nn/karriererettleiing/kvalitetsrammeverk/eigensjekk/{answers.code}/" in html
    assert f"/en/career-guidance/quality-framework/self-check/{answers.code}/" in html


def test_a_half_answered_check_shows_strengths_gaps_and_what_is_not_answered():
    text = words(page(f"{FORM}{now_answered(Level.WELL, Level.SOME, Level.MOSTLY).code}/"))
    assert "2 styrker, 1 mangel, 18 ubesvarte" in text
    assert "2 av 3 på plass" in text
    assert "0 av 3 på plass, 3 ubesvarte" in text
    assert text.count("Vi har skriftlige mål for karriereveiledningen vår.") == 2  # gap and plan


def test_a_gap_comes_with_parts_of_the_framework_and_resources():
    gap_in_ethics = [*[Level.NOT_ANSWERED] * 3, Level.NOT_BEGUN]
    html = page(f"{FORM}{now_answered(*gap_in_ethics).code}/")
    assert "/kvalitetsrammeverk/refleksjonsmodellen/" in html
    assert "/kvalitetsrammeverk/refleksjonsark/" in html
    assert "/ressurser/" in html
    assert "karriereknappene" not in html  # belongs to an area without a gap


def test_the_plan_has_a_row_for_each_gap_and_none_without():
    html = page(f"{FORM}{now_answered(Level.SOME, Level.NOT_BEGUN).code}/")
    assert html.count('class="to-fill"') == 2 * 3
    without = page(f"{FORM}{now_answered(Level.WELL).code}/")
    assert "to-fill" not in without
    assert "Det er ingen mangler" in without


def test_nothing_answered_is_said_and_leads_nowhere():
    html = page(f"{FORM}?done=1", 400)
    assert "Svar på minst én påstand" in html


def test_an_answer_that_is_none_is_said_and_the_others_are_kept():
    html = page(f"{FORM}?done=1&ethics1=9&leadership1=4", 400)
    assert 'href="#id_ethics1"' in html
    assert 'id="id_ethics1"' in html
    assert re.search(r'name="leadership1" value="4"[^>]*checked', html)


def test_the_answers_can_be_changed_from_their_code():
    code = now_answered(Level.WELL, Level.SOME).code
    html = page(f"{FORM}?code={code}")
    assert re.search(r'name="leadership1" value="4"[^>]*checked', html)
    assert re.search(r'name="leadership2" value="2"[^>]*checked', html)
    assert f"?code={code}" in page(f"{FORM}{code}/")


def test_a_wrong_code_to_change_is_said_and_the_form_is_there():
    html = page(f"{FORM}?code=tull", 400)
    assert "Dette er ikke en lenke til et resultat" in html
    assert html.count("<fieldset") == 21


@pytest.mark.parametrize("code", ["tull", "1-202611-2222-2222-2222", "2-202611-2222-2222-2222"])
def test_nonsense_in_the_path_is_not_found(code):
    page(f"{FORM}{code}/", 404)


def test_a_code_in_capitals_in_the_path_is_not_found():
    page(f"{FORM}{now_answered(Level.WELL).code.upper()}/", 404)


def test_a_comparison_says_the_change_in_words():
    before = answered(Level.NOT_BEGUN, Level.WELL, Level.SOME, year=2025, month=2)
    after = now_answered(Level.MOSTLY, Level.SOME, Level.SOME, Level.WELL)
    text = words(page(f"{FORM}{after.code}/?earlier={before.code}"))
    assert "↑ 2 trinn opp" in text
    assert "↓ 2 trinn ned" in text
    assert "= Ingen endring" in text
    assert "Ikke besvart den gangen" in text
    assert "Fra februar 2025 til" in text


def test_the_older_of_two_results_is_the_earlier_one():
    old = answered(Level.NOT_BEGUN, year=2025, month=2)
    new = now_answered(Level.WELL)
    text = words(page(f"{FORM}{old.code}/?earlier={new.code}"))
    assert "Fra februar 2025 til" in text
    assert "↑ 3 trinn opp" in text


def test_a_pasted_link_leads_to_the_address_with_the_code():
    new, old = now_answered(Level.WELL).code, answered(Level.SOME, year=2025, month=2).code
    link = f"http://testserver/en/career-guidance/quality-framework/self-check/{old}/"
    response = Client().get(f"{FORM}{new}/", {"earlier": link})
    assert response.status_code == 302
    assert response["Location"] == f"{FORM}{new}/?earlier={old}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tull", "Dette er ikke en lenke til et resultat"),
        ("https://example.org/1-202611-2222-2222-2222/", "et annet nettsted"),
        ("7-202611-2222-2222-2222", "en annen utgave av egensjekken"),
        ("\x00", "Dette er ikke en lenke"),
    ],
)
def test_a_wrong_earlier_link_is_said_and_the_result_stays(text, message):
    code = now_answered(Level.WELL, Level.SOME).code
    response = Client().get(f"{FORM}{code}/", {"earlier": text + "x" * (text == "\x00")})
    html = response.content.decode()
    assert response.status_code == 400
    assert message in html
    assert "1 styrke, 1 mangel" in html


def test_an_earlier_result_follows_along_when_the_answers_are_changed():
    new, old = now_answered(Level.WELL).code, answered(Level.SOME, year=2025, month=2).code
    html = page(f"{FORM}{new}/?earlier={old}")
    assert f"?code={new}&amp;earlier={old}" in html
    assert f'name="earlier" value="{old}"' in page(f"{FORM}?code={new}&earlier={old}")
    response = Client().get(f"{FORM}?done=1&leadership1=2&earlier={old}")
    assert response["Location"].endswith(f"/?earlier={old}")


def test_results_stay_out_of_search_engines_and_leave_no_trace():
    code = now_answered(Level.WELL).code
    for path in (f"{FORM}{code}/", f"{FORM}?code={code}"):
        response = Client().get(path)
        assert response["X-Robots-Tag"] == "noindex"
        assert not response.cookies
    assert "X-Robots-Tag" not in Client().get(FORM)


def test_an_area_that_is_not_public_is_named_by_its_number():
    FrameworkElement.objects.filter(key="kv-etikk").update(state=State.DRAFT)
    assert "2. Område 2" in words(page(FORM))


def test_a_result_costs_the_same_with_more_gaps(queries_for):
    few = now_answered(Level.NOT_BEGUN).code
    many = now_answered(*[Level.NOT_BEGUN] * 21).code
    assert queries_for(f"{FORM}{few}/") == queries_for(f"{FORM}{many}/")


def test_the_change_of_an_area_counts_what_was_answered_both_times():
    before = answered(Level.NOT_BEGUN, Level.SOME)
    after = answered(Level.WELL, Level.NOT_ANSWERED, Level.WELL)
    area = find(after, before, {})[0]
    assert area.change == "↑ 3 trinn opp"
    assert area.in_words == "2 av 3 på plass, 1 ubesvart"


def test_the_address_that_the_portal_prints_is_read_wherever_it_is_read(client, settings):
    settings.PORTAL_ADDRESS = "https://portal.example"
    answers = Answers(2026, 11, tuple(Level(number % 5) for number in range(21)))
    path = reverse("guidance:self_check_result", args=[answers.code])
    response = client.get(path, {"earlier": f"https://portal.example{path}?earlier=x"})
    assert response.status_code == 302
    assert response["Location"] == f"{path}?earlier={answers.code}"
