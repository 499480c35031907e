"""Load the reference content; an editor's change is kept and named."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.base.content import ContentError
from portal.base.loader import Loader


class Command(BaseCommand):
    """`manage.py load_content`."""

    help = "Load the reference content from the apps' content folders. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was made, changed and kept."""
        try:
            report = Loader(say=lambda line: self.stdout.write(f"  {line}")).load()
        except ContentError as error:
            raise CommandError(str(error)) from error
        created, updated = report.created.total(), report.updated.total()
        self.stdout.write(
            f"Content: {created} new, {updated} updated, {report.unchanged.total()} unchanged, "
            f"{len(report.kept)} kept as the editors left them."
        )
        for line in report.kept:
            self.stdout.write(f"  kept: {line}")
