"""Find the links of everything public, and check those that are due."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from portal.base.upkeep.checking import check, due
from portal.base.upkeep.collecting import collect
from portal.base.upkeep.link_report import lines


class Command(BaseCommand):
    """`manage.py check_links [--all] [--limit N] [--seconds N]`."""

    help = (
        "Find every link of what is public, and check those that are due: web, mail, telephone, "
        "references. Polite to others; what is broken is listed in the admin."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take which links to check, how many, and for how long."""
        parser.add_argument("--all", action="store_true", help="Also those that are not due.")
        parser.add_argument("--limit", type=int, help="At most so many links.")
        parser.add_argument("--seconds", type=float, help="Ask others for at most so long.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Collect, check, and say what was found."""
        now = timezone.now()
        collected = collect(now=now)
        links = due(now, every=options["all"], limit=options["limit"])
        report = check(links, now=now, seconds=options["seconds"])
        for line in lines(collected, report):
            self.stdout.write(line)
