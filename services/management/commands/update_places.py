"""Update municipalities and postal codes from the official registers' own files."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services.registers import (
    CannotFetch,
    NotARegister,
    Reading,
    Report,
    fetch,
    read_changes,
    read_codes,
    read_postal_codes,
    update_municipalities,
    update_postal_codes,
)

NOTHING_CHANGED = 2
SHOWN = 50


class Command(BaseCommand):
    """`manage.py update_places --municipalities … --changes … --postal-codes …`."""

    help = (
        "Update municipalities (SSB Klass 131) and postal codes (Bring) from files or addresses. "
        "Safe to run again. Exit code 1: some lines were bad; 2: nothing was changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a file or an https address for each register."""
        where = "file or https address"
        parser.add_argument("--municipalities", metavar="FILE|URL", help=f"SSB's codes: {where}")
        parser.add_argument("--changes", metavar="FILE|URL", help=f"SSB's changes: {where}")
        parser.add_argument("--postal-codes", metavar="FILE|URL", help=f"Bring's register: {where}")
        parser.add_argument(
            "--as-of",
            metavar="YYYY-MM-DD",
            help="the day whose municipalities are wanted; today if not given",
        )
        parser.add_argument("--dry-run", action="store_true", help="report, but change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read everything, then write everything, then report; bad lines end with code 1."""
        if options["changes"] and not options["municipalities"]:
            raise CommandError(_("--changes needs --municipalities."), returncode=NOTHING_CHANGED)
        as_of = self._day(options["as_of"])
        codes = self._read(options["municipalities"], read_codes)
        changes = self._read(options["changes"], read_changes) or Reading()
        postal_codes = self._read(options["postal_codes"], read_postal_codes)
        if codes is None and postal_codes is None:
            raise CommandError(
                _("Give --municipalities, --postal-codes or both."), returncode=NOTHING_CHANGED
            )
        reports = []
        with transaction.atomic():
            if codes is not None:
                source = options["municipalities"]
                try:
                    found = update_municipalities(codes=codes, changes=changes, as_of=as_of)
                except NotARegister as error:
                    raise self._unusable(source, error) from error
                reports.append((_("Municipalities"), found))
            if postal_codes is not None:
                found = update_postal_codes(reading=postal_codes)
                reports.append((_("Postal codes"), found))
            transaction.set_rollback(options["dry_run"])
        if changes.bad:
            reports.append((_("Changes of municipalities"), Report(bad=changes.bad)))
        for title, report in reports:
            self._print(title, report, SHOWN if options["verbosity"] < 2 else None)
        self._conclude([report for _title, report in reports], options["dry_run"])

    def _day(self, text: str | dt.date | None) -> dt.date:
        try:
            return dt.date.fromisoformat(str(text)) if text else timezone.localdate()
        except ValueError as error:
            raise CommandError(
                _("“%(text)s” is not a date; write 2028-01-01.") % {"text": text},
                returncode=NOTHING_CHANGED,
            ) from error

    def _read[Row](
        self, source: str | None, read: Callable[[bytes], Reading[Row]]
    ) -> Reading[Row] | None:
        """Return what a file or address holds; one that is not the register stops everything."""
        if not source:
            return None
        try:
            return read(fetch(source))
        except CannotFetch as error:
            raise CommandError(
                f"{error} {_('Nothing was changed.')}", returncode=NOTHING_CHANGED
            ) from error
        except NotARegister as error:
            raise self._unusable(source, error) from error

    def _unusable(self, source: str, error: NotARegister) -> CommandError:
        return CommandError(
            f"{source}: {error} {_('Nothing was changed.')}", returncode=NOTHING_CHANGED
        )

    def _print(self, title: str, report: Report, most: int | None) -> None:
        """Write a report: the figures, then the lines behind them."""
        figures = _(
            "%(title)s: new %(created)s, changed %(changed)s, ended %(ended)s, "
            "removed %(removed)s, unchanged %(unchanged)s, bad lines %(bad)s"
        ) % {
            "title": title,
            "created": len(report.created),
            "changed": len(report.changed),
            "ended": len(report.ended),
            "removed": len(report.removed),
            "unchanged": report.unchanged,
            "bad": len(report.bad),
        }
        self.stdout.write(figures)
        self._list(_("New"), report.created, most)
        self._list(_("Changed"), report.changed, most)
        self._list(_("Ended"), report.ended, most)
        self._list(_("Removed"), report.removed, most)
        self._list(_("For an editor to look at"), report.to_look_at, most)
        in_order = sorted(report.bad, key=lambda line: line.line)
        text = _("line %(line)s: %(reason)s")
        bad = [text % {"line": line.line, "reason": line.reason} for line in in_order]
        self._list(_("Bad lines, skipped"), bad, None)

    def _list(self, heading: str, lines: list[str], most: int | None) -> None:
        if not lines:
            return
        self.stdout.write(f"  {heading}:")
        for line in lines[:most]:
            self.stdout.write(f"    {line}")
        if most and len(lines) > most:
            more = _("… and %(count)s more; --verbosity 2 shows all.")
            self.stdout.write("    " + more % {"count": len(lines) - most})

    def _conclude(self, reports: list[Report], dry_run: bool) -> None:
        """Say how much was changed, and let the exit code tell of bad lines."""
        changes = sum(report.changes for report in reports)
        text = ngettext("%(count)s change.", "%(count)s changes.", changes) % {"count": changes}
        self.stdout.write(f"{text} {_('Dry run: nothing was written.')}" if dry_run else text)
        if bad := sum(len(report.bad) for report in reports):
            raise CommandError(
                ngettext(
                    "%(count)s bad line was skipped; the others were used.",
                    "%(count)s bad lines were skipped; the others were used.",
                    bad,
                )
                % {"count": bad}
            )
