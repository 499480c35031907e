"""From the rule of a series to its meetings: made, kept in step, and never taken from an editor."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from networks.models import Case, Meeting, MeetingSeries, Paper, SeriesException
from networks.models.gatherings import Gathering
from networks.series import recurrence
from portal.base import languages
from portal.base.admin_forms import free_key, slugify
from portal.base.languages import all_languages
from portal.base.models import LoadedEntry

PLANNED = "networks.meetingseries/planned"  # what the series last gave each of its meetings
STATE = ("state", "published_from", "published_until")
SLOTS = ("place", "access_note")
SHARED = (  # what a meeting has from its series, besides name and day
    *(f.name for f in Gathering._meta.get_fields() if f.name not in SLOTS),
    *(f"{name}_{language}" for name in SLOTS for language in all_languages()),
    *("start_time", "end_time", "network_id", "cooperation_id", "owner_id"),
    *("confirmation", "checked_on", "checked_by_id"),
)
RELATED = ("sources", "with_networks", "with_organisations")
NOT_CONTENT = {  # says nothing about whether an editor made a meeting different
    *("id", "key", "series_id", "series_date", "year", "starts_at", "ends_at", "sequence"),
    *("updated_at", "checked_on", "checked_by_id", "next_check_on", *STATE),
    *(f"slug_{language}" for language in all_languages()),
}


@dataclass
class Report:
    """What planning did: meetings made, changed and removed, and those it left alone."""

    made: list[dt.date] = field(default_factory=list)
    changed: list[dt.date] = field(default_factory=list)
    removed: list[dt.date] = field(default_factory=list)
    kept: list[Meeting] = field(default_factory=list)  # the rule no longer gives them
    own: list[Meeting] = field(default_factory=list)  # to come, with changes of their own


@transaction.atomic
def plan(*, series: MeetingSeries, now: dt.datetime | None = None) -> Report:
    """Make, change and remove the meetings of a series so that they follow its rule.

    A meeting that has begun, has cases or papers, or differs from what the series gave it is
    never removed; one that has begun or differs is not changed either. One that somebody deleted
    stays away: its day is among those without a meeting. What is public follows the series, unless
    an editor decided otherwise for a meeting. Raises ValidationError when the rule cannot be
    planned; nothing is changed then.
    """
    now = now or timezone.now()
    MeetingSeries.objects.select_for_update().filter(pk=series.pk).values_list("pk").get()
    excepted = set(series.exceptions.values_list("date", flat=True))
    recurrence.check_rule(series)
    recurrence.check_times(series, excepted)
    planning = _Planning(series, now)
    planning.run([day for day in recurrence.dates(series) if day not in excepted])
    series.refresh_from_db(fields=["sequence", "updated_at"])
    return planning.report


@receiver(post_delete, sender=Meeting)
def _tell_calendars(instance: Meeting, **_more: Any) -> None:
    """Date a series that a meeting was taken out of: its calendar has changed.

    What somebody deleted must not come back by itself: its day becomes one without a meeting,
    and is planned again when an editor takes it out of those.
    """
    if instance.series_id is None:
        return
    _count_change(instance.series_id, timezone.now())
    if not getattr(instance, "taken_out_by_plan", False):
        day: Any = instance.series_date
        SeriesException.objects.get_or_create(
            series_id=instance.series_id,
            date=day,
            defaults={
                "key": free_key(SeriesException, f"{instance.key} deleted"),
                "reason": _("The meeting was deleted."),
            },
        )


def _count_change(series_id: int, now: dt.datetime) -> None:
    found: Any = MeetingSeries.objects.filter(pk=series_id)
    found.update(sequence=F("sequence") + 1, updated_at=now)


class _Planning:
    """One run of the plan of a series."""

    def __init__(self, series: MeetingSeries, now: dt.datetime) -> None:
        self.series, self.now, self.report = series, now, Report()
        self.sources = set(series.sources.values_list("pk", flat=True))
        self.record, _new = LoadedEntry.objects.get_or_create(model=PLANNED, key=series.key)
        self.before: dict[str, Any] = self.record.rows
        self.after: dict[str, Any] = {}

    def run(self, days: list[dt.date]) -> None:
        """Go through the meetings there are, then make those that are missing."""
        wanted = set(days)
        meetings = self.series.meetings.annotate(
            has_cases=Exists(Case.objects.filter(meeting=OuterRef("pk"))),
            has_papers=Exists(Paper.objects.filter(meeting=OuterRef("pk"))),
        ).prefetch_related(*RELATED)
        for meeting in meetings.order_by("series_date"):
            self._follow(meeting, wanted)
            wanted.discard(meeting.series_date)
        self._make(sorted(wanted))
        if self.before and self.report.made:
            _count_change(self.series.pk, self.now)
        self.record.rows = self.after
        self.record.save(update_fields=["rows"])

    def _follow(self, meeting: Any, wanted: set[dt.date]) -> None:
        """Change, remove or leave one of the meetings there are."""
        day = meeting.series_date
        before = self.before.get(day.isoformat(), {})
        now_given = content_of(self._given(day), {"sources": self.sources})
        expected = before.get("content", now_given)
        is_own = content_of(meeting, _related(meeting)) not in {expected, now_given}
        has_begun = meeting.starts_at is not None and meeting.starts_at <= self.now
        if day not in wanted:
            if not (has_begun or is_own or meeting.has_cases or meeting.has_papers):
                meeting.taken_out_by_plan = True  # the rule may give the day again
                meeting.delete()
                self.report.removed.append(day)
                return
            self.report.kept.append(meeting)
        elif is_own and not has_begun:
            self.report.own.append(meeting)
        follows = day in wanted and not is_own and not has_begun
        changed = self._take_over(meeting) if follows else False
        if self._publish_as_series(meeting, before) or changed:
            meeting.updated_at = self.now
            meeting.save()
            self.report.changed.append(day)
        is_as_series = _state_of(meeting) == _state_of(self.series)
        self.after[day.isoformat()] = {
            "content": now_given if follows else expected,
            "state": _state_of(self.series) if is_as_series else before.get("state"),
        }

    def _given(self, day: dt.date) -> Meeting:
        """Return the meeting that the series gives on a day, not stored."""
        names = {
            f"name_{language}": recurrence.planned_name(self.series, day, language)
            for language in all_languages()
        }
        shared = {name: getattr(self.series, name) for name in SHARED}
        return Meeting(series=self.series, series_date=day, starts_on=day, **names, **shared)

    def _take_over(self, meeting: Meeting) -> bool:
        """Give a meeting what its series gives now; tell whether that was new."""
        given = self._given(meeting.series_date)  # type: ignore[arg-type]
        names = [f"name_{language}" for language in all_languages()]
        changed = False
        for name in ("starts_on", *names, *SHARED):
            if _same(getattr(meeting, name)) != _same(getattr(given, name)):
                setattr(meeting, name, getattr(given, name))
                changed = True
        if _related(meeting)["sources"] != self.sources:
            meeting.sources.set(self.sources)
            changed = True
        return changed

    def _publish_as_series(self, meeting: Meeting, before: dict[str, Any]) -> bool:
        """Let a meeting be public as its series is, unless an editor decided otherwise for it."""
        decided = _state_of(meeting)
        if decided != before.get("state") or decided == _state_of(self.series):
            return False
        for name in STATE:
            setattr(meeting, name, getattr(self.series, name))
        return True

    def _make(self, days: list[dt.date]) -> None:
        """Make the meetings that are missing."""
        words = _Words(self.series)
        for day in days:
            meeting = self._given(day)
            meeting.key = words.key(day)
            for language in all_languages():
                setattr(meeting, f"slug_{language}", words.slug(day, language))
            for name in STATE:
                setattr(meeting, name, getattr(self.series, name))
            meeting.updated_at = self.now
            meeting.save()
            meeting.sources.set(self.sources)
            self.report.made.append(day)
            self.after[day.isoformat()] = {
                "content": content_of(meeting, {"sources": self.sources}),
                "state": _state_of(self.series),
            }


class _Words:
    """Keys and address words that no meeting has yet; one query for the keys, one a language."""

    def __init__(self, series: MeetingSeries) -> None:
        self.key_base = series.key[:60]
        self.bases = {}
        self.taken = {"key": self._taken("key", self.key_base)}
        for language in all_languages():
            name = languages.slot(series, "name", language).value
            base = slugify(name, max_length=100) or self.key_base
            self.bases[language] = base
            self.taken[language] = self._taken(f"slug_{language}", base)

    def key(self, day: dt.date) -> str:
        """Return a key for the meeting of a day."""
        return self._free("key", f"{self.key_base}-{day.isoformat()}")

    def slug(self, day: dt.date, language: str) -> str:
        """Return an address word in a language for the meeting of a day."""
        return self._free(language, f"{self.bases[language]}-{day.isoformat()}")

    def _taken(self, name: str, base: str) -> set[str]:
        found = Meeting.objects.filter(**{f"{name}__startswith": base})
        return set(found.values_list(name, flat=True))

    def _free(self, kind: str, base: str) -> str:
        word, number = base, 1
        while word in self.taken[kind]:
            number += 1
            word = f"{base}-{number}"
        self.taken[kind].add(word)
        return word


def content_of(meeting: Meeting, related: dict[str, set[int]]) -> str:
    """Return a fingerprint of all that an editor may have made different in a meeting."""
    content: dict[str, Any] = {
        f.attname: _same(getattr(meeting, f.attname))
        for f in meeting._meta.concrete_fields
        if f.attname not in NOT_CONTENT and not hasattr(meeting, f"{f.attname}_nb")
    }
    content |= {name: sorted(related.get(name, ())) for name in RELATED}
    text = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _same(value: Any) -> Any:
    """Return a value as it compares: forms make nothing empty, and have line ends of their own."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    return "" if value is None else value


def _related(meeting: Any) -> dict[str, set[int]]:
    return {name: {row.pk for row in getattr(meeting, name).all()} for name in RELATED}


def _state_of(entry: Meeting | MeetingSeries) -> list[str]:
    """Return an entry's state and dates as they are remembered."""
    state, first, last = (getattr(entry, name) for name in STATE)
    return [str(state), first.isoformat() if first else "", last.isoformat() if last else ""]
