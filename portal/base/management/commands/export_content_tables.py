"""Write every kind of content to tables that a spreadsheet opens."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.base.exchange import BadFile, all_kinds, csv_files, kind_named, sheet_of, workbook


class Command(BaseCommand):
    """`manage.py export_content_tables FOLDER [kind …] [--format xlsx]`."""

    help = "Write content to tables in a folder: all kinds, or those that are named."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder, perhaps the kinds, and the format."""
        names = [kind.name for kind in all_kinds()]
        parser.add_argument("folder", type=Path, help="Made if it is not there.")
        parser.add_argument("kinds", nargs="*", metavar="kind", help=", ".join(names))
        parser.add_argument("--format", choices=["csv", "xlsx"], default="csv")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write one CSV file for each kind, or one workbook; files of the name are written over."""
        folder: Path = options["folder"]
        try:
            kinds = [kind_named(name) for name in options["kinds"]] or list(all_kinds())
            sheets = [sheet_of(kind) for kind in kinds]
            if options["format"] == "xlsx":
                files = {"content.xlsx": workbook(sheets)}
            else:
                files = csv_files(sheets)
            folder.mkdir(parents=True, exist_ok=True)
            for name, data in files.items():
                (folder / name).write_bytes(data)
        except LookupError as error:
            raise CommandError(f"There is no kind named {error}.") from error
        except (BadFile, OSError) as error:
            raise CommandError(str(error)) from error
        for name, _columns, rows in sheets:
            self.stdout.write(f"{name}: {len(rows)} rows")
        self.stdout.write(f"{folder}: {', '.join(files)}")
