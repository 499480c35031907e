"""What a page costs that is made anew, with 100 and 100,000 objects: benchmarks/load.py runs it.

On a database of its own in a temporary folder, each time in a new process, as a worker is one:
what made the objects has a hundred thousand of them in memory still, and stops to look through
them. Processor time is the median of nine answers, queries without the beginning and end of the
transaction, as a worker asks them whose lists of this version are held already.
"""

import contextlib
import json
import logging
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).parent.parent))

MEASURE = "--measure"
PAGES = {
    "a service": "/nb/tjenester/karriereveiledning-no/",
    "a situation": "/nb/tjenester/for/ungdomsskole/",
    "a county": "/nb/fylker/agder/",
    "a municipality": "/nb/kommuner/narvik-1806/",
    "a centre": "/nb/karrieresentre/karriere-agder/",
    "an organisation": "/nb/organisasjoner/hk-dir/",
    "a network": "/nb/nettverk/nettverk-7/",
    "a meeting": "/nb/moter/mote-7/",
    "a case": "/nb/moter/mote-7/sak-1/",
    "a cooperation": "/nb/samarbeid/erasmus-pluss/",
    "a resource": "/nb/karriereveiledning/ressurser/ressurs-7/",
    "a definition": "/nb/karriereveiledning/definisjoner/kvalitetsrammeverket/",
    "a role": "/nb/for-veiledere/leder-eller-eier/",
    "the finder's answer": "/nb/finn/ungdomsskole/agder/",
    "list: resources": "/nb/karriereveiledning/ressurser/",
    "list: meetings": "/nb/moter/",
    "list: networks": "/nb/nettverk/",
    "list: minutes": "/nb/saker/",
    "list: centres": "/nb/karrieresentre/",
    "front page": "/nb/",
}


def cost(path: str) -> tuple[float, int, int]:
    """Return milliseconds of processor time, queries and kilobytes."""
    from django.db import connections  # noqa: PLC0415 - needs the settings
    from django.test import Client  # noqa: PLC0415

    client, queries, taken = Client(headers={"host": "localhost"}), [], []

    def count(execute: Any, sql: str, *more: Any) -> Any:
        if not sql.startswith(("BEGIN", "SET ", "COMMIT")):
            queries.append(sql)
        return execute(sql, *more)

    client.get(path)
    with contextlib.ExitStack() as stack:
        for alias in connections:
            stack.enter_context(connections[alias].execute_wrapper(count))
        response = client.get(path)
    assert response.status_code == 200, path
    for _time in range(9):
        begun = time.process_time()
        client.get(path)
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken), len(queries), len(response.content) // 1000


def measure() -> dict[str, tuple[float, int, int]]:
    """Return the cost of every page, as a worker has it that watches the content."""
    from portal.base.pagecache.watch import watch  # noqa: PLC0415 - needs the settings
    from portal.base.reading import Version  # noqa: PLC0415

    watch.known = Version.read()
    return {label: cost(path) for label, path in PAGES.items()}


def measured() -> dict[str, tuple[float, int, int]]:
    """Return the cost of every page, measured in a process of its own."""
    command = [sys.executable, __file__, MEASURE]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def main() -> None:
    """Measure with few objects, then with many."""
    from django.db import transaction  # noqa: PLC0415 - needs the settings
    from django.utils import timezone  # noqa: PLC0415

    from benchmarks import meetings  # noqa: PLC0415
    from guidance.models import Resource, Role  # noqa: PLC0415
    from portal.base.models import ContentChange  # noqa: PLC0415
    from services.models import County  # noqa: PLC0415

    now, role = timezone.now(), Role.objects.all()[0]
    with transaction.atomic():
        networks = meetings.make_networks(role, County.objects.get(key="agder"))
    made, found = 0, []
    for wanted in (100, 100_000):
        with transaction.atomic():
            share = wanted // 10  # a meeting brings two cases and a paper; the rest are resources
            meetings.make_meetings(networks, made // 10, share, now)
            resources = [
                Resource(kind="report", **meetings.page("ressurs", nth))
                for nth in range(made * 6 // 10, wanted * 6 // 10)
            ]
            Resource.objects.bulk_create(resources, batch_size=200)
            ContentChange.tell()
        made = wanted
        found.append(measured())
    few, many = found
    print("\n| page made anew | 100: CPU ms | queries | 100,000: CPU ms | queries | kB |")
    print("|---|---|---|---|---|---|")
    for label in PAGES:
        (one, asked, _size), (other, asked_then, size) = few[label], many[label]
        print(f"| {label} | {one:.1f} | {asked} | {other:.1f} | {asked_then} | {size} |")


def prepare(folder: str) -> None:
    """Copy the prepared portal into a folder, which everything after this is about."""
    from tests import prepared  # noqa: PLC0415 - only where something is made

    source = prepared.folder()
    os.environ |= {
        "PORTAL_VAR": folder, "PORTAL_DEBUG": "0", "PORTAL_HTTPS": "0",
        "PORTAL_SECRET_KEY": "benchmark", "DJANGO_SETTINGS_MODULE": "portal.settings",
    }  # fmt: skip
    os.environ.pop("DATABASE_URL", None)
    shutil.copytree(source, folder, symlinks=True, dirs_exist_ok=True)


def begin() -> None:
    """Begin as the portal does, without a line of log for each answer."""
    django.setup()
    logging.disable(logging.WARNING)


if __name__ == "__main__":
    if MEASURE in sys.argv:
        begin()
        print(json.dumps(measure()))
    else:
        with tempfile.TemporaryDirectory() as folder:
            prepare(folder)
            begin()
            main()
