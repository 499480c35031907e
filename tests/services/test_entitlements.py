"""What people are owed, on the pages of services and situations and in the table of them all."""

import gzip
import re

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from portal.base.languages import all_languages
from portal.base.publishing import Confirmation, State
from services.facts import ages_in_words, entitlement_facts, service_facts
from services.models import Audience, Entitlement, LegalBasis, Service
from services.owed import owed
from services.stages import by_stage
from tests import factories

pytestmark = pytest.mark.django_db
ROW = re.compile(r'<tr><th scope="row".*?</tr>', re.DOTALL)
Standing = Entitlement.Standing


@pytest.fixture(autouse=True)
def _in_english():
    """Read the interface in its source language."""
    with translation.override("en"):
        yield


def law(**values) -> LegalBasis:
    return LegalBasis.objects.create(
        **{"key": "test-law", "state": State.PUBLISHED, "section": "§ 1"}
        | factories.slots("act", "Testloven")
        | factories.slots("section", "§ 1")
        | factories.slots("duty", "Skal.")
        | values
    )


def page(address: str, status: int = 200) -> str:
    response = Client().get(address)
    assert response.status_code == status, address
    return response.content.decode()


def table(language: str = "en", query: str = "", status: int = 200) -> str:
    with translation.override(language):
        return page(reverse("services:entitlement_table") + query, status)


# Words and shapes


def shown(standing: str, **more) -> str:
    label = Standing(standing).label
    context = {"standing": standing, "label": label, **more}
    return render_to_string("components/standing.html", context)


def test_every_standing_has_a_word_and_a_shape_of_its_own():
    shapes = set()
    for standing in Standing:
        html = shown(standing)
        assert str(standing.label).capitalize() in html
        shapes.add(re.search(r"<svg.*?</svg>", html, re.DOTALL).group())
    assert len(shapes) == len(Standing)


def test_a_standing_that_nobody_confirmed_is_marked_once():
    assert "mark-unconfirmed" not in shown("right", confirmed=True)
    assert shown("right", confirmed=False).count("mark-unconfirmed") == 1
    assert "mark-unconfirmed" not in shown("not_confirmed", confirmed=False)


@pytest.mark.parametrize(
    ("lowest", "highest", "words"),
    [
        (15, 24, "from 15 to 24 years"),
        (19, None, "from 19 years"),
        (None, 24, "up to 24 years"),
        (18, 18, "18 years"),
        (0, None, "from 0 years"),
        (None, None, ""),
    ],
)
def test_ages_are_said_in_words(lowest, highest, words):
    assert ages_in_words(Entitlement(age_from=lowest, age_to=highest)) == words


# Terms


def test_the_terms_are_the_entitlements_own_or_else_the_services():
    service = factories.ServiceFactory(cost_en="Free.", referral_en="No referral.")
    entitlement = factories.EntitlementFactory(service=service, cost_en="It costs.", age_from=19)
    terms = {fact.label: fact for fact in entitlement_facts(entitlement, [])}
    assert terms["Cost"].value == "It costs."
    assert terms["Referral"].value == "No referral."
    assert terms["Age"].value == "from 19 years"
    assert terms["If you are refused"].missing
    assert terms["Law"].missing


def test_the_fact_boxes_keep_one_order():
    entitlement = factories.EntitlementFactory()
    of_service = [fact.label for fact in service_facts(entitlement.service, [], [])]
    terms = [fact.label for fact in entitlement_facts(entitlement, [])]
    assert of_service == [
        *("For whom", "Cost", "Referral", "Law", "How to get it", "If you are refused"),
        *("Languages and interpreter", "Must you give your name?", "What is written down"),
        *("Who sees what you say", "Does Nav or your employer learn of it?", "Responsible"),
        "Website",
    ]
    assert terms[1:] == of_service[1:-2]


def test_no_law_is_an_answer_only_where_nothing_says_otherwise():
    free = factories.ServiceFactory(status="not_statutory")
    offer = factories.EntitlementFactory(service=free, standing="offer")
    claim = factories.EntitlementFactory(service=free, standing="right")
    laws = [
        next(fact for fact in entitlement_facts(entry, []) if fact.label == "Law")
        for entry in (offer, claim)
    ]
    assert laws[0].value == "No act requires this service."
    assert laws[1].missing


def test_only_published_law_in_force_is_named():
    entitlement = factories.EntitlementFactory()
    entitlement.legal_bases.add(
        law(**factories.slots("act", "Gjeldende lov")),
        law(key="test-draft", state=State.DRAFT, **factories.slots("act", "Hemmelig lov")),
        law(key="test-old", in_force=False, **factories.slots("act", "Opphevet lov")),
    )
    for address in (entitlement.service.url_in("nb"), entitlement.audience.url_in("nb")):
        html = page(address)
        assert "Gjeldende lov" in html
        assert "Hemmelig lov" not in html
        assert "Opphevet lov" not in html
    assert "Hemmelig lov" not in table("nb")
    assert "Opphevet lov" not in table("nb")


