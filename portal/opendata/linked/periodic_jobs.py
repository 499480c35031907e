"""The periodic work of linked data."""

import datetime as dt

from django.utils import timezone

from portal.base.upkeep.periodic import job
from portal.opendata.linked import catalogue, datasets, editions


@job("linked data", every=dt.timedelta(minutes=10))
def linked_data(now: dt.datetime) -> str:
    """Write down since when each service, and each catalogue, is described as it is."""
    day, number = timezone.localdate(now, timezone.get_default_timezone()), 0
    for graph in (catalogue.read(day), datasets.read()):
        number += editions.record(graph, catalogue.dated(graph), day)
    return f"Changed: {number}."
