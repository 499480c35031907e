"""The working copies that concern somebody: one's own, those to approve, those with a moment."""

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from portal.base.accounts import rights
from portal.base.accounts.kinds import content
from portal.base.drafts.models import Draft, WorkingCopy

LEFT_LYING = dt.timedelta(days=7)
Row = dict[str, Any]
State = WorkingCopy.State


def within_reach(user: Any, action: str) -> Q:
    """Return the condition that a copy is of an entry that somebody may do something to."""
    whole: list[str] = []
    found = Q(pk__in=[])
    for model in content():
        label = model._meta.label_lower
        if not rights.may(user, action, model=model):
            continue
        if not rights.is_limited(user, model, action):
            whole.append(label)
            continue
        rows = rights.limit(model._base_manager.all(), user, action).order_by()
        found |= Q(model=label, object_key__in=rows.values("key"))
    return found | Q(model__in=whole) if whole else found


def of(user: Any) -> Q:
    """Return the condition that somebody has saved something in a copy."""
    return Q(pk__in=Draft.objects.filter(saved_by=user.pk).order_by().values("copy"))


def to_approve(user: Any) -> Q:
    """Return the condition that a copy waits for somebody who has written none of it."""
    return Q(state=State.WAITING) & ~of(user) & within_reach(user, "approve")


def last_saves(**how: Any) -> QuerySet:
    """Return the saves of the copy of an outer query, the last first."""
    return Draft.objects.filter(copy=OuterRef("pk"), aside=False, **how).order_by("-number")


class Copies:
    """What one person is shown of the working copies; every method is one query."""

    def __init__(self, user: Any, now: dt.datetime) -> None:
        self.user, self.now = user, now
        seen = WorkingCopy.objects.active().filter(within_reach(user, "view")).order_by()
        self.seen: Any = seen.annotate(
            saved_at=Subquery(last_saves().values("saved_at")[:1]),
            asker=F(f"asked_by__{get_user_model().USERNAME_FIELD}"),
        ).values(
            "model", "object_key", "state", "publish_at", "failed", "asked_at", "saved_at", "asker"
        )

    def numbers(self) -> list[Row]:
        """Return how many there are of each kind of entry: one's own, timed, to approve, failed."""
        active: Any = (
            WorkingCopy.objects.active().filter(within_reach(self.user, "view")).order_by()
        )
        conditions = {
            "own": of(self.user),
            "scheduled": Q(state=State.SCHEDULED),
            "waiting": to_approve(self.user),
            "failed": self._failed(),
        }
        counts = {name: Count("pk", filter=q) for name, q in conditions.items()}
        return list(active.values("model").annotate(**counts).order_by("model"))

    def _failed(self) -> Q:
        return ~Q(failed="") & Q(state=State.OPEN) & (of(self.user) | Q(asked_by=self.user.pk))

    def waiting(self, most: int) -> list[Row]:
        """Return what one may approve, the longest waiting first."""
        return list(self.seen.filter(to_approve(self.user)).order_by("asked_at", "pk")[:most])

    def failed(self, most: int) -> list[Row]:
        """Return what one wrote or timed and that could not be published in time."""
        return list(self.seen.filter(self._failed()).order_by("pk")[:most])

    def left_lying(self, most: int) -> list[Row]:
        """Return one's own drafts that nobody has saved for a week, the oldest first."""
        own = self.seen.filter(of(self.user), state=State.OPEN, failed="")
        old = own.filter(saved_at__lt=self.now - LEFT_LYING)
        return list(old.order_by("saved_at", "pk")[:most])

    def own(self, most: int) -> list[Row]:
        """Return one's own drafts, the last saved first."""
        return list(
            self.seen.filter(of(self.user)).order_by(F("saved_at").desc(nulls_last=True), "-pk")[
                :most
            ]
        )

    def scheduled(self, most: int) -> list[Row]:
        """Return what becomes public at a moment, the next first."""
        timed = self.seen.filter(state=State.SCHEDULED)
        return list(timed.order_by("publish_at", "pk")[:most])
