"""The daily backup, on machines that have a place for it."""

import datetime as dt

from django.conf import settings

from portal.base.backups.making import make
from portal.base.backups.pruning import prune
from portal.base.upkeep.periodic import job


def backup(now: dt.datetime) -> str:
    """Make a backup, and take old ones away."""
    made = make(settings.PORTAL_BACKUPS, now)
    return f"Made {made.name}; deleted, by age: {len(prune(made.parent, now))}."


if settings.PORTAL_BACKUP_DAILY:
    job("backup", every=dt.timedelta(days=1), takes_long=True)(backup)
