"""A page says until when it is true, and until then it is made the same."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine

from networks.models import Meeting
from portal.base import moments
from tests import factories

OSLO = ZoneInfo("Europe/Oslo")
SECOND = dt.timedelta(seconds=1)
TUESDAY = dt.datetime(2026, 3, 24, 8, 59, 30, tzinfo=OSLO)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def busy_week(db):
    """Make whatever the time changes: hours, meetings, dates of publishing and closing."""
    county = factories.CountyFactory(slug_nb="fylke", slug_nn="fylke", slug_en="county")
    centre = factories.CentreFactory(county=county, slug_nb="senter", confirmation="confirmed")
    site = factories.SiteFactory(centre=centre)
    factories.ScheduleFactory(site=site, tuesday="09–12, 13–18.30", wednesday="10–15")
    factories.CentreFactory(county=county, closed_on=dt.date(2026, 3, 25))
    audience = factories.AudienceFactory(slug_nb="situasjon")
    service = factories.ServiceFactory(slug_nb="tjeneste", **factories.BODY)
    factories.EntitlementFactory(audience=audience, service=service, given_by="career_centre")
    network = factories.NetworkFactory(slug_nb="nettverk")
    for name, starts, ends in (("i-dag", "10.00", "11.30"), ("senere", "17.00", "19.00")):
        meeting = factories.MeetingFactory(
            slug_nb=name,
            network=network,
            standing=Meeting.Standing.PLANNED,
            starts_on=dt.date(2026, 3, 24),
            start_time=dt.time.fromisoformat(starts.replace(".", ":")),
            end_time=dt.time.fromisoformat(ends.replace(".", ":")),
            registration_deadline=dt.date(2026, 3, 24),
        )
        factories.CaseFactory(meeting=meeting, number=1)
    factories.SectorFactory(published_from=TUESDAY + dt.timedelta(hours=3), slug_nb="ny-sektor")
    factories.ResourceFactory(published_until=TUESDAY + dt.timedelta(hours=7), slug_nb="kort")
    return county


PAGES = (
    "/nb/",
    "/nb/fylker/fylke/",
    "/nb/karrieresentre/",
    "/nb/karrieresentre/?open=now",
    "/nb/karrieresentre/?evening=1&sort=opens",
    "/nb/karrieresentre/senter/",
    "/nb/snakk-med-noen/",
    "/nb/tjenester/sektorer/",
    "/nb/karriereveiledning/ressurser/",
    "/nb/nettverk/",
    "/nb/nettverk/nettverk/",
    "/nb/moter/",
    "/nb/moter/i-dag/",
    "/nb/moter/senere/",
    "/nb/moter/maned/2026/3/",
    "/nb/moter/ar/2026/",
    "/nb/saker/",
    "/nb/saker/nytt.atom",
    "/nb/moter/kalender.ics",
    "/nb/finn/situasjon/agder/",
    "/nb/moter/senere/sak-1/",
    "/nb/for-veiledere/",
    "/nb/nettstedskart/",
)


def made(client, path, moment):
    with time_machine.travel(moment, tick=False):
        response = client.get(path)
    assert response.status_code == 200, path
    return response.content, response.described.reading.until


@pytest.mark.parametrize("path", PAGES)
def test_a_page_stays_the_same_until_the_moment_it_names(client, busy_week, path):
    moment, turns = TUESDAY, 0
    while moment < TUESDAY + dt.timedelta(days=2):
        text, until = made(client, path, moment)
        if until is None:
            break
        assert moment < until <= moment + dt.timedelta(days=400)
        for later in (moment + (until - moment) / 3, until - SECOND):
            if later > moment:
                assert made(client, path, later)[0] == text, (moment, later, until)
        moment, turns = until, turns + 1
        assert turns < 40
    assert turns, "the sector becomes public on the Tuesday, which every page takes in"


@pytest.mark.parametrize(
    ("path", "clock"),
    [
        ("/nb/karrieresentre/senter/", "09.00"),
        ("/nb/moter/", "10.00"),
        ("/nb/personvern/", "11.59"),
    ],
)
def test_the_first_moment_is_the_one_that_the_page_depends_on(client, busy_week, path, clock):
    _text, until = made(client, path, TUESDAY)
    assert until.astimezone(OSLO).strftime("%H.%M") == clock


def test_a_moment_said_in_any_zone_is_compared_as_a_moment():
    early = dt.datetime(2026, 10, 25, 2, 30, tzinfo=OSLO)  # before the clock is set back
    late = dt.datetime(2026, 10, 25, 2, 10, tzinfo=OSLO, fold=1)
    with moments.collected() as turns:
        moments.until(late, None, early)
    assert turns.until == early


def test_today_lasts_until_midnight_in_norway():
    with moments.collected() as turns:
        day = moments.day(dt.datetime(2026, 3, 28, 23, 30, tzinfo=dt.UTC))  # the 29th in Norway
    assert day == dt.date(2026, 3, 29)
    assert turns.until == dt.datetime(2026, 3, 30, tzinfo=OSLO)


def test_nothing_is_collected_where_nobody_asks():
    moments.until(TUESDAY)
    with moments.collected() as turns:
        pass
    assert turns.until is None
