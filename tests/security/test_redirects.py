"""No address of ours sends anybody to another website."""

from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.accounts.conftest import LOGIN, PASSWORD

pytestmark = pytest.mark.django_db
HOSTILE = [
    "https://evil.example/", "//evil.example", "///evil.example/", "https:evil.example",
    "http:///evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
    "/\t/evil.example", "\t//evil.example", "/\n/evil.example", " //evil.example",
    "https://testserver@evil.example/", "https://testserver.evil.example/", "javascript:alert(1)",
    "data:text/html,x", "/%09/evil.example", "//evil.example/%2f..", "https:/\\evil.example",
    "\x00//evil.example", "http://testserver:80@evil.example", "ftp://testserver/", "//[evil",
]  # fmt: skip
EVERY = [*HOSTILE, *[quote(text, safe="") for text in HOSTILE]]


def stays(answer) -> None:
    """Assert that an answer leads a browser nowhere but to ourselves."""
    location = answer.get("Location")
    if location is None:
        return
    seen = location.strip().replace("\\", "/").replace("\t", "").replace("\n", "")
    target = urlsplit(urljoin("http://testserver/nb/admin/", seen))
    assert (target.scheme, target.netloc) == ("http", "testserver"), location


@pytest.fixture
def editor(settings) -> Client:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    get_user_model().objects.create_superuser("kari", password=PASSWORD)
    return Client()


@pytest.mark.parametrize("place", EVERY)
def test_signing_in_and_out_leads_to_our_own_pages(editor, place):
    sent = {"login": "kari", "password": PASSWORD, "next": place}
    shown = editor.get(LOGIN, {"next": place})
    stays(shown)
    answer = editor.post(LOGIN, sent)
    assert answer.status_code == 302
    stays(answer)
    for path in (LOGIN, "/nb/admin/login/", "/nb/admin/account/logout/", "/nb/admin/logout/"):
        stays(editor.get(path, {"next": place}))
    stays(editor.post("/nb/admin/account/again/", {"password": PASSWORD, "next": place}))
    stays(editor.post("/nb/admin/account/logout/", {"next": place}))
    stays(editor.post(f"{LOGIN}?next={quote(place, safe='')}", sent | {"next": ""}))


@pytest.mark.parametrize("place", EVERY)
def test_forms_and_languages_of_public_pages_lead_to_our_own_pages(place):
    client = Client()
    path = quote(place, safe="/:\\%")
    for way in ("/", "/nb/", "/nb/tilbakemelding/", "/nb/tilbakemelding/takk/", "/nb/kontakt/"):
        answer = client.get(way, {"about": place, "next": place, "language": place})
        stays(answer)
        assert 'href="https://evil' not in answer.text
        assert 'href="//evil' not in answer.text
        assert 'href="javascript:' not in answer.text
    stays(client.post("/nb/tilbakemelding/", {"about": place, "useful": "yes", "next": place}))
    stays(client.post("/nb/bekreft/x/", {"answer": "correct", "next": place}))
    for way in (f"/{path}", f"/nb/{path}", f"//{path}", f"/nb/fylker/{path}"):
        stays(client.get("/", PATH_INFO=way))
        stays(client.get("/", {"next": place}, PATH_INFO=way))


@pytest.mark.parametrize("path", ["//evil.example/nb", "//evil.example//nb/admin", "/nb//evil"])
def test_an_address_without_its_last_slash_is_completed_on_our_own_host(path):
    stays(Client().get("/", PATH_INFO=path))


def test_a_language_that_is_an_address_leads_to_the_front_page():
    answer = Client().get("/", headers={"accept-language": "//evil.example"})
    assert answer["Location"] == "/nb/"


@pytest.mark.parametrize("path", ["//evil.example/", "//[evil", "//evil.example/nb/"])
def test_an_unknown_page_never_says_that_it_is_another_website(path):
    answer = Client().get("/", PATH_INFO=path)  # as a server hands it over
    assert answer.status_code == 404
    assert f'<link rel="canonical" href="http://testserver{path}"' in answer.text
