"""Everything periodic: named pieces of work, run when they are due, one at a time.

A piece of work is a function in an app's `periodic_jobs.py`, or in that of one of its packages. It
is given the moment and returns in a few words what it did:

    @job("links", every=dt.timedelta(hours=1))
    def links(now): ...
"""

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from portal.base.upkeep.models import PeriodicRun

MODULE = "periodic_jobs"
LOCK = "(lock)"
STALE = dt.timedelta(hours=2)  # a run that has lasted longer was ended by force
SLACK = dt.timedelta(minutes=2)  # a timer is never quite on time

Work = Callable[[dt.datetime], str]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """A piece of periodic work; those that take long come last."""

    name: str
    every: dt.timedelta
    work: Work
    takes_long: bool = False

    def is_due(self, run: PeriodicRun | None, now: dt.datetime) -> bool:
        """Tell whether it is time: it never ran, failed the last time, or ran long enough ago."""
        if run is None or run.started_at is None:
            return True
        if run.went_well_at is None or run.went_well_at < run.started_at:
            return True
        return run.started_at + self.every - SLACK <= now


@dataclass(frozen=True)
class Outcome:
    """How a piece of work went, and what it said."""

    name: str
    went_well: bool
    said: str


class AlreadyRunning(Exception):
    """Another run has begun and not ended."""


class UnknownJob(Exception):
    """There is no work of this name."""


_jobs: dict[str, Job] = {}


def job(name: str, *, every: dt.timedelta, takes_long: bool = False) -> Callable[[Work], Work]:
    """Register a function as periodic work."""

    def register(work: Work) -> Work:
        if name in _jobs and _jobs[name].work.__module__ != work.__module__:
            raise ValueError(f"Two pieces of periodic work are called {name}.")
        _jobs[name] = Job(name, every, work, takes_long)
        return work

    return register


def all_jobs() -> list[Job]:
    """Return all periodic work: what is quickly done first, then by name."""
    packages = {
        path.parent.name
        for config in apps.get_app_configs()
        for path in Path(config.path).glob(f"*/{MODULE}.py")
    }
    autodiscover_modules(MODULE, *[f"{package}.{MODULE}" for package in sorted(packages)])
    return sorted(_jobs.values(), key=lambda each: (each.takes_long, each.name))


def run_due(
    *,
    only: str = "",
    clock: Callable[[], dt.datetime] = timezone.now,
    jobs: list[Job] | None = None,
) -> Iterator[Outcome]:
    """Run what is due, or one piece of work at once; yield how each went.

    Raises AlreadyRunning, and UnknownJob, before anything is run.
    """
    chosen = all_jobs() if jobs is None else jobs
    if only:
        chosen = [each for each in chosen if each.name == only]
        if not chosen:
            raise UnknownJob(only)
    with _alone(clock):
        for each in chosen:
            run = PeriodicRun.objects.filter(name=each.name).first()
            if only or each.is_due(run, clock()):
                yield _run(each, clock)


def _run(each: Job, clock: Callable[[], dt.datetime]) -> Outcome:
    """Run one piece of work; whatever goes wrong in it is written down and stays there."""
    now = clock()
    PeriodicRun.objects.update_or_create(
        name=each.name, defaults={"started_at": now, "ended_at": None}
    )
    values: dict[str, object]
    try:
        said = each.work(now) or ""
    except Exception as error:  # one piece of work must not stop the others
        logger.exception("Periodic work failed: %s", each.name)
        said = f"{type(error).__name__}: {error}"
        values = {}
    else:
        values = {"went_well_at": clock()}
    values |= {"ended_at": clock(), "said": said[:5000]}
    PeriodicRun.objects.filter(name=each.name).update(**values)
    return Outcome(each.name, "went_well_at" in values, said)


@contextmanager
def _alone(clock: Callable[[], dt.datetime]) -> Iterator[None]:
    """Let no other run begin; one statement takes the lock, so that two can never have it."""
    now = clock()
    PeriodicRun.objects.get_or_create(name=LOCK, defaults={"ended_at": now})
    free = Q(ended_at__isnull=False) | Q(started_at__lt=now - STALE)
    lock = PeriodicRun.objects.filter(name=LOCK)
    if not lock.filter(free).update(started_at=now, ended_at=None):
        raise AlreadyRunning
    try:
        yield
    finally:
        lock.filter(started_at=now).update(ended_at=clock())
