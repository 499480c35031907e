"""Make the search index anew; it is also made when it is missing, so that nobody has to."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.base.languages import all_languages
from portal.search.shelves import NotReady, shelf, tidy


class Command(BaseCommand):
    """`manage.py rebuild_search [--missing]`."""

    help = "Make the search index of this machine anew, while the old one goes on answering."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to make only what is missing or behind."""
        parser.add_argument(
            "--missing", action="store_true", help="Only bring up to date what there is."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the index of each language, and take away those of earlier versions of the code."""
        for language in all_languages():
            begun = time.monotonic()
            try:
                if options["missing"]:
                    number = int(shelf(language).fresh().searcher.num_docs) - 1
                else:
                    number = shelf(language).rebuild()
            except NotReady as error:
                raise CommandError(
                    f"The index for {language} cannot be written to: another process has held it "
                    "for too long, or the database does not answer."
                ) from error
            taken = time.monotonic() - begun
            self.stdout.write(f"{language}: {number} documents in {taken:.1f} s")
        tidy()
