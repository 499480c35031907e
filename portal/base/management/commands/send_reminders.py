"""Write to the owners of facts that are to be checked; one mail to each."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.base.upkeep.reminders import plan, send_reminders


class Command(BaseCommand):
    """`manage.py send_reminders`."""

    help = "Mail the owners of facts that are to be checked, one mail to each. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer to only say what would be sent."""
        parser.add_argument("--dry-run", action="store_true", help="say it, and send nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, or say what would be sent."""
        now = timezone.now()
        if options["dry_run"]:
            for each in plan(timezone.localdate(now)):
                names = ", ".join("/".join(due.name) for due in each.entries)
                self.stdout.write(f"{each.owner.mailbox} ({each.owner.mail_language}): {names}")
            return
        report = send_reminders(now=now)
        self.stdout.write(str(report))
        if report.failed:
            raise CommandError("Some mails were not sent; they are tried again next time.")
