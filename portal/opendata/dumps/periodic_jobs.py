"""The periodic work of the dumps."""

import datetime as dt

from portal.base.reading import reading, version
from portal.base.upkeep.periodic import job
from portal.opendata.dumps.kept import folder_of


@job("dumps", every=dt.timedelta(minutes=10), takes_long=True)
def dumps(now: dt.datetime) -> str:
    """Make the dumps of the present version on this machine, before somebody asks for them."""
    with reading():
        return f"On disk: {folder_of(version(), wait=True).name}."
