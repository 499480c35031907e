"""Short lists that are held for as long as a version of the content lasts."""

import pytest

from guidance.models import Role
from networks.models import Network
from portal.base import held
from portal.base.models import ContentChange
from portal.base.publishing import State
from portal.base.reading import Version, reading
from services.models import Organisation, Service
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def watched():
    """Read as a worker does that watches the content."""

    def read():
        ContentChange.tell()
        return reading(Version.read())

    return read


@pytest.fixture(params=[1_000, 2], ids=["few", "many"])
def _few_or_many(request, monkeypatch):
    monkeypatch.setattr(held, "LONGEST", request.param)
    monkeypatch.setattr(held, "MOST_PAIRS", request.param)


@pytest.mark.usefixtures("_few_or_many")
@pytest.mark.parametrize("field", ["conveners", "services", "roles", "counties"])
def test_what_a_field_leads_to_is_what_the_database_says(watched, field):
    with watched():
        networks = list(Network.objects.published())
        several = held.related_to(networks, field)
        for network in networks:
            assert held.related(network, field) == list(getattr(network, field).published())
            assert several[network.pk] == held.related(network, field)
        assert held.related_to([], field) == {}


@pytest.mark.usefixtures("_few_or_many")
def test_a_field_is_followed_from_its_other_end(watched):
    with watched():
        for service in Service.objects.published():
            assert held.related(service, "networks") == list(service.networks.published())
        for role in Role.objects.published():
            assert held.related(role, "networks") == list(role.networks.published())


@pytest.mark.usefixtures("_few_or_many")
def test_a_draft_is_neither_among_some_nor_related(watched):
    draft = factories.OrganisationFactory(state=State.DRAFT)
    public = factories.OrganisationFactory()
    network = factories.NetworkFactory()
    network.conveners.add(draft, public)
    with watched():
        assert held.among(Organisation, "pk", [draft.pk, public.pk]) == [public]
        assert held.related(network, "conveners") == [public]


def test_nothing_is_asked_twice_of_one_version(watched, django_assert_num_queries):
    network = factories.NetworkFactory()
    network.conveners.add(factories.OrganisationFactory())
    with watched():
        held.related(network, "conveners")
        with django_assert_num_queries(0):
            held.related(network, "conveners")
            held.among(Organisation, "key", ["hk-dir"])


def test_the_next_version_is_read_anew(watched):
    network = factories.NetworkFactory()
    with watched():
        assert held.related(network, "conveners") == []
    network.conveners.add(organisation := factories.OrganisationFactory())
    with watched():
        assert held.related(network, "conveners") == [organisation]


def test_what_a_page_writes_on_a_row_stays_with_the_page(watched):
    with watched():
        held.among(Organisation, "key", ["hk-dir"])[0].name = "written"
        assert held.among(Organisation, "key", ["hk-dir"])[0].name != "written"


def test_nobody_who_is_not_told_of_changes_holds_anything():
    network = factories.NetworkFactory()
    assert held.related(network, "conveners") == []
    network.conveners.add(organisation := factories.OrganisationFactory())
    assert held.related(network, "conveners") == [organisation]
