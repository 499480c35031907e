"""Comparisons, shortlists and sheets: everything is in the address, and nothing is stored."""

import datetime as dt
import re
from types import SimpleNamespace
from urllib.parse import urlencode

import html5lib
import pytest
import segno
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override

from portal.base.publishing import State
from services import checks, choices, comparison, sheets
from services.models import CareerCentre, FormerCounty, Municipality, Service
from services.places import places_from_number
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 2)
LISTS = {"nb": "/nb/huskeliste/", "nn": "/nn/hugseliste/", "en": "/en/shortlist/"}
TABLES = {"nb": "/nb/sammenlign/", "nn": "/nn/samanlikn/", "en": "/en/compare/"}


def get(path: str, **query: object):
    return Client().get(path + (f"?{urlencode(query, doseq=True)}" if query else ""))


def html(path: str, **query: object) -> str:
    return get(path, **query).content.decode()


def codes(*entries) -> list[str]:
    return sorted(choices.code_of(entry) for entry in entries)


def list_of(*entries, place: str = "") -> str:
    return f"{LISTS['en']}{'-'.join([*([place] if place else []), *codes(*entries)])}/"


# Codes


def test_every_entry_of_the_reference_content_has_a_code_of_its_own():
    found = choices.references()
    assert len(found) == sum(len(references) for references in found.values()) > 40
    assert checks.check_choice_codes(databases=["default"]) == []


def test_codes_never_change():
    assert choices.code_for("service.karriereveiledning-no") == "y69t"
    assert choices.code_of(CareerCentre.objects.get(key="senter-oslo")) == "6695"


def test_a_code_has_four_signs_that_nobody_mistakes_or_reads_as_a_word():
    for code in choices.references():
        assert re.fullmatch(r"[2-9bcdfghjkmnpqrstvwxyz]{4}", code)


def test_two_entries_with_one_code_are_a_warning(monkeypatch):
    monkeypatch.setattr(choices, "code_for", lambda reference: "bbbb")
    assert [warning.id for warning in checks.check_choice_codes(databases=["default"])] == [
        "services.W001"
    ]
    assert checks.check_choice_codes() == []


def test_the_links_on_a_page_lead_to_a_list_and_a_table_with_its_entry():
    for entry, links in (
        (factories.ServiceFactory(), 2),
        (factories.CentreFactory(), 2),
        (factories.AudienceFactory(), 1),  # situations are not compared
    ):
        with override("en"):
            page = render_to_string("components/choose_links.html", {"entry": entry})
        found = re.findall(r'href="([^"]+)"', page)
        assert len(found) == links
        assert get(found[0])["Location"] == list_of(entry)
        assert all(
            entry.name_en in Client().get(url, follow=True).content.decode() for url in found
        )


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("bbbb-cccc", "bbbb-cccc"),
        ("CCCC-bbbb", "bbbb-cccc"),
        ("cccc-bbbb-cccc", "bbbb-cccc"),
        ("cccc-p5530", "p5530-cccc"),
        ("p5530-p18-cccc", "p18-cccc"),
        ("--cccc__", "cccc"),
        ("p5530", "p5530"),
        ("x" * 10_000, "x" * 12),
        ("\x00'\"<b>æøå😀", "b"),
        ("", ""),
    ],
)
def test_choices_have_one_spelling(text, canonical):
    assert str(choices.read(text)) == canonical
    assert str(choices.read(canonical)) == canonical


# Shortlist


def test_what_is_put_on_a_list_is_found_again():
    service, centre, situation = (
        factories.ServiceFactory(),
        factories.CentreFactory(),
        factories.AudienceFactory(),
    )
    path = list_of(service, centre, situation)
    page = html(path)
    for entry in (service, centre, situation):
        assert f'<h3><a href="{entry.url_in("en")}">{entry.name_en}</a></h3>' in page
        others = [other for other in (service, centre, situation) if other != entry]
        assert f'href="{list_of(*others)}">Remove {entry.name_en}' in page


def test_another_spelling_leads_to_the_one_address_for_good():
    service, centre = factories.ServiceFactory(), factories.CentreFactory()
    path = list_of(service, centre)
    swapped = f"/en/shortlist/{'-'.join(reversed(codes(service, centre, service)))}/".upper()
    for other in (path.upper(), swapped):
        other = other.replace("/EN/SHORTLIST", "/en/shortlist")
        if other != path:
            response = get(other)
            assert (response.status_code, response["Location"]) == (301, path)
    sheet = get(path.upper().replace("/EN/SHORTLIST", "/en/shortlist") + "sheet/")
    assert (sheet.status_code, sheet["Location"]) == (301, f"{path}sheet/")


