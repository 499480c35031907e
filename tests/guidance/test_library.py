"""The resource library: searched whatever case and marks, filtered by its address, in pages."""

import re

import pytest
from django.test import Client

from guidance.models import FrameworkElement, Resource, Term
from portal.base.publishing import State
from tests.factories import FrameworkElementFactory, ResourceFactory, RoleFactory

pytestmark = pytest.mark.django_db
LIBRARY = "/nb/karriereveiledning/ressurser/"


def found(query: str, status: int = 200) -> str:
    """Return what the library lists, without its form."""
    response = Client().get(LIBRARY + query)
    assert response.status_code == status
    html = response.content.decode()
    return html[html.index('id="found"') : html.index("</main>")]


@pytest.fixture(autouse=True)
def _only_what_a_test_makes():
    Resource.objects.update(state=State.DRAFT)


@pytest.mark.parametrize("q", ["sámi", "SAMI", "same-rettleiing ressurs", "guidance", "rettleiing"])
def test_a_search_looks_in_every_language_whatever_case_and_marks(q):
    ResourceFactory(
        name_nb="Ressurs om Sámi veiledning", name_nn="Same-rettleiing", name_en="Sámi guidance"
    )
    ResourceFactory(name_nb="Noe annet", summary_en="Other things")
    html = found(f"?q={q}")
    assert "Ressurs om Sámi veiledning" in html
    assert "Noe annet" not in html
    assert "1 ressurs<" in html


def test_every_word_of_a_search_must_be_there():
    ResourceFactory(name_nb="Kvalitet i skolen", publisher="Utgiver Ås")
    assert "Kvalitet i skolen" in found("?q=skolen+kvalitet+aas".replace("aas", "as"))
    assert "Kvalitet i skolen" not in found("?q=skolen+barnehage")


def test_resources_are_found_by_kind_language_and_year():
    old = ResourceFactory(kind="report", year=2004, work_language="en")
    new = ResourceFactory(kind="tool", year=2022, work_language="nb, nn")
    undated = ResourceFactory(kind="tool")
    for query, wanted in {
        "?kind=report": {old},
        "?language=nn": {new},
        "?year_from=2010": {new},
        "?year_to=2010": {old},
        "?year_from=2000&year_to=2022": {old, new},
        "?kind=tool": {new, undated},
        "?kind=report&language=nn": set(),
    }.items():
        html = found(query)
        assert {r for r in (old, new, undated) if f">{r.name_nb}<" in html} == wanted, query


def test_resources_are_found_by_area_role_and_tag():
    area, role, tag = FrameworkElement.objects.get(key="etikk"), RoleFactory(), Term.objects.first()
    deep = FrameworkElement.objects.get(key="et-retningslinje-1")
    mine, other = ResourceFactory(name_nb="Den rette"), ResourceFactory(name_nb="Den andre")
    mine.framework_elements.add(deep)
    mine.roles.add(role)
    mine.terms.add(tag)
    other.framework_elements.add(FrameworkElement.objects.get(key="kvalitetssikring"))
    for query in (f"?area={area.key}", f"?role={role.key}", f"?tag={tag.key}"):
        html = found(query)
        assert "Den rette" in html, query
        assert "Den andre" not in html, query


def test_what_is_not_public_is_neither_listed_nor_counted_nor_a_choice():
    hidden = ResourceFactory(name_nb="Utkastet", state=State.DRAFT)
    term = Term.objects.first()
    hidden.terms.add(term)
    assert "0 ressurser" in found("")
    assert f'value="{term.key}"' not in Client().get(LIBRARY).content.decode()


