"""Whether this machine has its search index, and how old it is."""

import time

from portal.base.languages import all_languages
from portal.base.observing import health, metrics
from portal.search import shelves


def has_index() -> bool:
    """Tell whether the index of every language is there."""
    return all((shelves.home() / language).exists() for language in all_languages())


def ages() -> dict[str, float]:
    """Return the seconds since each index was last written."""
    found = {}
    for language in all_languages():
        written = shelves.home() / language / "meta.json"
        if written.exists():
            found[language] = max(0.0, time.time() - written.stat().st_mtime)
    return found


health.register("search", has_index)
metrics.register_gauge(
    "portal_search_index_age_seconds", "Time since the search index was last written.", ages
)