def test_adding_leads_to_the_new_list():
    service, centre = factories.ServiceFactory(), factories.CentreFactory()
    for added in (choices.code_of(centre), f"centre.{centre.key}"):
        response = get(LISTS["en"], list=codes(service)[0], add=["", added])
        assert (response.status_code, response["Location"]) == (302, list_of(service, centre))


def test_an_empty_list_says_how_to_begin():
    service = factories.ServiceFactory()
    page = html(LISTS["en"])
    assert 'id="how"' in page
    assert f'<option value="{choices.code_of(service)}"' in page
    assert "<svg width" not in page


def test_a_thirteenth_choice_waits_until_there_is_room():
    services = factories.ServiceFactory.create_batch(13, sector=factories.SectorFactory())
    response = get(
        LISTS["en"], list="-".join(codes(*services[:12])), add=choices.code_of(services[12])
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert "A list has room for twelve. Remove something" in page
    assert all(f">{service.name_en}</a></h3>" in page for service in services[:12])
    assert f">{services[12].name_en}</a></h3>" not in page


def test_of_an_address_with_more_than_twelve_the_first_are_shown():
    services = factories.ServiceFactory.create_batch(13, sector=factories.SectorFactory())
    page = html(list_of(*services))
    assert "A list has room for twelve. The rest is left out." in page
    assert page.count("</a></h3>") == 12


def test_an_unknown_code_is_named_and_the_rest_is_shown():
    service = factories.ServiceFactory()
    code = choices.code_of(service)
    response = get(f"/en/shortlist/{'-'.join(sorted(['0000', code]))}/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "We do not know the code <b>0000</b>" in page
    assert f">{service.name_en}</a></h3>" in page
    assert f"/en/shortlist/{code}/</a>" in page  # the address to pass on is without it


def test_a_list_of_nothing_that_we_know_is_not_found():
    assert get("/en/shortlist/not-there/").status_code == 404
    assert get("/en/shortlist/not-there/sheet/").status_code == 404


def test_a_draft_on_a_list_is_said_to_be_gone_and_not_named():
    service = factories.ServiceFactory(state=State.DRAFT, name_en="Secret")
    response = get(list_of(service))
    page = response.content.decode()
    assert response.status_code == 200
    assert "One of the choices is no longer here." in page
    assert "Secret" not in page


def test_a_closed_centre_says_so_and_where_to_go():
    county = factories.CountyFactory()
    successor = factories.CentreFactory(county=county)
    centre = factories.CentreFactory(
        county=county,
        closed_on=dt.date(2026, 1, 31),
        closed_because_en="Merged.",
        go_instead_en="Go to the new one.",
        successor=successor,
    )
    for path in (list_of(centre), f"{list_of(centre)}sheet/"):
        page = html(path)
        for words in ("31 January 2026", "Merged.", "Go to the new one.", successor.name_en):
            assert words in page


def test_a_place_on_a_list_brings_the_centre_there_and_the_way_to_the_desk():
    service = factories.ServiceFactory(in_every_county=True)
    situation = factories.AudienceFactory()
    path = list_of(service, situation, place="p5530")
    page = html(path)
    centre = CareerCentre.objects.get(county__key="troms")
    assert 'href="/en/municipalities/senja-5530/">Senja</a>' in page
    assert page.count(centre.url_in("en")) == 1
    assert f'href="{list_of(service, situation, centre, place="p5530")}">Add {centre}' in page
    assert f"/en/find/{situation.slug_en}/senja-5530/" in page


def test_a_number_of_an_earlier_map_finds_the_place_of_today():
    for former in (*Municipality.objects.former()[:40], *FormerCounty.objects.all()):
        became = {successor.number for successor in former.successors.all()}
        assert {place.number for place in places_from_number(former.number)} == became
    assert [place.name for place in places_from_number("50")] == ["Trøndelag"]
    assert places_from_number("") == []


def test_no_answer_about_a_page_can_carry_a_list():
    path = list_of(factories.ServiceFactory())
    for answer in (html(path), html(f"{path}sheet/")):
        assert 'method="post"' not in answer


def test_an_unknown_place_is_said_so():
    page = html(list_of(factories.ServiceFactory(), place="p9999"))
    assert "We do not know the place in the address." in page


def test_a_list_has_an_address_in_every_language():
    service = factories.ServiceFactory()
    code = choices.code_of(service)
    for language, start in LISTS.items():
        for tail, sheet in (("", ""), ("ark/", "sheet/")):
            tail = sheet if language == "en" else tail
            page = html(f"{start}{code}/{tail}")
            for other, other_start in LISTS.items():
                other_tail = "" if not tail else "sheet/" if other == "en" else "ark/"
                assert f'<a href="{other_start}{code}/{other_tail}" lang="{other}"' in page


# Comparison


def test_services_stand_side_by_side_with_what_is_not_known_said():
    one = factories.ServiceFactory(cost_en="Free, we say", website="https://one.example/")
    two = factories.ServiceFactory(in_every_county=True)
    page = html(TABLES["en"], item=codes(one, two))
    table = html5lib.parse(page, namespaceHTMLElements=False).find(".//table")
    heads = ["".join(th.itertext()) for th in table.findall("./thead/tr/th")]
    assert len(heads) == 1 + 2
    rows = {"".join(tr.find("th").itertext()): tr for tr in table.findall("./tbody/tr")}
    assert len(rows) == 14
    cells = [" ".join("".join(td.itertext()).split()) for td in rows["Cost"].findall("td")]
    assert sorted(cells) == sorted([f"{one.name_en}Free, we say", f"{two.name_en}Not given"])
    assert f"{two.url_in('en')}#counties" in page


def test_centres_are_compared_by_confirmed_facts_only():
    centre = factories.CentreFactory(language_codes="nb,se", interpreter="yes")
    site = factories.SiteFactory(centre=centre, place="Byen", step_free="yes")
    factories.SiteFactory(centre=centre, place="Gamlebyen", standing="former")
    factories.ContactFactory(site=site, value="55 00 11 22")
    factories.ContactFactory(centre=centre, value="99 99 99 99", standing="stale")
    factories.ScheduleFactory(site=site)
    page = html(TABLES["en"], item=codes(centre))
    assert 'href="tel:55001122"' in page
    assert "99 99 99 99" not in page
    assert "Gamlebyen" not in page
    assert "Northern Sami" in page


def test_a_centre_is_open_when_one_of_its_doors_is():
    centre = factories.CentreFactory()
    factories.ScheduleFactory(site=factories.SiteFactory(centre=centre), monday="12.00–13.00")
    factories.ScheduleFactory(site=factories.SiteFactory(centre=centre), monday="09.00–15.30")
    found = choices.find(codes(centre)).entries.values()
    monday = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)
    with override("en"):
        assert "15:30" in comparison.status_in_words(next(iter(found)), monday)


def test_a_closed_centre_is_closed_in_the_table():
    centre = factories.CentreFactory(closed_on=dt.date(2026, 1, 31))
    assert "31 January 2026" in html(TABLES["en"], item=codes(centre))


def test_of_five_the_first_four_are_kept():
    services = factories.ServiceFactory.create_batch(5, sector=factories.SectorFactory())
    asked = [choices.code_of(service) for service in services]
    page = html(TABLES["en"], item=asked)
    assert page.count('<th scope="col">') == 1 + 4
    assert "There is room for four." in page
    assert page.index(services[0].name_en) < page.index(services[3].name_en)
    assert "<select" not in page


def test_services_and_centres_are_not_mixed():
    service, centre = factories.ServiceFactory(), factories.CentreFactory()
    page = html(TABLES["en"], item=[choices.code_of(centre), choices.code_of(service)])
    assert page.count('<th scope="col">') == 1 + 1
    assert "We compare services with services" in page
    situation = factories.AudienceFactory()
    page = html(TABLES["en"], item=codes(situation))
    assert "We compare services with services" in page
    assert 'type="checkbox"' in page


def test_an_unknown_and_a_withdrawn_choice_leave_the_rest_of_the_table():
    service, draft = factories.ServiceFactory(), factories.ServiceFactory(state=State.DRAFT)
    page = html(TABLES["en"], item=["0000", *codes(service, draft)])
    assert "We do not know the code <b>0000</b>" in page
    assert "One of the choices is no longer here." in page
    assert page.count('<th scope="col">') == 1 + 1


def test_nothing_chosen_gives_the_lists_to_choose_from():
    service = factories.ServiceFactory()
    closed = factories.CentreFactory(closed_on=TODAY)
    page = html(TABLES["en"])
    assert f'value="{choices.code_of(service)}"' in page
    assert choices.code_of(closed) not in page


def test_a_column_can_be_removed_and_one_be_added():
    sector = factories.SectorFactory()
    one, two, three = factories.ServiceFactory.create_batch(3, sector=sector)
    page = html(TABLES["en"], item=[choices.code_of(one), choices.code_of(two)])
    assert f'href="/en/compare/?item={choices.code_of(two)}">Remove {one.name_en}' in page
    assert f'<option value="{choices.code_of(three)}"' in page
    assert f'<option value="{choices.code_of(one)}"' not in page


def test_a_comparison_has_an_address_in_every_language():
    code = choices.code_of(factories.ServiceFactory())
    for start in TABLES.values():
        page = html(start, item=code)
        for other, other_start in TABLES.items():
            assert f'<a href="{other_start}?item={code}" lang="{other}"' in page


# Sheet


def test_a_sheet_says_what_whom_when_and_how():
    centre = factories.CentreFactory()
    site = factories.SiteFactory(centre=centre, place="Byen")
    factories.ContactFactory(site=site, value="55 00 11 22")
    factories.ScheduleFactory(site=site)
    page = html(f"{list_of(centre)}sheet/")
    assert "55 00 11 22" in page
    assert "Monday–Friday 09:00–15:30, Saturday–Sunday closed" in page
    assert f"http://testserver{list_of(centre)}</a>" in page


def test_hours_on_a_sheet_are_put_together_with_the_days_that_differ():
    period = factories.ScheduleFactory.build(site=None, friday="09.00–14.00", saturday="")
    day = SimpleNamespace(date=TODAY + dt.timedelta(3), hours="")
    later = SimpleNamespace(date=TODAY + dt.timedelta(40), hours="")
    with override("en"):
        words = sheets.hours_in_words([period], [day, later], today=TODAY)
    assert words == (
        "Monday–Thursday 09:00–15:30, Friday 09:00–14:00, Saturday–Sunday closed. "
        "Closed on public holidays. 5 March 2026: closed."
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "appointment"}, "By appointment"),
        ({"kind": "closed", "valid_until": TODAY}, "Closed up to and including"),
        ({"valid_until": TODAY - dt.timedelta(1)}, ""),
        ({"monday": "nonsense"}, ""),
    ],
)
def test_hours_on_a_sheet_that_are_no_week(fields, words):
    with override("en"):
        period = factories.ScheduleFactory.build(site=None, **fields)
        said = sheets.hours_in_words([period], [], today=TODAY)
    assert said.startswith(words)
    assert bool(said) == bool(words)


