"""What editors do with the search: synonyms, pinned answers, and what people search for."""

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from guidance.models import Term
from portal.base.exchange import csv_files, import_tables, kind_named, read_tables, sheet_of
from portal.base.models import AuditEntry, Edition
from portal.search.models import PinnedAnswer, QueryCount, Synonym
from portal.search.rules import rules
from services.models import Service
from tests import factories

pytestmark = pytest.mark.django_db

SYNONYMS, PINS, ASKED = (
    f"/nb/admin/search/{name}/" for name in ("synonym", "pinnedanswer", "querycount")
)
OF_OTHERS = ("county_editor", "network_secretary", "translator")


def client_of(role: str) -> Client:
    """Return a browser in which somebody with a role is signed in."""
    user = get_user_model().objects.create_user(role, is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def publisher(db: None) -> Client:
    for model in (Synonym, PinnedAnswer, QueryCount):
        model.objects.all().delete()
    return client_of("publisher")


def asked(
    query: str, times: int, *, days_ago: int = 0, found: int = 1, language: str = "nb"
) -> Any:
    day = timezone.localdate() - dt.timedelta(days=days_ago)
    row = {"day": day, "language": language, "query": query, "times": times, "found": found}
    return QueryCount.objects.create(**row)


def errors(answer: Any, field: str) -> str:
    assert answer.status_code == 200
    return str(answer.context["adminform"].form.errors[field])


# Who may


def test_a_publisher_teaches_and_an_editor_looks(publisher: Client):
    row = Synonym.objects.create(typed="prøve, test")
    pin = PinnedAnswer.objects.create(query="prøve", entry="services.service:nav")
    editor = client_of("editor")
    for page, rule in ((SYNONYMS, row), (PINS, pin)):
        change = f"{page}{rule.pk}/change/"
        for client, may in ((publisher, 200), (editor, 403)):
            assert client.get(page).status_code == 200
            assert client.get(change).status_code == 200
            assert client.get(f"{page}add/").status_code == may
            assert client.get(f"{page}{rule.pk}/delete/").status_code == may
        assert editor.post(change, {"typed": "a, b", "query": "a"}).status_code == 403
    assert editor.get(ASKED).status_code == 200
    assert editor.get("/nb/admin/").status_code == 200


@pytest.mark.parametrize("role", OF_OTHERS)
def test_others_see_nothing_of_it(role: str):
    client = client_of(role)
    for page in (SYNONYMS, PINS, ASKED):
        assert client.get(page).status_code == 403


# Synonyms


def test_a_synonym_is_in_force_when_it_is_saved_and_the_log_says_by_whom(publisher: Client):
    before = Edition.of("search.words")
    data = {"typed": "jobb, arbeid", "found": "", "note": "Mange skriver jobb."}
    assert publisher.post(f"{SYNONYMS}add/", data).status_code == 302
    assert (("jobb",), ("arbeid",)) in rules().synonyms
    assert Edition.of("search.words") != before
    row = Synonym.objects.get()
    publisher.post(f"{SYNONYMS}{row.pk}/change/", data | {"typed": "jobb, arbeid, yrke"})
    publisher.post(SYNONYMS, {"action": "delete_selected", "_selected_action": [row.pk],
                              "post": "yes"})  # fmt: skip
    assert rules().synonyms == ()
    log = AuditEntry.objects.filter(model="search.synonym", who="publisher").order_by("pk")
    assert list(log.values_list("action", "detail")) == [
        ("taught the search", {"name": "jobb, arbeid"}),
        ("taught the search", {"name": "jobb, arbeid, yrke"}),
        ("deleted", {"name": "jobb, arbeid, yrke"}),
    ]


@pytest.mark.parametrize(
    ("typed", "found", "field"),
    [("jobb", "", "found"), ("jobb, jobb", "", "found"), (" , ", "arbeid", "typed")],
)
def test_a_synonym_that_would_find_nothing_is_refused(
    publisher: Client, typed: str, found: str, field: str
):
    answer = publisher.post(f"{SYNONYMS}add/", {"typed": typed, "found": found})
    assert errors(answer, field)
    assert not Synonym.objects.exists()


def test_synonyms_go_out_as_a_table_and_come_in_again(publisher: Client):
    Synonym.objects.create(typed="flyktning, asylsøker", found="innvandrer")
    Synonym.objects.create(typed="jobb, arbeid", note="=SUM(1)")
    kind = kind_named("synonyms")
    files = csv_files([sheet_of(kind)])
    [data] = files.values()
    [table] = read_tables(data, "synonyms.csv")
    assert table.kind == kind
    assert table.columns == ("note", "found", "typed")  # a column that is never empty comes last
    again = import_tables([table], write=True)
    assert (again.to_write, again.failed) == (0, False)
    changed = data.replace(b"innvandrer", b"nykommet")
    report = import_tables(read_tables(changed, "synonyms.csv"), write=True)
    assert report.written
    assert Synonym.objects.get(typed="flyktning, asylsøker").found == "nykommet"
    assert rules().synonyms[0] == (("flyktning", "asylsøker"), ("nykommet",))


# Pinned answers


@pytest.fixture
def nav() -> Service:
    return Service.objects.get(key="nav")


def pin(client: Client, page: str, query: str = "hvor får jeg hjelp", **more: str) -> Any:
    return client.post(f"{PINS}add/", {"query": query, "entry": page, "note": "", **more})


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("start", ["", "https://testserver", "https://portal.example"])
def test_a_page_is_pinned_by_its_address(
    publisher: Client, search_index: Any, nav: Service, settings: Any, start: str, language: str
):
    settings.PORTAL_ADDRESS = "https://portal.example"
    answer = pin(publisher, start + nav.url_in(language))
    assert answer.status_code == 302, errors(answer, "entry")
    assert PinnedAnswer.objects.get().entry == "services.service:nav"


def test_a_page_is_pinned_by_its_name_its_title_and_an_address_without_its_last_stroke(
    publisher: Client, search_index: Any, nav: Service
):
    written = ("services.service:nav", f" {nav.name_nb.upper()} ", nav.url_in("nb")[:-1])
    for number, page in enumerate(written):
        answer = pin(publisher, page, f"spørsmål {number}")
        assert answer.status_code == 302, errors(answer, "entry")
    assert set(PinnedAnswer.objects.values_list("entry", flat=True)) == {"services.service:nav"}


def test_a_place_on_a_page_and_a_page_of_the_portal_s_own_are_pinned(
    publisher: Client, search_index: Any
):
    term = Term.objects.published().first()
    with override("nb"):
        place = f"{reverse('guidance:glossary')}#{term.key}"
    assert pin(publisher, place, "ord").status_code == 302
    assert PinnedAnswer.objects.get(query="ord").entry == f"guidance.term:{term.key}"
    assert pin(publisher, "/nb/tjenester/", "alle").status_code == 302
    assert PinnedAnswer.objects.get(query="alle").entry.startswith("page:")


def test_an_address_that_a_page_once_had_still_means_it(
    publisher: Client, search_index: Any, nav: Service
):
    old = nav.url_in("nb")
    nav.slug_nb = "nytt-ord"
    nav.save()
    assert pin(publisher, old).status_code == 302
    assert PinnedAnswer.objects.get().entry == "services.service:nav"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("/nb/finnes-ikke/", "no public page"),
        ("https://www.example.org/nb/", "not on the portal"),
        ("http://[", "not an address"),
        ("services.service:finnes-ikke", "public now"),
        ("nothing.at-all:x", "public now"),
        ("Qwrtzpx", "No page is called this"),
        ("/nb/", "no public page"),  # the front page answers nothing
    ],
)
def test_what_is_no_public_page_is_refused_with_the_reason(
    publisher: Client, search_index: Any, page: str, reason: str
):
    answer = publisher.post(
        PINS.replace("/nb/", "/en/") + "add/", {"query": "spørsmål", "entry": page}
    )
    assert reason in errors(answer, "entry")
    assert page in answer.text  # what was written is kept
    assert not PinnedAnswer.objects.exists()


