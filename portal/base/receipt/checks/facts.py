"""Facts: with a source, confirmed, owned, and checked in time. None of them stops anybody."""

from collections.abc import Iterator

from django.utils import timezone

from portal.base.receipt.places import Examined
from portal.base.receipt.receipt import Check, Finding, Level


def check(examined: Examined) -> Iterator[Finding]:
    """Find what the facts of an entry lack, and checks that are overdue in any part of it."""
    entry = examined.entry
    lacks = {
        "sources": "" if examined.after["fields"].get("sources") else "no_source",
        "confirmation": "" if entry.is_confirmed else "not_confirmed",
        "owner": "" if entry.owner_id else "no_owner",
    }
    today = timezone.localdate(examined.now).isoformat()
    for place in examined.places:
        if code := lacks.get(place.path):
            yield place.finding(Check.FACTS, Level.WARNING, code)
        elif place.name == "next_check_on" and place.value and place.value < today:
            yield place.finding(Check.FACTS, Level.WARNING, "overdue", on=place.value)
