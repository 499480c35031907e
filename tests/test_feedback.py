"""Readers tell the editors what is wrong and what was useful, and leave no trace of themselves."""

import datetime as dt
import re

import html5lib
import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.base.feedback import KEPT_FOR, Feedback, redact
from portal.home.feedback import A_DAY
from tests import factories

pytestmark = pytest.mark.django_db

FORM = {"nb": "/nb/tilbakemelding/", "nn": "/nn/tilbakemelding/", "en": "/en/feedback/"}
COUNTIES = {"nb": "/nb/fylker/", "nn": "/nn/fylke/", "en": "/en/counties/"}
REPORT = {"about": "/nb/fylker/", "category": "hours", "text": "Senteret stenger klokka to."}
LISTED = "/nb/admin/base/feedback/"


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def editor() -> Client:
    signed_in = Client()
    signed_in.force_login(get_user_model().objects.create_superuser("editor"))
    return signed_in


def send(client: Client, headers: dict[str, str] | None = None, **changes: str):
    return client.post(FORM["nb"], REPORT | changes, headers=headers)


def answer(client: Client, useful: str = "yes", about: str = "/nb/fylker/"):
    return client.post(FORM["nb"], {"useful": useful, "about": about})


# What is stored


@pytest.mark.parametrize("language", FORM)
def test_a_report_is_stored_and_thanked_for_in_every_language(client, language):
    sent = REPORT | {"about": COUNTIES[language]}
    response = client.post(FORM[language], sent, follow=True)
    assert response.redirect_chain[0][1] == 303
    assert f'<html lang="{language}">' in response.text
    assert f'href="{COUNTIES[language]}"' in response.text
    stored = Feedback.objects.get()
    assert (stored.kind, stored.about, stored.language) == ("error", COUNTIES[language], language)
    assert (stored.category, stored.text, stored.state) == ("hours", REPORT["text"], "new")


def test_nothing_stored_can_say_who_wrote_or_when():
    send(Client(REMOTE_ADDR="203.0.113.7"), headers={"user-agent": "Particular/1.0"})
    row = Feedback.objects.values().get()
    assert set(row) == {
        "id", "kind", "about", "entry_model", "entry_key", "language", "category", "text",
        "received_on", "state", "note",
    }  # fmt: skip
    assert type(row["received_on"]) is dt.date
    assert "203.0.113" not in str(row)
    assert "Particular" not in str(row)


@pytest.mark.parametrize(
    "personal",
    [
        "ola.nordmann@example.no", "ærlig@øst.kommune.no", "ola (at) example.no", "77 12 34 56",
        "77123456", "771 23 456", "+47 77 12 34 56", "0047 77123456", "+46 70-123 45 67",
        "070-123 45 67", "01019012345", "010190 12345", "01 01 90 12345", "010 190 12345",
    ],
)  # fmt: skip
def test_what_looks_personal_is_taken_out_and_the_reader_is_told(client, personal):
    response = client.post(FORM["en"], REPORT | {"text": f"Ring {personal} i dag"}, follow=True)
    assert Feedback.objects.get().text == "Ring [removed] i dag"
    assert "We took something out of the text" in response.text


@pytest.mark.parametrize(
    "useful",
    [
        "Mandag 09.00–15.30, 17.00–19.00", "20.00-22.30", "22.11.2026", "2026-11-22", "2019-2020",
        "9008 Tromsø", "LOV-2005-06-17-62", "§ 13-8", "974 760 673", "https://nav.no/12345678",
    ],
)  # fmt: skip
def test_what_an_editor_needs_is_kept(useful):
    assert redact(useful) == (useful, False)


def test_marks_that_nobody_sees_are_not_stored(client):
    send(client, text="a\x00b\u202ec\r\nd")
    assert Feedback.objects.get().text == "abc\nd"


def test_a_message_about_an_entry_knows_the_entry(client):
    county = factories.CountyFactory()
    send(client, about=county.url_in("nb"))
    stored = Feedback.objects.get()
    assert (stored.entry_model, stored.entry_key) == ("services.county", county.key)


