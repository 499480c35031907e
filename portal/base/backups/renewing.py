"""What is done with a restored database before anybody sees it."""

import datetime as dt
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection, transaction

from portal.base.accounts.audit import note
from portal.base.models import ContentChange
from portal.base.upkeep.models import PeriodicRun
from portal.base.upkeep.periodic import LOCK


class Migrate(migrate.Command):
    """All migrations may be in one transaction: constraints are looked at after each, as always."""

    def migration_progress_callback(self, action: str, *more: Any, **options: Any) -> None:
        """Look at the constraints that wait for the end of the transaction."""
        if action in ("apply_start", "apply_success"):
            connection.check_constraints()
        super().migration_progress_callback(action, *more, **options)


def renew(now: dt.datetime, **detail: Any) -> None:
    """Bring a restored database up to today's code, end all sessions, and say what happened."""
    ContentType.objects.clear_cache()
    call_command(Migrate(), verbosity=0, interactive=False)
    with transaction.atomic():
        Session.objects.all().delete()
        UserSession.objects.all().delete()
        PeriodicRun.objects.filter(name=LOCK).update(
            ended_at=now
        )  # of the run that made the backup
        ContentChange.tell()
        note("restored a backup", **detail)
