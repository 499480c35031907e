"""Make a backup of the whole portal, and take old ones away."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.base.backups.faults import NotMade
from portal.base.backups.making import make
from portal.base.backups.pruning import prune


class Command(BaseCommand):
    """`manage.py backup [FOLDER] [--keep-all]`."""

    help = (
        "Copy the database, which holds the uploaded files too, into one file, while everybody "
        "goes on working; then delete old backups: docs/operations/backup.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take perhaps a folder, and whether old backups stay."""
        default = settings.PORTAL_BACKUPS
        parser.add_argument(
            "folder", nargs="?", type=Path, metavar="FOLDER", default=default,
            help=f"Where backups are kept; {default} if none is named.",
        )  # fmt: skip
        parser.add_argument("--keep-all", action="store_true", help="Delete no old backup.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, say where it is, and then prune."""
        folder, now = options["folder"], timezone.now()
        try:
            made = make(folder, now)
        except NotMade as error:
            raise CommandError(f"No backup was made. {error}") from error
        self.stdout.write(f"Backup: {made} ({made.stat().st_size:,} B)")
        if options["keep_all"]:
            return
        try:
            for name in prune(folder, now):
                self.stdout.write(f"  deleted, by age: {name}")
        except OSError as error:
            raise CommandError(f"An old backup could not be deleted: {error}.") from error
