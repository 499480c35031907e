"""Every kind of page and every state of one is found, on whichever database the portal has."""

import pytest
from django.test import Client

from portal.home.sitemaps import all_paths
from tests.samples import one_of_each_kind
from tests.states import one_of_each_state

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_search_index")]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_kind_of_page_and_every_state_is_found(language):
    paths = [*one_of_each_kind(all_paths()[language]), *one_of_each_state(language)]
    assert len(paths) > 60
    found = {path: Client().get(path).status_code for path in paths}
    assert {path: status for path, status in found.items() if status != 200} == {}
