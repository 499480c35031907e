"""The few things to do now: what each source of work puts first, and a fair mix of them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from portal.base.languages import Text
from portal.base.todo.names import About, Named

MOST = 5  # things to do on the first page


@dataclass(frozen=True)
class Task:
    """One thing to do: what it is, what it is about, where one does it, and since when."""

    source: str
    what: str
    why: str = ""
    name: Text = Text("", "")
    url: str = ""
    about: About | None = None  # an entry that is to be named, and led to if there is no address
    page: str = "change"

    def named(self, names: Mapping[About, Named]) -> "Task | None":
        """Return the task with the name of its entry; nothing if it can not be led to."""
        found = names.get(self.about) if self.about else None
        if found is None:
            return self if self.url else None
        return replace(self, name=found.name, url=self.url or found.url(self.page))


def mixed(sources: Iterable[list[Task]]) -> list[Task]:
    """Return the first things to do, in the order of the sources.

    Every source has its first thing done before any has its second, so that none takes more than
    two of the five while others have something.
    """
    ordered = [list(source) for source in sources]
    rounds = [task for turn in zip_longest(*ordered) for task in turn if task is not None]
    chosen = rounds[:MOST]
    return [task for source in ordered for task in source if task in chosen]


def day(moment: dt.date | dt.datetime | None) -> str:
    """Return a day as the reader's language writes it."""
    if moment is None:
        return ""
    on = timezone.localdate(moment) if isinstance(moment, dt.datetime) else moment
    return date_format(on, "DATE_FORMAT")


def since(moment: dt.date | dt.datetime | None, words: Any) -> str:
    """Return when something began, in words with a place for the day; nothing if unknown."""
    return words % {"day": day(moment)} if moment else ""
