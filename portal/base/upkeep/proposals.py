"""What owners propose: each change beside what there is now, accepted or refused by an editor.

What is accepted goes into the entry's working copy, and becomes public as all else that is written:
when somebody publishes it.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.base.accounts import audit
from portal.base.drafts import copies, paths, snapshots
from portal.base.drafts.paths import Flat, flat, whole
from portal.base.upkeep.models import ConfirmationRequest, Proposal


@dataclass(frozen=True)
class Row:
    """A proposed change: what it was, what it is now, and what it is to be, in words."""

    proposal: Proposal
    label: str
    language: str
    before: str
    now: str
    proposed: str
    changed: bool = False  # somebody has changed it since the owner saw it
    removes: bool = False  # the whole part, not the one field
    problem: str = ""  # why it can not be accepted

    @property
    def is_message(self) -> bool:
        """Tell whether it is a message in words."""
        return not self.proposal.path


def rows_of(question: ConfirmationRequest, entry: Any) -> list[Row]:
    """Return what an owner proposed about an entry, beside the working copy or what is public."""
    values = flat(_base(entry))
    return [_row(proposal, type(entry), values) for proposal in question.proposals.all()]


@transaction.atomic
def decide(
    question: ConfirmationRequest,
    entry: Any,
    *,
    accepted: Collection[int],
    refused: Collection[int],
    user: Any,
    now: dt.datetime,
) -> int:
    """Accept and refuse proposals that nobody has decided; return how many facts were changed."""
    new = question.proposals.select_for_update().filter(state=Proposal.State.NEW)
    base = _base(entry)
    values, changed = flat(base), 0
    for proposal in new.filter(pk__in={*accepted, *refused}):
        accepts = proposal.pk in accepted
        if accepts and proposal.path:
            _put(values, type(entry), proposal)
            changed += 1
        proposal.state = Proposal.State.ACCEPTED if accepts else Proposal.State.REFUSED
        proposal.decided_by, proposal.decided_at = user, now
        proposal.save()
        action = "accepted a proposal" if accepts else "refused a proposal"
        audit.note(action, who=user, entry=entry, question=question.pk, path=proposal.path)
    if changed:
        copies.save(entry, whole(values, type(entry)), user=user, base=base)
    return changed


def _base(entry: Any) -> snapshots.Snapshot:
    """Return the entry as its working copy has it, or as it is public."""
    copy = copies.current(entry)
    return copies.latest(copy) if copy else snapshots.take(entry)


def _row(proposal: Proposal, model: Any, values: Flat) -> Row:
    path = proposal.path
    if not path:
        return Row(proposal, _("Message"), "", "", "", proposal.after)
    part = path.rpartition("/")[0]
    try:
        field = paths.field_at(model, path)
    except (KeyError, FieldDoesNotExist):
        field = None
    if field is None or part and part not in values:
        gone = _("What it belongs to is no longer there.")
        return Row(proposal, path, "", proposal.before, "", proposal.after, problem=gone)
    now = "" if values.get(path) is None else str(values[path])
    removes = _removes(proposal, model)
    return Row(
        proposal,
        paths.label(model, path, values),
        paths.language(model, path),
        paths.shown(model, path, proposal.before),
        paths.shown(model, path, now),
        paths.shown(model, path, proposal.after),
        changed=now != proposal.before,
        removes=removes,
        problem="" if removes else _problem(field, proposal.after),
    )


def _problem(field: Any, after: str) -> str:
    """Return why a value can not be stored in a field any more, or nothing."""
    try:
        field.clean(None if after == "" and field.null else after, None)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _removes(proposal: Proposal, model: Any) -> bool:
    """Tell whether a proposal empties what a part is nothing without."""
    name = proposal.path.rpartition("/")[2]
    owner = paths.model_at(model, proposal.path)
    return not proposal.after and getattr(owner, "gone_without", "") == name


def _put(values: Flat, model: Any, proposal: Proposal) -> None:
    """Put what was proposed among the values of an entry."""
    if _removes(proposal, model):
        part = proposal.path.rpartition("/")[0]
        for path in [path for path in values if path == part or path.startswith(f"{part}/")]:
            del values[path]
        return
    field = paths.field_at(model, proposal.path)
    after = None if proposal.after == "" and field.null else field.to_python(proposal.after)
    values[proposal.path] = snapshots.plain(after)