# The pages of services and situations


def test_a_service_says_what_each_situation_is_owed():
    entitlement = factories.EntitlementFactory(
        standing="duty", age_from=15, age_to=24, conditions_en="You are out of school."
    )
    html = page(entitlement.service.url_in("en"))
    assert "What you are owed, by situation" in html
    assert entitlement.audience.url_in("en") in html
    assert "A duty" in html
    assert "You are out of school." in html
    assert "from 15 to 24 years" in html


def test_a_situation_lists_its_services_in_order_and_leads_to_the_finder():
    audience = factories.AudienceFactory()
    later = factories.EntitlementFactory(audience=audience, order=20, given_by="nav")
    first = factories.EntitlementFactory(audience=audience, order=10)
    html = page(audience.url_in("en"))
    assert html.index(first.service.name_en) < html.index(later.service.name_en)
    assert "the local Nav office" in html
    assert html.count('class="button"') == 1
    assert f'href="{reverse("services:find_place", args=[audience.slug_en])}"' in html


def test_a_situation_without_services_says_so():
    assert "We have not listed any services" in page(factories.AudienceFactory().url_in("en"))


def test_the_situations_stand_under_their_kinds():
    html = page("/en/services/for/")
    for stage in {audience.stage for audience in Audience.objects.published()}:
        assert f'id="stage-{stage}"' in html
    for audience in Audience.objects.published():
        assert html.count(f'href="{audience.url_in("en")}"') == 1


# The table


@pytest.mark.parametrize("language", all_languages())
def test_the_table_has_every_public_entitlement_exactly_once(language):
    rows = ROW.findall(table(language))
    expected = []
    for entry in Entitlement.objects.published().select_related("service", "audience"):
        expected.append((entry.audience.url_in(language), entry.service.url_in(language)))
    found = [tuple(re.findall(r'<a href="(/[^"]*)"', row)) for row in rows]
    assert sorted(found) == sorted(expected)
    assert len(rows) > 40


HIDDEN = {
    "entitlement": {"state": State.DRAFT},
    "service": {"service__state": State.DRAFT},
    "audience": {"audience__state": State.DRAFT},
}


@pytest.mark.parametrize("hidden", HIDDEN)
def test_nothing_that_is_not_public_is_shown_anywhere(hidden):
    entitlement = factories.EntitlementFactory(
        **HIDDEN[hidden],
        conditions_nb="Hemmelig vilkår",
        service__name_nb="Hemmelig tjeneste",
        audience__name_nb="Hemmelig situasjon",
    )
    hidden_pages = ["/nb/tjenester/"] if hidden == "service" else []
    hidden_pages += ["/nb/tjenester/for/"] if hidden == "audience" else []
    for address in hidden_pages:
        assert "Hemmelig" not in page(address)
    assert "Hemmelig" not in table("nb")
    with translation.override("nb"):
        county = factories.CountyFactory()
        ledger = reverse("services:coverage")
        assert "Hemmelig" not in page(f"{ledger}?county={county.key}")
        assert "Hemmelig" not in page(reverse("services:coverage_csv"))
    for entry in (entitlement.service, entitlement.audience):
        if entry.is_public():
            html = page(entry.url_in("nb"))
            assert "Hemmelig vilkår" not in html
            assert "We have not listed" in page(entry.url_in("en")) or entry == entitlement.service


def test_each_choice_keeps_what_fits_and_counts_it():
    entitlement = factories.EntitlementFactory(standing="duty", given_by="prison")
    only = (
        f"?service={entitlement.service.key}",
        f"?situation={entitlement.audience.key}",
        "?standing=duty&given_by=prison",
    )
    for query in only:
        html = table(query=query)
        assert len(ROW.findall(html)) == 1
        assert "1 line of" in html
    nothing = table(query=f"?service={entitlement.service.key}&standing=offer")
    assert not ROW.findall(nothing)
    assert "No line fits" in nothing


def test_the_other_languages_keep_the_choice():
    html = table(query="?standing=right&given_by=&junk=1")
    for language in all_languages():
        with translation.override(language):
            address = reverse("services:entitlement_table")
        assert f'<a href="{address}?standing=right" lang="{language}"' in html


@pytest.mark.parametrize(
    "query",
    ["?service=%00", "?service=" + "x" * 10_000, "?standing=right&standing=nonsense",
     "?situation[]=1", "?given_by=%F0%9F%98%80", "?service=<script>alert(1)</script>"],
)  # fmt: skip
def test_a_choice_that_does_not_exist_is_left_out_and_said(query):
    html = table(query=query, status=200 if "[]" in query else 400)
    assert len(ROW.findall(html)) == Entitlement.objects.published().count()
    assert "alert(1)" not in html
    if "[]" not in query:
        assert "This choice does not exist. We left it out." in html