def test_a_draft_is_no_page_to_pin(publisher: Client, search_index: Any):
    draft = factories.ServiceFactory(state="draft")
    for page in (draft.url_in("nb"), f"services.service:{draft.key}"):
        answer = publisher.post(
            PINS.replace("/nb/", "/en/") + "add/", {"query": "spørsmål", "entry": page}
        )
        assert "public now" in errors(answer, "entry")


def test_a_title_that_several_pages_begin_with_offers_their_addresses(
    publisher: Client, search_index: Any
):
    said = errors(pin(publisher, "karriere"), "entry")
    assert said.count("<li><span lang=") > 2
    assert "/nb/tjenester/karriereveiledning-no/" in said


def test_the_list_names_the_pages_and_marks_what_is_no_longer_public(
    publisher: Client, nav: Service
):
    PinnedAnswer.objects.create(query="hjelp", entry="services.service:nav")
    page = publisher.get(PINS)
    assert f'<a href="{nav.url_in("nb")}"' in page.text
    assert nav.name_nb in page.text
    assert "overdue" not in page.text
    Service.objects.filter(pk=nav.pk).update(state="draft")
    page = publisher.get(PINS).text
    assert '<strong class="overdue">' in page
    assert "services.service:nav" in page
    row = PinnedAnswer.objects.get()
    data = {"query": "ny hjelp", "entry": row.entry, "note": ""}
    assert publisher.post(f"{PINS}{row.pk}/change/", data).status_code == 302  # the page is kept


