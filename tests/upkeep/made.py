"""An owner with a centre to answer for, and links to it."""

import datetime as dt
from typing import Any

from django.utils import timezone

from portal.base.upkeep.confirming import ask, token_of
from tests import factories

WEBSITE = "https://example.org/before/"


def owner(**values: Any) -> Any:
    """Return an organisation that can be written to."""
    return factories.OrganisationFactory(**{"mailbox": "post@example.org"} | values)


def centre(**values: Any) -> Any:
    """Return a centre with a site, hours and a telephone, none of them confirmed."""
    made = factories.CentreFactory(**{"owner": owner(), "website": WEBSITE} | values)
    site = factories.SiteFactory(centre=made, key=f"{made.key}-site", name="Torget", place="Byen")
    unsure = {"standing": "not_confirmed"}
    factories.ScheduleFactory(site=site, key=f"{made.key}-hours", friday="", **unsure)
    factories.ContactFactory(centre=made, key=f"{made.key}-phone", value="55 11 22 33", **unsure)
    return made


def question(entry: Any, to: Any = None, *, days: int = 0) -> Any:
    """Return a question to an entry's owner, asked some days ago."""
    return ask(entry, to or entry.owner, now=timezone.now() - dt.timedelta(days=days))


def link(asked: Any) -> str:
    """Return the path of the page in bokmål."""
    return f"/nb/bekreft/{token_of(asked)}/"