def test_only_an_error_report_has_a_text():
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.create(
            kind="useful", about="/nb/", text="x", language="nb", received_on=timezone.localdate()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.create(
            kind="error", about="/nb/", language="nb", received_on=timezone.localdate(), state="new"
        )


def test_what_is_more_than_a_year_old_goes_when_something_new_comes(client):
    today = timezone.localdate()
    for days in (0, 1):
        Feedback.objects.create(
            kind="useful", about="/nb/", language="nb",
            received_on=today - KEPT_FOR - dt.timedelta(days=days),
        )  # fmt: skip
    answer(client)
    assert Feedback.objects.count() == 2
    assert not Feedback.objects.outdated(today).exists()


# Was this page useful


@pytest.mark.parametrize("language", COUNTIES)
def test_a_page_ends_with_a_question_whose_answer_is_stored(client, language):
    html = client.get(COUNTIES[language]).text
    form = re.search(r'<form class="useful.*?</form>', html, re.DOTALL)[0]
    action = re.search(r'action="([^"]+)"', form)[1]
    about = re.search(r'name="about" value="([^"]+)"', form)[1]
    assert (action, about) == (FORM[language], COUNTIES[language])
    response = client.post(action, {"about": about, "useful": "yes"})
    assert response.status_code == 303
    assert Feedback.objects.get().kind == "useful"


def test_after_a_no_the_reader_may_say_what_is_wrong(client):
    response = answer(client, "no")
    html = client.get(response["Location"]).text
    assert '<input type="hidden" name="about" value="/nb/fylker/">' in html
    assert "<textarea" in html
    assert Feedback.objects.get().kind == "not_useful"


def test_pages_that_ask_something_else_do_not_ask_whether_they_were_useful(client):
    for path in (FORM["nb"], f"{FORM['nb']}takk/", "/nb/finnes-ikke/", "/nb/fylker/finnes-ikke/"):
        assert 'class="useful' not in client.get(path).text, path


def test_an_entry_leads_to_a_form_that_names_the_page(client):
    county = factories.CountyFactory(name_nb="Prøvefylket")
    html = client.get(county.url_in("nb")).text
    link = re.search(r'href="(/nb/tilbakemelding/\?about=[^"]+)"', html)[1]
    form = client.get(link).text
    assert f'<a href="{county.url_in("nb")}">Prøvefylket</a>' in form
    assert f'href="/nn/tilbakemelding/?about=/nb/fylker/{county.slug_nb}/"' in form.replace(
        "%2F", "/"
    )


# What is refused


@pytest.mark.parametrize(
    "about",
    [
        "https://evil.example/", "//evil.example/", "/nb/admin/", "/nb/admin/login/",
        "/sitemap.xml", "/nb/finnes-ikke/", "/nb/fylker/finnes-ikke/", "/nb/../nb/", "/xx/fylker/",
        "/nn/fylker/", "javascript:alert(1)", "/nb/\x00", "/nb/fylker/" * 60, "/nb/tilbakemelding/",
        "\\\\evil.example",
    ],
)  # fmt: skip
def test_a_page_that_is_not_ours_is_neither_stored_nor_linked_to(client, about):
    assert answer(client, about=about).status_code == 400
    response = send(client, about=about)
    assert response.status_code == 400
    assert 'href="#id_about"' in response.text
    for path in (FORM["nb"], f"{FORM['nb']}takk/"):
        html = client.get(path, {"about": about, "after": "report"}).text
        assert "evil.example" not in html
        assert "javascript:" not in html
    assert not Feedback.objects.exists()


def test_a_draft_is_no_page_even_for_an_editor(editor):
    county = factories.CountyFactory(state="draft")
    assert editor.get(county.url_in("nb")).status_code == 200
    assert answer(editor, about=county.url_in("nb")).status_code == 400


def test_a_whole_address_is_understood_and_none_is_needed(client):
    send(client, about="http://testserver/nb/fylker/?q=1#her")
    send(client, about="")
    assert [row.about for row in Feedback.objects.order_by("pk")] == ["/nb/fylker/", ""]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"}, {"origin": "null"}, {"origin": "http://testserver:81"},
        {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
        {"referer": "https://evil.example/nb/"}, {"referer": "testserver"},
    ],
)  # fmt: skip
def test_a_form_from_another_website_is_refused(client, headers):
    response = send(client, headers)
    assert response.status_code == 403
    assert "Skjemaet kom fra et annet nettsted" in response.text
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://testserver", "sec-fetch-site": "same-origin"},
        {"origin": "http://TESTSERVER"}, {"referer": "http://testserver/nb/fylker/"}, {},
    ],
)  # fmt: skip
def test_a_form_of_our_own_needs_no_token(client, headers):
    assert send(client, headers).status_code == 303
    assert Feedback.objects.count() == 1


