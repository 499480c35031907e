"""The publish receipt of an entry: every check, how heavy its text is, and what it touches."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from portal.base.drafts.snapshots import Snapshot
from portal.base.receipt.affected import affected
from portal.base.receipt.checks import (
    alternatives,
    dates,
    facts,
    headings,
    link_texts,
    links,
    readability,
    spelling,
    translations,
)
from portal.base.receipt.places import Examined
from portal.base.receipt.receipt import Check, Finding, Level, Receipt

CHECKS = {
    Check.LINKS: links.check,
    Check.HEADINGS: headings.check,
    Check.LINK_TEXTS: link_texts.check,
    Check.ALTERNATIVES: alternatives.check,
    Check.READABILITY: readability.check,
    Check.SPELLING: spelling.check,
    Check.TRANSLATIONS: translations.check,
    Check.FACTS: facts.check,
    Check.DATES: dates.check,
}


def examine(
    entry: Any,
    before: Snapshot | None,
    *,
    now: dt.datetime,
    minor: bool = False,
    in_force: Iterable[str] = (),
) -> Receipt:
    """Return the receipt of an entry as the database has it now, which is how it would be public.

    `before` is what is public, or nothing if nothing is. `minor` and `in_force` are what the
    editor said of the change: see following.after_publish. The number of queries depends on the
    kind of entry, never on how much it holds or how much refers to it.
    """
    examined = Examined.of(entry, before, now, minor=minor, in_force=tuple(in_force))
    findings: list[Finding] = []
    for check, find in CHECKS.items():
        found = list(find(examined))
        findings += found or [Finding(check=str(check), level=str(Level.FINE))]
    return Receipt(
        findings=tuple(findings),
        readability=readability.measure(examined),
        affected=tuple(affected(entry, before, now=now)),
        made_at=now,
    )
