"""Read translations from an XLIFF file into working copies: all of them or none."""

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.base.translating import importing, xliff
from portal.base.translating.importing import Outcome, Report


class Command(BaseCommand):
    """`manage.py import_xliff FILE --dry-run`, or `--user NAME` to write."""

    help = (
        "Read translations from an XLIFF 2.0 file into the working copies of their entries. "
        "Nothing becomes public. If one text is refused, nothing is written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and who imports it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Report, and write nothing.")
        parser.add_argument("--user", help="The user name of who imports it, with their rights.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what becomes of each text, and write if all are well."""
        user = self._user(options["user"], dry_run=options["dry_run"])
        try:
            if options["file"].stat().st_size > xliff.MAX_BYTES:
                raise CommandError("The file is too big.")
            document = xliff.read(options["file"].read_bytes())
            do = importing.check if options["dry_run"] else importing.write
            report = do(document, user=user)
        except (xliff.BadFile, OSError) as error:
            raise CommandError(str(error)) from error
        self._say(report)
        if report.failed:
            raise CommandError("Nothing was written: some texts are refused.")
        self.stdout.write(f"{report.written} texts written to working copies.")

    def _user(self, name: str | None, *, dry_run: bool) -> Any:
        """Return who imports; a dry run without a name sees all that there is."""
        model = get_user_model()
        if name is None and dry_run:
            return model(pk=0, username="", is_superuser=True, is_active=True)
        if name is None:
            raise CommandError("Say who imports: --user NAME, or --dry-run.")
        user = model._default_manager.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no user called {name}.")
        return user

    def _say(self, report: Report) -> None:
        """Write the report, a line for each text that is not unchanged."""
        for verdict in report.verdicts:
            if verdict.outcome in (Outcome.UNCHANGED, Outcome.EMPTY) and not verdict.warning:
                continue
            about = " ".join([*verdict.problems, verdict.warning]).strip()
            line = f"{verdict.unit.file} {verdict.unit.id}: {verdict.outcome.label}. {about}"
            self.stdout.write(line.rstrip())
        for outcome, number in report.counts:
            self.stdout.write(f"{outcome.label}: {number}")
