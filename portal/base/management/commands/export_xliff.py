"""Write texts for translators to an XLIFF file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.base.languages import all_languages
from portal.base.translating import texts, xliff
from portal.base.translating.standing import kinds
from portal.base.translating.texts import Choice


class Command(BaseCommand):
    """`manage.py export_xliff FILE --to en [--from nb] [--kind …] [--all] [--drafts]`."""

    help = "Write the texts that are missing or outdated in a language to an XLIFF 2.0 file."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, the languages, and which texts."""
        labels = [model._meta.label_lower for model in kinds()]
        parser.add_argument("file", type=Path)
        parser.add_argument("--to", required=True, choices=all_languages())
        parser.add_argument(
            "--from", dest="source", choices=all_languages(), default=settings.LANGUAGE_CODE,
            help="Only entries that are written in this language.",
        )  # fmt: skip
        parser.add_argument("--kind", action="append", choices=labels, help="May be repeated.")
        parser.add_argument("--all", action="store_true", help="Texts that are right as well.")
        parser.add_argument("--drafts", action="store_true", help="As the working copies are.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file; one of the same name is written over."""
        source, target = options["source"], options["to"]
        if source == target:
            raise CommandError("--from and --to are the same language.")
        wanted = [
            m for m in kinds() if not options["kind"] or m._meta.label_lower in options["kind"]
        ]
        choice = Choice(
            source, target, tuple(wanted), everything=options["all"], drafts=options["drafts"]
        )
        found = list(texts.entries(choice))
        if not found:
            raise CommandError("There is nothing to translate in that choice.")
        try:
            options["file"].write_bytes(xliff.write(found, source, target))
        except OSError as error:
            raise CommandError(str(error)) from error
        number = sum(len(entry.texts) for entry in found)
        self.stdout.write(f"{options['file']}: {len(found)} entries, {number} texts")
