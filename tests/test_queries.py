"""What a page costs does not grow with what it shows."""

import pytest

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


def test_no_page_costs_more_than_twenty_queries(queries_for):
    for path in ("/nb/", "/nb/tjenester/karrieresenter/", "/nb/fylker/troms/"):
        assert queries_for(path) <= 20
