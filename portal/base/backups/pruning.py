"""Which old backups are taken away, so that a disk never fills and a late find is not too late."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from portal.base.backups import archive

A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Keep:
    """Of how many days, weeks and months, this one included, the newest backup is kept."""

    days: int
    weeks: int
    months: int


def kept(moments: Iterable[dt.datetime], now: dt.datetime, keep: Keep) -> set[dt.datetime]:
    """Return which of the moments of backups are kept.

    All of the last 24 hours, the newest of all, and the newest of each day, week and month that
    is near enough; days begin at midnight UTC, weeks on Monday.
    """
    moments = sorted(moments)
    found = {moment for moment in moments if moment > now - A_DAY} | set(moments[-1:])
    today = now.astimezone(dt.UTC).date()
    for period_of, number in ((_day, keep.days), (_week, keep.weeks), (_month, keep.months)):
        newest = {period_of(moment.astimezone(dt.UTC).date()): moment for moment in moments}
        first = period_of(today) - number
        found |= {moment for period, moment in newest.items() if period > first}
    return found


def _day(date: dt.date) -> int:
    return date.toordinal()


def _week(date: dt.date) -> int:
    return (date.toordinal() - 1) // 7  # day 1 was a Monday


def _month(date: dt.date) -> int:
    return date.year * 12 + date.month


def all_in(folder: Path) -> dict[Path, dt.datetime]:
    """Return the backups in a folder with when they were made; other files are not ours."""
    found = {path: archive.made_at(path.name) for path in folder.iterdir()}
    return {
        path: moment
        for path, moment in found.items()
        if moment is not None and path.is_file() and not path.is_symlink()
    }


def prune(folder: Path, now: dt.datetime) -> list[str]:
    """Delete the backups in a folder that are not kept, and return their names."""
    backups = all_in(folder)
    staying = kept(backups.values(), now, Keep(**settings.PORTAL_BACKUPS_KEPT))
    gone = sorted(path for path, moment in backups.items() if moment not in staying)
    for path in gone:
        path.unlink()
    return [path.name for path in gone]