def test_what_fills_in_the_hidden_field_is_thanked_but_not_stored(client):
    assert send(client, subject="Buy").status_code == 303
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"category": ""}, ["id_category_0"]),
        ({"text": " "}, ["id_text"]),
        ({"text": "å" * 1001}, ["id_text"]),
        ({"category": "x", "text": "", "about": "/x/"}, ["id_about", "id_category_0", "id_text"]),
    ],
)
def test_errors_are_listed_with_links_to_their_fields_and_nothing_is_lost(client, changes, fields):
    response = send(client, **changes)
    assert response.status_code == 400
    assert re.findall(r'<a href="#(id_\w+)">', response.text) == fields
    for field in fields:
        assert f'id="{field}"' in response.text
    kept = {field: (REPORT | changes)[field].strip() for field in REPORT}
    assert kept["text"] in response.text
    assert kept["about"] in response.text
    if "category" not in changes:
        assert re.search(r'value="hours"[^>]* checked', response.text)
    assert not Feedback.objects.exists()


def test_a_thousand_characters_are_counted_as_browsers_do(client):
    assert send(client, text="å\r\n" * 500).status_code == 303


def test_other_methods_are_refused_with_what_is_allowed(client):
    for method in ("PUT", "DELETE", "PATCH", "PROPFIND"):
        response = client.generic(method, FORM["nb"])
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")
    assert client.post(f"{FORM['nb']}takk/").status_code == 405
    assert client.head(FORM["nb"]).status_code == 200
    assert client.head(FORM["nb"]).content == b""


def test_no_answer_ever_sets_a_cookie_or_depends_on_one(client):
    responses = [
        client.get(FORM["nb"]), client.get(f"{FORM['nb']}takk/?after=no"), send(client),
        send(client, text=""), answer(client), answer(client, about="/x/"),
        send(client, {"origin": "https://evil.example"}), client.put(FORM["nb"]),
    ]  # fmt: skip
    for response in responses:
        assert not response.cookies
        assert "cookie" not in response.get("Vary", "").lower()


@pytest.mark.parametrize("language", FORM)
def test_the_form_is_valid_labelled_and_in_the_readers_language(client, language):
    thanks = {"nb": "takk/", "nn": "takk/", "en": "thanks/"}
    for response in (
        client.get(COUNTIES[language]),
        client.get(FORM[language], {"about": COUNTIES[language]}),
        client.post(FORM[language], {"text": "", "about": "/x/"}),
        client.get(f"{FORM[language]}{thanks[language]}", {"after": "no", "removed": "1"}),
    ):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        elements = list(parser.parse(response.text).iter())
        assert parser.errors == []
        ids = [element.get("id") for element in elements if element.get("id")]
        assert len(ids) == len(set(ids))
        labelled = {element.get("for") for element in elements if element.tag == "label"}
        for field in elements:
            if field.tag in {"input", "textarea"} and field.get("type") != "hidden":
                assert field.get("id") in labelled
            assert set((field.get("aria-describedby") or "").split()) <= set(ids)
        assert f'<html lang="{language}">' in response.text


