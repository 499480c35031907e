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


if __name__ == "__main__":
    django.setup()
    call_command("demo", "--no-serve", sys.argv[1])
    stage()
    timezone.now = lambda: SATURDAY_EVENING.astimezone(dt.UTC)
    call_command("runserver", f"127.0.0.1:{sys.argv[1]}", use_reloader=False)
