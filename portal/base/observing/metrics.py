"""What Prometheus reads: counts by names that the portal itself has given, so that they stay few.

django-prometheus does not allow Django 6.1, and labels and counts more than anybody looks at here;
its library does the work directly. Workers count in files that gunicorn's settings give them,
named by a worker's place and not by its process, so that a new worker goes on where an ended one
was and the files stay few.
"""

import os
from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from portal.base.observing import health
from portal.base.observing.traces import Trace

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SHARED = "PROMETHEUS_MULTIPROC_DIR"
PAGE_CACHE = ("hit", "miss", "stale")


def _worker() -> str:
    return os.environ.get("PORTAL_WORKER") or f"process-{os.getpid()}"


if SHARED in os.environ:
    values.ValueClass = values.MultiProcessValue(_worker)

_own = CollectorRegistry()
_requests = Counter(
    "portal_requests", "Requests answered.", ["route", "method", "status"], registry=_own
)
_seconds = Histogram(
    "portal_request_seconds",
    "Time until the answer began.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=_own,
)
_queries = Counter("portal_queries", "Queries to the database.", ["route"], registry=_own)
_page_cache = Counter("portal_page_cache", "Pages asked of the cache.", ["result"], registry=_own)
_gauges: dict[str, tuple[str, Callable[[], dict[str, float]]]] = {}


def count_request(trace: Trace, status: int) -> None:
    """Count an answered request."""
    route = trace.route
    _requests.labels(route, trace.method, str(status)).inc()
    _seconds.labels(route).observe(trace.seconds)
    _queries.labels(route).inc(trace.queries)


def count_page(result: str) -> None:
    """Count a page that was asked of the page cache: hit, miss or stale."""
    if result not in PAGE_CACHE:
        raise ValueError(result)
    _page_cache.labels(result).inc()


def register_gauge(name: str, meaning: str, look: Callable[[], dict[str, float]]) -> None:
    """Let Prometheus read numbers, each by its label, that are looked up when it asks."""
    _gauges[name] = (meaning, look)


class Now(Collector):
    """What is looked up when Prometheus asks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield whether each part is well, and the numbers that apps have registered."""
        well = GaugeMetricFamily("portal_ok", "Whether a part is well.", labels=["part"])
        for part, state in health.report().parts.items():
            well.add_metric([part], state == health.OK)
        yield well
        for name, (meaning, look) in _gauges.items():
            gauge = GaugeMetricFamily(name, meaning, labels=["of"])
            for label, value in look().items():
                gauge.add_metric([label], value)
            yield gauge


def exposition() -> bytes:
    """Return all metrics, of all workers of this machine."""
    registry = CollectorRegistry()
    if SHARED in os.environ:
        MultiProcessCollector(registry)
    now = CollectorRegistry()
    now.register(Now())
    counted = registry if SHARED in os.environ else _own
    return generate_latest(counted) + generate_latest(now)
