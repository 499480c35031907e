"""Put a backup in the place of what the portal holds, or rehearse that."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error
from django.utils import timezone

from portal.base.backups import restoring
from portal.base.backups.archive import Manifest
from portal.base.backups.faults import NotMade, NotRestored


class Command(BaseCommand):
    """`manage.py restore FILE [--yes] [--rehearse] [--no-safety-copy]`."""

    help = (
        "Replace all that the portal holds by a backup, all or nothing, and bring it up to this "
        "code: docs/operations/backup.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the backup, and how careful to be."""
        parser.add_argument(
            "file", type=Path, metavar="FILE", help="A backup, or a folder: its newest one."
        )
        parser.add_argument("--yes", action="store_true", help="Do not ask.")
        parser.add_argument(
            "--rehearse",
            action="store_true",
            help="Do it where nobody sees it, and change nothing.",
        )
        parser.add_argument(
            "--no-safety-copy", action="store_true", help="Make no backup of what is there now."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at the backup, ask, and restore it."""
        now = timezone.now()
        try:
            path = restoring.find(options["file"])
            manifest = restoring.look(path)
            self._describe(path, manifest)
            if options["rehearse"]:
                restoring.rehearse(path, manifest, now=now)
                self.stdout.write("It can be restored. Nothing was changed.")
                return
            self._ask(yes=options["yes"])
            folder = None if options["no_safety_copy"] else settings.PORTAL_BACKUPS
            kept = restoring.restore(path, manifest, keep_in=folder, now=now)
        except (NotMade, NotRestored, Error) as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        self.stdout.write("Restored. Everybody has to sign in again.")
        if kept:
            self.stdout.write(f"What was there before: {kept}")

    def _describe(self, path: Path, manifest: Manifest) -> None:
        """Say what the backup holds."""
        rows = sum(manifest.rows.values())
        self.stdout.write(
            f"{path.name}: made {manifest.made_at} of {manifest.kind} {manifest.server}, "
            f"{rows:,} rows, {manifest.files:,} uploaded files."
        )

    def _ask(self, *, yes: bool) -> None:
        """Go on only if somebody wants to."""
        if yes:
            return
        if not sys.stdin.isatty():
            raise NotRestored("Nobody can be asked here; say --yes.")
        self.stdout.write("All that the portal holds now will be replaced.")
        if input("Type yes to go on: ").strip() != "yes":
            raise NotRestored("It was not wanted.")
