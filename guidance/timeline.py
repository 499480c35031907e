"""The policy timeline: what may be asked of it, and the milestones that answer, lane by lane."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar

from guidance.asked import Asked
from guidance.models import PolicyMilestone


@dataclass(frozen=True)
class Query(Asked):
    """What was asked of the timeline."""

    url_name: ClassVar[str] = "guidance:timeline"

    lane: str = ""
    decade: str = ""
    kind: str = ""


def decade_of(milestone: PolicyMilestone) -> int:
    """Return the first year of the decade of a milestone."""
    return milestone.year // 10 * 10


def search(milestones: Iterable[PolicyMilestone], query: Query) -> list[PolicyMilestone]:
    """Return the milestones that answer, in their order."""
    return [
        milestone
        for milestone in milestones
        if (not query.lane or milestone.lane == query.lane)
        and (not query.decade or str(decade_of(milestone)) == query.decade)
        and (not query.kind or milestone.kind == query.kind)
    ]


def in_lanes(milestones: Iterable[PolicyMilestone]) -> list[dict[str, Any]]:
    """Return milestones by lane and decade; a lane without any is left out."""
    lanes = []
    milestones = list(milestones)
    for lane in PolicyMilestone.Lane:
        in_lane = [milestone for milestone in milestones if milestone.lane == lane]
        decades = [
            {"decade": decade, "items": list(items)}
            for decade, items in groupby(in_lane, decade_of)
        ]
        if decades:
            lanes.append({"key": lane.value, "label": lane.label, "decades": decades})
    return lanes
