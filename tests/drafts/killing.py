"""Publishes in processes that are killed at a point, and prints what was public afterwards.

Run by test_killed.py with DATABASE_URL set to a database of its own.
"""

import json
import os
import signal
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parent.parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.db import connection  # noqa: E402

from portal.base.drafts import copies, publication, snapshots, versions  # noqa: E402
from portal.base.drafts.paths import flat  # noqa: E402
from portal.base.drafts.stage import staged  # noqa: E402
from portal.base.models import AuditEntry, PublicChange  # noqa: E402
from services.models import CareerCentre, Schedule  # noqa: E402
from tests import factories  # noqa: E402

POINTS = 50


def make() -> CareerCentre:
    centre = factories.CentreFactory()
    site = factories.SiteFactory(centre=centre, key="kill-site", place="gammel")
    Schedule.objects.create(key="kill-hours", site=site, monday="09.00–15.00", standing="confirmed")
    return centre


def draft(centre: CareerCentre, word: str) -> None:
    """Change the entry and a part of a part, add a part and leave nothing half."""
    values = {
        "about_nb": word,
        "sites/kill-site/place": word,
        f"sites/kill-{word}": True,
        f"sites/kill-{word}/name": word,
        f"sites/kill-{word}/place": word,
    }
    copies.change(centre, values, user=None)


def publish_until(centre: CareerCentre, point: int | None) -> int:
    """Publish, and be killed before statement number `point`; return how many there were."""
    done = 0

    def watch(execute, sql, params, many, context):
        nonlocal done
        done += 1
        if done == point:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        publication.publish(copies.current(centre))
    return done


def state(centre: CareerCentre, word: str) -> dict[str, object]:
    """Return what is public, and whether the draft is there."""
    values = flat(snapshots.take(centre))
    new = [
        values["about_nb"] == word,
        values["sites/kill-site/place"] == word,
        f"sites/kill-{word}" in values,
    ]
    copy = copies.current(centre)
    told = PublicChange.objects.filter(object_key=centre.key).count()
    return {
        "new": new,
        "draft": bool(copy) and flat(copies.latest(copy))["about_nb"] == word,
        "versions": versions.versions_of(CareerCentre, centre.key).count(),
        "told": told,
        "noted": AuditEntry.objects.filter(object_key=centre.key, action="published").count(),
    }


def seen_by_others(centre: CareerCentre) -> list[str]:
    """Return what is read here and in another process while a draft is staged here."""
    about = CareerCentre.objects.values_list("about_nb", flat=True)
    draft(centre, "staged")
    with staged(centre) as shown:
        reading, writing = os.pipe()
        if not (child := os.fork()):
            connection.connection = None  # the parent's
            os.write(writing, about.get(pk=centre.pk).encode())
            os.kill(os.getpid(), signal.SIGKILL)
        os.waitpid(child, 0)
        return [shown.about_nb, os.read(reading, 100).decode()]


def main() -> None:
    connection.settings_dict["OPTIONS"].pop("pool", None)  # which no fork survives
    centre = make()
    draft(centre, "w")
    steps = publish_until(centre, None)
    points = sorted({1 + round(number * steps / (POINTS - 1)) for number in range(POINTS)})
    points += [steps + 2] * (POINTS - len(points))
    found = []
    for number, point in enumerate(points):
        word = f"w{number}"
        if copies.current(centre):
            copies.discard(copies.current(centre), user=None)
        draft(centre, word)
        before = state(centre, word)
        connection.close()
        if not (child := os.fork()):
            publish_until(centre, point)
            os.kill(os.getpid(), signal.SIGKILL)
        os.waitpid(child, 0)
        found.append({"point": point, "before": before, "after": state(centre, word)})
    print(json.dumps({"steps": steps, "found": found, "seen": seen_by_others(centre)}))  # noqa: T201 - what the test reads


if __name__ == "__main__":
    main()