@pytest.mark.parametrize(
    ("entry", "period", "last"),
    [
        ({}, {}, TODAY + dt.timedelta(30)),
        ({"next_check_on": dt.date(2026, 3, 9)}, {}, dt.date(2026, 3, 9)),
        ({"next_check_on": dt.date(2027, 3, 9)}, {}, TODAY + dt.timedelta(30)),
        ({"next_check_on": dt.date(2025, 3, 9)}, {}, TODAY),
        (
            {"published_until": dt.datetime(2026, 3, 9, 23, tzinfo=dt.UTC)},  # midnight in Norway
            {},
            dt.date(2026, 3, 9),
        ),
        ({}, {"valid_until": dt.date(2026, 3, 20)}, dt.date(2026, 3, 20)),
        ({}, {"valid_until": dt.date(2026, 2, 20)}, TODAY + dt.timedelta(30)),
        ({}, {"valid_from": dt.date(2026, 3, 21)}, dt.date(2026, 3, 20)),
    ],
)
def test_a_sheet_holds_until_the_first_change_and_thirty_days_at_most(entry, period, last):
    facts = {"next_check_on": None, "published_until": None} | entry
    hours = {"valid_from": None, "valid_until": None} | period
    found = sheets.valid_until([SimpleNamespace(**facts)], [SimpleNamespace(**hours)], today=TODAY)
    assert found == last