def test_all_stand_by_kind_and_what_was_asked_for_in_one_list():
    ResourceFactory(kind="report")
    ResourceFactory(kind="tool")
    assert 'id="tool"' in found("")
    assert 'id="tool"' not in found("?q=navn")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("kind=x", "Vi kjenner ikke denne typen"),
        ("area=x", "Vi kjenner ikke dette området"),
        ("role=x", "Vi kjenner ikke denne rollen"),
        ("tag=x", "Vi kjenner ikke dette emneordet"),
        ("language=xx", "Vi kjenner ikke dette språket"),
        ("year_from=nylig", "Skriv et årstall med fire sifre"),
        ("year_to=99999", "Skriv et årstall med fire sifre"),
        ("year_from=2020&year_to=2010", "Det siste året er før det første"),
        ("q=" + "x" * 81, "Dette er for langt"),
    ],
)
def test_a_bad_choice_is_said_and_the_rest_is_kept(query, message):
    ResourceFactory(kind="report", name_nb="Blir stående", year=2021)
    ResourceFactory(kind="tool", name_nb="Faller ut", year=2021)
    rest = "q=blir" if query.startswith(("kind", "year")) else "kind=report"
    response = Client().get(f"{LIBRARY}?{query}&{rest}")
    html = response.content.decode()
    assert response.status_code == 400
    assert message in html
    assert "Blir stående" in html
    assert "Faller ut" not in html


def test_each_choice_can_be_taken_off_and_languages_keep_them():
    ResourceFactory(kind="report", year=2021)
    html = Client().get(f"{LIBRARY}?kind=report&year_from=2020&page=1&utm=x").content.decode()
    assert f'href="{LIBRARY}?kind=report"' in html
    assert f'href="{LIBRARY}?year_from=2020"' in html
    assert "/en/career-guidance/resources/?kind=report&amp;year_from=2020" in html
    assert "utm=" not in html


def test_a_library_that_has_nothing_says_what_to_do():
    assert "prøv et kortere ord" in found("?q=finnesikke")


def test_fifty_stand_on_a_page_and_the_next_keeps_the_choices():
    ResourceFactory.create_batch(51, kind="report")
    html = found("?kind=report")
    assert "51 ressurser" in html
    assert html.count("<h3>") == 50
    assert f'href="{LIBRARY}?kind=report&amp;page=2"' in html
    assert found("?kind=report&page=2").count("<h3>") == 1
    assert Client().get(f"{LIBRARY}?page=3").status_code == 404


@pytest.mark.parametrize("query", ["", "?q=navn", "?area=etikk"])
def test_the_library_costs_the_same_for_ten_more(queries_for, query):
    tag, role = Term.objects.first(), RoleFactory()
    area = FrameworkElement.objects.get(key="etikk")

    def add(number: int) -> None:
        for resource in ResourceFactory.create_batch(number):
            resource.terms.add(tag)
            resource.roles.add(role)
            resource.framework_elements.add(area)

    add(1)
    one = queries_for(LIBRARY + query)
    add(10)
    assert queries_for(LIBRARY + query) == one


def test_a_resource_shows_tags_roles_areas_and_languages_by_name():
    tag, role, part = Term.objects.first(), RoleFactory(), FrameworkElementFactory(kind="area")
    resource = ResourceFactory(work_language="nb,en")
    resource.terms.add(tag)
    resource.roles.add(role)
    resource.framework_elements.add(part)
    html = Client().get(f"{LIBRARY}{resource.slug_nb}/").content.decode()
    assert f'href="{LIBRARY}?tag={tag.key}"' in html
    assert role.name_nb in html
    assert part.name_nb in html
    assert re.search(r"<dd>\s*Engelsk, norsk bokmål\s*</dd>", html)


def test_a_resource_costs_the_same_with_ten_of_everything(queries_for):
    resource = ResourceFactory()
    path = f"{LIBRARY}{resource.slug_nb}/"

    def relate(number: int, terms: list[Term]) -> int:
        resource.terms.add(*terms)
        resource.roles.add(*RoleFactory.create_batch(number))
        resource.framework_elements.add(*FrameworkElementFactory.create_batch(number, kind="area"))
        ResourceFactory.create_batch(number)
        return queries_for(path)

    terms = list(Term.objects.all()[:11])
    assert relate(1, terms[:1]) == relate(10, terms[1:])
