"""Checks the links that are due, and writes down what was found.

One bad day makes no broken link: a server in trouble is asked again after growing waits, and its
link is called broken when it failed on several days. What is said outright to be gone is broken at
the second time. If nobody at all answers, it is this machine that has no network, and nothing is
written down.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import dns.resolver
from django.utils import timezone

from portal.base.upkeep.fetching import Visitor
from portal.base.upkeep.findings import Finding, Outcome
from portal.base.upkeep.models import Link
from portal.base.upkeep.reachable import check_mail, check_phone, check_references
from portal.base.upkeep.turns import take_turns

TIMES_GONE, TIMES_IN_TROUBLE = 2, 3  # until a link is called broken
WAITS = tuple(dt.timedelta(days=days) for days in (1, 2, 4, 7))  # after each failure in a row
WITNESSES = 3
_STATES = {
    Outcome.WORKS: Link.State.WORKS,
    Outcome.MOVED: Link.State.MOVED,
    Outcome.UNSURE: Link.State.UNSURE,
}
_AGAIN = {
    Link.Kind.WEB: dt.timedelta(days=7),
    Link.Kind.MAIL: dt.timedelta(days=14),
    Link.Kind.PHONE: dt.timedelta(days=30),
    Link.Kind.INTERNAL: dt.timedelta(days=1),
}

Pair = tuple[Link, Finding]


@dataclass
class Report:
    """What a run found: how many of each state, what was left, and whether there was a network."""

    states: Counter[str] = field(default_factory=Counter)
    newly_broken: list[Link] = field(default_factory=list)
    left: int = 0
    online: bool = True

    @property
    def checked(self) -> int:
        """Return how many links were checked."""
        return self.states.total()


def due(now: dt.datetime, *, every: bool = False, limit: int | None = None) -> list[Link]:
    """Return the links to check at a moment, those that waited longest first."""
    links = Link.objects.order_by("next_check_at", "pk")
    if not every:
        links = links.filter(next_check_at__lte=now)
    return list(links[:limit])


def check(
    links: list[Link],
    *,
    now: dt.datetime,
    seconds: float | None = None,
    visitor: Visitor | None = None,
    resolver: dns.resolver.Resolver | None = None,
) -> Report:
    """Check links and write down what was found; stop asking others after some seconds."""
    visitor = visitor or Visitor()
    until = None if seconds is None else visitor.clock() + seconds
    report = Report()
    held: list[Pair] = []  # until somebody out there has answered
    online = False
    findings = 0
    for link, finding in _findings(links, now, visitor, until, resolver):
        findings += 1
        online = online or finding.reached is True
        if finding.reached is None or online:
            _write([(link, finding)], now, report)
        else:
            held.append((link, finding))
        if online and held:
            _write(held, now, report)
            held.clear()
    if held:
        report.online = _has_witness(links, visitor)
        if report.online:
            _write(held, now, report)
    report.left = len(links) - findings
    return report


def _findings(
    links: list[Link],
    now: dt.datetime,
    visitor: Visitor,
    until: float | None,
    resolver: dns.resolver.Resolver | None,
) -> Iterator[Pair]:
    """Yield what is found of each link; what costs nothing comes first."""
    of_kind: dict[str, list[Link]] = {kind: [] for kind in Link.Kind.values}
    for link in links:
        of_kind[link.kind].append(link)
    references = check_references((link.address for link in of_kind[Link.Kind.INTERNAL]), now)
    for link in of_kind[Link.Kind.INTERNAL]:
        yield link, references[link.address]
    for link in of_kind[Link.Kind.PHONE]:
        yield link, check_phone(link.address)
    for link in of_kind[Link.Kind.MAIL]:
        if until is None or visitor.clock() < until:
            yield link, check_mail(link.address, resolver)
    visits = [(link, visitor.visit(link.address)) for link in of_kind[Link.Kind.WEB]]
    yield from take_turns(visits, visitor, until=until)


def _has_witness(asked: Iterable[Link], visitor: Visitor) -> bool:
    """Tell whether one of a few links that worked last time answers: then there is a network."""
    others = Link.objects.filter(kind=Link.Kind.WEB, state=Link.State.WORKS)
    others = others.exclude(pk__in=[link.pk for link in asked]).order_by("-checked_at", "pk")
    visits = [(link, visitor.visit(link.address)) for link in others[:WITNESSES]]
    return any(finding.reached for _link, finding in take_turns(visits, visitor))


def _write(pairs: Iterable[Pair], now: dt.datetime, report: Report) -> None:
    """Write down what was found of some links, and count it."""
    for link, finding in pairs:
        was_broken = link.state == Link.State.BROKEN
        values = after(link, finding, now)
        Link.objects.filter(pk=link.pk).update(**values)
        for name, value in values.items():
            setattr(link, name, value)
        report.states[link.state] += 1
        if link.state == Link.State.BROKEN and not was_broken:
            report.newly_broken.append(link)


def after(link: Link, finding: Finding, now: dt.datetime) -> dict[str, object]:
    """Return what is to be written of a link after a finding."""
    values: dict[str, object] = {
        "status": finding.status,
        "said": finding.said,
        "checked_at": now,
        "moved_to": finding.moved_to[:500],
    }
    if finding.outcome in _STATES:
        again = now + _AGAIN[Link.Kind(link.kind)]
        state = _STATES[finding.outcome]
        return values | {
            "state": state,
            "failures": 0,
            "broken_since": None,
            "next_check_at": again,
        }
    failures = _failures(link, finding, now)
    enough = {Outcome.GONE: TIMES_GONE, Outcome.TROUBLE: TIMES_IN_TROUBLE}.get(finding.outcome, 1)
    state = Link.State(link.state)
    if failures >= enough:
        state = Link.State.BROKEN
    elif state == Link.State.UNCHECKED:
        state = Link.State.UNSURE
    wait = WAITS[min(failures, len(WAITS)) - 1]
    broken = state == Link.State.BROKEN
    return values | {
        "state": state,
        "failures": failures,
        "broken_since": (link.broken_since or timezone.localdate(now)) if broken else None,
        "next_check_at": now + max(wait, finding.wait or wait),
        "moved_to": link.moved_to,
    }


def _failures(link: Link, finding: Finding, now: dt.datetime) -> int:
    """Return the number of failures in a row; trouble counts once a day."""
    again_today = (
        finding.outcome is Outcome.TROUBLE
        and link.failures > 0
        and link.checked_at is not None
        and timezone.localdate(link.checked_at) == timezone.localdate(now)
    )
    return min(link.failures + (0 if again_today else 1), 1000)
