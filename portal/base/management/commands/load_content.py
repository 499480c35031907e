"""Load the reference content; an editor's change is kept and named."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.base.content import ContentError
from portal.base.loader import Loader


class Command(BaseCommand):
    """`manage.py load_content [--from FOLDER]`."""

    help = "Load the reference content from the apps' content folders. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take perhaps a folder."""
        where = "What export_content wrote, instead of the apps' own files."
        parser.add_argument("--from", dest="folder", type=Path, metavar="FOLDER", help=where)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was made, changed and kept."""
        folder = options["folder"]
        if folder is not None and not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        try:
            report = Loader(lambda line: self.stdout.write(f"  {line}"), folder).load()
        except (ContentError, OSError) as error:
            raise CommandError(str(error)) from error
        created, updated = report.created.total(), report.updated.total()
        self.stdout.write(
            f"Content: {created} new, {updated} updated, {report.unchanged.total()} unchanged, "
            f"{len(report.kept)} kept as the editors left them."
        )
        for line in report.kept:
            self.stdout.write(f"  kept: {line}")
