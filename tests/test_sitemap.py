"""The sitemap says of a page when it changed, and of a list when what it lists changed."""

import datetime as dt
import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from portal.base.drafts import withdrawing
from portal.base.languages import all_languages
from portal.home.listings import LISTS
from tests import factories

pytestmark = pytest.mark.django_db
NAMES = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LATER = dt.datetime(2030, 1, 1, 12, tzinfo=dt.UTC)
CENTRES, SERVICES, PRIVACY = "/nb/karrieresentre/", "/nb/tjenester/", "/nb/personvern/"


def changed() -> dict[str, str]:
    """Return when each page changed, as the sitemap says; nothing where it does not say."""
    tree = ET.fromstring(Client().get("/sitemap.xml").content)  # noqa: S314 - our own
    return {
        urlsplit(url.findtext(f"{NAMES}loc")).path: url.findtext(f"{NAMES}lastmod", "")
        for url in tree.iter(f"{NAMES}url")
    }


def test_a_list_changed_when_something_it_lists_did_and_no_other_did():
    before = changed()
    centre = factories.CentreFactory(updated_at=LATER, county__updated_at=LATER - dt.timedelta(1))
    after = changed()
    assert after[CENTRES] == after[centre.url_in("nb")] == "2030-01-01"
    assert after[SERVICES] == before[SERVICES] < "2030"
    assert before[PRIVACY] == after[PRIVACY] == ""


def test_a_list_changed_when_something_was_taken_away():
    centre = factories.CentreFactory()
    with time_machine.travel(LATER, tick=False):
        assert changed()[CENTRES] < "2030"
        withdrawing.take_off(centre, user=None)
        assert changed()[CENTRES] == "2030-01-01"


def test_a_list_changed_when_something_came_or_ended_by_its_date():
    factories.CentreFactory(published_from=LATER - dt.timedelta(days=2))
    factories.ServiceFactory(published_until=LATER - dt.timedelta(days=1))
    assert changed()[CENTRES] < "2029"
    with time_machine.travel(LATER, tick=False):
        after = changed()
    assert after[CENTRES] == "2029-12-30"
    assert after[SERVICES] == "2029-12-31"


def test_what_nobody_sees_changes_no_list():
    county = factories.CountyFactory()
    before = changed()
    factories.CentreFactory(county=county, updated_at=LATER, state="draft")
    factories.CentreFactory(county=county, updated_at=LATER, published_from=LATER)
    assert changed() == before


def test_every_list_has_its_kinds_and_most_tell_when_they_changed():
    told = changed()
    for language in all_languages():
        with override(language):
            for name, kinds in LISTS.items():
                assert bool(told[reverse(name)]) == bool(kinds), name


def test_the_sitemap_costs_the_same_with_more_entries(queries_for):
    few = queries_for("/sitemap.xml")
    factories.CentreFactory.create_batch(5, county=factories.CountyFactory())
    assert queries_for("/sitemap.xml") == few
