"""What a form on a working copy costs: a bounded number of queries, however much there is."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.base.drafts import copies
from portal.base.publishing import Publishable
from tests import factories
from tests.drafts.forms import admin_url, editor

pytestmark = pytest.mark.django_db
MOST = 60
KINDS = [model for model in admin.site._registry if issubclass(model, Publishable)]


def cost(client, url: str) -> int:
    client.get(url)  # what is asked once, such as content types
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_a_form_costs_under_sixty_queries_with_a_draft_and_without(model):
    entry = model._base_manager.order_by("pk").first()
    if entry is None:
        entry = factories.SeriesFactory()
    client, url = editor(), admin_url(entry)
    assert cost(client, url) < MOST
    copies.change(entry, {"to_check": "Ring og spør."}, user=None)
    assert cost(client, url) < MOST


def test_a_form_and_a_receipt_cost_the_same_for_one_site_and_ten():
    centre = factories.CentreFactory()
    factories.SiteFactory(centre=centre)
    copies.change(centre, {"to_check": "Ring."}, user=None)
    client = editor()
    pages = [admin_url(centre), admin_url(centre, "publish"), admin_url(centre, "history")]
    before = [cost(client, page) for page in pages]
    for _number in range(9):
        factories.SiteFactory(centre=centre)
    copies.discard(copies.current(centre), user=None)
    copies.change(centre, {"to_check": "Ring."}, user=None)
    assert [cost(client, page) for page in pages] == before
