"""Weight, queries and time of one page of every kind: `uv run python benchmarks/weigh.py`.

Measures in process against the database of the demo (run that first), compressed as gzip does.
Times are the median of seven requests on this machine, and only comparable within one run.
"""

import gzip
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django  # noqa: E402

django.setup()

from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402

from portal.home.sitemaps import all_paths  # noqa: E402
from tests.samples import one_of_each_kind  # noqa: E402


def measure(client: Client, path: str) -> tuple[int, int, int, float]:
    """Return bytes of HTML, bytes compressed, queries, and milliseconds."""
    client.get(path)
    queries: list[str] = []

    def count(execute: Any, sql: str, *args: Any) -> Any:
        queries.append(sql)
        return execute(sql, *args)

    with connections["read"].execute_wrapper(count):
        response = client.get(path)
    times = []
    for _ in range(7):
        start = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - start) * 1000)
    html = response.content
    return len(html), len(gzip.compress(html)), len(queries), statistics.median(times)


def main() -> None:
    """Print the table, the widest page last, and the number of pages per language."""
    client = Client(headers={"host": "localhost"})
    paths = all_paths()
    rows = []
    for path in one_of_each_kind(paths["nb"] + paths["nn"] + paths["en"]):
        rows.append((path, *measure(client, path)))
    print(f"{'page':58} {'html':>8} {'gzip':>7} {'queries':>8} {'ms':>7}")
    for path, html, packed, queries, spent in sorted(rows, key=lambda row: row[2]):
        print(f"{path:58} {html:8} {packed:7} {queries:8} {spent:7.1f}")
    print("pages:", ", ".join(f"{language} {len(found)}" for language, found in paths.items()))
    styles = sorted((ROOT / "static" / "css").glob("*.css"))
    for style in styles:
        text = style.read_bytes()
        print(f"{style.name:58} {len(text):8} {len(gzip.compress(text)):7}")


if __name__ == "__main__":
    main()