def test_the_code_on_a_sheet_is_the_absolute_address_and_needs_no_style():
    url = "https://portal.example/nb/huskeliste/bbbb-cccc/?a=1&b=2"
    svg = sheets.qr_svg(url)
    assert "style" not in svg
    drawn = segno.make_qr(url, error="m")
    side = drawn.symbol_size(border=4)[0]
    assert f'viewBox="0 0 {side} {side}"' in svg  # four modules of quiet zone
    assert 'fill="#fff"' in svg
    assert 'stroke="#000"' in svg
    assert dark_modules(svg) == {
        (x, y) for y, row in enumerate(drawn.matrix) for x, dark in enumerate(row) if dark
    }


def dark_modules(svg: str) -> set[tuple[int, int]]:
    """Return the modules that the path of a code draws, counted inside the quiet zone."""
    path = re.search(r'stroke="#000" d="([^"]+)"', svg)[1]
    x, y, dark = 0.0, 0.0, set()
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            dark |= {(int(x) + step - 4, int(y) - 4) for step in range(int(values[0]))}
            x += values[0]
    return dark


# What holds for all of them


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_pages_are_valid_and_leave_no_trace(language):
    with override(language):
        service, centre = factories.ServiceFactory(), factories.CentreFactory()
        situation = factories.EntitlementFactory(service=service).audience
        both = "-".join(codes(service, centre, situation))
        sheet = "sheet/" if language == "en" else "ark/"
        for path in (
            LISTS[language],
            f"{LISTS[language]}{both}/",
            f"{LISTS[language]}{both}/{sheet}",
            TABLES[language],
            f"{TABLES[language]}?item={choices.code_of(service)}",
            f"{TABLES[language]}?item={choices.code_of(centre)}",
        ):
            response = get(path)
            page = response.content.decode()
            parser = html5lib.HTMLParser(namespaceHTMLElements=False)
            tree = parser.parse(page)
            assert response.status_code == 200, path
            assert not response.cookies
            assert "Cookie" not in response.headers.get("Vary", "")
            assert parser.errors == [], path
            assert " style=" not in page
            ids = [element.get("id") for element in tree.iter() if element.get("id")]
            assert len(ids) == len(set(ids)), path
            assert len(tree.findall(".//h1")) == 1
            for field in (*tree.findall(".//select"), *tree.findall(".//input[@type='checkbox']")):
                assert field.get("id") in [label.get("for") for label in tree.findall(".//label")]


