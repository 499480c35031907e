"""A report in words, in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.base.exchange.report import Change, Outcome, Row

ROOM = 160  # characters of a text, before the rest is left out
CONTEXT = 30


def counted(outcome: Outcome, number: int) -> str:
    """Say how many rows have an outcome."""
    texts = {
        Outcome.CREATED: ngettext("%d new row", "%d new rows", number),
        Outcome.CHANGED: ngettext("%d changed row", "%d changed rows", number),
        Outcome.UNCHANGED: ngettext("%d unchanged row", "%d unchanged rows", number),
        Outcome.ERROR: ngettext("%d row with errors", "%d rows with errors", number),
    }
    return texts[outcome] % number


def said(row: Row) -> Iterable[str]:
    """Yield what becomes of a row: nothing for one that is unchanged."""
    start = _("Row %(number)d, %(key)s") % {"number": row.number, "key": row.key or "–"}
    if row.outcome == Outcome.CREATED:
        yield start + ": " + _("new: %s") % row.entry
    elif row.outcome == Outcome.CHANGED:
        for change in row.changes:
            before, after = differing(change)
            words = {"label": change.label, "before": before, "after": after}
            yield start + ": " + _("%(label)s: “%(before)s” → “%(after)s”") % words
    for problem in row.problems:
        words = {"label": problem.label, "value": problem.value, "message": problem.message}
        text = _("%(label)s “%(value)s”: %(message)s") if problem.label else "%(message)s"
        yield start + ": " + text % words


def differing(change: Change) -> tuple[str, str]:
    """Return two texts from a little before the place where they part, and not too long."""
    before, after = change.before, change.after
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    start = same - CONTEXT if max(len(before), len(after)) > ROOM and same > CONTEXT else 0
    return _excerpt(before, start), _excerpt(after, start)


def _excerpt(text: str, start: int) -> str:
    """Return a piece of a text, with marks where something is left out."""
    piece = text[start : start + ROOM]
    return f"{'…' if start else ''}{piece}{'…' if start + ROOM < len(text) else ''}"
