"""The publish receipt: each check by a text that fails it and one that passes."""

import datetime as dt

import pytest
from django.test import override_settings

from portal.base.drafts.snapshots import take
from portal.base.models import Link, Source
from portal.base.receipt.checks import (
    alternatives,
    dates,
    facts,
    headings,
    link_texts,
    links,
    readability,
    spelling,
    translations,
)
from portal.base.receipt.places import Examined
from portal.base.receipt.sentences import sentences
from tests import factories
from tests.base import made_files
from tests.test_spelling import need_dictionary

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


def found(check, entry, before=None, **more):
    return list(check(Examined.of(entry, before, NOW, **more)))


def codes(check, entry, before=None, **more):
    return [(finding.level, finding.code) for finding in found(check, entry, before, **more)]


def of_body(check, html):
    article = factories.ArticleFactory(body_nb=html)
    return codes(check, article)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a?b=1", []),
        ("mailto:post@example.org?subject=Hei%20du", []),
        ("tel:+4755553333", []),
        ("tel:116111", []),
        ("", [("error", "link_empty")]),
        ("www.example.org", [("error", "link_scheme")]),
        ("/nb/tjenester/", [("error", "link_scheme")]),
        ("https://exa mple.org/", [("error", "link_blank")]),
        ("https:///bare", [("error", "link_no_host")]),
        ("mailto:post", [("error", "link_mail")]),
        ("tel:ring meg", [("error", "link_phone")]),
        ("tel:+47123", [("warning", "link_phone_odd")]),
        ("http://example.org/", [("warning", "link_http")]),
        ("ref:services.county/ingen-slik", [("error", "link_ref_nothing")]),
        ("ref:base.source/oppl24", [("error", "link_ref_nothing")]),
    ],
)
def test_an_address_that_cannot_be_followed_is_an_error(address, expected):
    assert of_body(links.check, f'<p>Se <a href="{address}">en side</a>.</p>') == expected


@override_settings(PORTAL_ADDRESS="https://portal.example")
def test_our_own_address_written_out_is_a_warning():
    html = '<p><a href="https://portal.example/nb/">Forsiden</a></p>'
    assert of_body(links.check, html) == [("warning", "link_own")]


def test_a_reference_to_what_is_not_public_is_a_warning_and_to_itself_is_none():
    draft = factories.CountyFactory(state="draft")
    html = f'<p><a href="ref:services.county/{draft.key}">fylket</a></p>'
    assert of_body(links.check, html) == [("warning", "link_ref_hidden")]
    own = factories.ArticleFactory(state="draft", key="egen")
    own.body_nb = '<p><a href="ref:guidance.article/egen">denne</a></p>'
    own.save()
    assert codes(links.check, own) == []


def test_an_address_known_to_be_broken_or_moved_is_a_warning_that_says_so():
    day = dt.date(2026, 5, 4)
    address = "https://example.org/borte"
    Link.objects.create(kind="web", address=address, state="broken", broken_since=day)
    Link.objects.create(
        kind="web", address="https://example.org/x", state="moved", moved_to="https://example.org/y"
    )
    body = '<p><a href="https://example.org/x">her om x</a></p>'
    service = factories.ServiceFactory(website=address, body_nb=body)
    first, second = found(links.check, service)
    assert (first.code, first.fragment) == ("link_broken", "id_website")
    assert "4. mai 2026" in first.message
    assert (second.code, second.params) == ("link_moved", {"address": "https://example.org/y"})


def test_a_confirmed_way_to_make_contact_is_looked_at_too():
    centre = factories.CentreFactory()
    factories.ContactFactory(centre=centre, value="55 55 33 33")
    assert found(links.check, centre) == []
    wrong = factories.ContactFactory(centre=centre, value="fem fem fem")
    [finding] = found(links.check, centre)
    assert (finding.code, finding.path) == ("link_phone", f"contacts/{wrong.key}/value")
    assert finding.fragment == "id_contacts-1-value"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p><h2>b</h2><p>c</p><h3>d</h3><h2>e</h2>", []),
        ("<h2> </h2><p>a</p>", [("error", "heading_empty")]),
        ("<p>a</p><h3>b</h3>", [("error", "heading_level")]),
        ("<p><strong>Hvem gjelder det?</strong></p><p>a</p>", [("warning", "heading_bold")]),
        ("<p><strong>Husk:</strong> ta med papirene.</p>", []),
        ("<ul><li><p><strong>punkt</strong></p></li></ul>", []),
        (f"<p>{'ord ' * 301}</p>", [("warning", "heading_none")]),
        (f"<p>{'ord ' * 200}</p><h2>a</h2><p>{'ord ' * 200}</p>", []),
    ],
)
def test_headings_are_whole_real_and_in_order(html, expected):
    assert of_body(headings.check, html) == expected


