"""The periodic work of the search."""

import datetime as dt

from portal.base.upkeep.periodic import job
from portal.search import learning


@job("search counts", every=dt.timedelta(days=1))
def search_counts(now: dt.datetime) -> str:
    """Take away what few have searched for, and what was searched for long ago."""
    return f"Taken away: {learning.prune(now)}."
