"""What the answers of a self-check say: strengths, gaps, change, and what may help."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guidance.models import FrameworkElement, Resource
from guidance.self_check import AREAS, Answers, Area, Level
from portal.base.languages import slot

MOST_RESOURCES = 3  # that are suggested for one area
IN_PLACE = (Level.MOSTLY, Level.WELL)


@dataclass(frozen=True)
class Finding:
    """One statement with the answer, and the answer of an earlier time if there is one."""

    statement: Any
    level: Level
    earlier: Level | None = None

    @property
    def in_place(self) -> bool:
        """Tell whether it is mostly or well in place."""
        return self.level in IN_PLACE

    @property
    def missing(self) -> bool:
        """Tell whether it is not begun, or only some of it is in place."""
        return self.level in {Level.NOT_BEGUN, Level.SOME}

    @property
    def steps(self) -> int | None:
        """Return how many levels it has moved; nothing unless it was answered both times."""
        return self.level - self.earlier if self.level and self.earlier else None

    @property
    def change(self) -> str:
        """Return the change in words."""
        if self.steps is not None:
            return change_in_words(self.steps)
        if self.level:
            return _("Not answered then")
        return _("Not answered now") if self.earlier else _("Not answered either time")


@dataclass(frozen=True)
class AreaFindings:
    """What was answered in one area of the quality model."""

    area: Area
    name: str
    element: FrameworkElement | None
    findings: tuple[Finding, ...]
    parts: list[FrameworkElement] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)

    @property
    def strengths(self) -> list[Finding]:
        """Return what is mostly or well in place."""
        return [finding for finding in self.findings if finding.in_place]

    @property
    def gaps(self) -> list[Finding]:
        """Return what is not begun or only begun."""
        return [finding for finding in self.findings if finding.missing]

    @property
    def unanswered(self) -> list[Finding]:
        """Return what was not answered."""
        return [finding for finding in self.findings if not finding.level]

    @property
    def in_words(self) -> str:
        """Return how much is in place."""
        return _in_place(len(self.strengths), len(self.findings), len(self.unanswered))

    @property
    def change(self) -> str:
        """Return the change in words, over what was answered both times."""
        steps = [finding.steps for finding in self.findings if finding.steps is not None]
        return change_in_words(sum(steps)) if steps else _("Nothing to compare")

    @property
    def bars(self) -> list[dict[str, int | bool]]:
        """Return the drawing: a bar for each statement, as high as its level."""
        return [
            {
                "x": 2 + number * 22,
                "y": 34 - max(1, finding.level) * 8,
                "height": max(1, finding.level) * 8,
                "answered": bool(finding.level),
            }
            for number, finding in enumerate(self.findings)
        ]


def find(
    answers: Answers,
    earlier: Answers | None,
    elements: dict[str, FrameworkElement],
    resources: Iterable[Any] = (),
) -> list[AreaFindings]:
    """Return the findings of every area, with what may help where something is missing.

    `elements` are the public parts of the framework by key.
    """
    found, resources = [], list(resources)
    before = earlier.by_name if earlier else {}
    for area in AREAS:
        findings = tuple(
            Finding(statement, answers.by_name[name], before.get(name))
            for name, statement in zip(area.names, area.statements, strict=True)
        )
        parts = [elements[key] for key in area.see if key in elements]
        wanted = {elements[key].pk for key in (area.key, *area.see) if key in elements}
        fitting = [r for r in resources if wanted & {e.pk for e in r.public_elements}]
        found.append(
            AreaFindings(
                area,
                area_name(area, elements),
                elements.get(area.key),
                findings,
                parts,
                fitting[:MOST_RESOURCES],
            )
        )
    return found


def area_name(area: Area, elements: dict[str, FrameworkElement]) -> str:
    """Return the framework's name of an area, or its number while that is not public."""
    if element := elements.get(area.key):
        return slot(element, "name").value
    return _("Area %(number)s") % {"number": AREAS.index(area) + 1}


def change_in_words(steps: int) -> str:
    """Return how far something has moved, with an arrow and in words."""
    if not steps:
        return _("= No change")
    if steps > 0:
        return ngettext("↑ %(steps)s step up", "↑ %(steps)s steps up", steps) % {"steps": steps}
    return ngettext("↓ %(steps)s step down", "↓ %(steps)s steps down", -steps) % {"steps": -steps}


def _in_place(strengths: int, total: int, unanswered: int) -> str:
    words = _("%(count)s of %(total)s in place") % {"count": strengths, "total": total}
    if unanswered:
        left = ngettext("%(count)s not answered", "%(count)s not answered", unanswered)
        words = f"{words}, {left % {'count': unanswered}}"
    return words