@pytest.mark.parametrize(
    "text",
    ["les mer", "Les mer →", "les meir…", "her", "Klikk her!", "trykk her", "«her»", "Read more",
     "click here", "here.", "More", "les\u00a0mer"],
)  # fmt: skip
def test_a_link_that_does_not_say_where_it_leads_is_an_error(text):
    html = f'<p><a href="https://example.org/">{text}</a></p>'
    assert of_body(link_texts.check, html) == [("error", "text_vague")]


def test_a_link_that_says_where_it_leads_is_fine_and_one_without_text_is_an_error():
    good = '<p><a href="https://example.org/">les mer om opptak</a> <a href="tel:1">55 55</a></p>'
    assert of_body(link_texts.check, good) == []
    for text in ("", " ", "→"):
        html = f'<p><a href="https://example.org/">{text}</a></p>'
        assert of_body(link_texts.check, html) == [("error", "text_empty")]


def test_an_address_as_text_and_one_text_for_two_places_are_warnings():
    bare = '<p><a href="https://example.org/a">www.example.org/a</a></p>'
    assert of_body(link_texts.check, bare) == [("warning", "text_address")]
    twice = '<p><a href="https://a.example/">Søknad</a> <a href="https://b.example/">søknad</a></p>'
    assert of_body(link_texts.check, twice) == [("warning", "text_twice")]
    same = '<p><a href="https://a.example/">Søknad</a> <a href="https://a.example/">søknad</a></p>'
    assert of_body(link_texts.check, same) == []


def test_a_picture_without_a_description_is_an_error_until_it_has_one():
    paper = factories.PaperFactory()
    picture = factories.StoredFile.keep(made_files.picture(), "image/png")
    factories.PaperVersionFactory(paper=paper, file=picture, file_name="kart.png")
    factories.PaperVersionFactory(paper=factories.PaperFactory(meeting=paper.meeting))
    [finding] = found(alternatives.check, paper.meeting)
    assert (finding.level, finding.path) == ("error", f"papers/{paper.key}/alternative")
    assert finding.fragment == "id_papers-0-alternative"
    paper.alternative = "Kart over fylket"
    paper.save()
    assert found(alternatives.check, paper.meeting) == []


def test_readability_is_words_in_a_sentence_plus_per_cent_of_long_words():
    said = ["Dette er en setning med sju ord", "Karriereveiledning er viktig for deg"]
    one = readability.of_sentences("nb", said)
    assert (one.words, one.sentences) == (12, 2)
    assert one.lix == round(12 / 2 + 100 * 2 / 12, 1)  # setning, Karriereveiledning
    assert one.grade == "very_easy"


def test_a_heavy_text_is_a_warning_and_a_light_one_is_measured_without():
    light = "<p>" + "Du kan ringe oss nå. " * 12 + "</p>"
    heavy = "<p>" + "karriereveiledning " * 60 + "</p>"
    assert of_body(readability.check, light) == []
    assert of_body(readability.check, heavy) == [("warning", "lix_high")]
    quoted = f'<blockquote>{heavy}</blockquote><p><span lang="en">{"guidance " * 60}</span></p>'
    assert of_body(readability.check, quoted) == []
    examined = Examined.of(factories.ArticleFactory(body_nb=light), None, NOW)
    assert [(one.language, one.grade) for one in readability.measure(examined)] == [
        ("nb", "very_easy")
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Det er to. Her er den andre!", 2),
        ("Se f.eks. Oslo, jf. kap. 3 og nr. 5.", 1),
        ("Fristen er 1. mars, og svaret kommer bl.a. på e-post osv. innen uka.", 1),
        ("I 2020 var det 36. Nå er det flere.", 2),
        ("Ring A. Hansen. Eller kom innom.", 2),
        ("Husk dette: Ta med papirene.", 2),
        ("See e.g. Oslo, i.e. the city, p. 12.", 1),
        ("Ingen punktum", 1),
        (" … ", 0),
    ],
)
def test_abbreviations_and_dates_end_no_sentence(text, number):
    assert len(sentences(text)) == number


