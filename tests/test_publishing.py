"""Only what is published is seen, and only while it is."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from portal.base.publishing import Confirmation, State
from services.models import County, Service
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.now()
HOUR = dt.timedelta(hours=1)
HIDDEN = {
    "draft": {"state": State.DRAFT},
    "scheduled": {"published_from": NOW + HOUR},
    "expired": {"published_until": NOW - HOUR},
}


SHOWN_ON = (
    "/nb/", "/nb/nettstedskart/", "/sitemap.xml", "/nb/tjenester/", "/nb/fylker/",
    "/nb/karrieresentre/", "/nb/organisasjoner/", "/nb/tjenester/for/", "/nb/tjenester/sektorer/",
    "/nb/karriereveiledning/", "/nb/karriereveiledning/definisjoner/",
    "/nb/karriereveiledning/kvalitetsrammeverk/", "/nb/karriereveiledning/mandat/",
    "/nb/karriereveiledning/ressurser/", "/nb/nettverk/", "/nb/moter/", "/nb/samarbeid/",
)  # fmt: skip


@pytest.mark.parametrize("factory", factories.PAGE_FACTORIES, ids=lambda f: f._meta.model.__name__)
def test_a_stranger_sees_nothing_that_is_not_public(factory):
    client = Client()
    for hidden, values in HIDDEN.items():
        entry = factory(slug_nb=f"hemmelig-{hidden}", name_nb="Hemmelig side", **values)
        assert not entry.is_public()
        assert not type(entry).objects.published().filter(pk=entry.pk).exists()
        address = entry.url_in("nb")
        assert "#" in address or client.get(address).status_code in {302, 404}
    for path in SHOWN_ON:
        assert "hemmelig" not in client.get(path).content.decode().lower(), path


def test_a_page_never_shows_hidden_entries_that_it_is_related_to():
    hidden = factories.AudienceFactory(name_nb="Hemmelig side", state=State.DRAFT)
    network = factories.NetworkFactory(name_nb="Hemmelig nettverk", state=State.DRAFT)
    service = factories.ServiceFactory(**factories.BODY)
    factories.EntitlementFactory(service=service, audience=hidden)
    network.services.add(service)
    html = Client().get(service.url_in("nb")).content.decode()
    assert "Hemmelig" not in html


def test_an_editor_sees_the_draft_at_its_address_and_nobody_stores_it():
    county = factories.CountyFactory(state=State.DRAFT)
    client = Client()
    assert client.get(county.url_in("nb")).status_code == 404
    client.force_login(get_user_model().objects.create_superuser("sjef", password="x"))
    response = client.get(county.url_in("nb"))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_a_signed_in_person_without_the_right_sees_no_draft():
    county = factories.CountyFactory(state=State.DRAFT)
    client = Client()
    client.force_login(get_user_model().objects.create_user("noen", password="x"))
    assert client.get(county.url_in("nb")).status_code == 404


def test_the_two_ways_of_asking_for_public_agree():
    for values in ({}, *HIDDEN.values(), {"published_from": NOW - HOUR}):
        county = factories.CountyFactory(**values)
        found = County.objects.published().filter(pk=county.pk).exists()
        assert found == county.is_public()


def test_public_until_must_be_later_than_public_from():
    county = factories.CountyFactory.build(published_from=NOW, published_until=NOW - HOUR)
    with pytest.raises(ValidationError):
        county.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        county.save()


def test_checked_by_needs_checked_on():
    county = factories.CountyFactory.build(checked_by=factories.OrganisationFactory())
    with pytest.raises(ValidationError):
        county.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        county.save()


def test_what_an_editor_must_look_up_is_on_the_list():
    common = {"confirmation": Confirmation.CONFIRMED}
    fine = factories.ServiceFactory(**common)
    noted = factories.ServiceFactory(to_check="Hvem eier nettsiden?", **common)
    late = factories.ServiceFactory(next_check_on=timezone.localdate() - dt.timedelta(1), **common)
    unconfirmed = factories.ServiceFactory()
    listed = set(Service.objects.to_check())
    assert {noted, late, unconfirmed} <= listed
    assert fine not in listed
