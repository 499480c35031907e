"""Confirm without signing in: a signed link, for one entry and one owner, until a day.

Whoever has the link may say that the facts are right, or propose changes, and nothing else. What
the link is good for stands in the row that its number leads to; the signature only keeps others
from making one. Looking at it changes nothing.
"""

import datetime as dt
import enum
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.base.accounts import audit
from portal.base.content import entry_named
from portal.base.drafts import publication, snapshots
from portal.base.drafts.models import Publication
from portal.base.publishing import Checked, Confirmation, Publishable
from portal.base.upkeep.asked import AskedFact, Group, asked
from portal.base.upkeep.models import ConfirmationRequest, Proposal

CHECK_INTERVAL = dt.timedelta(days=365)
SIGNER = TimestampSigner(salt="portal.base.upkeep.confirming", sep=".")


class Standing(enum.Enum):
    """What has become of a question to an owner."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    GONE = "gone"  # the entry is not public, or the owner no longer answers for anything in it


def ask(entry: Publishable, owner: Any, *, now: dt.datetime) -> ConfirmationRequest:
    """Return an open question to an owner about an entry, valid from now; made if there is none."""
    name = {"model": entry._meta.label_lower, "object_key": entry.key, "owner": owner}
    expires = now + dt.timedelta(days=settings.PORTAL_CONFIRM_DAYS)
    opened = ConfirmationRequest.objects.filter(
        **name, withdrawn=False, answered_at=None, expires_at__gt=now
    ).first()
    if opened is None:
        return ConfirmationRequest.objects.create(**name, made_at=now, expires_at=expires)
    opened.expires_at = expires
    opened.save(update_fields=["expires_at"])
    return opened


def token_of(question: ConfirmationRequest) -> str:
    """Return what stands in the link."""
    return SIGNER.sign(str(question.pk))


def path_of(question: ConfirmationRequest, language: str) -> str:
    """Return the path of the link, in a language."""
    with override(language):
        return reverse("home:confirm", args=[token_of(question)])


def find(token: str) -> ConfirmationRequest | None:
    """Return the question that a link is about, or None where we did not make the link."""
    try:
        pk = SIGNER.unsign(token)
    except BadSignature:
        return None
    return ConfirmationRequest.objects.select_related("owner").filter(pk=pk).first()


def entry_of(question: ConfirmationRequest, *, now: dt.datetime | None = None) -> Any:
    """Return the entry that a question is about, if it is public at a moment; or at all."""
    entry = entry_named(question.model, question.object_key)
    return entry if now is None or (entry is not None and entry.is_public(now=now)) else None


def standing(question: ConfirmationRequest, groups: list[Group], *, now: dt.datetime) -> Standing:
    """Return what has become of a question; `groups` are the facts it asks about now."""
    if question.withdrawn:
        return Standing.WITHDRAWN
    if question.expires_at <= now:
        return Standing.EXPIRED
    if question.answered_at is not None:
        return Standing.ANSWERED
    return Standing.OPEN if groups else Standing.GONE


def facts_of(question: ConfirmationRequest, *, now: dt.datetime) -> tuple[Any, list[Group]]:
    """Return the public entry and what its owner is asked of it; nothing where there is nothing."""
    entry = entry_of(question, now=now)
    if entry is None:
        return None, []
    return entry, asked(entry, question.owner, on=timezone.localdate(now))


@transaction.atomic
def confirm(
    question: ConfirmationRequest, entry: Any, groups: list[Group], *, now: dt.datetime
) -> bool:
    """Date the facts as checked by their owner; False if the question was answered before.

    Where the rules of the portal do not let them be published, the editors get the answer.
    """
    if not _answered(question, ConfirmationRequest.Answer.CORRECT, now=now):
        return False
    values: dict[str, Any] = {}
    for group in groups:
        own = _confirmed(group, entry, question.owner, on=timezone.localdate(now))
        values |= {f"{group.prefix}{name}": value for name, value in own.items()}
    act = Publication.Act.CONFIRMED
    try:
        with transaction.atomic():
            publication.publish_change(entry, values, user=None, act=act, minor=True)
    except snapshots.Refused as refused:
        words = _("The owner says that everything is correct, but it cannot be published: %(why)s")
        Proposal.objects.create(request=question, after=words % {"why": refused})
    audit.note("confirmed", who=name_of(question), entry=entry, question=question.pk)
    return True


def _confirmed(group: Group, entry: Any, owner: Any, *, on: dt.date) -> dict[str, Any]:
    """Return what an owner's yes makes of an entry or a part, as a snapshot has it."""
    part, values = group.part, {}
    given = {fact.field.name: fact.value for fact in group.facts}
    given |= {getattr(fact.field, "original_name", ""): fact.value for fact in group.facts}
    for name, (value, needed) in part.owner_confirms.items():
        if given.get(needed):
            values[name] = value
    if isinstance(part, Checked):
        values |= {"checked_on": on.isoformat(), "checked_by": owner.key}
        if (
            part is entry
            or part.next_check_on
            or (part.owner_id and part.owner_id != entry.owner_id)
        ):
            values["next_check_on"] = (on + _interval(part)).isoformat()
    if part is entry and not entry.to_check:
        values["confirmation"] = Confirmation.CONFIRMED.value
    return values


def _interval(part: Checked) -> dt.timedelta:
    """Return how long until the next check: as long as it was before, or a year."""
    if part.checked_on and part.next_check_on and part.next_check_on > part.checked_on:
        return part.next_check_on - part.checked_on
    return CHECK_INTERVAL


@transaction.atomic
def propose(
    question: ConfirmationRequest,
    entry: Any,
    changes: Iterable[tuple[AskedFact, str]],
    message: str,
    *,
    now: dt.datetime,
) -> bool:
    """Keep the changes that an owner proposes; False if the question was answered before."""
    if not _answered(question, ConfirmationRequest.Answer.PROPOSED, now=now):
        return False
    rows = [
        Proposal(request=question, path=fact.path, before=fact.value, after=after)
        for fact, after in changes
    ]
    if message:
        rows.append(Proposal(request=question, after=message))
    Proposal.objects.bulk_create(rows)
    paths = [row.path for row in rows]
    audit.note("proposed", who=name_of(question), entry=entry, question=question.pk, paths=paths)
    return True


def _answered(question: ConfirmationRequest, answer: str, *, now: dt.datetime) -> bool:
    """Take the one answer that a question can have; a second one comes too late."""
    still_open = ConfirmationRequest.objects.filter(
        pk=question.pk, withdrawn=False, answered_at=None, expires_at__gt=now
    )
    return bool(still_open.update(answered_at=now, answer=answer))


def withdraw(question: ConfirmationRequest, *, user: Any) -> bool:
    """Make a link worthless; False if it was answered or withdrawn before."""
    still_open = ConfirmationRequest.objects.filter(
        pk=question.pk, withdrawn=False, answered_at=None
    )
    if not still_open.update(withdrawn=True):
        return False
    entry = entry_of(question)
    audit.note("withdrew a question", who=user, entry=entry, question=question.pk)
    return True


def name_of(question: ConfirmationRequest) -> str:
    """Return what the log calls the owner: the organisation, never a person."""
    return f"owner: {question.owner.key}"