# How often


def test_too_many_reports_are_refused_for_an_hour_and_the_text_is_not_lost(client):
    for _number in range(10):
        assert send(client).status_code == 303
    response = send(client, text="Dette skrev jeg nettopp.")
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3600
    assert "Dette skrev jeg nettopp." in response.text
    assert "no-store" in response["Cache-Control"]
    assert Feedback.objects.count() == 10
    assert send(Client(REMOTE_ADDR="192.0.2.9")).status_code == 303
    assert answer(client).status_code == 303


def test_a_day_has_room_for_so_many_reports_and_no_more(client):
    Feedback.objects.bulk_create(
        Feedback(kind="useful", about="/nb/", language="nb", received_on=timezone.localdate())
        for _number in range(A_DAY["useful"])
    )
    response = answer(client)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 25 * 3600
    assert answer(client, "no").status_code == 303


# For the editors


def test_hostile_text_is_shown_to_editors_as_it_was_written(client, editor):
    send(client, text="<script>alert(1)</script>")
    assert Feedback.objects.get().text == "<script>alert(1)</script>"
    for path in (LISTED, f"{LISTED}{Feedback.objects.get().pk}/change/"):
        html = editor.get(path).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "<script>alert(1)" not in html


def test_editors_see_what_is_new_first_and_mark_it_as_handled(client, editor):
    send(client)
    answer(client, "no")
    factories.ServiceFactory.create_batch(2)
    overview = editor.get("/en/admin/").context["overview"]
    assert overview.tasks[0].source == "error_reports"
    todo = overview.counts[0]
    assert (todo.label, todo.number) == ("New error reports", 1)
    listed = editor.get(todo.url).context["cl"].queryset
    assert [row.kind for row in listed] == ["error"]
    chosen = {"action": "mark_handled", "_selected_action": [row.pk for row in listed]}
    assert editor.post(LISTED, chosen).status_code == 302
    assert not Feedback.objects.to_check().exists()
    assert Feedback.objects.get(kind="not_useful").state == ""


def test_editors_change_only_the_progress_and_their_note(client, editor):
    county = factories.CountyFactory()
    send(client, about=county.url_in("nb"))
    answer(client)
    report, useful = Feedback.objects.get(kind="error"), Feedback.objects.get(kind="useful")
    page = editor.get(f"{LISTED}{report.pk}/change/")
    assert set(page.context["adminform"].form.fields) == {"state", "note"}
    assert f'href="/nb/admin/services/county/{county.pk}/change/"' in page.text
    changed = {"state": "not_relevant", "note": "Sett på.", "text": "x", "kind": "useful"}
    assert editor.post(f"{LISTED}{report.pk}/change/", changed).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.note, report.text) == ("not_relevant", "Sett på.", REPORT["text"])
    assert editor.post(f"{LISTED}{report.pk}/change/", {"state": ""}).status_code == 200
    assert editor.post(f"{LISTED}{useful.pk}/change/", {"note": "x"}).status_code == 403
    assert editor.get(f"{LISTED}add/").status_code == 403


def test_answers_are_counted_by_page_in_one_query(client, editor):
    for useful in ("yes", "no", "no"):
        answer(client, useful)
    answer(client, "yes", "/nb/")
    counted = editor.get(LISTED).context["answers"]
    assert list(counted) == [
        {"about": "/nb/fylker/", "yes": 1, "no": 2}, {"about": "/nb/", "yes": 1, "no": 0},
    ]  # fmt: skip


def test_a_message_costs_the_same_however_many_there_are(client, editor):
    def cost(get) -> int:
        with CaptureQueriesContext(connection) as captured:
            get()
        return len(captured)

    costs = []
    for _round in range(2):
        editor.get(LISTED)
        costs.append((cost(lambda: send(client)), cost(lambda: editor.get(LISTED))))
        for _number in range(5):
            answer(client)
    assert costs[0] == costs[1]
