"""Signing in with a password, and the pages around it."""

import re

import pytest
from django.test import Client

from portal.base.accounts import sending
from tests.accounts.conftest import LOGIN, PASSWORD, give_app, sign_in, signed_in

LANGUAGES = ("nb", "nn", "en")
OPEN = ("login/", "no-access/", "password/forgotten/", "password/forgotten/sent/")
OWN = (
    *("", "logout/", "password/", "again/", "two-steps/again/", "two-steps/app/remove/"),
    *("recovery-codes/", "recovery-codes/new/", "passkeys/", "passkeys/add/", "sessions/"),
    *("providers/", "providers/cancelled/"),
)


def confirm(client: Client) -> None:
    """Show once more who it is, so that pages that matter open."""
    client.post("/nb/admin/account/again/", {"password": PASSWORD})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_one_heading_labels_and_the_policy_of_the_admin(kari, language) -> None:
    stranger, client = Client(), Client()
    sign_in(client)
    confirm(client)
    before = client.get(f"/{language}/admin/account/two-steps/app/")
    give_app(kari)
    pages = [stranger.get(f"/{language}/admin/account/{path}") for path in OPEN]
    pages += [client.get(f"/{language}/admin/account/{path}") for path in OWN] + [before]
    for answer in pages:
        path = answer.wsgi_request.path
        assert answer.status_code == 200 or path.endswith("/recovery-codes/"), path
        if answer.status_code != 200:
            continue
        html = answer.text
        assert f'<html lang="{language}"' in html
        assert len(re.findall(r"<h1[ >]", html)) == 1, path
        assert re.search(r"<title>\S[^|]+\|", re.sub(r"\s+", " ", html)), path
        for field in re.findall(r'<input type="(?:text|password|email|checkbox)"[^>]*>', html):
            number = re.search(r'id="([^"]+)"', field)
            assert number, (path, field)
            assert f'for="{number[1]}"' in html, (path, field)
        assert "form-action 'self'" in answer["Content-Security-Policy"], path
        policy_nonce = re.search(r"'nonce-([\w-]+)'", answer["Content-Security-Policy"])
        for script in re.findall(r"<script\b[^>]*>", html):
            data_only = 'type="application/json"' in script
            assert data_only or f'nonce="{policy_nonce[1]}"' in script, (path, script)
        assert "style=" not in re.sub(r'class="base-svgs"[^>]*', "", html), path


def test_who_knows_name_and_password_comes_in_where_they_were_going(kari, client) -> None:
    answer = client.get("/nb/admin/services/service/")
    login = client.get(answer["Location"])["Location"]
    assert login == f"{LOGIN}?next=/nb/admin/services/service/"
    answer = sign_in(client, next="/nb/admin/services/service/")
    assert (answer.status_code, answer["Location"]) == (302, "/nb/admin/services/service/")
    assert signed_in(client)


def test_another_website_is_no_place_to_go_on_to(kari, client) -> None:
    assert sign_in(client, next="https://evil.example/")["Location"] == "/nb/admin/"


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(kari, client) -> None:
    wrong = sign_in(client, "kari", "wrong")
    unknown = sign_in(client, "nobody", "wrong")
    strip = [
        re.sub(r"kari|nobody|csrf[^>]+|nonce[^ >]+", "", page.text) for page in (wrong, unknown)
    ]
    assert strip[0] == strip[1]
    assert "Brukernavnet" in wrong.text or "user name" in wrong.text
    assert not signed_in(client)


@pytest.mark.parametrize("lacks", ["is_staff", "is_active"])
def test_who_may_not_edit_is_told_so_and_is_not_signed_in(make_person, client, lacks) -> None:
    make_person(**{lacks: False})
    answer = sign_in(client)
    assert answer["Location"] == "/nb/admin/account/no-access/"
    assert not signed_in(client)
    assert client.get(answer["Location"]).status_code == 200


def test_who_loses_access_while_signed_in_is_told_so(kari, client) -> None:
    sign_in(client)
    type(kari).objects.update(is_staff=False)
    answer = client.get("/nb/admin/", follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == "/nb/admin/account/no-access/"


def test_nobody_signs_up(client) -> None:
    for path in ("signup/", "providers/signup/", "confirm-email/", "email/"):
        assert client.get(f"/nb/admin/account/{path}").status_code in {302, 404}
        assert client.post(f"/nb/admin/account/{path}", {"username": "x"}).status_code in {302, 404}


@pytest.mark.parametrize("password", ["kort-ord1", "kari@example.org", "password1234", "1" * 14])
def test_a_weak_password_is_refused(kari, client, password) -> None:
    sign_in(client)
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert client.post("/nb/admin/account/password/", data).status_code == 200
    kari.refresh_from_db()
    assert kari.check_password(PASSWORD)


def test_a_new_password_signs_out_everywhere_else(kari) -> None:
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    data = {"oldpassword": PASSWORD, "password1": "en-helt-annen-setning"}
    here.post("/nb/admin/account/password/", data | {"password2": data["password1"]})
    assert here.get("/nb/admin/account/").status_code == 200
    assert there.get("/nb/admin/account/").status_code == 302


def test_a_public_page_neither_reads_nor_sets_a_cookie(kari, client) -> None:
    sign_in(client)
    for path in ("/nb/", "/nb/finnes-ikke/"):
        answer = client.get(path)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")


def test_a_forgotten_password_is_renewed_by_mail(kari, client, mailoutbox) -> None:
    client.post("/nb/admin/account/password/forgotten/", {"email": "kari@example.org"})
    sending.wait()
    way = re.search(r"https?://testserver(/\S+)", mailoutbox[0].body)[1]
    form = client.get(way, follow=True)
    data = {"password1": "en-helt-annen-setning", "password2": "en-helt-annen-setning"}
    client.post(form.request["PATH_INFO"], data)
    kari.refresh_from_db()
    assert kari.check_password(data["password1"])


def test_nobody_learns_by_mail_who_edits(kari, client, mailoutbox) -> None:
    known = client.post("/nb/admin/account/password/forgotten/", {"email": "kari@example.org"})
    unknown = client.post("/nb/admin/account/password/forgotten/", {"email": "x@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    sending.wait()
    assert len(mailoutbox) == 1


def test_without_a_way_to_send_mail_no_password_is_asked_for(client, settings) -> None:
    settings.PORTAL_SENDS_MAIL = False
    assert client.get("/nb/admin/account/password/forgotten/").status_code == 404
    assert "forgotten" not in client.get(LOGIN).text
