"""Say how good the search is on a file of judged queries."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.search.judging import FIRST, Marks, judge, read


class Command(BaseCommand):
    """`manage.py evaluate_search FILE [--first 0.95] [--rank 0.90]`."""

    help = (
        "Search for every query of a file (query, language and pattern of the right answer, tabs "
        "between), and print how many have it among the first three, and the mean reciprocal rank."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and what is the least that will do."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--first", type=float, default=0.0, help="Fail below this share.")
        parser.add_argument("--rank", type=float, default=0.0, help="Fail below this rank.")
        parser.add_argument("--all", action="store_true", help="Print the right ones too.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Judge every query, print what is not right, and the marks."""
        try:
            outcomes = [judge(judged) for judged in read(options["file"])]
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        for outcome in outcomes:
            if options["all"] or not 0 < outcome.place <= FIRST:
                shown = " | ".join(outcome.shown) or "nothing"
                self.stdout.write(
                    f"{outcome.place or '-'}  {outcome.judged.language}  "
                    f"{outcome.judged.query}  →  {shown}"
                )
        marks = Marks.of(outcomes)
        self.stdout.write(
            f"{marks.number} queries: {marks.among_first:.1%} with a right answer in the first "
            f"{FIRST}, mean reciprocal rank {marks.mean_reciprocal_rank:.3f}"
        )
        if marks.among_first < options["first"] or marks.mean_reciprocal_rank < options["rank"]:
            raise CommandError("That is below what was asked for.")
