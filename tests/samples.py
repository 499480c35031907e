"""Which pages to look at when looking at every page takes too long.

`python -m tests.samples http://127.0.0.1:8000` prints one page of each kind in bokmål and a seeded
sample of all languages, one address a line; with PORTAL_ALL_PAGES=1 every page.
"""

import os
import random
import re
import sys
import urllib.request
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit


def paths_in(sitemap: str) -> list[str]:
    """Return the path of every page of a sitemap."""
    return [urlsplit(url).path for url in re.findall(r"<loc>([^<]+)</loc>", sitemap)]


def without_most_municipalities(paths: list[str]) -> list[str]:
    """Return the paths with a seeded dozen of the municipalities, which are all alike.

    With PORTAL_ALL_PAGES set it returns every page.
    """
    if os.environ.get("PORTAL_ALL_PAGES"):
        return paths
    alike = [path for path in paths if re.search(r"/[a-z-]+-\d{4}/$", path)]
    kept = set(random.Random(2026).sample(alike, min(12, len(alike))))
    return [path for path in paths if path in kept or path not in set(alike)]


def one_in_each[T](rows: Iterable[T], group: Callable[[T], object]) -> list[T]:
    """Return one row of each group and a seeded dozen of all; PORTAL_ALL_PAGES gives every row."""
    rows = list(rows)
    if os.environ.get("PORTAL_ALL_PAGES"):
        return rows
    drawn = random.Random(2026).sample(rows, len(rows))
    first = {group(row): row for row in drawn}
    return [*first.values(), *[row for row in drawn if row not in first.values()][:12]]


def every_word_once(paths: Iterable[str]) -> list[str]:
    """Return enough of the paths that every word of every address is opened, and a seeded sample.

    Among 20 situations in 35 places that is 54 addresses of 700. With PORTAL_ALL_PAGES set it
    returns every path.
    """
    paths = sorted(paths)
    if os.environ.get("PORTAL_ALL_PAGES"):
        return paths
    seen: set[tuple[str, ...]] = set()
    kept = set(random.Random(2026).sample(paths, min(40, len(paths))))
    for path in paths:
        language, section, *rest = [*path.strip("/").split("/"), ""]
        words = {(language, section, word) for word in rest}
        if not words <= seen:
            kept.add(path)
        seen |= words
    return sorted(kept)


def one_of_each_kind(paths: list[str], language: str = "", more: int = 12) -> list[str]:
    """Return one page of each kind in each language, or in one, and a seeded sample of all.

    With PORTAL_ALL_PAGES set it returns every page.
    """
    if os.environ.get("PORTAL_ALL_PAGES"):
        return sorted(paths)
    paths = without_most_municipalities(paths)
    kinds: dict[str, str] = {}
    for path in paths:
        if not path.startswith(f"/{language}"):
            continue
        parts = path.strip("/").split("/")
        kind = path if len(parts) < 3 else f"{'/'.join(parts[:-1])}/*"
        kinds.setdefault(kind, path)
    return sorted({*kinds.values(), *random.Random(2026).sample(paths, more)})


if __name__ == "__main__":
    with urllib.request.urlopen(f"{sys.argv[1]}/sitemap.xml") as answer:
        found = one_of_each_kind(paths_in(answer.read().decode()), language="nb", more=6)
    print("\n".join(f"{sys.argv[1]}{path}" for path in found))
