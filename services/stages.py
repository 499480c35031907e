"""Situations, and what belongs to them, under the kinds of situation that a life has."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from services.models import Audience


class StageGroup(NamedTuple):
    """What belongs to one kind of situation: its code, its words, the entries."""

    stage: str
    label: str
    entries: list[Any]


def by_stage(
    entries: Iterable[Any], audience_of: Callable[[Any], Audience] = lambda audience: audience
) -> list[StageGroup]:
    """Return situations, or what has one, under their headings, in the order of the headings.

    A heading without entries is left out.
    """
    known = list(entries)
    groups = [
        StageGroup(
            stage.value, str(stage.label), [e for e in known if audience_of(e).stage == stage]
        )
        for stage in Audience.Stage
    ]
    return [group for group in groups if group.entries]