def test_a_list_of_ten_pins_costs_as_many_queries_as_a_list_of_one(publisher: Client):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert publisher.get(PINS).status_code == 200
        return len(queries)

    keys = [factories.ServiceFactory().key for _number in range(10)]
    PinnedAnswer.objects.create(query="0", entry=f"services.service:{keys[0]}")
    cost()
    one = cost()
    for number, key in enumerate(keys[1:], 1):
        PinnedAnswer.objects.create(query=f"{number}", entry=f"services.service:{key}")
    assert cost() == one


# What people search for


def shown(client: Client, **query: str) -> dict[str, int]:
    rows = client.get(ASKED, query).context["cl"].result_list
    return {f"{row.language} {row.query}": row.number for row in rows}


def test_a_query_stands_once_for_each_language_with_the_sum_of_its_days(publisher: Client):
    asked("jobb", 3)
    asked("jobb", 4, days_ago=29)
    asked("jobb", 9, language="en")
    asked("jobb", 90, days_ago=30)
    asked("yrke", 50, days_ago=2)
    assert shown(publisher) == {"nb yrke": 50, "en jobb": 9, "nb jobb": 7}
    assert list(shown(publisher)) == ["nb yrke", "en jobb", "nb jobb"]
    assert shown(publisher, q="JOBB") == {"en jobb": 9, "nb jobb": 7}
    assert shown(publisher, language="en") == {"en jobb": 9}


def test_what_fewer_than_five_have_asked_is_shown_to_nobody(publisher: Client):
    rare = asked("sjelden", 2)
    asked("sjelden", 2, days_ago=3, found=0)
    assert shown(publisher) == {}
    assert shown(publisher, found="nothing") == {}
    page = publisher.get(f"{ASKED}{rare.pk}/change/", follow=True)
    assert "sjelden" not in page.text
    asked("sjelden", 1, days_ago=1)
    assert shown(publisher) == {"nb sjelden": 5}


def test_what_found_nothing_the_last_time_is_told_apart(publisher: Client):
    asked("tom", 9, days_ago=1, found=0)
    asked("tom", 1, days_ago=2, found=8)
    asked("funnet nå", 9, days_ago=2, found=0)
    asked("funnet nå", 1, found=3)
    assert set(shown(publisher, found="nothing")) == {"nb tom"}
    assert shown(publisher, found="something") == {"nb funnet nå": 10}
    assert len(shown(publisher)) == 2


def test_the_list_leads_to_a_synonym_and_a_pin_with_the_query_filled_in(publisher: Client):
    asked("økonomi & jus?", 9, found=0)
    page = publisher.get(ASKED).text
    ways = [way.replace("&amp;", "&") for way in re.findall(r'href="([^"]+/add/\?[^"]+)"', page)]
    assert len(ways) == 2
    filled = [publisher.get(way).context["adminform"].form for way in ways]
    assert filled[0].get_initial_for_field(filled[0].fields["typed"], "typed") == "økonomi & jus?"
    assert filled[1].get_initial_for_field(filled[1].fields["query"], "query") == "økonomi & jus?"
    assert "/add/?" not in client_of("editor").get(ASKED).text


def test_nobody_changes_what_was_counted(publisher: Client):
    row = asked("jobb", 9)
    assert publisher.get(f"{ASKED}add/").status_code == 403
    assert publisher.post(f"{ASKED}{row.pk}/change/", {"times": 1}).status_code == 403
    assert publisher.post(f"{ASKED}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert publisher.get(f"{ASKED}{row.pk}/change/").status_code == 200


def test_the_list_and_the_first_page_cost_the_same_for_one_query_as_for_ten(publisher: Client):
    def cost(path: str) -> int:
        publisher.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert publisher.get(path).status_code == 200
        return len(queries)

    asked("jobb 0", 9, found=0)
    before = [cost(ASKED), cost("/nb/admin/")]
    for number in range(1, 10):
        asked(f"jobb {number}", 9, found=0)
        asked(f"jobb {number}", 9, found=0, days_ago=3)
    assert [cost(ASKED), cost("/nb/admin/")] == before


def test_the_first_page_says_how_many_queries_found_nothing(publisher: Client):
    def lines() -> list[Any]:
        counts = publisher.get("/en/admin/").context["overview"].counts
        return [count for count in counts if count.source == "searches"]

    asked("funnet", 9)
    asked("sjelden", 4, found=0)
    assert lines() == []
    asked("tom", 9, found=0)
    asked("tom", 9, found=0, language="nn")
    [line] = lines()
    assert line.number == 2
    rows = publisher.get(line.url).context["cl"].result_list
    assert {row.query for row in rows} == {"tom"}
