"""What planning a series did, in words; planning follows from publishing the series."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networks.models import Meeting, MeetingSeries
from networks.series import planning
from portal.base.drafts.publication import published

MOST_NAMED = 10  # names of meetings in one message


@receiver(published, sender=MeetingSeries)
def plan_meetings(entry: MeetingSeries, **kwargs: Any) -> list[str]:
    """Plan the meetings of a series that has become public, or no longer is; say what was done.

    Raises ValidationError, and nothing is published, when its days can not be worked out.
    """
    report = planning.plan(series=entry)
    return [_done(entry, report), *_left_alone(report)]


def _done(series: MeetingSeries, report: planning.Report) -> str:
    """Say how many meetings were made, changed and removed."""
    made, changed, removed = map(len, (report.made, report.changed, report.removed))
    if not made + changed + removed:
        return _("%(series)s: no meeting had to be changed.") % {"series": series}
    parts = [
        ngettext("%(number)d meeting made", "%(number)d meetings made", made) % {"number": made},
        ngettext("%(number)d changed", "%(number)d changed", changed) % {"number": changed},
        ngettext("%(number)d removed", "%(number)d removed", removed) % {"number": removed},
    ]
    return f"{series}: {', '.join(parts)}."


def _left_alone(report: planning.Report) -> list[str]:
    """Say which meetings stand although the rule has others, and which have their own changes."""
    said = []
    if report.kept:
        said.append(
            _(
                "Kept although the series no longer has the date, because the meeting has begun, "
                "has cases or papers, or was changed by itself: %(meetings)s."
            )
            % {"meetings": _some(report.kept)}
        )
    if report.own:
        said.append(
            _("Left as they are, because they were changed by themselves: %(meetings)s.")
            % {"meetings": _some(report.own)}
        )
    return said


def _some(meetings: list[Meeting]) -> str:
    """Name the meetings, the first of them if there are many."""
    named = "; ".join(str(meeting) for meeting in meetings[:MOST_NAMED])
    more = len(meetings) - MOST_NAMED
    if more <= 0:
        return named
    text = ngettext("%(named)s and %(number)d more", "%(named)s and %(number)d more", more)
    return text % {"named": named, "number": more}
