"""What has changed since a moment or since the last time one asked: for those who keep a copy.

An entry that is no longer public is told of as removed; of one of which it is not known that
readers ever saw it, only that something of its kind may be gone. What becomes public by its date
is told of when it does.
"""

import base64
import binascii
import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from portal.base import held
from portal.base.models import ContentChange, Publication, PublicChange
from portal.base.publishing import Publishable
from portal.opendata.api.fields import Saying
from portal.opendata.api.kinds import Kind
from portal.opendata.api.lists import LICENCE
from portal.opendata.api.problems import BadParameters, Wrong
from portal.opendata.api.shell import as_json

AN_INSTANT = dt.timedelta(microseconds=1)


class Cursor(NamedTuple):
    """How far somebody has read: the last change, its token, and until which moment by date."""

    number: int
    token: str
    moment: dt.datetime

    def written(self) -> str:
        """Return the cursor as it stands in an address."""
        words = f"{self.number} {self.token} {self.moment.isoformat()}"
        return base64.urlsafe_b64encode(words.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """Return what a text of an address says; None if it is no cursor."""
        try:
            words = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
            number, token, moment = words.split(" ")
            return cls(int(number), token, dt.datetime.fromisoformat(moment))
        except (binascii.Error, ValueError):
            return None


class Told(NamedTuple):
    """An entry of which something is to be told: its kind, its key, and when that came to pass."""

    label: str
    key: str
    at: dt.datetime
    seen: bool = False  # it is known that readers saw it


def changes_answer(
    request: HttpRequest, kinds: dict[str, Kind], asked: dict[str, Any]
) -> HttpResponse:
    """Answer with what has changed, the oldest first, and where to go on from."""
    now = timezone.now()
    cursor, complete = _begin(asked["since"], now)
    size = asked["page_size"]
    rows = list(
        ContentChange.objects.filter(pk__gt=cursor.number, at__lte=now).order_by("pk")[: size + 1]
    )
    more, rows = len(rows) > size, rows[:size]
    told = [Told(row.model, row.key, row.at) for row in rows]
    moment = cursor.moment
    if not more:
        told += _by_date(cursor.moment, now)
        moment = now.replace(second=0, microsecond=0)  # an answer stays the same for a while
    last = rows[-1] if rows else None
    at = (last.pk, str(last.token)) if last else (cursor.number, cursor.token)
    end = Cursor(*at, moment)
    if any(not each.label for each in told):
        complete = False
    say = Saying(request)
    link = f"{say.address(request.path)}?since={end.written()}&page_size={size}"
    answer = {
        "items": _items(told, kinds, say, now),
        "complete": complete,
        "more": more,
        "cursor": end.written(),
        "lang": say.language,
        "license": LICENCE,
        "links": {"next": link},
    }
    return as_json(request, answer, link=f'<{link}>; rel="next"')


def _begin(since: str, now: dt.datetime) -> tuple[Cursor, bool]:
    """Return where to begin, and whether everything from there on is still known."""
    if not since:
        return _at(now, now)[0], True
    moment = parse_datetime(since.replace(" ", "+")) if since[:4].isdigit() else None
    if moment is not None:
        return _at(moment if timezone.is_aware(moment) else timezone.make_aware(moment), now)
    cursor = Cursor.read(since)
    if cursor is None or timezone.is_naive(cursor.moment):
        message = _("Write a date and time, such as 2026-11-23T12:00:00Z, or a cursor of ours.")
        raise BadParameters(Wrong("since", message))
    known = ContentChange.objects.filter(pk=cursor.number).values_list("token", flat=True).first()
    forgotten = cursor.moment < now - ContentChange.KEPT
    if forgotten or (cursor.number and str(known) != cursor.token):
        message = _("This cursor is too old. Read the lists anew, and then what changes.")
        raise BadParameters(Wrong("since", message))
    return cursor, True


def _at(moment: dt.datetime, now: dt.datetime) -> tuple[Cursor, bool]:
    """Return the cursor of a moment; what is older than the first change known is not complete."""
    before = ContentChange.objects.filter(at__lte=moment).order_by("-pk").first()
    complete = before is not None and moment > now - ContentChange.KEPT
    start = Cursor(before.pk, str(before.token), moment) if before else Cursor(0, "", moment)
    return start, complete


def _by_date(after: dt.datetime, now: dt.datetime) -> list[Told]:
    """Return what has become public by its date, or ceased to be, in a span of time."""
    rows: Iterable[tuple[str, str, dt.datetime]] = held.rows("dates", _dates)
    return [Told(*row, seen=True) for row in rows if after < row[2] <= now]


def _dates() -> list[tuple[str, str, dt.datetime]]:
    """Return when entries became public by date or ceased to be, in the time kept."""
    since, found = timezone.now() - ContentChange.KEPT, []
    names = ("published_from", "published_until")
    for model in _datable(Publishable):
        dated = model._base_manager.filter(
            Q(published_from__gte=since) | Q(published_until__gte=since)
        )
        for entry in dated.only("key", "state", *names):
            begins, ends = (getattr(entry, name) for name in names)
            if begins and begins >= since and entry.is_public(now=begins):
                found.append((model._meta.label_lower, entry.key, begins))
            if ends and ends >= since and entry.is_public(now=ends - AN_INSTANT):
                found.append((model._meta.label_lower, entry.key, ends))
    return sorted(found, key=lambda row: row[2])


def _datable(model: type[Model]) -> list[Any]:
    """Return every kind of content with dates."""
    found: list[Any] = []
    for each in model.__subclasses__():
        found += _datable(each) if each._meta.abstract else [each]
    return found


def _items(
    told: list[Told], kinds: dict[str, Kind], say: Saying, now: dt.datetime
) -> list[dict[str, Any]]:
    """Return each entry once, at its last change, as what it is to readers now."""
    latest: dict[tuple[str, str], dt.datetime] = {}
    for each in sorted(told, key=lambda one: one.at):
        if each.label in kinds:
            latest[each.label, each.key] = each.at
    public, seen = (
        _public(latest, kinds),
        _seen(latest) | {(t.label, t.key) for t in told if t.seen},
    )
    items = []
    for (label, key), at in latest.items():
        name = kinds[label].name
        is_public = (label, key) in public
        known = is_public or (label, key) in seen
        items.append(
            {
                "kind": name,
                "key": key if known else None,
                "change": "changed" if is_public else "removed",
                "at": at.isoformat(),
                "url": say.address(reverse(f"opendata:api:{name}-one", args=[key]))
                if is_public
                else None,
            }
        )
    return items


def _public(wanted: Iterable[tuple[str, str]], kinds: dict[str, Kind]) -> set[tuple[str, str]]:
    """Return those that are public; one query for each kind among them."""
    found = set()
    for label in sorted({label for label, _key in wanted}):
        keys = [key for other, key in wanted if other == label]
        entries = kinds[label].entries().filter(key__in=keys).order_by()
        found |= {(label, key) for key in entries.values_list("key", flat=True)}
    return found


def _seen(wanted: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return those that readers have been told of, or that were taken off the portal."""
    keys = {key for _label, key in wanted}
    told = PublicChange.objects.filter(object_key__in=keys).values_list("model", "object_key")
    off = Publication.objects.filter(Q(object_key__in=keys), act=Publication.Act.TAKEN_OFF)
    return {*told, *off.values_list("model", "object_key")} & set(wanted)
