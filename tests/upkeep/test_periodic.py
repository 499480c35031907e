"""Periodic work: what is due is run, one at a time, and what fails stops nothing else."""

import datetime as dt
import io
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.base.accounts.models import HeldForm
from portal.base.drafts.models import Draft, WorkingCopy
from portal.base.feedback import Feedback
from portal.base.files import StoredFile
from portal.base.models import ContentChange
from portal.base.upkeep.models import PeriodicRun
from portal.base.upkeep.periodic import (
    LOCK,
    STALE,
    AlreadyRunning,
    Job,
    UnknownJob,
    all_jobs,
    run_due,
)
from portal.base.upkeep.pruning import prune
from tests.factories import PaperVersionFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def noting(ran: list[str], name: str, *, fails: bool = False, every: dt.timedelta = HOUR) -> Job:
    def work(now: dt.datetime) -> str:
        ran.append(name)
        if fails:
            raise ValueError("it went wrong")
        return "went well"

    return Job(name, every, work)


def run(jobs: list[Job], now: dt.datetime = NOW, **options: str) -> list[tuple[str, bool]]:
    outcomes = run_due(jobs=jobs, clock=lambda: now, **options)
    return [(outcome.name, outcome.went_well) for outcome in outcomes]


def test_work_is_run_when_it_is_due_and_not_before():
    ran: list[str] = []
    jobs = [noting(ran, "hourly"), noting(ran, "daily", every=DAY)]
    run(jobs)
    run(jobs, NOW + dt.timedelta(minutes=30))
    run(jobs, NOW + HOUR)
    assert ran == ["hourly", "daily", "hourly"]
    row = PeriodicRun.objects.get(name="hourly")
    assert (row.started_at, row.went_well_at, row.said) == (NOW + HOUR, NOW + HOUR, "went well")


def test_what_fails_says_why_stops_nothing_else_and_is_tried_again_at_once():
    ran: list[str] = []
    jobs = [noting(ran, "bad", fails=True, every=DAY), noting(ran, "good", every=DAY)]
    assert run(jobs) == [("bad", False), ("good", True)]
    row = PeriodicRun.objects.get(name="bad")
    assert (row.went_well_at, row.said) == (None, "ValueError: it went wrong")
    run(jobs, NOW + dt.timedelta(minutes=15))
    assert ran == ["bad", "good", "bad"]


def test_a_run_that_meets_another_does_nothing():
    ran: list[str] = []
    first = run_due(jobs=[noting(ran, "one"), noting(ran, "two")], clock=lambda: NOW)
    next(first)
    with pytest.raises(AlreadyRunning):
        run([noting(ran, "three")])
    assert ran == ["one"]
    assert [outcome.name for outcome in first] == ["two"]
    assert run([noting(ran, "three")]) == [("three", True)]


def test_a_run_that_was_ended_by_force_is_forgotten_in_time():
    ran: list[str] = []
    PeriodicRun.objects.create(name=LOCK, started_at=NOW, ended_at=None)
    with pytest.raises(AlreadyRunning):
        run([noting(ran, "one")], NOW + STALE)
    assert run([noting(ran, "one")], NOW + STALE + HOUR) == [("one", True)]


def test_one_piece_of_work_is_run_at_once_and_an_unknown_one_refused():
    ran: list[str] = []
    jobs = [noting(ran, "one"), noting(ran, "two")]
    run(jobs)
    run(jobs, only="two")
    assert ran == ["one", "two", "two"]
    with pytest.raises(UnknownJob):
        run(jobs, only="three")


def test_the_command_fails_when_work_fails_and_lists_what_there_is(monkeypatch):
    names = [each.name for each in all_jobs()]
    assert {"links", "pruning"} <= set(names)
    out = io.StringIO()
    call_command("run_periodic", "--list", stdout=out)
    assert [line.partition(":")[0] for line in out.getvalue().splitlines()] == names
    out = io.StringIO()
    call_command("run_periodic", "--only", "pruning", stdout=out)
    assert out.getvalue().startswith("pruning: done. Taken away: ")
    with pytest.raises(CommandError, match="There is no work called nothing. There is: "):
        call_command("run_periodic", "--only", "nothing", stdout=out)
    monkeypatch.setattr(
        "portal.base.upkeep.periodic.all_jobs", lambda: [noting([], "x", fails=True)]
    )
    with pytest.raises(CommandError, match="Failed: x."):
        call_command("run_periodic", stdout=out)
    assert "x: FAILED. ValueError: it went wrong" in out.getvalue()


def test_what_is_kept_for_a_time_goes_when_it_is_over_and_the_rest_stays():
    old, new = NOW - 400 * DAY, NOW - dt.timedelta(hours=2)
    for moment in (old, new):
        name = str(moment.year)
        HeldForm.objects.create(token=name, path="/", data={}, held_at=moment)
        Feedback.objects.create(
            kind="useful", about="/nb/", language="nb", received_on=moment.date()
        )
        StoredFile.objects.filter(pk=StoredFile.keep(name.encode(), "text/plain").pk).update(
            stored_at=moment
        )
        for state in ("open", "published", "discarded"):
            copy = WorkingCopy.objects.create(
                model="services.service", object_key=f"{state}-{name}", state=state,
                closed_at=None if state == "open" else moment,
            )  # fmt: skip
            Draft.objects.create(copy=copy, number=1, data={}, saved_at=moment)
    used = PaperVersionFactory().file
    waiting = StoredFile.keep(b"in a draft", "text/plain")
    WorkingCopy.objects.get(object_key="open-2026").files.add(waiting)
    StoredFile.objects.filter(pk__in=[used.pk, waiting.pk]).update(stored_at=old)
    Session.objects.create(session_key="s", session_data="", expire_date=timezone.now() - DAY)
    ContentChange.objects.all().delete()
    for moment in (old, new, old):
        ContentChange.objects.create(at=moment)
    gone = prune(NOW)
    assert gone == {
        "held forms": 1, "messages from readers": 1, "saved drafts": 2, "files": 1,
        "changes of content": 1,  # the last one stays, however old
    }  # fmt: skip
    assert HeldForm.objects.get().held_at == new
    assert set(Draft.objects.values_list("copy__object_key", flat=True)) == {
        "open-2026", "open-2027", "published-2027", "discarded-2027",
    }  # fmt: skip
    assert {used.pk, waiting.pk} <= set(StoredFile.objects.values_list("pk", flat=True))
    assert not Session.objects.exists()


def test_the_timer_calls_the_command_that_the_guide_tells_of():
    folder = Path(__file__).parents[2] / "docs/operations"
    service = (folder / "portal-periodic.service").read_text(encoding="utf-8")
    assert "manage.py run_periodic" in service
    assert "OnCalendar=*:0/15" in (folder / "portal-periodic.timer").read_text(encoding="utf-8")
    guide = (folder / "periodic.md").read_text(encoding="utf-8")
    for each in ("links", "pruning"):
        assert f"| `{each}` |" in guide
