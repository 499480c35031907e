"""What result pages cost with 10, 100 and 1,000 centres: `python benchmarks/pages.py`.

Makes a database of its own in a temporary folder, with the reference content and made-up centres,
each with a site, a telephone number and hours. Prints SQL queries and the fastest of three answers.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

import django

ADDRESSES = {
    "finder, one county": "/nb/finn/flyktning/senja-5530/",
    "finder, another county": "/nb/finn/flyktning/oslo-0301/",
    "municipality": "/nb/kommuner/senja-5530/",
    "county": "/nb/fylker/troms/",
    "directory": "/nb/karrieresentre/",
    "directory, filtered": "/nb/karrieresentre/?county=troms&open=now&place=9300&sort=distance",
    "talk now, one county": "/nb/snakk-med-noen/?county=troms",
    "coverage": "/nb/dekning/",
    "service table": "/nb/tjenester/hvem-gir-hva/",
}


def measure(label: str, address: str) -> str:
    """Return the queries and the milliseconds behind an address."""
    from django.db import connections  # noqa: PLC0415 - needs the settings
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client, times = Client(headers={"host": "localhost"}), []
    client.get(address)
    with CaptureQueriesContext(connections["read"]) as queries:
        weight = len(client.get(address).content)
    number = len(queries)
    for _time in range(3):
        begun = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - begun) * 1000)
    return f"{label:<26}{number:>8}{min(times):>10.0f} ms{weight / 1000:>9.0f} kB"


def main() -> None:
    """Fill the database step by step, and print a table for each."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0)
    from services.models import County, Municipality  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    troms = County.objects.get(key="troms")
    senja = Municipality.objects.get(name="Senja")
    made = 0
    for wanted in (10, 100, 1000):
        with transaction.atomic():
            while made < wanted:
                centre = factories.CentreFactory(county=troms)
                site = factories.SiteFactory(centre=centre, municipality=senja)
                factories.ContactFactory(site=site, kind="phone", value="77 00 00 00")
                factories.ScheduleFactory(site=site)
                made += 1
        print(f"\n{wanted} made-up centres in one county{'':<6}queries   time     HTML")
        for label, address in ADDRESSES.items():
            print(measure(label, address))


if __name__ == "__main__":
    root = Path(__file__).parent.parent
    sys.path.insert(0, str(root))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PORTAL_VAR"] = folder
        os.environ.pop("DATABASE_URL", None)
        os.environ["PORTAL_DEBUG"] = "0"
        os.environ["PORTAL_HTTPS"] = "0"
        os.environ["PORTAL_SECRET_KEY"] = "benchmark"  # noqa: S105 - of a folder that is thrown away
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
        django.setup()
        from django.conf import settings

        settings.STORAGES["staticfiles"]["BACKEND"] = (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
        main()
