"""Nothing is lost of what somebody saves when the session has ended."""

import datetime as dt
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from guidance.models import Term
from portal.base.accounts import held_forms
from portal.base.models import HeldForm
from tests.accounts.conftest import code_of, give_app, sign_in

ADD = "/nb/admin/guidance/term/add/"
TEXT = "Første linje\r\nÆ, ø & <å>\r\n"


def fields_of(page: str) -> dict[str, list[str]]:
    """Return the hidden fields of the form that gives back, as a browser would send them."""
    form = next(part for part in page.split("<form") if 'name="_held"' in part)
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        found.setdefault(unescape(name), []).append(unescape(value))
    return found


def test_a_long_text_is_given_back_after_signing_in_and_saved(kari, client) -> None:
    data = {"key": "ord", "name_nb": "Ord", "definition_nb": TEXT * 1000, "sources": ["1", "2"]}
    answer = client.post(ADD, data)
    assert answer["Location"].startswith("/nb/admin/account/login/?next=/nb/admin/guidance/term/")
    login = client.get(answer["Location"])
    assert login.context["messages"]
    answer = sign_in(client, next=login.context["redirect_field_value"])
    page = client.get(answer["Location"])
    sent = fields_of(page.text)
    assert sent["definition_nb"] == [TEXT * 1000]
    assert sent["sources"] == ["1", "2"]
    assert 'action="/nb/admin/guidance/term/add/"' in page.text
    assert page["Referrer-Policy"] == "same-origin"
    saved = client.post(ADD, sent)
    assert saved.status_code in {200, 302}
    if saved.status_code == 200:  # the form says what else it needs, with the text in it
        shown = saved.context["adminform"].form["definition_nb"].value()
        assert shown.replace("\r", "") == (TEXT * 1000).replace("\r", "")
    else:
        assert Term.objects.filter(name_nb="Ord").exists()
    assert not HeldForm.objects.exists()


def test_it_works_with_a_second_step(kari, client) -> None:
    secret = give_app(kari)
    login = client.get(client.post(ADD, {"name_nb": "Ord"})["Location"])
    sign_in(client, next=login.context["redirect_field_value"])
    answer = client.post("/nb/admin/account/two-steps/code/", {"code": code_of(secret)})
    assert fields_of(client.get(answer["Location"]).text)["name_nb"] == ["Ord"]


def test_neither_passwords_nor_files_are_held(client) -> None:
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.7 secret")
    data = {"username": "ola", "password1": "secret", "csrfmiddlewaretoken": "secret", "f": file}
    client.post("/nb/admin/auth/user/add/", data)
    held = HeldForm.objects.get()
    assert held.data["username"] == ["ola"]
    assert "secret" not in str(held.data)


def test_a_form_that_was_open_for_too_long_is_given_back_at_once(kari) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(kari)
    answer = client.post(ADD, {"name_nb": "Ord"}, headers={"Origin": "http://testserver"})
    assert answer["Location"].startswith(f"{ADD}?held=")
    page = client.get(answer["Location"])
    sent = fields_of(page.text)
    assert sent["name_nb"] == ["Ord"]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text.split("_held")[0])
    del sent["csrfmiddlewaretoken"]
    data = sent | {
        "csrfmiddlewaretoken": re.findall(r'csrfmiddlewaretoken" value="([^"]+)', page.text)
    }
    assert token
    assert client.post(ADD, data).status_code in {200, 302}
    assert not HeldForm.objects.exists()


def test_another_website_s_form_is_refused_and_not_held(kari) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(kari)
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post(ADD, {"name_nb": "Ord"}, headers=headers).status_code == 403
    assert not HeldForm.objects.exists()


def test_the_sign_in_page_that_was_open_for_too_long_is_shown_again(kari) -> None:
    client = Client(enforce_csrf_checks=True)
    path = "/nb/admin/account/login/?next=/nb/admin/"
    answer = client.post(path, {"login": "kari"}, headers={"Origin": "http://testserver"})
    assert answer["Location"] == path
    assert not HeldForm.objects.exists()


def test_what_is_held_is_given_back_at_its_own_page_only_and_to_who_may_come_in(kari) -> None:
    client = Client()
    client.post(ADD, {"name_nb": "Ord"})
    token = HeldForm.objects.get().token
    assert "Ord" not in client.get(f"{ADD}?held={token}", follow=True).text
    client.force_login(kari)
    elsewhere = client.get(f"/nb/admin/guidance/term/?held={token}", follow=True)
    assert 'value="Ord"' not in elsewhere.text
    assert 'value="Ord"' in client.get(f"{ADD}?held={token}").text


def test_after_a_day_it_is_gone_and_that_is_said(kari, client) -> None:
    client.post(f"{ADD}?_popup=1", {"name_nb": "Ord"})
    HeldForm.objects.update(held_at=timezone.now() - dt.timedelta(days=1))
    client.force_login(kari)
    answer = client.get(f"{ADD}?_popup=1&held={HeldForm.objects.get().token}")
    assert answer["Location"] == f"{ADD}?_popup=1"
    assert client.get(answer["Location"]).context["messages"]


def test_no_more_is_held_than_there_is_room_for(client, monkeypatch) -> None:
    monkeypatch.setattr(held_forms, "MOST", 3)
    for number in range(5):
        client.post(ADD, {"name_nb": f"Ord {number}"})
    assert [form.data["name_nb"] for form in HeldForm.objects.order_by("pk")] == [
        ["Ord 2"], ["Ord 3"], ["Ord 4"],
    ]  # fmt: skip


def test_too_long_a_text_stays_in_the_browser_and_that_is_said(client) -> None:
    answer = client.post(ADD, {"name_nb": "x" * 1_000_001})
    assert answer.status_code == 413
    assert 'target="_blank"' in answer.text
    assert not HeldForm.objects.exists()


def test_one_sender_cannot_push_out_what_others_wrote(client) -> None:
    for number in range(70):
        client.post(ADD, {"name_nb": str(number)})
    assert HeldForm.objects.count() == 60


@pytest.mark.parametrize("value", ["a\0b", "\ud83d\ude00", "'; DROP TABLE x; --"])
def test_whatever_is_written_can_be_held(client, value) -> None:
    value = value.encode("utf-16", "surrogatepass").decode("utf-16")
    assert client.post(ADD, {"name_nb": value}).status_code == 302
    assert HeldForm.objects.get().data["name_nb"] == [value.replace("\0", "")]


def test_what_a_script_posts_is_not_held(client) -> None:
    client.post(ADD, {"name_nb": "Ord"}, headers={"Sec-Fetch-Mode": "cors"})
    assert not HeldForm.objects.exists()
