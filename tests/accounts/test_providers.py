"""Signing in through an OpenID Connect provider that stands in for Entra, Feide and ID-porten."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from portal.base.models import AuditEntry
from tests.accounts.conftest import PASSWORD, sign_in, signed_in

START = "/nb/admin/account/providers/entra/"


class Provider(ThreadingHTTPServer):
    """A provider on loopback that says what the test tells it to say."""

    claims: dict[str, Any]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    """Discovery, token and user information."""

    server: Provider

    def do_GET(self) -> None:
        start = self.server.address
        known = {"issuer": start, "authorization_endpoint": f"{start}/authorize"}
        known |= {"token_endpoint": f"{start}/token", "userinfo_endpoint": f"{start}/me"}
        known |= {"jwks_uri": f"{start}/keys"}
        self.say(self.server.claims if self.path == "/me" else known)

    def do_POST(self) -> None:
        claims = {"iss": self.server.address, "aud": "portal", "exp": 4_000_000_000, "iat": 0}
        token = jwt.encode(claims | self.server.claims, "x" * 32, algorithm="HS256")
        self.say({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def say(self, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    """The provider, in the settings as the environment would put it there."""
    server = Provider(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    options = {"server_url": server.address, "uid_field": "sub", "verified_email": []}
    options |= {"two_steps": False, "oauth_pkce_enabled": True}
    app = {"provider_id": "entra", "name": "Entra", "client_id": "portal", "secret": "s"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app | {"settings": options}]}}
    yield server
    server.shutdown()
    server.server_close()


def come_through(client: Client, provider: Provider, process: str = "login", **claims: Any) -> Any:
    """Go to the provider and come back; return the last answer."""
    provider.claims = {"sub": "subject-1", **claims}
    data = {"process": process, "next": "/nb/admin/guidance/term/"}
    leaving = client.post(START, data)
    way = urlsplit(leaving.context["way"])
    assert f"{way.scheme}://{way.netloc}" == provider.address
    query = {name: values[0] for name, values in parse_qs(way.query).items()}
    assert query["code_challenge_method"] == "S256"
    back = urlsplit(query["redirect_uri"]).path
    assert back == "/admin/signed-in/entra/"  # one address, whatever the language
    return client.get(back, {"code": "c", "state": query["state"]})


def test_a_verified_address_connects_and_signs_in(kari, client, provider) -> None:
    answer = come_through(client, provider, email="Kari@example.org", email_verified=True)
    assert answer["Location"] == "/nb/admin/guidance/term/"
    assert signed_in(client)
    account = SocialAccount.objects.get()
    assert (account.user, account.provider, account.uid) == (kari, "entra", "subject-1")
    assert account.extra_data == {}
    kari.refresh_from_db()
    assert kari.check_password(PASSWORD)  # the other way in stays open


def test_the_second_time_the_subject_is_enough(kari, client, provider) -> None:
    SocialAccount.objects.create(user=kari, provider="entra", uid="subject-1")
    come_through(client, provider)
    assert signed_in(client)


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email": "kari@example.org"},
        {"email": "kari@example.org", "email_verified": False},
        {"email": "nobody@example.org", "email_verified": True},
    ],
)
def test_who_is_unknown_or_not_verified_is_refused_with_a_message(
    kari, client, provider, claims
) -> None:
    answer = come_through(client, provider, **claims)
    page = client.get(answer["Location"])
    assert page.request["PATH_INFO"].endswith("/admin/account/login/")
    assert "Entra" in "".join(map(str, page.context["messages"]))
    assert not signed_in(client)
    assert not SocialAccount.objects.exists()
    assert type(kari).objects.count() == 1
    assert AuditEntry.objects.filter(action="was refused: no account").exists()


def test_an_address_that_two_people_have_connects_neither(
    kari, make_person, client, provider
) -> None:
    make_person("ola", email="KARI@example.org")
    come_through(client, provider, email="kari@example.org", email_verified=True)
    assert not signed_in(client)


def test_a_provider_answers_for_the_addresses_of_its_own_domains(
    kari, client, provider, settings
) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["verified_email"] = ["example.org"]
    come_through(client, provider, email="kari@example.org")
    assert signed_in(client)


def test_who_may_not_edit_does_not_come_in_this_way_either(make_person, client, provider) -> None:
    make_person(is_staff=False)
    answer = come_through(client, provider, email="kari@example.org", email_verified=True)
    assert answer["Location"].endswith("/admin/account/no-access/")
    assert not signed_in(client)


@pytest.mark.parametrize("vouches", [True, False])
def test_two_steps_at_the_provider_count_if_the_settings_say_so(
    kari, client, provider, settings, vouches
) -> None:
    settings.PORTAL_REQUIRE_TWO_STEPS = True
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["two_steps"] = vouches
    come_through(client, provider, email="kari@example.org", email_verified=True)
    assert (client.get("/nb/admin/guidance/term/").status_code == 200) is vouches


def test_one_connects_a_provider_from_one_s_own_page_and_removes_it(kari, client, provider) -> None:
    sign_in(client)
    page = client.get("/nb/admin/account/providers/")
    assert START in page.text
    come_through(client, provider, process="connect", email="other@example.org")
    account = SocialAccount.objects.get()
    assert account.user == kari
    assert "Entra" in client.get("/nb/admin/account/providers/").text
    client.post("/nb/admin/account/providers/", {"account": account.pk})
    assert not SocialAccount.objects.exists()


def test_a_link_on_another_website_signs_nobody_in(client, provider) -> None:
    assert client.get(START)["Location"].startswith("/nb/admin/account/login/")


def test_a_provider_that_does_not_answer_is_said_so(kari, client, provider) -> None:
    provider.shutdown()
    provider.server_close()
    answer = client.post(START, {"process": "login"})
    assert client.get(answer["Location"]).context["messages"]


def test_who_breaks_off_or_comes_without_having_left_is_told_so(client, provider) -> None:
    for query in ("", "?code=c&state=x", "?error=access_denied"):
        answer = client.get(f"/admin/signed-in/entra/{query}", follow=True)
        assert answer.status_code == 200
        assert not signed_in(client)
    assert client.get("/admin/signed-in/unknown/").status_code in {302, 404}
