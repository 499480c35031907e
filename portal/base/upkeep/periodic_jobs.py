"""The periodic work of the floor: links, and what is kept for a time only."""

import datetime as dt

from portal.base.drafts.timely import publish_due
from portal.base.upkeep.checking import check, due
from portal.base.upkeep.collecting import collect
from portal.base.upkeep.link_report import lines
from portal.base.upkeep.periodic import job
from portal.base.upkeep.pruning import prune
from portal.base.upkeep.reminders import UnsentMail, send_reminders

SECONDS_FOR_LINKS = 600


@job("links", every=dt.timedelta(hours=1), takes_long=True)
def links(now: dt.datetime) -> str:
    """Find every link, and check those that are due."""
    collected = collect(now=now)
    report = check(due(now), now=now, seconds=SECONDS_FOR_LINKS)
    return "\n".join(lines(collected, report))


@job("pruning", every=dt.timedelta(days=1))
def pruning(now: dt.datetime) -> str:
    """Take away what has been kept long enough."""
    gone = [f"{number} {what}" for what, number in prune(now).items() if number]
    return "Taken away: " + (", ".join(gone) or "nothing") + "."


@job("reminders", every=dt.timedelta(days=1))
def reminders(now: dt.datetime) -> str:
    """Write to the owners of what is to be checked; what the mail server refused fails the run."""
    report = send_reminders(now=now)
    if report.failed:
        raise UnsentMail(str(report))
    return str(report)


@job("publishing", every=dt.timedelta(minutes=1))
def publishing(now: dt.datetime) -> str:
    """Publish what is due, where nobody has asked for a page since."""
    return f"Published: {publish_due(now)}."
