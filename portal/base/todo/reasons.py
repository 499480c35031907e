"""Why an entry is to be checked: nobody has confirmed it, somebody left a note, or it is time."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.base.accounts.kinds import entries_of, join
from portal.base.publishing import Confirmation, State

REASONS = {
    "unconfirmed": _("not confirmed"),
    "noted": _("with a note"),
    "overdue": _("check overdue"),
}


def overdue_q() -> Q:
    """Return the condition for having a day of check that has passed."""
    return Q(next_check_on__lt=timezone.localdate())


def reason_q(reason: str) -> Q:
    """Return the condition for one of the reasons why an entry is to be checked."""
    if reason == "unconfirmed":
        return Q(confirmation=Confirmation.NOT_CONFIRMED)
    if reason == "noted":
        return ~Q(to_check="")
    return overdue_q()


def draft_q(model: type[models.Model]) -> Q:
    """Return the condition for being a draft, or a part of one; neither is ever a fault."""
    drafts = [(join(path, "state"), State.DRAFT) for path, _entry in entries_of(model)]
    return Q(*drafts, _connector=Q.OR) if drafts else Q(pk__in=[])
