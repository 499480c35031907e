"""Import and export in the admin: two steps, nothing kept between them, nobody without a right."""

import re
from typing import Any

import html5lib
import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from services.admin import exchange
from services.exchange import KINDS
from services.models import Site
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = "/nb/admin/services/careercentre/exchange/"
IMPORT = f"{PAGE}import/"


# What the tests need


def client_for(*rights: str) -> Client:
    """Return the browser of an editor who has some rights, such as “view_site”."""
    number = get_user_model().objects.count()
    user = get_user_model().objects.create_user(f"editor-{number}", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)
    return client


def rights(*actions: str) -> list[str]:
    return [f"{action}_{kind.model._meta.model_name}" for kind in KINDS for action in actions]


@pytest.fixture
def editor() -> Client:
    return client_for(*rights("view", "add", "change"))


def upload(client: Client, *rows: str, page: str = PAGE, name: str = "a.csv", **more: str) -> Any:
    data = "\r\n".join(rows).replace("|", ";").encode()
    return client.post(page, {"file": SimpleUploadedFile(name, data), **more})


def token_of(response: Any) -> str:
    """Return what the page carries to the second step, or nothing."""
    found = re.search(r'name="token" value="([^"]*)"', response.content.decode())
    return found[1] if found else ""


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def check_structure(response: Any) -> None:
    """See that the page is valid, its fields are labelled and its tables have heads."""
    assert response.status_code == 200
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(response.content.decode())
    assert len(list(tree.iter("h1"))) == 1
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {label.get("for") for label in tree.iter("label")}
    main = next(element for element in tree.iter("div") if element.get("id") == "content-main")
    for element in (*main.iter("input"), *main.iter("select")):
        if element.get("type") not in {"hidden", "submit"}:
            assert element.get("id") in labelled
            assert set(element.get("aria-describedby").split()) <= set(ids)
    for table in main.iter("table"):
        assert table.find("caption").text.strip()
        assert {cell.get("scope") for cell in table.iter("th")} == {"col", "row"}
    for link in main.iter("a"):
        if link.get("href").startswith("#"):
            assert link.get("href")[1:] in ids
    assert "style=" not in response.content.decode().partition('id="content-main"')[2]


# The pages


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_offers_the_files_and_takes_one_in(editor, language):
    response = editor.get(PAGE.replace("/nb/", f"/{language}/"))
    check_structure(response)
    for kind in KINDS:
        link = f"/{language}/admin/services/careercentre/exchange/{kind.name}.csv"
        assert link in response.content.decode()
        file = editor.get(link)
        assert file.status_code == 200
        assert file["Content-Type"] == "text/csv; charset=utf-8"
        assert f'filename="{kind.name}.csv"' in file["Content-Disposition"]
        assert file.content.startswith(b"\xef\xbb\xbfkey;")
    assert editor.get(f"{PAGE}nonsense.csv").status_code == 404


def test_the_list_of_centres_links_to_the_page(editor):
    response = editor.get("/nb/admin/services/careercentre/")
    assert f'href="{PAGE}"' in response.content.decode()


