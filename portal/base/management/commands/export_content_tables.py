"""Write centres, sites, contacts and hours to CSV files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from services.exchange import KINDS
from services.exchange.imports import export


class Command(BaseCommand):
    """`manage.py export_centres FOLDER [--kind …]`."""

    help = "Write the career centres, their sites, contacts and hours to CSV files in a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder, and perhaps the kinds."""
        names = [kind.name for kind in KINDS]
        parser.add_argument("folder", type=Path, help="Made if it is not there.")
        parser.add_argument("--kind", action="append", choices=names, help="May be repeated.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write one file for each kind; a file of the same name is written over."""
        folder: Path = options["folder"]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for kind in KINDS:
                if options["kind"] and kind.name not in options["kind"]:
                    continue
                data, number = export(kind)
                path = folder / f"{kind.name}.csv"
                path.write_bytes(data)
                self.stdout.write(f"{path}: {number} rows")
        except OSError as error:
            raise CommandError(str(error)) from error
