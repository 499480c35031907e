"""Which pages to look at when looking at every page takes too long.

`python -m tests.samples http://127.0.0.1:8000` prints one page of each kind in bokmål and a seeded
sample of all languages, one address a line; with PORTAL_ALL_PAGES=1 every page.
"""

import os
import random
import re
import sys
import urllib.request
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


def one_of_each_kind(paths: list[str], language: str = "") -> list[str]:
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
    return sorted({*kinds.values(), *random.Random(2026).sample(paths, 12)})


if __name__ == "__main__":
    with urllib.request.urlopen(f"{sys.argv[1]}/sitemap.xml") as answer:
        found = one_of_each_kind(paths_in(answer.read().decode()), language="nb")
    print("\n".join(f"{sys.argv[1]}{path}" for path in found))
