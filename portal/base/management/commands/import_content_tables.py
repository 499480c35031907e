"""Read content from CSV files and workbooks: all of it or nothing."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.base.exchange import BadFile, Outcome, Report, Table, import_tables, read_tables
from portal.base.exchange.report import FileReport, spans
from portal.base.exchange.tables import MAX_BYTES, too_big
from portal.base.exchange.words import counted, said
from portal.base.languages import all_languages


class Command(BaseCommand):
    """`manage.py import_content_tables FILE… [--dry-run] [--language nb]`."""

    help = (
        "Read tables of content, CSV files or workbooks, in one transaction. "
        "A key that is there is changed, a new key is made; nothing is deleted."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the files, whether to write, and the language of the report."""
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Report, and write nothing.")
        parser.add_argument(
            "--language", choices=all_languages(), default=settings.LANGUAGE_CODE, help="Report in."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, say what became of the rows, and fail if one is wrong."""
        with override(options["language"]):
            tables = self._read(options["files"])
            report = import_tables(tables, write=not options["dry_run"])
            for line in _lines(report):
                self.stdout.write(line)
            if report.failed:
                raise CommandError(_("Nothing was imported."))
            done = _("The files were imported.") if report.written else _("Nothing was imported.")
            self.stdout.write(done)

    def _read(self, paths: list[Path]) -> list[Table]:
        """Return the files' rows; every file that cannot be read is named."""
        tables: dict[str, Table] = {}
        problems = []
        for path in paths:
            try:
                if path.stat().st_size > MAX_BYTES:
                    raise BadFile(too_big())
                for table in read_tables(path.read_bytes(), path.name):
                    if table.kind.name in tables:
                        raise BadFile(_("There are two files of the kind “%s”.") % table.kind.label)
                    tables[table.kind.name] = table
            except (BadFile, OSError) as error:
                problems.append(f"{path}: {error}")
        if problems:
            raise CommandError("\n".join(problems))
        return list(tables.values())


def _lines(report: Report) -> Iterable[str]:
    """Yield the report line by line: each row by its number in the spreadsheet."""
    for file in report.files:
        yield f"{file.name}: {file.kind.label}"
        for note in file.notes:
            yield f"  {note}"
        for row in file.rows:
            for line in said(row):
                yield f"  {line}"
        yield from _unchanged(file)
    for outcome in Outcome:
        yield counted(outcome, report.counts[outcome])


def _unchanged(file: FileReport) -> Iterable[str]:
    """Yield which rows hold nothing new."""
    if rows := file.of(Outcome.UNCHANGED):
        numbers = spans([row.number for row in rows])
        yield "  " + _("Unchanged rows: %s.") % numbers
