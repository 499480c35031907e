"""A centre that is to close is in operation until the day it closes, and says when that is."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone, translation

from services import choices, comparison, finder
from services.closing import closing_words
from services.models import CareerCentre
from services.places import county_place
from tests import factories

pytestmark = pytest.mark.django_db
THE_DAY = dt.date(2026, 9, 30)
BEFORE, AFTER = dt.date(2026, 9, 29), dt.date(2026, 10, 1)
MOMENTS = {
    "before": dt.datetime(2026, 9, 29, 21, 59, tzinfo=dt.UTC),  # 23.59 in Oslo
    "on": dt.datetime(2026, 9, 29, 22, 0, tzinfo=dt.UTC),
    "after": dt.datetime(2026, 10, 1, 10, 0, tzinfo=dt.UTC),
}


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def centre():
    successor = factories.CentreFactory()
    return factories.CentreFactory(
        closed_on=THE_DAY, closed_because_en="Merged.", successor=successor, name_confirmed=True
    )


@pytest.fixture
def at(monkeypatch):
    """Return a function that sets the clock."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: MOMENTS[moment])


def html(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize(
    ("day", "closed"), [(BEFORE, False), (THE_DAY, True), (AFTER, True)], ids=list(MOMENTS)
)
def test_it_has_closed_from_its_day_on(centre, day, closed):
    assert centre.has_closed(day) is closed
    entries = CareerCentre.objects.filter(pk=centre.pk)
    assert entries.closed(on=day).exists() is closed
    assert entries.in_operation(on=day).exists() is not closed
    said = "Closed on 30 September 2026" if closed else "Closes on 30 September 2026"
    assert closing_words(centre, on=day) == said


def test_a_centre_without_a_date_is_in_operation():
    centre = factories.CentreFactory()
    assert not centre.has_closed()
    assert CareerCentre.objects.in_operation().filter(pk=centre.pk).exists()
    assert closing_words(centre, on=THE_DAY) == ""


@pytest.mark.parametrize(("moment", "closed"), [("before", False), ("on", True), ("after", True)])
def test_the_property_and_the_list_follow_the_day_in_oslo(centre, at, moment, closed):
    at(moment)
    assert centre.has_closed() is closed
    assert CareerCentre.objects.closed().filter(pk=centre.pk).exists() is closed


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_page_says_when(centre, at, moment):
    at(moment)
    closed = moment != "before"
    code = choices.code_of(centre)
    page = html(centre.url_in("en"))
    assert ("This career centre has closed" in page) is closed
    assert ("Closes on 30 September 2026" in page) is not closed
    assert "Merged." in page
    assert centre.successor.name_en in page
    listed = html(f"/en/career-centres/?county={centre.county.key}")
    assert ("Closes on 30 September 2026" in listed) is not closed
    assert ("Closed centres" in listed) is closed
    for path in (
        f"/en/compare/?item={code}",
        f"/en/shortlist/{code}/",
        f"/en/shortlist/{code}/sheet/",
    ):
        said = html(path)
        assert ("Closes on 30 September 2026" in said) is not closed, path
        assert ("Closed on 30 September 2026" in said) is closed, path
    assert (f'value="{code}"' in html("/en/compare/")) is not closed


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_finder_gives_it_until_then(centre, at, moment):
    at(moment)
    audience = factories.EntitlementFactory().audience
    place = county_place(centre.county)
    [owed] = finder.answer(audience, place, None, now=MOMENTS[moment]).owed
    notes = {desk.entry: desk.note for desk in owed.desks}
    if moment == "before":
        assert notes == {centre: "Closes on 30 September 2026"}
    else:
        assert centre not in notes
        assert notes


def test_a_table_says_both_whether_it_is_open_and_that_it_closes(centre):
    factories.ScheduleFactory(site=factories.SiteFactory(centre=centre), monday="09.00–15.30")
    monday = dt.datetime(2026, 9, 28, 8, tzinfo=dt.UTC)
    [found] = choices.find([choices.code_of(centre)]).entries.values()
    words = comparison.status_in_words(found, monday)
    assert words == "Open now, closes 15:30. Closes on 30 September 2026"


def test_a_sheet_holds_until_the_day_before(centre, at):
    at("before")
    audience = factories.EntitlementFactory().audience
    place = county_place(centre.county)
    for path in (
        f"/en/shortlist/{choices.code_of(centre)}/sheet/",
        finder.answer_url(audience, place, view="find_sheet"),
    ):
        assert 'Valid until <time datetime="2026-09-29">' in html(path), path
