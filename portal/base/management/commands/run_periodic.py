"""Run the periodic work that is due; a timer calls this every quarter of an hour."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.base.upkeep import periodic
from portal.base.upkeep.models import PeriodicRun


class Command(BaseCommand):
    """`manage.py run_periodic [--list] [--only NAME]`."""

    help = (
        "Run the periodic work that is due: links, reminders, dumps, pruning. "
        "One run at a time; a second one ends at once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to list only, or which work to run at once."""
        parser.add_argument(
            "--list", action="store_true", help="Say what there is and when it ran."
        )
        parser.add_argument("--only", metavar="NAME", default="", help="Run this now, due or not.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, say how each piece of work went, and fail if one failed."""
        if options["list"]:
            self._list()
            return
        failed = []
        try:
            for outcome in periodic.run_due(only=options["only"]):
                word = "done" if outcome.went_well else "FAILED"
                self.stdout.write(f"{outcome.name}: {word}. {outcome.said}".rstrip())
                if not outcome.went_well:
                    failed.append(outcome.name)
        except periodic.AlreadyRunning:
            self.stdout.write("Another run has not ended yet, so this one does nothing.")
        except periodic.UnknownJob as error:
            names = ", ".join(each.name for each in periodic.all_jobs())
            raise CommandError(f"There is no work called {error}. There is: {names}.") from error
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}.")

    def _list(self) -> None:
        """Write one line for each piece of work."""
        runs = {run.name: run for run in PeriodicRun.objects.all()}
        now = timezone.now()
        for each in periodic.all_jobs():
            run = runs.get(each.name)
            well = run.went_well_at if run else None
            last = f"{timezone.localtime(well):%Y-%m-%d %H:%M}" if well else "never"
            due = ", due" if each.is_due(run, now) else ""
            self.stdout.write(f"{each.name}: every {each.every}, went well {last}{due}")
            if run and run.ended_at and (well is None or well < (run.started_at or run.ended_at)):
                self.stdout.write(
                    f"  failed {timezone.localtime(run.ended_at):%Y-%m-%d %H:%M}: {run.said}"
                )
