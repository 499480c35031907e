"""Every answer, whatever it is, tells browsers what they may do with it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from portal.base.headers import closed_by_default
from tests.factories import PaperVersionFactory

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
A_YEAR = 365 * 24 * 60 * 60
PAGES = [
    *("/nb/", "/nn/fylke/", "/en/search/", "/en/search/suggestions/", "/nb/tilbakemelding/"),
    *("/nb/moter/feed.atom", "/nb/moter/kalender.ics", "/sitemap.xml", "/robots.txt"),
    *("/.well-known/security.txt", "/nb/bekreft/x/", "/nb/finnes-ikke/"),
]


@pytest.fixture
def client(settings) -> Client:
    """A reader who comes over HTTPS, to a server that says so."""
    settings.SECURE_HSTS_SECONDS = A_YEAR
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    return Client(raise_request_exception=False)


def get(client: Client, path: str) -> HttpResponse:
    """Ask over HTTPS, and read a file to its end."""
    answer = client.get(path, secure=True)
    if answer.streaming:
        list(answer.streaming_content)
        answer.close()
    return answer


def policy_of(answer: HttpResponse) -> dict[str, list[str]]:
    """Return the content security policy by its directives."""
    parts = [part.split() for part in answer["Content-Security-Policy"].split(";")]
    assert len({part[0] for part in parts}) == len(parts)
    return {part[0]: part[1:] for part in parts}


def says_everything(answer: HttpResponse) -> None:
    """Assert what holds for every answer."""
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] in {"same-origin", "cross-origin"}
    assert answer["Referrer-Policy"] in {
        "strict-origin-when-cross-origin", "same-origin", "no-referrer",
    }  # fmt: skip
    sent = answer["Strict-Transport-Security"]
    assert sent == f"max-age={A_YEAR}; includeSubDomains; preload"
    for name in ("camera", "geolocation", "microphone", "payment", "usb"):
        assert f"{name}=()" in answer["Permissions-Policy"].split(", ")
    assert "publickey-credentials-get=(self)" in answer["Permissions-Policy"]
    policy = policy_of(answer)
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert not re.search("unsafe|https?:|\\*", answer["Content-Security-Policy"])


@pytest.mark.usefixtures("shared_search_index")
@pytest.mark.parametrize("path", PAGES)
def test_a_public_answer_carries_every_header_and_no_nonce(client, path):
    answer = get(client, path)
    says_everything(answer)
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    policy = policy_of(answer)
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == ["'self'"]
    assert policy["base-uri"] == ["'none'"]
    html = answer.content.decode() if "html" in answer["Content-Type"] else ""
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)
    scripts = re.findall(r"<script\b([^>]*)>(.*?)</script>", html, re.DOTALL)
    code = [each for each in scripts if "application/ld+json" not in each[0]]  # which is data
    assert all("src=" in attributes and not inline.strip() for attributes, inline in code)


@pytest.mark.parametrize(
    ("path", "resources"),
    [
        ("/static/css/base.css", "same-origin"),
        ("/static/js/suggest.js", "same-origin"),
        ("/static/img/share.png", "cross-origin"),
        ("/static/img/icon.svg", "cross-origin"),
        ("/static/finnes-ikke.css", "same-origin"),
    ],
)
def test_a_static_file_carries_them_too_and_only_pictures_are_for_other_websites(
    client, path, resources
):
    answer = get(client, path)
    says_everything(answer)
    assert answer["Cross-Origin-Resource-Policy"] == resources


def test_an_uploaded_file_is_kept_apart(client):
    version = PaperVersionFactory(file_name="papir.pdf")
    address = version.get_absolute_url()
    for answer in (get(client, address), client.head(address, secure=True)):
        says_everything(answer)
        assert "sandbox" in policy_of(answer)
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Type"] == "application/pdf"


def test_a_page_of_the_admin_carries_them_and_a_nonce_of_its_own(client):
    client.force_login(get_user_model().objects.create_superuser("editor"))
    nonces = []
    for path in ("/nb/admin/", "/nb/admin/", "/nb/admin/services/service/add/"):
        answer = get(client, path)
        assert answer.status_code == 200
        says_everything(answer)
        policy = policy_of(answer)
        assert policy["form-action"] == ["'self'"]
        own, nonce = policy["script-src"]
        assert own == "'self'"
        nonces.append(nonce)
        word = nonce.removeprefix("'nonce-").removesuffix("'")
        for attributes in re.findall(r"<script\b([^>]*)>", answer.text):
            is_data = 'type="application/json"' in attributes
            assert is_data or "src=" in attributes or f'nonce="{word}"' in attributes
    assert len(set(nonces)) == len(nonces)


def test_the_page_for_a_failure_of_ours_carries_them(client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("services.views.catalogue.show", broken)
    answer = get(client, "/nb/tjenester/")
    assert answer.status_code == 500
    says_everything(answer)


def test_an_answer_that_says_something_itself_is_respected(rf: RequestFactory):
    own = {"Cross-Origin-Resource-Policy": "cross-origin", "Permissions-Policy": "camera=(self)"}

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers=own)

    answer = closed_by_default(view)(rf.get("/nb/"))
    assert {name: answer[name] for name in own} == own


@pytest.mark.once
def test_a_server_with_debug_off_has_secure_cookies_and_wants_https(tmp_path):
    names = [
        *("SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE"),
        *("SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_NAME"),
        *("CSRF_COOKIE_SECURE", "CSRF_COOKIE_SAMESITE", "CSRF_COOKIE_NAME", "ALLOWED_HOSTS"),
        "SECURE_PROXY_SSL_HEADER",
    ]
    code = (
        "import json; from portal import settings as s; from django.conf import settings;"
        f"print(json.dumps({{n: getattr(settings, n) for n in {names}}}))"
    )
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings", "PORTAL_DEBUG": "0",
        "PORTAL_SECRET_KEY": "x" * 60, "PORTAL_VAR": str(tmp_path),
    }  # fmt: skip
    env = {key: value for key, value in env.items() if key != "PORTAL_HTTPS"}
    run = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, check=True
    )
    found = json.loads(run.stdout)
    assert found["SECURE_HSTS_SECONDS"] == A_YEAR
    assert all(found[name] for name in names if name.endswith(("_SECURE", "REDIRECT", "HTTPONLY")))
    assert found["SESSION_COOKIE_SAMESITE"] == found["CSRF_COOKIE_SAMESITE"] == "Lax"
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert found["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert found["SECURE_PROXY_SSL_HEADER"] is None
