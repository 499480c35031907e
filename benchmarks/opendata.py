"""What the open data cost to make anew, with 100 and 100,000 objects.

Makes a database of its own in a temporary folder, with the reference content and made-up networks,
meetings, cases and resources. Prints for each list and entry of the API the median processor time
of nine answers, the queries, as a worker asks them whose lists of this version are held already,
and what the first answer of a version costs, which reads the order of the list.
"""

import logging
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

FEW, MANY = 100, 100_000
ROOT = "/api/v1/"
ASKED = {
    "meetings": ("?when=upcoming", "?county=agder"),
    "cases": ("?q=rekruttering",),
    "resources": ("?kind=report", "?page_size=100"),
    "networks": ("?county=agder",),
    "centres": ("?open=now",),
}
FAR = tuple(
    f"{ROOT}{path}" for path in ("meetings?page=400", "cases?page=900", "resources?page=2900")
)
ALSO = (
    *("places", "places?q=9008", "places?q=her%C3%B8y", "places/5501", "places/42"),
    *("places/5501?situation=flyktning&age=20", "changes", "openapi.json"),
)


def first(path: str) -> float:
    """Return the milliseconds of processor time of the first answer of a version."""
    from django.test import Client  # noqa: PLC0415 - needs the settings

    client = Client(headers={"host": "localhost"})
    client.get("/robots.txt")  # what a process does once
    begun = time.process_time()
    client.get(path)
    return (time.process_time() - begun) * 1000


def paths() -> list[str]:
    """Return a list and an entry of each kind, with some of what may be asked, and the rest."""
    from portal.opendata.api.operations import KINDS  # noqa: PLC0415

    found = []
    for name, kind in KINDS.items():
        found += [name, *(f"{name}{query}" for query in ASKED.get(name, ()))]
        found += [f"{name}/{key}" for key in kind.entries().values_list("key", flat=True)[:1]]
    return [ROOT + path for path in (*found, *ALSO)] + ["/data/rules.json", "/data/rules.csv"]


def make(first: int, last: int) -> None:
    """Make the objects from one number to another: a tenth of them are meetings with cases."""
    from django.db import transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from benchmarks import meetings  # noqa: PLC0415
    from guidance.models import Resource, Role  # noqa: PLC0415
    from networks.models import Network  # noqa: PLC0415
    from portal.base.models import ContentChange  # noqa: PLC0415
    from services.models import County  # noqa: PLC0415

    with transaction.atomic():
        networks = list(Network.objects.filter(key__startswith="nettverk-").order_by("pk"))
        networks = [each for each in networks if each.key.removeprefix("nettverk-").isdigit()]
        if not networks:
            role, county = Role.objects.all()[0], County.objects.get(key="agder")
            networks = meetings.make_networks(role, county)
        meetings.make_meetings(networks, first // 10, last // 10, timezone.now())
        resources = [
            Resource(kind="report", **meetings.page("ressurs", nth))
            for nth in range(first * 6 // 10, last * 6 // 10)
        ]
        Resource.objects.bulk_create(resources, batch_size=200)
        ContentChange.tell()


def main() -> None:
    """Measure with few objects, then with many."""
    from django.conf import settings  # noqa: PLC0415

    from benchmarks.growing import cost  # noqa: PLC0415
    from portal.base.pagecache.watch import watch  # noqa: PLC0415
    from portal.base.reading import Version  # noqa: PLC0415

    settings.PORTAL_ASK_AGAIN = 3600.0  # what is asked once a second would be counted by chance
    found: list[dict[str, tuple[float, float, int, int]]] = []
    asked: list[str] = []
    for begin, end in ((0, FEW), (FEW, MANY)):
        make(begin, end)
        watch.known = Version.read()
        asked = asked or paths()
        asked += FAR if end == MANY else ()  # pages that few objects do not have
        found.append({path: (first(path), *cost(path)) for path in asked})
    few, many = found
    print("\n| made anew | 100: CPU ms | queries | 100,000: CPU ms | queries | first | kB |")
    print("|---|---|---|---|---|---|---|")
    for path in asked:
        begun, other, then, size = many[path]
        _first, one, queries, _size = few.get(path, (begun, other, then, size))
        mark = "" if queries == then and other < 20 else " *"
        print(
            f"| {path.removeprefix(ROOT)}{mark} | {one:.1f} | {queries} "
            f"| {other:.1f} | {then} | {begun:.0f} | {size} |"
        )


if __name__ == "__main__":
    from tests import prepared

    source = prepared.folder()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "PORTAL_VAR": folder, "PORTAL_DEBUG": "0", "PORTAL_HTTPS": "0",
            "PORTAL_SECRET_KEY": "benchmark", "PORTAL_API_A_MINUTE": "1000000",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
        }  # fmt: skip
        os.environ.pop("DATABASE_URL", None)
        shutil.copytree(source, folder, symlinks=True, dirs_exist_ok=True)
        import django

        django.setup()
        logging.disable(logging.WARNING)  # a line for each answer
        main()
