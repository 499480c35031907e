"""Whose turn it is: many visits at once, and a pause between two questions to one host."""

from collections.abc import Iterable, Iterator

from portal.base.upkeep.fetching import Visit, Visitor
from portal.base.upkeep.findings import Finding


def take_turns[Key](
    visits: Iterable[tuple[Key, Visit]], visitor: Visitor, *, until: float | None = None
) -> Iterator[tuple[Key, Finding]]:
    """Yield what each visit finds, as it ends; those not ended by a moment are left.

    While one host rests the others are asked, so that the pause costs time only for a host that
    many links lead to.
    """
    free_at: dict[str, float] = {}
    waiting: list[tuple[Key, Visit, str]] = []

    def go_on(key: Key, visit: Visit) -> Iterator[tuple[Key, Finding]]:
        try:
            waiting.append((key, visit, next(visit)))
        except StopIteration as end:
            yield key, end.value

    for key, visit in visits:
        yield from go_on(key, visit)
    while waiting:
        number = min(range(len(waiting)), key=lambda n: (free_at.get(waiting[n][2], 0.0), n))
        key, visit, host = waiting.pop(number)
        rest = free_at.get(host, 0.0) - visitor.clock()
        if until is not None and visitor.clock() + max(rest, 0.0) >= until:
            return
        if rest > 0:
            visitor.sleep(rest)
        yield from go_on(key, visit)
        free_at[host] = visitor.clock() + visitor.pause(host)
