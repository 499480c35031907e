"""The portal with people who edit, and something in every state for them to work on.

`python -m tests.browser.editing PORT`, with PORTAL_VAR a folder of its own; data from factories. It
is the Monday before Christmas week. What is made stands in `editing.json` in that folder: a session
for each person, and the addresses of what they work on.
"""

import datetime as dt
import json
import sys
import time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import django
from django.core.management import call_command
from django.utils import timezone

MONDAY = dt.datetime(2026, 12, 14, 10, tzinfo=ZoneInfo("Europe/Oslo"))
WORKDAYS = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "09.00–15.30")
PASSWORD = "fjell-og-fjord-87"  # noqa: S105 - of people who exist nowhere else
PEOPLE = {
    "sjef": "",
    "utgiver": "publisher",
    "oversetter": "translator",
    "fylke": "county_editor",
    "tosteg": "publisher",
}
A_DAY = 24 * 60 * 60  # for which nobody is asked who they are once more
LES_MER = (
    '<p>Du får timer hos en veileder.</p><p><a href="https://example.org/timer">Les mer</a></p>'
)
BEFORE = "<p>Du kan få veiledning tre ganger i året, og det koster ingenting.</p>"
BODIES = {"body_nb": BEFORE, "body_en": "<p>You may have guidance three times a year.</p>"}


def since_monday(moment: dt.datetime = MONDAY) -> None:
    """Let the clock begin on a Monday morning, and go on from there."""
    first, start = moment.astimezone(dt.UTC), time.monotonic()
    timezone.now = lambda: first + dt.timedelta(seconds=time.monotonic() - start)


def people() -> tuple[dict[str, Any], dict[str, str]]:
    """Make those who edit, and return them and a session for each."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: PLC0415
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: PLC0415
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - needs the settings
    from django.contrib.auth.models import Group  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from portal.base.accounts.models import Responsibility  # noqa: PLC0415
    from services.models import County  # noqa: PLC0415

    made, sessions = {}, {}
    for name, role in PEOPLE.items():
        user = get_user_model().objects.create_user(
            name, f"{name}@example.org", PASSWORD, is_staff=True, is_superuser=not role
        )
        user.groups.set(Group.objects.filter(name=role))
        made[name] = user
    responsible = Responsibility.objects.create(user=made["fylke"])
    responsible.counties.add(County.objects.get(key="troms"))
    TOTP.activate(made["tosteg"], generate_totp_secret())
    RecoveryCodes.activate(made["tosteg"])
    for name, user in made.items():
        client = Client()
        client.force_login(user)
        session = client.session
        proof = {"method": "password", "at": time.time() + A_DAY, "reauthenticated": True}
        session["account_authentication_methods"] = [proof]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        sessions[name] = session.session_key
    return made, sessions


def stage(users: dict[str, Any]) -> dict[str, str]:
    """Make what people work on in their errands, and return the addresses."""
    from portal.base.drafts import copies  # noqa: PLC0415 - needs the settings
    from services.models import County  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415
    from tests.upkeep import made  # noqa: PLC0415

    troms, oslo = (County.objects.get(key=key).centres.get() for key in ("troms", "oslo"))
    site = factories.SiteFactory(centre=troms, place="Finnsnes", name="Karriere Troms, Finnsnes")
    factories.ScheduleFactory(site=site, saturday="10.00–13.00", **WORKDAYS)
    asked = made.centre(
        name_nb="Karrieresenteret Byen", slug_nb="karrieresenteret-byen",
        owner=made.owner(name_nb="Byen kommune", slug_nb="byen-kommune"),
    )  # fmt: skip
    mended = factories.ServiceFactory(
        name_nb="Timer hos en veileder", slug_nb="timer-hos-en-veileder", **factories.BODY
    )
    copies.change(mended, {"body_nb": LES_MER}, user=users["sjef"])
    translated = factories.ServiceFactory(
        name_nb="Tre ganger i året", slug_nb="tre-ganger", slug_en="three-times", **BODIES
    )
    new = BEFORE.replace("tre ganger", "fem ganger")
    published(translated, users["sjef"], body_nb=new)
    restored = factories.ServiceFactory(
        name_nb="Samtale", slug_nb="samtale", cost_nb="Gratis", cost_nn="Gratis", cost_en="Free",
        **factories.BODY,
    )  # fmt: skip
    with_yesterday(restored, users["sjef"], cost_nb="Koster 500 kroner")
    return {
        "centre": change(troms), "site": change(site), "site public": troms.url_in("nb"),
        "other centre": change(oslo), "other centre name": oslo.name_nb,
        "confirm": made.link(made.question(asked)), "confirmed": change(asked),
        "mended": change(mended), "mended public": mended.url_in("nb"),
        "translated": f"/nb/admin/languages/services.service/{translated.key}/",
        "translated change": change(translated),
        "translated public": type(translated).objects.get(pk=translated.pk).url_in("en"),
        "restored": change(restored), "restored public": restored.url_in("nb"),
    }  # fmt: skip


def published(entry: Any, user: Any, **values: Any) -> None:
    """Publish a change to an entry."""
    from portal.base.drafts import copies, publication  # noqa: PLC0415 - needs the settings

    publication.publish(copies.change(entry, values, user=user), user=user)


def with_yesterday(entry: Any, user: Any, **values: Any) -> None:
    """Publish a change to an entry whose version before is from yesterday."""
    from portal.base.drafts import versions  # noqa: PLC0415 - needs the settings

    published(entry, user, **values)
    first = versions.versions_of(type(entry), entry.key).last().revision
    first.date_created -= dt.timedelta(days=1)
    first.save()


def change(entry: Any) -> str:
    """Return the address of an entry's form."""
    return f"/nb/admin/{entry._meta.app_label}/{entry._meta.model_name}/{entry.pk}/change/"


if __name__ == "__main__":
    since_monday()
    django.setup()
    from django.conf import settings

    from tests.browser import editing_states

    users, sessions = people()
    ready = {
        "sessions": sessions,
        "addresses": stage(users),
        "states": editing_states.stage(users),
    }
    Path(settings.VAR_DIR, "editing.json").write_text(json.dumps(ready), encoding="utf-8")
    call_command("runserver", f"127.0.0.1:{sys.argv[1]}", use_reloader=False)
