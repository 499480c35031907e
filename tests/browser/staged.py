"""The portal on a Saturday evening, with the hours and contacts that the facts do not give yet.

`python -m tests.browser.staged PORT`, with PORTAL_VAR a folder of its own; data from factories.
"""

import datetime as dt
import sys
from zoneinfo import ZoneInfo

import django
from django.core.management import call_command
from django.utils import timezone

SATURDAY_EVENING = dt.datetime(2026, 11, 28, 19, tzinfo=ZoneInfo("Europe/Oslo"))
WORKDAYS = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "09.00–15.30")


def stage() -> None:
    """Add a site, telephone lines and hours in Troms and Oslo."""
    from services.models import County, Municipality  # noqa: PLC0415 - needs the settings
    from tests import factories  # noqa: PLC0415

    troms = County.objects.get(key="troms").centres.get()
    senja = Municipality.objects.get(name="Senja")
    site = factories.SiteFactory(
        centre=troms, place="Finnsnes", name="Karriere Troms, Finnsnes", municipality=senja
    )
    factories.ContactFactory(site=site, kind="phone", value="77 00 00 01")
    factories.ScheduleFactory(site=site, **WORKDAYS)
    oslo = County.objects.get(key="oslo").centres.get()
    line = factories.ContactFactory(centre=oslo, kind="phone", value="22 00 00 02")
    factories.ScheduleFactory(contact=line, saturday="17.00–21.00")
    stage_network()


def stage_network() -> None:
    """Add a network of school counsellors in Nordland, a meeting to come and one two years old."""
    from guidance.models import Role  # noqa: PLC0415
    from services.models import County  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    network = factories.NetworkFactory(
        level="county",
        standing="active",
        name_nb="Rådgivernettverket i Nordland",
        slug_nb="radgivernettverket-i-nordland",
    )
    network.roles.add(Role.objects.get(key="radgiver-skole"))
    network.counties.add(County.objects.get(key="nordland"))
    factories.MeetingFactory(
        network=network,
        name_nb="Desembermøtet",
        slug_nb="desembermotet",
        starts_on=dt.date(2026, 12, 8),
        start_time=dt.time(10),
        end_time=dt.time(12),
        place_nb="Bodø",
    )
    meeting = factories.MeetingFactory(
        network=network, name_nb="Høstmøtet 2024", starts_on=dt.date(2024, 11, 20), standing="held"
    )
    factories.CaseFactory(
        meeting=meeting,
        number=3,
        name_nb="Felles fagdag for rådgivere",
        decision_nb="Nettverket holder en felles fagdag hver høst.",
        follow_up="done",
        follow_up_note_nb="Den første var i september 2025.",
    )


if __name__ == "__main__":
    django.setup()
    call_command("demo", "--no-serve", sys.argv[1])
    stage()
    timezone.now = lambda: SATURDAY_EVENING.astimezone(dt.UTC)
    call_command("runserver", f"127.0.0.1:{sys.argv[1]}", use_reloader=False)