@pytest.mark.parametrize(
    "text", ["\x00", "%00", "æ", "😀", "a" * 10_000, "service.", ".", "-", "p", "p99", "<script>"]
)
def test_hostile_choices_break_nothing(text):
    for path, name in ((TABLES["en"], "item"), (LISTS["en"], "add"), (LISTS["en"], "list")):
        response = Client().get(path, {name: [text, text]}, follow=True)
        assert response.status_code in {200, 404}
        assert "<script>" not in response.content.decode()


def test_a_list_and_its_sheet_cost_the_same_for_twelve_as_for_one(queries_for):
    def make(number: int) -> tuple[list, list, list]:
        sector, county = factories.SectorFactory(), factories.CountyFactory()
        services = factories.ServiceFactory.create_batch(number, sector=sector)
        centres = factories.CentreFactory.create_batch(number, county=county)
        situations = factories.AudienceFactory.create_batch(number)
        for service, centre, situation in zip(services, centres, situations, strict=True):
            service.providers.add(factories.OrganisationFactory())
            line = factories.ContactFactory(service=service)
            factories.ScheduleFactory(contact=line)
            site = factories.SiteFactory(centre=centre)
            factories.ScheduleFactory(site=site)
            factories.ContactFactory(site=site)
            factories.ScheduleFactory(contact=factories.ContactFactory(centre=centre))
            factories.EntitlementFactory(service=service, audience=situation)
        return services, centres, situations

    one, many = (sum(make(number), []) for number in (1, 4))
    for tail in ("", "sheet/"):
        assert queries_for(list_of(*many) + tail) == queries_for(list_of(*one) + tail)
    for kind in (Service, CareerCentre):
        few, four = ([e for e in group if isinstance(e, kind)] for group in (one, many))
        asked = [urlencode({"item": codes(*group)}, doseq=True) for group in (few, four)]
        cost = [queries_for(f"{TABLES['en']}?{query}") for query in asked]
        assert cost[0] == cost[1]