def test_the_table_weighs_less_than_30_kilobytes():
    for language in all_languages():
        assert len(gzip.compress(table(language).encode())) < 30_000


def test_the_pages_cost_the_same_for_ten_more(queries_for):
    audience = factories.AudienceFactory()
    addresses = [audience.url_in("nb"), "/nb/tjenester/for/"]
    with translation.override("nb"):
        addresses.append(reverse("services:entitlement_table"))
    bases = [law()]
    factories.EntitlementFactory(audience=audience).legal_bases.add(*bases)
    one = [queries_for(address) for address in addresses]
    for entry in factories.EntitlementFactory.create_batch(10, audience=audience):
        entry.legal_bases.add(law(key=f"test-law-{entry.pk}"))
    assert [queries_for(address) for address in addresses] == one


# The admin


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


def values(service: Service, audience: Audience, **more) -> dict[str, str]:
    return {
        "service": str(service.pk), "audience": str(audience.pk), "standing": "right",
        "given_by": "nav", "order": "100", "state": "published", "confirmation": "not_confirmed",
        **more,
    }  # fmt: skip


def test_an_editor_adds_and_changes_an_entitlement(editor):
    service, audience = factories.ServiceFactory(), factories.AudienceFactory()
    add = reverse("admin:services_entitlement_add")
    assert editor.get(add).status_code == 200
    assert editor.post(add, values(service, audience)).status_code == 302
    entry = Entitlement.objects.get(service=service, audience=audience)
    assert entry.key == f"{service.key}-{audience.key}"
    change = reverse("admin:services_entitlement_change", args=[entry.pk])
    assert str(entry) in editor.get(change).content.decode()
    changed = values(service, audience, standing="duty", conditions_nb="Når du vil.")
    assert editor.post(change, changed).status_code == 302
    entry.refresh_from_db()
    assert (entry.standing, entry.conditions_nb) == ("duty", "Når du vil.")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({}, "This audience already has an entry for this service."),
        ({"age_from": "20", "age_to": "19"}, "“To age” must not be lower than “from age”."),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(editor, more, message):
    taken = factories.EntitlementFactory()
    fresh = factories.AudienceFactory() if more else taken.audience
    answer = editor.post(
        reverse("admin:services_entitlement_add"),
        values(taken.service, fresh, **more),
        headers={"accept-language": "en"},
    )
    assert answer.status_code == 200
    assert message in answer.content.decode()


def test_the_list_is_searched_by_service_and_filtered(editor):
    entry = factories.EntitlementFactory(confirmation=Confirmation.CONFIRMED, given_by="prison")
    factories.EntitlementFactory()
    address = reverse("admin:services_entitlement_changelist")
    for query in (
        {"q": entry.service.name_nb},
        {"q": entry.key},
        {"given_by__exact": "prison", "service__id__exact": entry.service.pk},
    ):
        found = editor.get(address, query).context["cl"].result_list
        assert list(found) == [entry], query


def cost(editor: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert editor.get(address).status_code == 200
    return len(captured)


def test_the_admin_costs_the_same_for_ten_more(editor):
    service = factories.ServiceFactory()
    factories.EntitlementFactory(service=service)
    addresses = [
        reverse("admin:services_entitlement_changelist") + f"?service__id__exact={service.pk}",
        reverse("admin:services_service_change", args=[service.pk]),
    ]
    for address in addresses:
        editor.get(address)
    one = [cost(editor, address) for address in addresses]
    factories.EntitlementFactory.create_batch(10, service=service)
    assert [cost(editor, address) for address in addresses] == one


def test_a_service_and_a_situation_link_to_their_entitlements(editor):
    entry = factories.EntitlementFactory()
    change = reverse("admin:services_entitlement_change", args=[entry.pk])
    for of in (entry.service, entry.audience):
        name = of._meta.model_name
        html = editor.get(reverse(f"admin:services_{name}_change", args=[of.pk])).content.decode()
        assert f'href="{change}"' in html
        assert f"{reverse('admin:services_entitlement_add')}?{name}={of.pk}" in html
    assert editor.get(reverse("admin:services_service_add")).status_code == 200


def test_situations_and_their_entitlements_stand_under_the_same_headings():
    rows = owed(Entitlement.objects.all())
    of_rows = by_stage(rows, lambda row: row.entitlement.audience)
    of_situations = by_stage(Audience.objects.published())
    stages = [stage.value for stage in Audience.Stage]
    used = {audience.stage for audience in Audience.objects.published()}
    assert [group.stage for group in of_situations] == [s for s in stages if s in used]
    assert sum(len(group.entries) for group in of_rows) == len(rows)
    assert {group.label for group in of_rows} <= {group.label for group in of_situations}
    assert by_stage([]) == []
