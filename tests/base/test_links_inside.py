"""A link from one text to another is a reference, whatever way an editor wrote it."""

import pytest
from django.forms import modelform_factory

from guidance.models import Article
from portal.base.admin_forms import EntryForm
from portal.base.links_inside import as_reference, with_references
from portal.base.models import OldAddress
from portal.base.richtext import render
from tests.factories import BODY, ArticleFactory, CentreFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return ServiceFactory(
        key="s", slug_nb="tjeneste-x", slug_nn="teneste-x", slug_en="service-x", **BODY
    )


@pytest.mark.parametrize(
    "address",
    [
        "/nb/tjenester/tjeneste-x/",
        "/en/services/service-x/",
        "/en/services/service-x/#contact",
        "/nb/tjenester/teneste-x/",  # the words of the other written standard
        "https://portal.example.org/nb/tjenester/tjeneste-x/",
        "http://portal.example.org/nb/tjenester/tjeneste-x/",
    ],
)
def test_an_address_of_an_entry_is_known_as_the_entry(service, settings, address):
    settings.PORTAL_ADDRESS = "https://portal.example.org"
    assert as_reference(address) == "ref:services.service/s"


def test_an_old_address_is_known_too(service):
    service.slug_nb = "nytt-navn"
    service.save()
    assert OldAddress.objects.filter(slug="tjeneste-x").exists()
    assert as_reference("/nb/tjenester/tjeneste-x/") == "ref:services.service/s"


@pytest.mark.parametrize(
    "address",
    [
        "/nb/tjenester/",
        "/nb/tjenester/nowhere/",
        "/nb/tjenester/tjeneste-x/?x=1",
        "/nb/nowhere/",
        "/tjenester/tjeneste-x/",
        "/xx/tjenester/tjeneste-x/",
        "/admin/",
        "tjenester/tjeneste-x/",
        "https://other.example.org/nb/tjenester/tjeneste-x/",
        "//portal.example.org/nb/tjenester/tjeneste-x/",
        "https://[",
        "mailto:post@example.org",
        "",
    ],
)
def test_every_other_address_is_left_as_it_is(service, settings, address):
    settings.PORTAL_ADDRESS = "https://portal.example.org"
    assert as_reference(address) is None
    text = f'<p><a href="{address}">x</a></p>'
    assert with_references(text) == text


def test_without_an_address_of_its_own_the_portal_knows_no_host(service, settings):
    settings.PORTAL_ADDRESS = ""
    assert as_reference("https:///nb/tjenester/tjeneste-x/") is None


def test_what_an_editor_pastes_into_a_text_is_stored_as_a_reference():
    centre = CentreFactory(key="c", slug_nb="senteret")
    form_class = modelform_factory(Article, form=EntryForm, fields=["body_nb"])
    address = f"/nb/karrieresentre/{centre.slug_nb}/"
    form = form_class(
        {"body_nb": f'<p><a href="{address}" lang="nb">x</a></p>'}, instance=ArticleFactory()
    )
    assert form.is_valid(), form.errors
    text = '<p><a href="ref:services.careercentre/c" lang="nb">x</a></p>'
    assert form.save().body_nb == text
    centre.slug_nb = "nytt-navn"
    centre.save()
    assert "/nb/karrieresentre/nytt-navn/" in render(text)


def test_an_address_of_the_portal_that_shows_no_entry_is_refused_in_a_text():
    form_class = modelform_factory(Article, form=EntryForm, fields=["body_nb"])
    form = form_class({"body_nb": '<p><a href="/nb/x/">x</a></p>'}, instance=ArticleFactory())
    assert list(form.errors) == ["body_nb"]
