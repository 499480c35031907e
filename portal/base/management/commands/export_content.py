"""Write the whole site as readable files, from which `load_content --from` makes it again."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from portal.base.content_export import Export


class Command(BaseCommand):
    """`manage.py export_content FOLDER [--with-drafts]`."""

    help = "Write every entry, table, old address and file to a folder, as load_content reads them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder, and whether drafts go along."""
        parser.add_argument("folder", type=Path, help="Made if it is not there.")
        parser.add_argument("--with-drafts", action="store_true", help="Drafts go along.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files, and say how many entries they hold."""

        def say(line: str) -> None:
            if options["verbosity"] > 1 or line.startswith("left out"):
                self.stdout.write(line)

        try:
            with transaction.atomic():
                _see_one_moment()
                export = Export(options["folder"], with_drafts=options["with_drafts"], say=say)
                number = export.write()
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['folder']}: {number} entries")


def _see_one_moment() -> None:
    """Let all that is read in the transaction be of the same moment, as SQLite does by itself."""
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
