"""What editing costs: `uv run python benchmarks/editing.py`, with 10 and with 10,000 entries.

Makes a database of its own in a temporary folder, with the reference content and made-up
services, drafts, links and outdated translations. Prints SQL queries and the fastest of three
answers of the admin's first page, a list, a form, a receipt and a history, and says where the
queries differ.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import django

FEW, MANY = 10, 10_000
DRAFTED = 10  # one entry in so many has a draft
PAGES = {
    "first page": "/nb/admin/",
    "list": "/nb/admin/services/service/",
    "list, searched": "/nb/admin/services/service/?q=tjeneste",
    "list, my drafts": "/nb/admin/services/service/?working_copy=any",
    "form with a draft": "/nb/admin/services/service/{pk}/change/",
    "receipt": "/nb/admin/services/service/{pk}/publish/",
    "history": "/nb/admin/services/service/{pk}/history/",
    "languages": "/nb/admin/languages/",
    "links": "/nb/admin/base/link/",
}


class Cost(NamedTuple):
    """What a page costs."""

    queries: int
    milliseconds: float


def measure(client: Any, address: str) -> Cost:
    """Return the queries and the milliseconds behind an address."""
    from django.db import connection  # noqa: PLC0415 - needs the settings
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address  # noqa: S101
    number, times = len(queries), []
    for _time in range(3):
        begun = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - begun) * 1000)
    return Cost(number, min(times))


def make(first: int, last: int, user: Any) -> None:
    """Store made-up services, some with a draft, a dead link and an outdated translation."""
    from portal.base.drafts import snapshots  # noqa: PLC0415
    from portal.base.models import Draft, Link, LinkUse, WorkingCopy  # noqa: PLC0415
    from services.models import Sector, Service  # noqa: PLC0415

    sector = Sector.objects.order_by("pk")[0]
    services = Service.objects.bulk_create(
        (
            Service(
                key=f"tjeneste-{nth}", state="published", status="other", sector=sector,
                body_nb="<p>Om tjenesten.</p>", body_en="<p>About it.</p>",
                behind={"en": {"body": {"version": 1, "on": "2026-01-01"}}},
                **{f"{slot}_{code}": f"tjeneste-{nth}" for slot in ("name", "slug", "summary")
                   for code in ("nb", "nn", "en")},
            )
            for nth in range(first, last)
        ),
        batch_size=200,
    )  # fmt: skip
    drafted = services[::DRAFTED]
    taken = snapshots.take_all(list(Service.objects.filter(pk__in=[s.pk for s in drafted])))
    copies = WorkingCopy.objects.bulk_create(
        WorkingCopy(model="services.service", object_key=s.key, base=taken[s.pk]) for s in drafted
    )
    Draft.objects.bulk_create(
        Draft(copy=copy, number=1, data=copy.base, saved_by=user) for copy in copies
    )
    links = Link.objects.bulk_create(
        Link(kind="web", address=f"https://example.org/{s.key}", state="broken") for s in drafted
    )
    LinkUse.objects.bulk_create(
        LinkUse(link=link, model="services.service", object_key=s.key, path="website")
        for link, s in zip(links, drafted, strict=True)
    )


def main() -> None:
    """Fill the database in two steps, and print a table for both."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0)
    from services.models import Service  # noqa: PLC0415

    user = get_user_model().objects.create_superuser("redaktor")
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    costs: dict[str, list[Cost]] = {label: [] for label in PAGES}
    made = 0
    for wanted in (FEW, MANY):
        with transaction.atomic():
            make(made, wanted, user)
        made, pk = wanted, Service.objects.get(key="tjeneste-0").pk
        for label, address in PAGES.items():
            costs[label].append(measure(client, address.format(pk=pk)))
    print(f"{'':<20}{f'{FEW} entries':>24}{f'{MANY} entries':>24}")
    for label, (few, many) in costs.items():
        shown = "".join(f"{c.queries:>10}{c.milliseconds:>11.0f} ms" for c in (few, many))
        print(f"{label:<20}{shown}{'' if few.queries == many.queries else '  queries grow'}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sys.path.insert(0, str(Path(__file__).parent.parent))
        os.environ |= {"PORTAL_VAR": folder, "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
        django.setup()
        main()
