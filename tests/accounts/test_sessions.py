"""Where somebody is signed in, and signing out everywhere."""

from allauth.usersessions.models import UserSession
from django.test import Client

from portal.base.models import AuditEntry
from tests.accounts.conftest import sign_in

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


def test_the_list_keeps_the_browser_and_the_network_and_no_more(kari) -> None:
    client = Client(headers={"User-Agent": FIREFOX})
    sign_in(client, address="192.0.2.77")
    session = UserSession.objects.get()
    assert (session.user_agent, session.ip) == ("Firefox, Windows", "192.0.2.0")
    page = client.get("/nb/admin/account/sessions/").text
    assert "Firefox, Windows" in page
    assert "192.0.2.0" in page
    assert "192.0.2.77" not in page


def test_one_signs_out_everywhere_else_and_stays_here(kari) -> None:
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    assert here.get("/nb/admin/account/").context["sessions"] == 2
    here.post("/nb/admin/account/sessions/")
    assert there.get("/nb/admin/account/").status_code == 302
    assert here.get("/nb/admin/account/").status_code == 200


def test_one_signs_out_everywhere_here_too(kari) -> None:
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    assert here.get("/nb/admin/account/sessions/end/").status_code == 405
    here.post("/nb/admin/account/sessions/end/")
    for client in (here, there):
        assert client.get("/nb/admin/account/").status_code == 302
    assert AuditEntry.objects.filter(action="signed out everywhere", who="kari").exists()


def test_an_administrator_signs_somebody_out_everywhere(kari, make_person) -> None:
    make_person("ola")
    ola, administrator = Client(), Client()
    sign_in(ola, "ola")
    sign_in(administrator)
    person = type(kari).objects.get(username="ola")
    data = {"action": "sign_out", "_selected_action": [person.pk]}
    administrator.post("/nb/admin/auth/user/", data)
    assert ola.get("/nb/admin/account/").status_code == 302
    assert administrator.get("/nb/admin/account/").status_code == 200


def test_one_signs_out_with_the_button_of_the_admin(kari, client) -> None:
    sign_in(client)
    answer = client.post("/nb/admin/logout/")
    assert answer["Location"] == "/nb/admin/account/login/"
    assert client.get("/nb/admin/account/").status_code == 302
    assert AuditEntry.objects.filter(action="signed out", who="kari").exists()


def test_a_sign_in_behind_a_socket_has_no_address(kari, client) -> None:
    sign_in(client, address="")
    assert UserSession.objects.get().ip == "0.0.0.0"  # noqa: S104
