"""The quality framework in use: an area as a whole, the worksheet, and the way to the tools."""

import re

import html5lib
import pytest
from django.test import Client

from guidance.framework_tree import lowered
from guidance.models import FrameworkElement
from portal.base.publishing import State
from tests import factories

pytestmark = pytest.mark.django_db
K = "/nb/karriereveiledning/kvalitetsrammeverk/"


def page(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status, path
    return response.content.decode()


def headings(html: str) -> list[int]:
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    main = tree.find(".//main")
    return [int(e.tag[1]) for e in main.iter() if re.fullmatch("h[1-6]", str(e.tag))]


@pytest.mark.parametrize("area", ["kompetansestandarder", "karrierekompetanse", "etikk"])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_an_area_stands_whole_on_one_page_with_headings_that_nest(area, language):
    element = FrameworkElement.objects.get(key=area)
    response = Client().get(
        element.url_in(language) + ("samlet/" if language == "nb" else "whole/")
    )
    if response.status_code == 302:  # its body is in the other Norwegian standard
        response = Client().get(response["Location"])
    html = response.content.decode()
    levels = headings(html)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    below = FrameworkElement.objects.published().filter(parent=element)
    for part in below:
        assert f'id="{part.key}"' in html


def test_the_whole_of_ethics_has_its_parts_in_order():
    html = page(f"{K}etikk/samlet/")
    places = [html.index(f'id="et-steg-{number}"') for number in range(1, 9)]
    assert places == sorted(places)
    assert html.index('id="et-retningslinjer"') < html.index('id="et-refleksjonsmodellen"')


def test_links_to_parts_that_stand_on_the_page_lead_to_them():
    html = page(f"{K}etikk/samlet/")
    assert 'href="#et-steg-1"' in html
    targets = set(re.findall(r'href="#([\w-]+)"', html)) - {"main"}
    assert targets <= set(re.findall(r'id="([\w-]+)"', html))


def test_the_whole_ends_with_its_address_and_the_date():
    html = page(f"{K}etikk/samlet/")
    assert f'<a href="http://testserver{K}etikk/samlet/">' in html
    assert "Utskrift fra" in html


def test_the_whole_exists_in_the_languages_of_the_page_and_redirects_from_the_others():
    response = Client().get("/nn/karriererettleiing/kvalitetsrammeverk/etikk/samla/")
    assert response.status_code == 302
    assert response["Location"] == f"{K}etikk/samlet/"
    html = page(f"{K}etikk/samlet/")
    assert 'href="/en/career-guidance/quality-framework/ethics/whole/"' in html
    assert "/nn/karriererettleiing/kvalitetsrammeverk/etikk/" not in html


def test_an_old_address_of_an_area_redirects_to_its_whole():
    element = FrameworkElement.objects.get(key="etikk")
    element.slug_nb = "yrkesetikk"
    element.save()
    response = Client().get(f"{K}etikk/samlet/")
    assert response.status_code == 301
    assert response["Location"] == f"{K}yrkesetikk/samlet/"


def test_a_body_in_the_other_norwegian_standard_says_so_without_a_warning():
    area = factories.FrameworkElementFactory(kind="area", **factories.BODY)
    factories.FrameworkElementFactory(
        parent=area, kind="model", body_nn="<h2>Ein overskrift</h2><p>Tekst på nynorsk.</p>"
    )
    html = page(f"{K}{area.slug_nb}/samlet/")
    assert '<div class="prose" lang="nn">' in html
    assert "<h3>Ein overskrift</h3>" in html
    assert "bare på" not in html
    english = page(f"/en/career-guidance/quality-framework/{area.slug_en}/whole/")
    assert "This text is only available in" in english


def test_a_part_that_is_not_public_is_not_in_the_whole():
    FrameworkElement.objects.filter(key="et-lofte").update(state=State.DRAFT)
    html = page(f"{K}etikk/samlet/")
    assert 'id="et-lofte"' not in html
    page(f"{K}finnes-ikke/samlet/", 404)


def test_headings_of_a_text_move_down_and_never_below_the_sixth():
    assert lowered("<h2>a</h2><h3>b</h3>", 2) == "<h4>a</h4><h5>b</h5>"
    assert lowered("<h3>b</h3>", 5) == "<h6>b</h6>"


def test_a_whole_costs_the_same_with_ten_more_parts(queries_for):
    area = factories.FrameworkElementFactory(kind="area", **factories.BODY)
    text = '<p><a href="ref:services.service/karrieresentre">x</a></p>'
    factories.FrameworkElementFactory(parent=area, kind="model", body_nb=text)
    one = queries_for(f"{K}{area.slug_nb}/samlet/")
    factories.FrameworkElementFactory.create_batch(10, parent=area, kind="model", body_nb=text)
    assert queries_for(f"{K}{area.slug_nb}/samlet/") == one


@pytest.mark.parametrize(
    ("path", "step", "ours"),
    [
        (f"{K}refleksjonsark/", "Utfordringen", "har vi oversatt"),
        (
            "/nn/karriererettleiing/kvalitetsrammeverk/refleksjonsark/",
            "Utfordringa",
            "har vi omsett",
        ),
        ("/en/career-guidance/quality-framework/reflection-sheet/", "The challenge", ""),
    ],
)
def test_the_worksheet_has_the_eight_steps_and_says_what_is_ours(path, step, ours):
    html = page(path)
    assert html.count('class="lines"') == 9
    assert f"1. {step}" in html
    assert ours in html
    assert ("Their names here are our translation" in html) is False
    assert "Debrief" in html or "Ettertanken" in html
    assert "<svg" in html


def test_without_the_public_model_there_is_no_worksheet():
    FrameworkElement.objects.filter(key="et-refleksjonsmodellen").update(state=State.DRAFT)
    page(f"{K}refleksjonsark/", 404)
    assert "refleksjonsark" not in page(K)


def test_the_framework_leads_to_its_tools():
    html = page(K)
    for path in ("egensjekk/", "refleksjonsark/", "karriereknappene/"):
        assert f'href="{K}{path}"' in html
    assert 'href="/nb/karriereveiledning/ressurser/?area=etikk"' in html


def test_an_area_leads_to_its_whole_and_to_its_resources():
    html = page(f"{K}etikk/")
    assert f'href="{K}etikk/samlet/"' in html
    assert 'href="/nb/karriereveiledning/ressurser/?area=etikk"' in html
    assert f'href="{K}refleksjonsark/"' in page(f"{K}refleksjonsmodellen/")


def test_the_career_buttons_show_five_pairs_each_with_its_explanation():
    html = page(f"{K}karriereknappene/")
    for part in FrameworkElement.objects.filter(parent__key="kk-karriereknappene"):
        assert html.count(f'id="{part.key}"') == 1
        assert f"<h3>{part.name_nb}</h3>" in html
        assert part.summary_nb in html
