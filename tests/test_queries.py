"""What a page costs does not grow with what it shows."""

import pytest
from django.test import Client

from portal.base.languages import page_languages
from portal.base.pagecache.watch import watch
from portal.base.reading import Version
from portal.base.richtext import page_models
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_search_index")]

LISTS = {
    "/nb/": factories.AudienceFactory,
    "/nb/nettstedskart/": factories.NetworkFactory,
    "/nb/tjenester/": factories.ServiceFactory,
    "/nb/tjenester/for/": factories.AudienceFactory,
    "/nb/tjenester/sektorer/": factories.SectorFactory,
    "/nb/fylker/": factories.CountyFactory,
    "/nb/karrieresentre/": factories.CentreFactory,
    "/nb/organisasjoner/": factories.OrganisationFactory,
    "/nb/karriereveiledning/": factories.MandatePageFactory,
    "/nb/karriereveiledning/definisjoner/": factories.DefinitionFactory,
    "/nb/karriereveiledning/kvalitetsrammeverk/": factories.FrameworkElementFactory,
    "/nb/karriereveiledning/mandat/": factories.MandatePageFactory,
    "/nb/karriereveiledning/ressurser/": factories.ResourceFactory,
    "/nb/nettverk/": factories.NetworkFactory,
    "/nb/moter/": factories.MeetingFactory,
    "/nb/samarbeid/": factories.CooperationFactory,
    "/nb/for-veiledere/": factories.RoleFactory,
    "/nb/saker/": factories.CaseFactory,
    "/sitemap.xml": factories.MeetingFactory,
}


@pytest.mark.parametrize("path", LISTS)
def test_a_list_costs_the_same_for_ten_more_entries(queries_for, path):
    LISTS[path]()
    one = queries_for(path)
    LISTS[path].create_batch(10)
    assert queries_for(path) == one


def test_a_service_costs_the_same_with_ten_of_everything(queries_for):
    service = factories.ServiceFactory(**factories.BODY)

    def relate(number: int) -> int:
        factories.EntitlementFactory.create_batch(number, service=service)
        service.providers.add(*factories.OrganisationFactory.create_batch(number))
        for network in factories.NetworkFactory.create_batch(number):
            network.services.add(service)
        factories.ServiceFactory.create_batch(number, sector=service.sector)
        return queries_for(service.url_in("nb"))

    assert relate(1) == relate(10)


def test_a_county_costs_the_same_with_ten_centres(queries_for):
    county = factories.CountyFactory()
    factories.CentreFactory(county=county)
    one = queries_for(county.url_in("nb"))
    factories.CentreFactory.create_batch(10, county=county)
    assert queries_for(county.url_in("nb")) == one


def test_a_network_costs_the_same_with_ten_meetings(queries_for):
    network = factories.NetworkFactory()
    factories.MeetingFactory(network=network)
    one = queries_for(network.url_in("nb"))
    factories.MeetingFactory.create_batch(10, network=network)
    assert queries_for(network.url_in("nb")) == one


def test_a_text_costs_the_same_with_ten_references(queries_for):
    counties = factories.CountyFactory.create_batch(10)
    links = [f'<a href="ref:services.county/{county.key}">{county}</a>' for county in counties]
    few = factories.ServiceFactory(body_nb=f"<p>{links[0]}</p>")
    many = factories.ServiceFactory(body_nb=f"<p>{' '.join(links)}</p>", sector=few.sector)
    assert queries_for(few.url_in("nb")) == queries_for(many.url_in("nb"))


@pytest.mark.parametrize("label", sorted(page_models()))
def test_a_page_of_an_entry_is_made_in_eight_queries(queries_for, monkeypatch, label):
    monkeypatch.setattr(watch, "known", Version.read())  # as a worker serves: short lists are held
    entries = page_models()[label].objects.published()
    pages = {entry.url_in("nb") for entry in entries if "nb" in page_languages(entry)}
    for path in sorted(pages)[:25]:
        Client().get(path)
        assert queries_for(path) <= 8, path
