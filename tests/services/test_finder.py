"""From a situation and a place to a named desk: every step an address, at most three of them."""

import datetime as dt
import re
from collections import Counter

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.base.publishing import State
from services import finder
from services.doors import DoorBook
from services.models import Audience, County, Entitlement, Municipality, Service
from services.places import find_place, place_from_slug
from services.places.place import without_county
from tests import factories
from tests.samples import one_in_each

pytestmark = pytest.mark.django_db
LANGUAGES = ("nb", "nn", "en")


def html(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def page(path: str, status: int = 200):
    response = Client().get(path)
    assert response.status_code == status, (path, response.status_code)
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


def main(tree):
    return next(e for e in tree.iter("main"))


def links(element) -> dict[str, str]:
    return {a.get("href"): " ".join("".join(a.itertext()).split()) for a in element.iter("a")}


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


def links_in(html: str) -> set[str]:
    """Return where a page's links lead, read quickly: there are hundreds of these pages."""
    return set(
        re.findall(r'<a [^>]*href="([^"]+)"', html[html.index("<main") : html.index("</main")])
    )


def test_every_audience_in_every_county_gets_a_named_service_and_a_way_there_in_three_steps():
    blanks = Counter()
    front = links_in(html("/nb/"))
    audiences, counties = Audience.objects.published(), County.objects.published()
    assert (len(audiences), len(counties)) == (20, 15)
    whole = connection.vendor == "sqlite"  # elsewhere two situations in every county
    for audience in audiences if whole else one_in_each(audiences, lambda _: 1)[:2]:
        question = f"/nb/finn/{audience.slug_nb}/"
        assert question in front
        places = links_in(html(question))
        for county in counties:
            answer = f"/nb/finn/{audience.slug_nb}/{county.key}/"
            assert answer in places
            content = html(answer)
            found = links_in(content)
            assert any(re.match(r"/(nb/tjenester|nn/tenester)/", href) for href in found), answer
            assert any(href.startswith("https://") for href in found), answer
            place = place_from_slug(county.key)
            owed = finder.answer(audience, place, None, now=timezone.now()).owed
            assert owed, answer
            missing = sum(item.missing for item in owed)
            blanks[county.key] += missing
            said = content.count("Adresse, telefon og åpningstider er ikke oppgitt.")
            assert said >= missing, answer
            assert "https://karriereveiledning.no" in content, answer
    print(f"\nDesks that the facts do not give: {blanks.total()}, by county {dict(blanks)}")
    assert all(blanks[county.key] > 0 for county in counties)  # the facts confirm no centre yet


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_whole_in_every_language(language):
    refugee = Audience.objects.get(key="flyktning")
    slug = getattr(refugee, f"slug_{language}")
    start = {"nb": "finn", "nn": "finn", "en": "find"}[language]
    content = words(main(page(f"/{language}/{start}/{slug}/senja-5530/")))
    assert "Senja" in content
    assert "§ 11" in content
    assert "Karriere Troms" in content


def test_both_answers_on_the_front_page_lead_straight_to_the_result():
    response = Client().get("/nb/finn/?situation=flyktning&place=9300")
    assert response.status_code == 302
    assert response["Location"].endswith("/senja-5530/")


def test_a_situation_alone_leads_to_the_question_of_place_and_keeps_what_was_written():
    response = Client().get("/nb/finn/?situation=flyktning&place=herøy")
    assert response["Location"].endswith("?place=her%C3%B8y")
    choices = links(main(page(response["Location"])))
    assert {"/nb/finn/flyktning/heroy-more-og-romsdal-1515/",
            "/nb/finn/flyktning/heroy-nordland-1818/"} <= set(choices)  # fmt: skip


def test_a_place_alone_is_remembered_in_the_links():
    assert "/nb/finn/flyktning/senja-5530/" in links(main(page("/nb/finn/?place=senja")))


@pytest.mark.parametrize(
    ("text", "offered"),
    [("Trosmø", "Tromsø"), ("Kristjansannd", "Kristiansand"), ("Tysfjord", "Hamarøy")],
)
def test_an_uncertain_place_is_asked_about(text, offered):
    content = main(page(f"/nb/finn/flyktning/?place={text}"))
    assert offered in words(content)
    assert next(e for e in content.iter("input") if e.get("name") == "place").get("value") == text


def test_a_place_nobody_knows_is_said_and_the_counties_are_offered():
    content = main(page("/nb/finn/flyktning/?place=qqqqqqqq"))
    assert "Vi fant ikke noe sted som heter «qqqqqqqq»" in words(content)
    assert "/nb/finn/flyktning/troms/" in links(content)


def test_no_place_written_is_an_error_at_the_field():
    content = main(page("/nb/finn/flyktning/?place=", 400))
    field = next(e for e in content.iter("input") if e.get("name") == "place")
    assert field.get("aria-invalid") == "true"
    assert field.get("id") in {href.lstrip("#") for href in links(content)}


@pytest.mark.parametrize("place", ["svalbard", "jan-mayen", "utlandet", "hele-landet"])
def test_outside_every_county_there_is_still_an_answer(place):
    content = main(page(f"/nb/finn/voksen-i-jobb/{place}/".replace("voksen-i-jobb", _slug())))
    assert "karriereveiledning.no" in words(content).lower()


def _digital() -> Service:
    return Service.objects.get(key="karriereveiledning-no")


def _slug() -> str:
    return Audience.objects.get(key="voksen-i-jobb").slug_nb


def test_svalbard_is_told_that_it_has_no_county():
    assert "Svalbard hører ikke til noe fylke" in words(main(page(f"/nb/finn/{_slug()}/svalbard/")))


def test_an_older_word_for_a_place_redirects_to_todays():
    response = Client().get("/nb/finn/flyktning/lenvik-1931/")
    assert (response.status_code, response["Location"]) == (301, "/nb/finn/flyktning/senja-5530/")
    assert Client().get("/nb/finn/flyktning/abroad/").status_code == 301
    assert Client().get("/nb/finn/flyktning/nowhere-9999/").status_code == 404


def test_a_situation_in_another_language_redirects_within_the_finder():
    response = Client().get("/nb/finn/refugee/senja-5530/")
    assert response["Location"] == "/nb/finn/flyktning/senja-5530/"


class TestAge:
    """Age is asked for only where it decides, and decides only then."""

    def test_it_is_asked_only_where_it_decides(self):
        young = Audience.objects.get(key="ung-utenfor")
        refugee = Audience.objects.get(key="flyktning")
        asked = [a.key for a in (young, refugee) if 'name="age"' in html(finder_url(a))]
        assert asked == ["ung-utenfor"]

    @pytest.mark.parametrize(("age", "fits"), [(14, False), (15, True), (24, True), (25, False)])
    def test_the_bounds_are_inclusive(self, age, fits):
        young = Audience.objects.get(key="ung-utenfor")
        path = f"/nb/finn/{young.slug_nb}/oslo-0301/?age={age}"
        content = words(main(page(path)))
        assert ("Ikke i din alder" not in content) == fits

    @pytest.mark.parametrize("age", ["abc", "-1", "121", "1e9", "\x00", "9" * 5000])
    def test_an_impossible_age_is_explained_and_the_answer_still_given(self, age):
        young = Audience.objects.get(key="ung-utenfor")
        response = Client().get(f"/nb/finn/{young.slug_nb}/oslo-0301/", {"age": age})
        assert response.status_code == 400
        text = response.content.decode()
        assert "error-summary" in text
        assert "Oslo" in text
        sheet = Client().get(f"/nb/finn/{young.slug_nb}/oslo-0301/ark/", {"age": age})
        assert sheet.status_code == 302
        assert sheet["Location"].startswith(f"/nb/finn/{young.slug_nb}/oslo-0301/?age=")


def finder_url(audience: Audience) -> str:
    return f"/nb/finn/{audience.slug_nb}/"


def test_a_municipality_has_a_page_that_names_its_desks():
    rows = Municipality.objects.current()
    assert len(rows) == 357
    for row in one_in_each(rows, lambda row: row.county_id):
        content = html(f"/nb/kommuner/{row.slug}/")
        assert row.official_name in content
        assert f"Nav-kontoret for {without_county(row.name)}" in content


def test_a_divided_municipality_shows_what_it_became():
    found = links(main(page("/nb/kommuner/tysfjord-1850/")))
    assert {"/nb/kommuner/narvik-1806/", "/nb/kommuner/hamaroy-1875/"} <= set(found)


def test_a_misspelt_word_with_the_right_number_redirects():
    assert Client().get("/nb/kommuner/x-5530/")["Location"] == "/nb/kommuner/senja-5530/"
    assert Client().get("/nb/kommuner/senja-0000/").status_code == 404
    assert Client().get("/nb/kommuner/senja/").status_code == 404
    assert Client().get("/nb/kommuner/troms-55/").status_code == 404


def test_a_field_says_how_it_is_filled_in_and_where_suggestions_come_from():
    question = html(finder_url(Audience.objects.get(key="ung-utenfor")))
    place, age = (
        re.search(rf'<input type="text" name="{n}".*?>', question).group() for n in ("place", "age")
    )
    assert 'data-hx-get="/nb/steder/?for=ung-utenfor"' in place
    assert 'maxlength="80"' in place
    assert 'autocomplete="off"' in place
    assert 'inputmode="numeric"' in age
    for field, name in ((place, "place"), (age, "age")):
        assert f'aria-describedby="id_{name}_helptext"' in field
        assert f'id="id_{name}_helptext"' in question


def test_suggestions_are_links_to_the_answers():
    found = links(main(page("/nb/steder/?place=tro&for=flyktning")))
    assert "/nb/finn/flyktning/tromso-5501/" in found
    assert "/nb/kommuner/tromso-5501/" in links(main(page("/nb/steder/?place=tro")))
    assert page("/nb/steder/?place=") is not None


def test_a_site_in_the_readers_municipality_stands_first_with_its_distance_and_hours():
    county = County.objects.get(key="troms")
    centre = county.centres.first()
    far = factories.SiteFactory(
        centre=centre, place="Tromsø", municipality=Municipality.objects.get(name="Tromsø")
    )
    near = factories.SiteFactory(
        centre=centre, place="Finnsnes", municipality=Municipality.objects.get(name="Senja")
    )
    factories.ScheduleFactory(site=near, monday="09.00–15.30")
    factories.ContactFactory(site=near, kind="phone", value="77 00 00 00")
    monday = dt.datetime(2026, 11, 23, 11, tzinfo=dt.UTC)
    result = finder.answer(
        Audience.objects.get(key="flyktning"), find_place("Senja").places[0], None, now=monday
    )
    sites = result.owed[0].desks[0].sites
    here = [site.site.pk for site in sites if site.site.pk in {near.pk, far.pk}]
    assert here == [near.pk, far.pk]
    first = next(site for site in sites if site.site.pk == near.pk)
    assert first.door.is_open
    assert first.distance.kilometres < 1
    assert first.distance.words == ""
    assert not result.owed[0].missing
    text = words(main(page("/nb/finn/flyktning/senja-5530/")))
    assert "77 00 00 00" in text
    assert re.search(r"Tromsø Sted \d+ \d+ km i luftlinje", text)
    assert " 0 km" not in text


def test_a_telephone_line_says_when_someone_answers(monkeypatch):
    monday = dt.datetime(2026, 11, 23, 11, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: monday)
    centre = County.objects.get(key="troms").centres.first()
    line = factories.ContactFactory(centre=centre, value="77 11 11 11")
    factories.ScheduleFactory(contact=line, monday="08.00–14.30")
    at_site = factories.ContactFactory(site=factories.SiteFactory(centre=centre))
    factories.ScheduleFactory(contact=at_site, monday="08.00–16.45")
    national = factories.ContactFactory(service=_digital(), value="21 00 00 00")
    factories.ScheduleFactory(contact=national, monday="08.00–20.15")
    silent = factories.ContactFactory(centre=centre, value="77 22 22 22")
    text = words(main(page("/nb/finn/flyktning/senja-5530/")))
    assert "77 11 11 11Åpent nå, stenger kl. 14.30" in text
    assert f"{at_site.value}Åpent nå, stenger kl. 16.45" in text
    assert "21 00 00 00Åpent nå, stenger kl. 20.15" in text
    assert f"{silent.value}Åpent" not in text


def test_hours_of_a_neighbouring_county_are_not_read():
    elsewhere = County.objects.get(key="nordland").centres.first()
    line = factories.ContactFactory(centre=elsewhere, value="75 00 00 00")
    factories.ScheduleFactory(contact=line)
    book = DoorBook(timezone.now(), county="troms")
    assert not book.contacts["centre", elsewhere.pk]
    assert not book.schedules["contact", line.pk]


def test_a_draft_entitlement_is_nowhere_in_the_answer():
    Entitlement.objects.filter(audience__key="flyktning").update(state=State.DRAFT)
    text = words(main(page("/nb/finn/flyktning/senja-5530/")))
    assert "§ 11" not in text


def test_the_answer_costs_the_same_with_a_thousand_centres(queries_for):
    path = "/nb/finn/flyktning/senja-5530/"
    county = County.objects.get(key="troms")
    factories.SiteFactory.create_batch(10, centre=factories.CentreFactory(county=county))
    few = queries_for(path)
    for centre in factories.CentreFactory.create_batch(30, county=county):
        for site in factories.SiteFactory.create_batch(2, centre=centre):
            factories.ScheduleFactory(site=site)
            factories.ScheduleFactory(contact=factories.ContactFactory(site=site))
        factories.ScheduleFactory(contact=factories.ContactFactory(centre=centre))
    assert queries_for(path) == few
    assert few <= 20
