"""Which version of its source each translation follows, when a change is published.

`Publishable.behind` holds, by language and by path of a slot, what a translation still follows:

    {"en": {"body": {"version": 12, "on": "2026-02-02", "since": "2026-05-04", "source": "…"}}}

`version` is what was public when the translation was right, `on` the day it was published,
`since` the day the source left it, and `source` a fingerprint of the text it follows, so that a
source that goes back to that text is known again.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.base import languages
from portal.base.content import digest, slots_of
from portal.base.drafts.shape import parts_of

Snapshot = Mapping[str, Any]
Behind = dict[str, dict[str, dict[str, Any]]]

BODY = "body"
_BLOCK = re.compile(r"\s*(</?(?:p|h2|h3|ul|ol|li|blockquote|br)\b[^>]*>)\s*")


def source_language(entry: models.Model | Snapshot) -> str:
    """Return the language an entry is written in: its body's Norwegian, else the portal's own."""
    if isinstance(entry, models.Model):
        bodies = {code: getattr(entry, f"{BODY}_{code}", "") for code in languages.NORWEGIAN}
    else:
        fields = entry.get("fields", {})
        bodies = {code: fields.get(f"{BODY}_{code}") for code in languages.NORWEGIAN}
    written = [code for code, body in bodies.items() if body]
    first = settings.LANGUAGE_CODE
    return first if first in written or not written else written[0]


def after_publish(
    model: type[models.Model],
    behind: Behind | None,
    before: Snapshot | None,
    after: Snapshot,
    *,
    minor: bool = False,
    in_force: Iterable[str] = (),
    version: int | None = None,
    on: dt.date | dt.datetime | str | None = None,
    since: dt.date | None = None,
) -> Behind:
    """Return which translations are behind once `after` is public instead of `before`.

    `version` and `on` are the number and the day of what was public; `since` is today. A minor
    change leaves every translation as it stood; a language in `in_force` is right as it is.
    """
    source = source_language(after)
    was = texts(model, before) if before else {}
    followed = {
        "version": version,
        "on": day_of(on),
        "since": day_of(since or timezone.localdate()),
    }
    found: Behind = {}
    for path, now in texts(model, after).items():
        then = was.get(path, {})
        language = source_language(before) if before and path == BODY else source
        old, new = plain(then.get(language)), plain(now.get(source))
        for code in languages.all_languages():
            translation = plain(now.get(code))
            if code == source or code in in_force or not new or not translation:
                continue
            if translation != plain(then.get(code)):
                continue
            still = (behind or {}).get(code, {}).get(path)
            if still is None and old and old != new and not minor:
                still = followed | {"source": fingerprint(old)}
            if still and still.get("source") != fingerprint(new):
                found.setdefault(code, {})[path] = still
    return found


def texts(model: type[models.Model], snapshot: Snapshot) -> dict[str, dict[str, str]]:
    """Return every text of an entry and its parts by path and language; address words are none."""
    return {
        path: {code: fields.get(f"{name}_{code}") or "" for code in languages.all_languages()}
        for path, name, fields in _slots(model, snapshot)
    }


def slot_names(model: type[models.Model]) -> list[str]:
    """Return the text slots that follow a source, in the order of the model's fields."""
    slots = slots_of(model)
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.name in slots and not isinstance(field, models.SlugField)
    ]


def plain(text: str | None) -> str:
    """Return a text without the differences that no reader sees: blanks, and blanks in markup."""
    return " ".join(_BLOCK.sub(r"\1", text or "").split())


def fingerprint(text: str | None) -> str:
    """Return what a text is known again by."""
    return digest(plain(text))[:16]


def day_of(moment: dt.date | dt.datetime | str | None) -> str | None:
    """Return the day of a moment where the portal is, as it is written down."""
    if isinstance(moment, dt.datetime):
        moment = timezone.localdate(moment) if timezone.is_aware(moment) else moment.date()
    return moment.isoformat() if isinstance(moment, dt.date) else moment


def _slots(
    model: type[models.Model], snapshot: Snapshot, before: str = ""
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield the path, the name and the fields of each slot of an entry and of its parts."""
    for name in slot_names(model):
        yield before + name, name, snapshot.get("fields", {})
    relations = parts_of(model)
    for accessor, parts in snapshot.get("parts", {}).items():
        if accessor in relations:  # not a kind of part that older versions had
            for key, part in parts.items():
                inner = relations[accessor].related_model
                yield from _slots(inner, part, f"{before}{accessor}/{key}/")
