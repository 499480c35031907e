"""What editors have taught the search, held in memory by every process: synonyms and pins.

A process asks at most once a second whether there is another edition, and at once when it has
changed one itself. As long as the database does not answer, what is held goes on being used.
"""

import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError
from django.db.models.signals import post_save
from django.dispatch import receiver

from portal.base.drafts.stage import is_staged
from portal.base.models import Edition
from portal.search.models import EDITION, PinnedAnswer, Synonym, phrases

EDITIONS = (EDITION, Synonym._meta.label_lower)  # the loader renews the second
ASK_AGAIN = 1.0  # seconds

Phrases = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Rules:
    """Phrases as editors wrote them: what is typed, each with what is then found as well.

    As long as the edition is the same, they are the same object: what is made of them may be kept.
    `pins`: the permanent name of the page that comes first for a query.
    """

    synonyms: tuple[tuple[Phrases, Phrases], ...] = ()
    pins: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Rules":
        """Read all of them, in two queries."""
        rows = Synonym.objects.order_by("pk").values_list("typed", "found")
        synonyms = tuple(pair for row in rows for pair in _pairs(*map(phrases, row)))
        return cls(synonyms, dict(PinnedAnswer.objects.values_list("query", "entry")))


_loaded: tuple[tuple[uuid.UUID, ...], Rules] | None = None
_asked_at = 0.0


def rules() -> Rules:
    """Return the rules of the edition that the database has now."""
    global _loaded, _asked_at
    now = time.monotonic()
    held = _loaded[1] if _loaded is not None else None
    if held is not None and (is_staged() or now - _asked_at < ASK_AGAIN):
        return held
    try:
        if is_staged():  # what may be taken back is not kept
            return Rules.load()
        edition = Edition.of(*EDITIONS)
        if _loaded is None or _loaded[0] != edition:
            _loaded = (edition, Rules.load())
    except DatabaseError:
        return held or Rules()
    _asked_at = now
    return _loaded[1]


@receiver(post_save, sender=Edition)
def look_again(**kwargs: Any) -> None:
    """Ask for the edition at the next search, whenever that is."""
    global _asked_at
    _asked_at = 0.0


def _pairs(typed: Phrases, found: Phrases) -> Iterator[tuple[Phrases, Phrases]]:
    """Yield what is typed with what is then found; what has no such finding finds each other."""
    if found:
        yield typed, found
        return
    for phrase in typed:
        if others := tuple(other for other in typed if other != phrase):
            yield (phrase,), others
