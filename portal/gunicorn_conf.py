"""How gunicorn serves the portal: `gunicorn -c portal/gunicorn_conf.py portal.wsgi`.

Made for two cores behind nginx (docs/operations/serving.md). What differs between machines comes
from the environment; the rest was measured with benchmarks/serving.py. Nothing of the portal is
imported here: workers inherit what this process has loaded, and a reload has to take new code.
"""

import datetime as dt
import gc
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

# What the portal stands on, and is big: loaded once, before the workers, who share it. A reload
# takes new code of the portal; a new edition of a library takes a restart, as it does anyway.
LIBRARIES = (
    *("django.db.models", "django.core.handlers.wsgi", "bs4", "holidays", "httpx", "icalendar"),
    *("lxml.etree", "openpyxl", "pydantic", "pypdf", "rapidfuzz", "rdflib"),
)
MEMORY = Path("/dev/shm")  # noqa: S108 - files that live as long as the server, in memory
cores = os.process_cpu_count() or 1

bind = os.environ.get("PORTAL_BIND", "127.0.0.1:8000").split(",")
# Rendering a page keeps a core busy, so more workers than cores only cost memory; threads let a
# worker answer from the cache while another page waits for the database.
workers = int(os.environ.get("PORTAL_WORKERS", str(max(2, min(cores, 8)))))
worker_class = "gthread"
threads = int(os.environ.get("PORTAL_THREADS", "4"))
worker_connections = 1000
backlog = 2048  # connections that wait while workers are exchanged

# Each worker loads the code itself, so that a reload (SIGHUP) takes new code and settings.
preload_app = False
timeout = 30  # seconds without a sign of life until a worker is ended
graceful_timeout = 30  # seconds that a worker has to finish what it has begun
# Longer than nginx keeps its connections to us, so that nginx is the one that closes them.
keepalive = 75
max_requests = 1_000_000  # of which most are answered from what is kept, in no time
max_requests_jitter = 100_000
worker_tmp_dir = str(MEMORY) if MEMORY.is_dir() else None

# Who may say that a request came by HTTPS, and from where: the proxies, as the portal itself asks.
proxies = [name.strip() for name in os.environ.get("PORTAL_PROXIES", "").split(",")]
forwarded_allow_ips = ",".join(p for p in proxies if p not in {"", "unix"}) or "127.0.0.1,::1"
limit_request_fields = 64
# One socket for all servers of a user, and nobody asks it anything.
control_socket_disable = True

accesslog = None  # readers' addresses are nobody's business; the portal writes a line of its own


class Lines(logging.Formatter):
    """The lines of the process that begins and ends workers; it sees no request."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a line in the form that the portal's lines have (portal/logs.py)."""
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "text": record.getMessage(),
        }
        return json.dumps(line, ensure_ascii=False)


class ServerLog(Logger):
    """The server's own log, on the standard error output."""

    def setup(self, cfg: Any) -> None:
        """Write JSON, as the portal does."""
        super().setup(cfg)
        self.write_as(Lines())

    def write_as(self, formatter: logging.Formatter) -> None:
        """Write lines in another form from now on."""
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter)


logger_class = ServerLog

# Workers count in files of a folder that all of them can read, made anew with each start.
if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(
        prefix="portal-metrics-", dir=worker_tmp_dir
    )


def on_starting(server: Any) -> None:
    """Load the libraries that workers share, and leave alone what would be copied if looked at."""
    for name in LIBRARIES:
        import_module(name)
    gc.collect()
    gc.freeze()


def on_reload(server: Any) -> None:
    """Make the search index where new code needs its own, before workers with that code begin.

    Here and not in the unit: what systemd runs for a reload may not read the unit's secrets.
    """
    manage = Path(__file__).parent.parent / "manage.py"
    command = [sys.executable, str(manage), "rebuild_search", "--missing"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    said = (done.stdout if done.returncode == 0 else done.stderr).strip().splitlines()
    tell = server.log.info if done.returncode == 0 else server.log.error
    tell("Search index before the new workers: %s", "; ".join(said[-3:]))


def pre_fork(server: Any, worker: Any) -> None:
    """Give a worker the lowest place that no living worker has."""
    taken = {other.place for other in server.WORKERS.values()}
    worker.place = next(place for place in range(len(taken) + 1) if place not in taken)


def post_fork(server: Any, worker: Any) -> None:
    """Let a worker count under its place, where an ended worker counted before."""
    os.environ["PORTAL_WORKER"] = str(worker.place)
    gc.disable()  # nothing that is loaded becomes garbage: loading is a tenth faster


def post_worker_init(worker: Any) -> None:
    """Write what the server says about requests as the portal does: without what was sent."""
    worker.log.write_as(import_module("portal.logs").JsonLines())
    gc.enable()
    gc.freeze()  # what is loaded stays, and is never looked through again


def on_exit(server: Any) -> None:
    """Take the counts away."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
