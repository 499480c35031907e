"""The lists of the admin find words in any case, with and without marks, on every database."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Q, TextField, Value
from django.test import Client
from django.urls import reverse

from portal.base.accounts.audit import note
from portal.base.admin_lists import FoldedSearch, in_any_case
from portal.base.folded import Folded
from portal.base.models import Source
from portal.base.text import plain_letters
from services.models import CareerCentre, Municipality, Organisation, PostalCode, Service, Site
from tests import factories

pytestmark = pytest.mark.django_db

SEARCHED = [model for model, each in admin.site._registry.items() if each.search_fields]
WORDS = (
    "Ærlig ØVING på Ånd",
    "Kárášjohka – Karasjok",
    "GUOVDAGEAIDNU, Deanuŋŋu, DEANUŊŊU",
    "Đ đ Ŋ ŋ Ŧ ŧ Š š Č č Ž ž Á á Ń ń Ï ï",
    "Ǽ ǽ Ǿ ǿ Straße STRAẞE Łódź",
    "A\u030angstro\u0308m Å É Ü",  # marks apart from their letters
    "ﬁn Ⅳ ½ ①",
    "§ 14 a, opplæringsloven 11-2: 100 %_\\'\"",
    "",
)


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


def found(client: Client, model: Any, words: str) -> set[Any]:
    """Return what a list shows for some words."""
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return set(client.get(url, {"q": words}).context["cl"].queryset)


def offered(client: Client, model: Any, field: str, words: str) -> set[str]:
    """Return what a form offers to choose from for some words."""
    asked = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
    url = reverse("admin:autocomplete")
    answer = client.get(url, {**asked, "field_name": field, "term": words})
    return {each["id"] for each in answer.json()["results"]}


@pytest.mark.parametrize("text", WORDS)
def test_the_database_folds_as_we_do_in_memory(text: str) -> None:
    Source.objects.create(key="prove", title=text, url="https://example.org/")
    folded = Source.objects.values_list("title__folded", flat=True).get(key="prove")
    assert folded == plain_letters(text)


def test_nothing_stays_nothing() -> None:
    nothing = Folded(Value(None, output_field=TextField()))
    assert Source.objects.values_list(nothing, flat=True).first() is None


@pytest.mark.parametrize("model", SEARCHED, ids=lambda model: model._meta.label)
def test_every_list_is_searched_in_any_case(editor: Client, model: Any) -> None:
    assert isinstance(admin.site.get_model_admin(model), FoldedSearch)
    assert found(editor, model, "ÆØÅ Kárášjohka finnes ikke") == set()


@pytest.mark.parametrize(
    "words",
    [
        *("øvingsstad i kárášjohka", "ØVINGSSTAD I KÁRÁŠJOHKA", "Kárášjohka øvingsstad"),
        *("ovingsstad karasjohka", "KARASJOHKA", "árášj", "øVING"),
    ],
)
def test_a_name_is_found_however_it_is_typed(editor: Client, words: str) -> None:
    centre = factories.CentreFactory(name_nb="Øvingsstad i Kárášjohka")
    assert found(editor, CareerCentre, words) == {centre}
    assert offered(editor, Site, "centre", words) == {str(centre.pk)}
    assert found(editor, CareerCentre, f"{words} finnesikke") == set()


def test_names_without_marks_are_found_by_words_with_marks(editor: Client) -> None:
    owner = factories.OrganisationFactory(name_nn="Provestaden i Alesund")
    assert found(editor, Organisation, "prøvestaden ÅLESUND") == {owner}
    assert offered(editor, Service, "owner", "PRØVESTADEN") == {str(owner.pk)}


def test_registers_are_found_by_official_names_and_capitals(editor: Client) -> None:
    place = factories.MunicipalityFactory(name="Prøvesjok", official_name="Prøvesjok - Deanuŋŋu")
    PostalCode.objects.create(code="0003", place="ÅLEVÅGEN", category="G", municipality=place)
    assert found(editor, Municipality, "prøvesjok DEANUNNU") == {place}
    assert {str(each) for each in found(editor, PostalCode, "ålevågen")} == {"0003 ÅLEVÅGEN"}
    assert {str(each) for each in found(editor, PostalCode, "Alevagen PRØVESJOK")} == {
        "0003 ÅLEVÅGEN"
    }


def test_a_part_is_found_by_what_it_belongs_to(editor: Client) -> None:
    case = factories.CaseFactory(name_nb="Rettleiing for Øyboere", decision_nn="Vedteke i Ålen.")
    for words in ("ØYBOERE", "oyboere alen", case.meeting.key.upper()):
        assert case in found(editor, type(case), words)


def test_people_and_the_log_are_found_in_any_case(editor: Client) -> None:
    people = get_user_model()
    person = people.objects.create_user("o", first_name="Øyvind", last_name="Aasen")
    assert found(editor, people, "øyvind AASEN") == {person}
    assert found(editor, people, "OYVIND") == {person}
    entry = note("signed in", who="åse")
    assert found(editor, type(entry), "ÅSE") == {entry}


def test_what_is_changed_past_the_forms_is_found_at_once(editor: Client) -> None:
    service = factories.ServiceFactory()
    Service.objects.filter(pk=service.pk).update(name_nb="Båtførerprøven")
    assert found(editor, Service, "BÅTFØRER") == {service}
    Service.objects.bulk_update([Service(pk=service.pk, name_nb="Flygeprøven")], ["name_nb"])
    assert found(editor, Service, "BÅTFØRER") == set()
    assert found(editor, Service, "flygeprøve") == {service}


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", '"', "\x00", "a\x00b", "%s", "æ" * 500])
def test_no_words_break_a_search(words: str) -> None:
    organisations = Organisation.objects.filter(in_any_case(["name_nb", "key"], words))
    assert organisations.count() < Organisation.objects.count() or not words.strip("\x00")


def test_nothing_is_asked_for_where_nothing_is_typed() -> None:
    assert in_any_case(["name"], " ") == Q()
