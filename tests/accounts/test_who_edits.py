"""Nobody learns who edits: by no answer, by no work behind it, by no time it takes."""

import re
from threading import Event
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.mail.backends import locmem
from django.test import Client

from portal.base.accounts import sending
from portal.base.accounts.pages import AN_HOUR
from tests.accounts.conftest import PASSWORD, sign_in, signed_in

FORGOTTEN = "/nb/admin/account/password/forgotten/"
hashed: list[str] = []
let_through = Event()


class Counting(MD5PasswordHasher):
    """A hasher that notes how often it works."""

    def encode(self, password: str, salt: str) -> str:
        hashed.append(salt)
        return super().encode(password, salt)


def plain(page: Any, name: str) -> str:
    """Return a page without what is new each time."""
    return re.sub(rf"{name}|csrf[^>]+|nonce[^ >]+", "", page.text)


@pytest.fixture
def people(make_person, settings) -> None:
    """One of each kind of account."""
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    make_person("kari")
    make_person("former", is_active=False)
    make_person("reader", is_staff=False)
    without = make_person("provider-only")
    without.set_unusable_password()
    without.save()


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("name", ["kari", "former", "reader", "provider-only", "nobody", "KARI "])
def test_a_wrong_password_costs_the_same_work_and_is_answered_the_same(name) -> None:
    nobody = sign_in(Client(), "somebody-else", "wrong-password")
    hashed.clear()
    answer = sign_in(Client(), name, "wrong-password")
    assert len(hashed) == 1
    assert answer.status_code == nobody.status_code == 200
    assert plain(answer, re.escape(name)) == plain(nobody, "somebody-else")
    assert not answer.cookies.get("sessionid")


@pytest.mark.usefixtures("people")
def test_only_who_knows_the_password_learns_that_an_account_may_not_edit() -> None:
    for name in ("former", "reader"):
        client = Client()
        assert sign_in(client, name, PASSWORD)["Location"].endswith("/no-access/")
        assert not signed_in(client)


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("known", ["kari@example.org", "former@example.org"])
def test_a_forgotten_password_is_answered_the_same_for_everybody(known, mailoutbox) -> None:
    answers = [
        Client().post(FORGOTTEN, {"email": address}, follow=True)
        for address in (known, "nobody@example.org")
    ]
    sending.wait()
    assert [answer.redirect_chain for answer in answers][0] == answers[1].redirect_chain
    assert plain(answers[0], known) == plain(answers[1], "nobody@example.org")
    assert [mail.to for mail in mailoutbox] == ([[known]] if known.startswith("kari") else [])


class SlowBackend(locmem.EmailBackend):
    """A mail server that takes its time: until it is let, or for half a minute."""

    def send_messages(self, messages: Any) -> int:
        let_through.wait(30)
        return super().send_messages(messages)


class BrokenBackend(locmem.EmailBackend):
    """A mail server that is away."""

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError("no mail today")


@pytest.mark.usefixtures("people")
def test_a_slow_mail_server_does_not_tell_that_there_was_somebody_to_write_to(
    settings, mailoutbox
) -> None:
    Client().get(FORGOTTEN)
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.SlowBackend"}}
    let_through.clear()
    Client().post(FORGOTTEN, {"email": "kari@example.org"})
    assert mailoutbox == []  # answered before the server was done
    let_through.set()
    sending.wait()
    assert len(mailoutbox) == 1


@pytest.mark.usefixtures("people")
def test_a_mail_server_that_is_away_is_told_of_in_the_log_and_to_nobody_else(
    settings, caplog
) -> None:
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.BrokenBackend"}}
    answer = Client().post(FORGOTTEN, {"email": "kari@example.org"})
    sending.wait()
    assert answer.status_code == 302
    assert "could not be sent" in caplog.text


@pytest.mark.usefixtures("people")
def test_one_sender_asks_for_so_many_new_passwords_and_no_more() -> None:
    client = Client()
    answers = [
        client.post(FORGOTTEN, {"email": f"{number}@example.org"}).status_code
        for number in range(2 * AN_HOUR.number + 1)
    ]
    assert set(answers[: AN_HOUR.number]) == {302}
    assert 429 in answers
    assert Client(REMOTE_ADDR="192.0.2.9").post(FORGOTTEN, {"email": "x@example.org"}).url
