"""Make the content of a dump again, in a database without content."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.opendata.dumps.loading import BadDump, load


class Command(BaseCommand):
    """`manage.py load_dump FILE`."""

    help = "Load /data/all.zip, all or nothing, into a database that has no content yet."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many entries there are."""
        try:
            number = load(options["file"])
        except BadDump as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{number} entries")