def test_a_file_is_checked_and_then_imported_as_it_was_checked(editor):
    site = factories.SiteFactory(name="Gammelt")
    response = upload(
        editor,
        "key|centre|name|place",
        f"{site.key}|{site.centre.key}|<b>Nytt</b>|Byen",
        f"nytt|{site.centre.key}|Enda et|Byen",
    )
    check_structure(response)
    words = text_of(response)
    assert "1 ny rad, 1 endret rad, 0 uendrede rader, 0 rader med feil" in words
    assert "&lt;b&gt;Nytt&lt;/b&gt;" in words
    assert "Importer disse 2 radene" in response.content.decode()
    assert Site.objects.get(pk=site.pk).name == "Gammelt"

    response = editor.post(IMPORT, {"token": token_of(response)}, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    assert "2 rader er importert." in text_of(response)
    assert Site.objects.get(pk=site.pk).name == "<b>Nytt</b>"
    assert Site.objects.filter(key="nytt").exists()
    assert LogEntry.objects.filter(change_message="Importert fra en fil.").count() == 2


def test_errors_are_shown_by_row_and_cannot_be_imported(editor):
    site = factories.SiteFactory()
    response = upload(editor, "key|name|place", f"{site.key}||B", f"{site.key}-x|A|B")
    check_structure(response)
    words = text_of(response)
    assert "Error:" in words or "Feil:" in words
    assert f"2 {site.key} Navn name Cellen er tom, men må fylles ut." in words
    assert f"3 {site.key}-x Senter centre En ny rad må fylle ut denne kolonnen" in words
    assert not token_of(response)


def test_an_export_has_nothing_to_import(editor):
    data = editor.get(f"{PAGE}sites.csv").content
    response = editor.post(PAGE, {"file": SimpleUploadedFile("sites.csv", data)})
    check_structure(response)
    assert "Det er ingenting å importere" in text_of(response)
    assert not token_of(response)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_file_that_cannot_be_read_is_explained_at_the_field(editor, language):
    page = PAGE.replace("/nb/", f"/{language}/")
    for data in (b"", b"PK\x03\x04", b"key;feil\r\na;b", b"key\r\na"):
        response = editor.post(page, {"file": SimpleUploadedFile("a.csv", data)})
        check_structure(response)
        assert '<a href="#id_file">' in response.content.decode()
    check_structure(editor.post(page, {}))
    response = editor.post(page, {"file": SimpleUploadedFile("a.csv", b"x"), "kind": "nonsense"})
    check_structure(response)
    assert '<a href="#id_kind">' in response.content.decode()
    big = SimpleUploadedFile("a.csv", b"key;name\r\n" + b"x" * (5 * 1024 * 1024))
    assert "5 MB" in text_of(editor.post(page, {"file": big}))


def test_the_kind_may_be_chosen(editor):
    site = factories.SiteFactory()
    assert not token_of(upload(editor, "key|standing", f"{site.key}|unknown"))
    assert token_of(upload(editor, "key|standing", f"{site.key}|unknown", kind="sites"))


# Between the two steps


def test_an_import_is_refused_when_the_rows_have_changed_since_the_check(editor):
    site = factories.SiteFactory(name="Gammelt")
    token = token_of(upload(editor, "key|name|place", f"{site.key}|Nytt|Byen"))
    Site.objects.filter(pk=site.pk).update(name="Noen var her")
    response = editor.post(IMPORT, {"token": token})
    check_structure(response)
    assert "Noen har endret disse oppføringene" in text_of(response)
    assert Site.objects.get(pk=site.pk).name == "Noen var her"
    response = editor.post(IMPORT, {"token": token_of(response)}, follow=True)
    assert "1 rad er importert." in text_of(response)


def test_pressing_the_button_twice_imports_once(editor):
    site = factories.SiteFactory()
    token = token_of(upload(editor, "key|name|place", f"{site.key}|Nytt|Byen"))
    editor.post(IMPORT, {"token": token})
    response = editor.post(IMPORT, {"token": token})
    assert "Det er ingenting å importere" in text_of(response)
    assert LogEntry.objects.count() == 1


def test_only_what_was_checked_by_the_same_editor_is_imported(editor, monkeypatch):
    site = factories.SiteFactory(name="Gammelt")
    token = token_of(upload(editor, "key|name|place", f"{site.key}|Nytt|Byen"))
    stranger = client_for(*rights("view", "add", "change"))
    forged = signing.dumps({"user": 1, "kind": "sites"}, salt="something else")
    for client, content in (
        (stranger, token),
        (editor, token[:-3]),
        (editor, forged),
        (editor, ""),
    ):
        response = client.post(IMPORT, {"token": content}, follow=True)
        assert "Det er for lenge siden filen ble sjekket." in text_of(response)
    monkeypatch.setattr(exchange, "MAX_AGE", -1)
    assert editor.post(IMPORT, {"token": token}).url == PAGE
    assert editor.get(IMPORT).url == PAGE
    assert Site.objects.get(pk=site.pk).name == "Gammelt"


def test_a_file_too_big_for_a_form_is_said_to_be(editor, monkeypatch):
    site = factories.SiteFactory()
    monkeypatch.setattr(exchange, "MAX_TOKEN", 10)
    response = upload(editor, "key|name|place", f"{site.key}|Nytt|Byen")
    assert not token_of(response)
    assert "for stor til å bli importert her" in text_of(response)


# Rights


def test_who_may_not_view_sees_nothing():
    for client in (client_for(), client_for("view_service")):
        assert client.get(PAGE).status_code == 403
        assert client.get(f"{PAGE}sites.csv").status_code == 403
    assert Client().get(PAGE).status_code == 302


def test_who_may_view_may_export_that_kind_only():
    client = client_for("view_site", "view_schedule")
    response = client.get(PAGE)
    check_structure(response)
    assert "sites.csv" in response.content.decode()
    assert "centres.csv" not in response.content.decode()
    assert 'type="file"' not in response.content.decode()
    assert client.get(f"{PAGE}hours.csv").status_code == 200
    assert client.get(f"{PAGE}contacts.csv").status_code == 403
    assert upload(client, "key|name|place", "a|b|c").status_code == 403


@pytest.mark.parametrize("action", ["add", "change"])
def test_who_may_not_both_add_and_change_may_not_import(action):
    site = factories.SiteFactory()
    client = client_for(*rights("view"), f"{action}_site", "add_schedule", "change_schedule")
    response = upload(client, "key|name|place", f"{site.key}|Nytt|Byen")
    assert response.status_code == 403


def test_a_right_that_is_taken_away_between_the_steps_is_gone(editor):
    site = factories.SiteFactory()
    token = token_of(upload(editor, "key|name|place", f"{site.key}|Nytt|Byen"))
    user = get_user_model().objects.get(pk=editor.session["_auth_user_id"])
    user.user_permissions.clear()
    assert editor.post(IMPORT, {"token": token}).status_code == 403


def test_both_steps_want_the_csrf_token(editor):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    assert upload(strict, "key|name|place", "a|b|c").status_code == 403
    assert strict.post(IMPORT, {"token": "x"}).status_code == 403
