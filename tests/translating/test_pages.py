"""The admin's pages about languages."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.forms import CharField
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from portal.base.drafts import copies, publication
from portal.base.drafts.paths import flat
from portal.base.translating import mix, standing, xliff
from portal.base.translating.admin_marks import mark
from portal.base.translating.what_changed import what_changed
from services.models import Service
from tests import factories
from tests.translating.test_exchange import export, set_target

pytestmark = pytest.mark.django_db

LEFT = {"version": None, "on": "2026-02-02", "since": "2026-05-04", "source": "x"}


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


def words(number: int) -> str:
    return "<p>" + "ord " * number + "</p>"


# The mix


def test_words_are_counted_without_quotations_and_markup() -> None:
    body = '<p>En to<br>tre</p><blockquote lang="en"><p>four five</p></blockquote><h2>seks</h2>'
    assert mix.words_of(body) == 4
    assert mix.words_of(None) == 0


def test_the_mix_is_counted_for_the_whole_by_kind_and_by_owner_and_drafts_are_not() -> None:
    Service.objects.all().delete()
    owner = factories.OrganisationFactory(name_nb="Eieren")
    factories.ServiceFactory(body_nb=words(900), owner=owner)
    factories.ServiceFactory(body_nn=words(100))
    factories.ServiceFactory(body_nn=words(5000), state="draft")
    found = mix.mix([Service])
    assert found.whole.words == {"nb": 900, "nn": 100}
    assert found.whole.cells == [(900, 90), (100, 10)]
    assert found.whole.low == ["nn"]
    by_owner = {row.label: row.words for row in found.tables[-1].rows}
    assert by_owner["Eieren"] == {"nb": 900, "nn": 0}
    assert len(by_owner) == 2


@pytest.mark.parametrize(
    ("nb", "nn", "said"),
    [
        (500, 500, "within the goal"),
        (700, 300, "outside the goal"),
        (760, 240, "Warning: below 25 %"),
        (300, 10, "too few words to tell"),
    ],
)
def test_how_a_mix_stands_is_said_in_words(nb: int, nn: int, said: str) -> None:
    with override("en"):
        assert mix.Row("x", {"nb": nb, "nn": nn}).verdict == said


# What is missing


def test_what_is_missing_is_found_in_entries_and_their_parts() -> None:
    case = factories.CaseFactory(background_nb="Bakgrunn", background_en="")
    service = factories.ServiceFactory(body_nn="<p>a</p>", summary_en="")
    found = {
        (each.entry.key, each.language): each.fields
        for kind in standing.missing(standing.kinds())
        for each in kind.entries
    }
    assert len(found[case.meeting.key, "en"]) == 1
    assert len(found[service.key, "en"]) == 2  # summary and the long text
    assert (service.key, "nb") not in found  # a long text is written once in Norwegian


# The pages


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_opens_in_every_language(editor: Client, language: str) -> None:
    service = factories.ServiceFactory(behind={"en": {"summary": LEFT, "body": LEFT}})
    answer = editor.get(f"/{language}/admin/languages/")
    assert answer.status_code == 200
    assert f"/{language}/admin/languages/services.service/{service.key}/" in answer.text
    assert answer.text.count("<h1") == 1
    ids = re.findall(r'\bid="([^"]+)"', answer.text)
    assert len(ids) == len(set(ids))


def test_the_page_costs_the_same_however_much_there_is(editor: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert editor.get("/nb/admin/languages/").status_code == 200
        return len(queries)

    def make() -> None:
        owner = factories.OrganisationFactory()
        factories.ServiceFactory(
            behind={"en": {"body": LEFT}}, summary_en="", owner=owner, **factories.BODY
        )
        factories.CaseFactory(name_en="")

    make()
    cost()
    one = cost()
    for _number in range(9):
        make()
    assert cost() == one


def test_who_may_see_nothing_gets_nothing(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("guest", is_staff=True))
    assert client.get("/nb/admin/languages/").status_code == 403
    assert client.get("/nb/admin/languages/export/?source=nb&target=en").status_code == 403
    service = factories.ServiceFactory()
    path = f"/nb/admin/languages/services.service/{service.key}/"
    assert client.get(path).status_code == 403
    assert client.post(f"{path}right/", {"language": "en", "path": "body"}).status_code == 403


@pytest.mark.parametrize("path", ["services.service/not-there", "auth.user/editor", "x/y"])
def test_an_address_without_an_entry_is_not_found(editor: Client, path: str) -> None:
    assert editor.get(f"/nb/admin/languages/{path}/").status_code == 404


def publish(service: Any, user: Any, **values: Any) -> Any:
    copy = copies.change(service, values, user=user)
    assert copy is not None
    return publication.publish(copy, user=user)


def test_a_published_change_is_shown_beside_the_translation_and_told_to_readers(
    editor: Client,
) -> None:
    user = get_user_model().objects.get(username="editor")
    text = "<p>" + " ".join(f"ord{n}" for n in range(20)) + "</p>"
    service = factories.ServiceFactory(body_nb=text, body_en="<p>Twenty words.</p>")
    version = publish(service, user, body_nb=text.replace("ord7", "nytt"))
    service.refresh_from_db()
    [left] = what_changed(service)
    assert (left.path, left.language, left.source) == ("body", "en", "nb")
    assert {(piece.kind, piece.text.strip()) for piece in left.pieces} >= {
        ("removed", "ord7"),
        ("added", "nytt"),
    }
    page = editor.get(f"/en/admin/languages/services.service/{service.key}/").text
    assert "[removed:" in page
    assert "Twenty words." in page
    assert "this translation follows that of" in Client().get(service.url_in("en")).text
    assert version.pk != service.behind["en"]["body"]["version"]


def test_an_editor_can_say_that_a_translation_is_right_as_it_is(editor: Client) -> None:
    service = factories.ServiceFactory(
        behind={"en": {"body": LEFT, "summary": LEFT}}, **factories.BODY
    )
    path = f"/nb/admin/languages/services.service/{service.key}/right/"
    assert editor.get(path).status_code == 403
    assert editor.post(path, {"language": "en", "path": "body"}).status_code == 302
    service.refresh_from_db()
    assert set(service.behind["en"]) == {"summary"}
    editor.post(path, {"language": "en", "path": "summary"})
    service.refresh_from_db()
    assert service.behind == {}


def test_the_form_names_the_source_and_links_from_what_is_behind() -> None:
    entry = Service(key="x", body_nn="<p>a</p>", behind={"en": {"summary": LEFT}})
    fields = {f"summary_{code}": CharField(label=code) for code in ("nb", "nn", "en")}
    mark(fields, entry)
    labels = {name: str(field.label) for name, field in fields.items()}
    assert labels["summary_nn"] != "nn"
    assert (labels["summary_nb"], labels["summary_en"]) == ("nb", "en")
    assert "/admin/languages/services.service/x/" in fields["summary_en"].help_text
    assert not fields["summary_nb"].help_text


# Files


def test_a_file_goes_out_and_comes_back_through_the_pages(editor: Client) -> None:
    service = factories.ServiceFactory(body_nb="<p>Tekst</p>")
    answer = editor.get("/nb/admin/languages/export/?source=nb&target=en&kind=services.service")
    assert answer["Content-Type"] == xliff.MEDIA_TYPE
    data = set_target(answer.content, service, "body", "<p>Text</p>")
    report = editor.post("/nb/admin/languages/", {"file": SimpleUploadedFile("a.xlf", data)})
    assert report.status_code == 200
    assert copies.current(service) is None
    token = report.context["token"]
    done = editor.post("/nb/admin/languages/import/", {"token": token}, follow=True)
    assert done.redirect_chain
    copy = copies.current(service)
    assert copy is not None
    assert flat(copies.latest(copy))["body_en"] == "<p>Text</p>"
    again = editor.post("/nb/admin/languages/import/", {"token": token})
    assert again.context["moved_on"]


def test_a_refused_file_offers_nothing_to_write(editor: Client) -> None:
    service = factories.ServiceFactory(body_nb="<p>Tekst</p>")
    data = set_target(export(), service, "body", "<script>x</script>")
    answer = editor.post("/nb/admin/languages/", {"file": SimpleUploadedFile("a.xlf", data)})
    assert "&lt;script&gt;" in answer.text
    assert not answer.context["token"]
    broken = editor.post("/nb/admin/languages/", {"file": SimpleUploadedFile("a.xlf", b"x")})
    assert 'role="alert"' in broken.text
    assert editor.post("/nb/admin/languages/", {}).status_code == 200


def test_another_s_token_writes_nothing(editor: Client, client: Client) -> None:
    service = factories.ServiceFactory(body_nb="<p>Tekst</p>")
    data = set_target(export(), service, "body", "<p>Text</p>")
    report = editor.post("/nb/admin/languages/", {"file": SimpleUploadedFile("a.xlf", data)})
    other = Client()
    other.force_login(get_user_model().objects.create_superuser("other"))
    other.post("/nb/admin/languages/import/", {"token": report.context["token"]})
    assert copies.current(service) is None


def test_a_wrong_choice_is_said_and_nothing_is_sent(editor: Client) -> None:
    answer = editor.get("/nb/admin/languages/export/?source=nb&target=nb")
    assert answer["Content-Type"].startswith("text/html")
    assert 'href="#id_target"' in answer.text
