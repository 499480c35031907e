"""Addresses are promises: prefixed, translated, stable, and redirecting when they must."""

import pytest
from django.test import Client

from services.models import Service
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("nb-NO,nb;q=0.9,en;q=0.5", "nb"),
        ("nn,nb;q=0.5", "nn"),
        ("en-GB,en;q=0.9", "en"),
        ("no,en;q=0.8", "nb"),
        ("de-DE,de;q=0.9", "nb"),
        ("de,nn;q=0.3", "nn"),
        ("", "nb"),
        ("\x7f;;q=,,", "nb"),
    ],
)
def test_the_root_chooses_by_the_browser_and_bokmaal_if_in_doubt(client, wanted, language):
    response = client.get("/", headers={"accept-language": wanted})
    assert response.status_code == 302
    assert response["Location"] == f"/{language}/"
    assert "Accept-Language" in response["Vary"]


def test_path_words_are_translated(client):
    for path in ("/nb/tjenester/", "/nn/tenester/", "/en/services/"):
        assert client.get(path).status_code == 200


def test_a_page_with_a_body_stands_under_the_standard_of_its_body(client):
    service = factories.ServiceFactory(body_nn="<p>Ein tekst.</p>", body_en="<p>A text.</p>")
    assert client.get(f"/nn/tenester/{service.slug_nn}/").status_code == 200
    assert client.get(f"/en/services/{service.slug_en}/").status_code == 200
    response = client.get(f"/nb/tjenester/{service.slug_nb}/")
    assert response.status_code == 302
    assert response["Location"] == f"/nn/tenester/{service.slug_nn}/"


def test_a_body_without_english_sends_english_readers_to_the_norwegian(client):
    service = factories.ServiceFactory(body_nb="<p>En tekst.</p>")
    response = client.get(f"/en/services/{service.slug_en}/")
    assert response.status_code == 302
    assert response["Location"] == f"/nb/tjenester/{service.slug_nb}/"


def test_a_page_without_a_body_exists_in_every_language(client):
    county = factories.CountyFactory()
    for path in ("/nb/fylker", "/nn/fylke", "/en/counties"):
        assert client.get(f"{path}/{county.slug_nb}/").status_code == 200


def test_body_pages_offer_norwegian_and_english_others_all_three(client):
    service = factories.ServiceFactory(**factories.BODY)
    html = client.get(f"/nb/tjenester/{service.slug_nb}/").content.decode()
    assert ">Norsk</a>" in html
    assert ">English</a>" in html
    assert ">Nynorsk</a>" not in html
    html = client.get("/nb/tjenester/").content.decode()
    assert ">Bokmål</a>" in html
    assert ">Nynorsk</a>" in html


def test_an_edited_address_word_redirects_for_ever(client):
    service = factories.ServiceFactory(slug_nb="gammel", **factories.BODY)
    service.slug_nb = "ny"
    service.save()
    response = client.get("/nb/tjenester/gammel/")
    assert response.status_code == 301
    assert response["Location"] == "/nb/tjenester/ny/"


def test_an_address_word_given_back_no_longer_redirects(client):
    service = factories.ServiceFactory(slug_nb="foer", **factories.BODY)
    for slug in ("etter", "foer"):
        service.slug_nb = slug
        service.save()
    assert client.get("/nb/tjenester/foer/").status_code == 200
    assert client.get("/nb/tjenester/etter/").status_code == 301


def test_a_word_from_another_language_finds_the_page(client):
    county = factories.CountyFactory(slug_en="english-word")
    response = client.get("/nb/fylker/english-word/")
    assert response.status_code == 302
    assert response["Location"] == f"/nb/fylker/{county.slug_nb}/"


def test_every_address_is_lower_case_ascii(client):
    for service in Service.objects.published():
        for language in ("nb", "nn", "en"):
            url = service.url_in(language)
            assert url == url.lower()
            assert url.isascii()


def test_the_sitemap_lists_pages_with_their_alternates(client):
    response = client.get("/sitemap.xml")
    xml = response.content.decode()
    assert response.status_code == 200
    assert "/nb/fylker/troms/" in xml
    assert 'hreflang="nn"' in xml
    assert "<lastmod>" in xml


def test_robots_and_security_files(client):
    robots = client.get("/robots.txt").content.decode()
    assert "Sitemap: http" in robots
    assert "Disallow: /\n" not in robots
    security = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:" in security
    assert security.count("Expires: ") == 1


def test_the_old_icon_name_leads_to_the_icon(client):
    assert client.get("/favicon.ico")["Location"].endswith(".svg")