def test_a_misspelt_word_is_a_warning_in_its_own_language():
    need_dictionary("nb")
    body = (
        "<p>Dette er en skrivefeiil, sa Xyzverk i Bortevik.</p>"
        '<p><span lang="en">This is a word.</span></p><p>Skriv til post@exampel.org.</p>'
    )
    article = factories.ArticleFactory(body_nb=body)
    [finding] = [one for one in found(spelling.check, article) if one.language == "nb"]
    assert finding.params == {"words": ["skrivefeiil"]}
    assert (finding.level, finding.fragment) == ("warning", "id_body_nb")


def test_words_of_what_entries_are_called_are_no_misspellings():
    need_dictionary("nb")
    article = factories.ArticleFactory(body_nb="<p>Bli kjent med kvaksalveriordningen.</p>")
    assert "words_unknown" in [one.code for one in found(spelling.check, article)]
    factories.ServiceFactory(name_nb="Kvaksalveriordningen")
    assert "words_unknown" not in [one.code for one in found(spelling.check, article)]


def test_a_reviewed_word_is_right_though_no_dictionary_has_it():
    need_dictionary("nb")
    assert "noen" in spelling.reviewed("nb")
    assert spelling.misspelt("nb", ["noen"]) == ["noen"]
    article = factories.ArticleFactory(body_nb="<p>Noen spør, og noen svarer.</p>")
    assert [one for one in found(spelling.check, article) if one.language == "nb"] == []


def test_spelling_is_said_not_to_be_checked_where_no_dictionary_is(monkeypatch):
    spelling.dictionaries.cache_clear()
    monkeypatch.setenv("PATH", "/nowhere")
    try:
        checked = found(spelling.check, factories.ArticleFactory())
    finally:
        spelling.dictionaries.cache_clear()
    assert {(one.level, one.code, one.language) for one in checked} == {
        ("not_checked", "no_dictionary", code) for code in ("nb", "nn", "en")
    }


def test_a_name_must_be_in_every_language_and_a_forgotten_text_is_a_warning():
    service = factories.ServiceFactory(cost_nb="Gratis.", name_en="", **factories.BODY)
    said = [(one.level, one.code, one.path) for one in found(translations.check, service)]
    assert said == [
        ("error", "name_missing", "name_en"),
        ("warning", "text_missing", "cost_nn"),
        ("warning", "text_missing", "cost_en"),
    ]
    service.name_en, service.cost_nn, service.cost_en = "Name", "Gratis.", "Free."
    service.save()
    assert found(translations.check, service) == []


def test_a_long_text_without_english_is_a_warning_and_without_the_sister_is_none():
    service = factories.ServiceFactory(body_nn="<p>Ein tekst.</p>")
    [finding] = found(translations.check, service)
    assert (finding.level, finding.code, finding.path) == ("warning", "body_missing", "body_en")
    assert "nynorsk" in finding.message


def test_a_translation_that_is_behind_is_a_warning_with_the_day():
    service = factories.ServiceFactory(**factories.BODY)
    service.behind = {"en": {"body": {"version": 1, "on": "2026-02-02", "since": "2026-05-04"}}}
    service.save()
    [finding] = found(translations.check, service)
    assert (finding.code, finding.path) == ("behind", "body_en")
    assert "4. mai 2026" in finding.message


def test_a_translation_that_this_publishing_leaves_behind_is_a_warning_unless_it_is_in_force():
    service = factories.ServiceFactory(**factories.BODY)
    before = take(service)
    service.body_nb = "<p>En ny tekst.</p>"
    service.save()
    assert codes(translations.check, service, before) == [("warning", "left_behind")]
    assert codes(translations.check, service, before, in_force=("en",)) == []
    assert codes(translations.check, service, before, minor=True) == []


def test_facts_without_source_owner_and_confirmation_are_warnings():
    service = factories.ServiceFactory(next_check_on=dt.date(2026, 5, 31))
    assert {code for _level, code in codes(facts.check, service)} == {
        *("no_source", "not_confirmed", "no_owner", "overdue"),
    }
    service.owner = factories.OrganisationFactory()
    service.confirmation, service.next_check_on = "confirmed", dt.date(2026, 6, 1)
    service.save()
    service.sources.add(Source.objects.create(key="test-kilde", title="Kilde"))
    assert found(facts.check, service) == []


def test_an_end_that_has_passed_is_an_error():
    service = factories.ServiceFactory(published_until=NOW)
    assert codes(dates.check, service) == [("error", "ended")]
    service.published_until = NOW + dt.timedelta(days=1)
    service.save()
    assert codes(dates.check, service) == []
