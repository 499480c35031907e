"""What meetings cost: `python benchmarks/meetings.py`, with 10,000 of them and 500 networks.

Makes a database of its own in a temporary folder, with the reference content and made-up networks,
meetings, cases and papers over twenty years. Prints SQL queries, the fastest of three answers and
the size, for 100 meetings and for all of them, and says where the queries differ.
"""

import datetime as dt
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import django

FEW, MANY, NETWORKS = 100, 10_000, 500
YEARS = 20  # that the meetings are spread over; one of them to come

ADDRESSES = {
    "meetings to come": "/nb/moter/",
    "a month": "/nb/moter/maned/{year}/{month}/",
    "a year of the archive": "/nb/moter/ar/{year}/",
    "minutes": "/nb/saker/",
    "minutes, searched": "/nb/saker/?q=rekruttering",
    "networks": "/nb/nettverk/",
    "who sits where": "/nb/nettverk/hvem-sitter-hvor/",
    "one network": "/nb/nettverk/nettverk-0/",
    "calendar of all": "/nb/moter/kalender.ics",
    "calendar of a network": "/nb/nettverk/nettverk-0/kalender.ics",
    "calendar of a county": "/nb/fylker/troms/kalender.ics",
    "calendar of a role": "/nb/for-veiledere/{role}/kalender.ics",
    "news of meetings": "/nb/moter/nytt.atom",
    "news of minutes": "/nb/saker/nytt.atom",
    "how to subscribe": "/nb/moter/abonner/",
}


class Cost(NamedTuple):
    """What an address costs."""

    queries: int
    milliseconds: float
    kilobytes: float


def measure(address: str) -> Cost:
    """Return the queries, the milliseconds and the size behind an address."""
    from django.db import connections  # noqa: PLC0415 - needs the settings
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client, times = Client(headers={"host": "localhost"}), []
    client.get(address)
    with CaptureQueriesContext(connections["read"]) as queries:
        response = client.get(address)
    number = len(queries)  # the next request forgets them
    assert response.status_code == 200, address  # noqa: S101
    for _time in range(3):
        begun = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - begun) * 1000)
    return Cost(number, min(times), len(response.content) / 1000)


def make_networks(role: Any, county: Any) -> list[Any]:
    """Return made-up networks: half of them for a role, a tenth of them in a county alone."""
    from networks.models import Membership, Network  # noqa: PLC0415
    from services.models import Organisation  # noqa: PLC0415

    networks = Network.objects.bulk_create(
        Network(level="county", standing="active", **page("nettverk", nth))
        for nth in range(NETWORKS)
    )
    organisations = list(Organisation.objects.all())
    Network.roles.through.objects.bulk_create(
        Network.roles.through(network=network, role=role) for network in networks[::2]
    )
    Network.counties.through.objects.bulk_create(
        Network.counties.through(network=network, county=county) for network in networks[::10]
    )
    Membership.objects.bulk_create(
        Membership(key=f"sete-{nth}-{seat}", network=network, organisation=body, confirmed=True)
        for nth, network in enumerate(networks)
        for seat, body in enumerate((organisations * 2)[nth % len(organisations) :][:5])
    )
    return networks


def make_meetings(networks: list[Any], first: int, last: int, now: dt.datetime) -> None:
    """Store made-up meetings with what is worked out of them, each with two cases and a paper."""
    from networks.models import Case, Meeting, Paper, PaperVersion  # noqa: PLC0415
    from portal.base.files import StoredFile  # noqa: PLC0415

    file = StoredFile.keep(b"%PDF-1.4 benchmark", "application/pdf")
    step = dt.timedelta(days=365 * YEARS) / MANY
    meetings = []
    for nth in range(first, last):
        day = (now + dt.timedelta(days=365) - step * (nth * 97 % MANY)).date()
        times = {"start_time": dt.time(10), "end_time": dt.time(12)}
        meeting = Meeting(
            network=networks[nth % NETWORKS], starts_on=day, **times, **page("mote", nth)
        )
        meeting.clean()  # works out the year and the moments, which bulk_create does not
        if meeting.ends_at and meeting.ends_at < now:
            meeting.standing = Meeting.Standing.HELD
        meetings.append(meeting)
    Meeting.objects.bulk_create(meetings, batch_size=200)
    cases = [
        Case(
            key=f"sak-{meeting.key}-{number}",
            meeting=meeting,
            number=number,
            decision_nb="Vi tar det opp igjen.",
            folded="rekruttering til karriereveiledning",
            **names("Rekruttering til karriereveiledning"),
        )
        for meeting in meetings
        for number in (1, 2)
    ]
    Case.objects.bulk_create(cases, batch_size=200)
    papers = Paper.objects.bulk_create(
        (
            Paper(key=f"papir-{meeting.key}", meeting=meeting, title="Innkalling", language="nb")
            for meeting in meetings
        ),
        batch_size=200,
    )
    PaperVersion.objects.bulk_create(
        (PaperVersion(paper=p, number=1, file=file, file_name="innkalling.pdf") for p in papers),
        batch_size=200,
    )


def names(text: str) -> dict[str, str]:
    """Return a name in every language."""
    return {f"name_{code}": text for code in ("nb", "nn", "en")}


def page(word: str, nth: int) -> dict[str, Any]:
    """Return what every made-up page has."""
    key = f"{word}-{nth}"
    slugs = {f"slug_{code}": key for code in ("nb", "nn", "en")}
    texts = {f"summary_{code}": "Det vi vet om dette." for code in ("nb", "nn", "en")}
    return {"key": key, "state": "published", **names(f"{word.title()} {nth}"), **slugs, **texts}


def main() -> None:
    """Fill the database in two steps, and print a table for both."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0)
    from guidance.models import Role  # noqa: PLC0415
    from networks.models import Meeting  # noqa: PLC0415
    from services.models import County  # noqa: PLC0415

    now, role = timezone.now(), Role.objects.all()[0]
    networks = make_networks(role, County.objects.get(key="troms"))
    costs: dict[str, list[Cost]] = {label: [] for label in ADDRESSES}
    made, month = 0, now.date()
    for wanted in (FEW, MANY):
        with transaction.atomic():
            make_meetings(networks, made, wanted, now)
        if not made:  # a month that has meetings, few and many
            month = Meeting.objects.filter(starts_on__isnull=False).latest("starts_on").starts_on
        made = wanted
        for label, address in ADDRESSES.items():
            words = {"year": month.year, "month": month.month, "role": role.slug_nb}
            costs[label].append(measure(address.format(**words)))
    print(f"{NETWORKS} networks{f'{FEW} meetings':>34}{f'{MANY} meetings':>34}")
    for label, (few, many) in costs.items():
        shown = "".join(
            f"{c.queries:>8}{c.milliseconds:>10.0f} ms{c.kilobytes:>10.0f} kB" for c in (few, many)
        )
        print(f"{label:<24}{shown}{'' if few.queries == many.queries else '  queries grow'}")


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
