"""The second step: an app, recovery codes, passkeys, and who has to have one."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.models import Permission
from django.test import Client

from portal.base.accounts import sign_ins
from tests.accounts.conftest import PASSWORD, code_of, give_app, sign_in, signed_in

CODE = "/nb/admin/account/two-steps/code/"


def test_an_app_is_asked_for_and_its_code_lets_in(kari, client) -> None:
    secret = give_app(kari)
    answer = sign_in(client, next="/nb/admin/guidance/term/")
    assert answer["Location"] == CODE
    assert not signed_in(client)
    assert client.get(CODE).status_code == 200
    wrong = "000000" if code_of(secret) != "000000" else "111111"
    assert client.post(CODE, {"code": wrong}).status_code == 200
    answer = client.post(CODE, {"code": code_of(secret)})
    assert answer["Location"] == "/nb/admin/guidance/term/"
    assert signed_in(client)


def test_a_recovery_code_lets_in_once(kari) -> None:
    give_app(kari)
    code = RecoveryCodes.activate(kari).get_unused_codes()[0]
    for expected in (True, False):
        client = Client()
        sign_in(client)
        client.post(CODE, {"code": code})
        assert signed_in(client) is expected


def test_codes_can_be_guessed_no_more_often_than_passwords(kari, client) -> None:
    secret = give_app(kari)
    sign_in(client)
    for _time in range(sign_ins.FROM_ONE_SENDER):
        client.post(CODE, {"code": "x"}, REMOTE_ADDR="192.0.2.10")
    client.post(CODE, {"code": code_of(secret)}, REMOTE_ADDR="192.0.2.10")
    assert not signed_in(client)


def test_an_app_is_set_up_and_recovery_codes_are_given(kari, client) -> None:
    sign_in(client)
    path = "/nb/admin/account/two-steps/app/"
    again = client.get(path)["Location"]
    assert again.startswith("/nb/admin/account/again/")
    client.post(again, {"password": PASSWORD, "next": path})
    page = client.get(path)
    secret = page.context["form"].secret
    assert secret in page.text
    answer = client.post(path, {"code": code_of(secret)})
    assert answer["Location"] == "/nb/admin/account/recovery-codes/"
    codes = client.get(answer["Location"])
    shown = codes.context["unused_codes"]
    assert len(shown) == 10
    assert all(code in codes.text for code in shown)
    download = client.get("/nb/admin/account/recovery-codes/file/").text.split()
    assert download == shown
    assert Authenticator.objects.filter(user=kari).count() == 2


def test_the_page_for_a_passkey_carries_what_the_browser_needs(kari, client) -> None:
    sign_in(client)
    client.post("/nb/admin/account/again/", {"password": PASSWORD})
    page = client.get("/nb/admin/account/passkeys/add/")
    assert page.context["js_data"]["creation_options"]["publicKey"]["rp"]["id"] == "testserver"
    assert 'id="passkey_add"' in page.text
    assert "mfa/js/webauthn.js" in page.text
    answer = client.post("/nb/admin/account/passkeys/add/", {"credential": '{"id": "x"}'})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


def test_the_sign_in_page_gives_a_passkey_its_question(client) -> None:
    way = "/nb/admin/account/passkeys/login/"
    answer = client.get(way, headers={"Accept": "application/json"})
    assert answer.json()["request_options"]["publicKey"]["challenge"]
    assert client.post(way, {"credential": '{"id": "x"}'}).status_code == 302
    assert not signed_in(client)


@pytest.fixture
def required(settings) -> None:
    """As in production."""
    settings.PORTAL_REQUIRE_TWO_STEPS = True


def test_who_publishes_is_led_to_set_up_a_second_step_and_then_goes_on(
    make_person, client, required
) -> None:
    person = make_person()
    rights = Permission.objects.filter(codename__in=["publish_term", "change_term"])
    person.user_permissions.set(rights)
    sign_in(client)
    for path in ("/nb/admin/", "/nb/admin/guidance/term/"):
        assert client.get(path)["Location"] == "/nb/admin/account/"
    assert "two-steps/app/" in client.get("/nb/admin/account/").text
    give_app(person)
    page = client.get("/nb/admin/account/")
    assert page.context["go_on"] == "/nb/admin/guidance/term/"
    assert client.get("/nb/admin/guidance/term/").status_code == 200


def test_who_only_writes_needs_none(make_person, client, required) -> None:
    person = make_person()
    person.user_permissions.set(Permission.objects.filter(codename="change_term"))
    sign_in(client)
    assert client.get("/nb/admin/guidance/term/").status_code == 200


def test_what_is_posted_without_a_second_step_is_held(kari, client, required) -> None:
    sign_in(client)
    client.post("/nb/admin/guidance/term/add/", {"name_nb": "Ord"})
    give_app(kari)
    way = client.get("/nb/admin/account/").context["go_on"]
    assert way.startswith("/nb/admin/guidance/term/add/?held=")
    assert 'value="Ord"' in client.get(way).text


def test_an_administrator_takes_a_lost_second_step_away(kari, make_person, client) -> None:
    ola = make_person("ola")
    give_app(ola)
    client.force_login(kari)
    data = {"action": "take_second_steps", "_selected_action": [ola.pk]}
    client.post("/nb/admin/auth/user/", data)
    assert not Authenticator.objects.filter(user=ola).exists()
