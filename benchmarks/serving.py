"""How the portal is to serve, with gunicorn's settings and behind the nginx example.

`uv run python benchmarks/serving.py`: start to first answer, memory of two workers with and without
preloading, reload and restart under load, slow clients, and 10,000 idle connections. Needs nginx
and openssl. Everything runs in a temporary folder, over loopback and TLS.
"""

import itertools
import os
import re
import resource
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.serving.load import Load, are_open, connect, idle
from tests.serving.running import Front, Served, ask, in_front_of, serving

IDLE = 10_000
SECURE = {"X-Forwarded-Proto": "https"}
DATA = (
    *("/katalog.ttl", "/data.ttl", "/api/v1/openapi.json", "/api/v1/networks", "/data/rules.json"),
    *("/api/v1/places/4203", "/nb/index.md", "/nb/fylker/agder.md", "/id/service/nav.ttl"),
)
SEARCHES = ("veiledning", "karriere oslo", "rettleiing", "career guidance", "karier")


def memory_of(process: int) -> tuple[float, float]:
    """Return what a process holds, and its share of it, in megabytes."""
    text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8")
    found = dict(re.findall(r"^(Rss|Pss): +(\d+) kB", text, re.MULTILINE))
    return int(found["Rss"]) / 1024, int(found["Pss"]) / 1024


def first_answer(served: Served, *arguments: str) -> tuple[float, float]:
    """Start it anew; return the seconds until a page is answered, and those that a core worked."""
    served.stop()
    begun = time.perf_counter()
    served.start(*arguments)
    fetch(served, "/nb/")
    taken = time.perf_counter() - begun
    return taken, cpu_of(served.process.pid) + max(map(cpu_of, served.workers()))


def fetch(served: Served, path: str) -> str:
    """Return a page."""
    answer = ask(served.port, path, **SECURE)
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return answer.text


def cpu_of(process: int) -> float:
    """Return how many seconds a process has worked."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def visit(served: Served, pages: list[str]) -> None:
    """Ask for every page from several readers at once, so that both workers have them."""
    asked = itertools.cycle(pages)
    turn = threading.Lock()

    def read() -> None:
        for _page in range(len(pages) // 2):
            with turn:
                path = next(asked)
            fetch(served, path)

    readers = [threading.Thread(target=read) for _reader in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()


def start_and_memory(served: Served) -> None:
    """Print how long a start takes and what two workers hold, both ways."""
    places = re.findall(r"<loc>https?://[^/]+([^<]+)", fetch(served, "/sitemap.xml"))
    pages = places[:: max(1, len(places) // 200)][:200]
    pages += [f"/nb/sok/?q={words.replace(' ', '+')}" for words in SEARCHES]
    pages += [*DATA, *DATA]  # so that either worker may have been asked
    columns = f"{'start':>9}{'of a core':>11}{'worker':>10}{'worker':>10}{'all, shared once':>19}"
    print(f"{'':<22}{columns}")
    for label, arguments in (("each loads the code", ()), ("preloaded", ("--preload",))):
        first_answer(served, *arguments)  # what is compiled once is not counted
        taken, core = min(first_answer(served, *arguments) for _time in range(3))
        visit(served, pages)
        workers = [memory_of(worker) for worker in served.workers()]
        together = sum(share for _all, share in [*workers, memory_of(served.process.pid)])
        held = "".join(f"{whole:>7.0f} MB" for whole, _share in workers)
        line = f"{label:<22}{taken:>7.2f} s{core:>9.2f} s{held}{together:>16.0f} MB"
        print(line, flush=True)
    first_answer(served)


def under_load(label: str, served: Served, front: Front, work: Callable[[], object]) -> None:
    """Do something while readers ask, and print whether any was lost."""
    load = Load(front.port)
    begun = time.perf_counter()
    with load.running():
        time.sleep(2)
        work()
        time.sleep(3)
    taken = time.perf_counter() - begun
    print(
        f"{label:<34}{load.answered.total():>9}{len(load.lost):>7}"
        f"{load.slowest:>9.2f} s{load.answered.total() / taken:>10.0f}",
        flush=True,
    )
    for line in load.lost[:5]:
        print(f"    {line}")


def restart(served: Served) -> None:
    """End it with SIGTERM, and start it again on the same socket."""
    served.stop()
    served.start()
    served.wait()


def reload(served: Served) -> None:
    """Let new workers take over."""
    before = set(served.workers())
    served.process.send_signal(signal.SIGHUP)
    while before & set(served.workers()):
        time.sleep(0.05)


def drip(front: Front) -> None:
    """Hold 180 requests of two addresses open for three seconds, a byte a second each."""
    slow = [connect(front.port, f"127.0.0.{2 + number % 2}") for number in range(180)]
    for connection in slow:
        connection.sendall(b"POST /nb/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n")
    for _second in range(3):
        for connection in slow:
            connection.sendall(b"a")
        time.sleep(1)
    for connection in slow:
        connection.close()


def main() -> None:
    """Print the tables."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    number = min(IDLE, limit - 500)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "portal") as served:
        start_and_memory(served)
        with in_front_of(served.port, Path(folder) / "nginx") as front:
            print(
                f"\n{'behind nginx':<34}{'answered':>9}{'lost':>7}{'slowest':>11}{'a second':>10}"
            )
            under_load("nothing else", served, front, lambda: None)
            under_load("reload (SIGHUP)", served, front, lambda: reload(served))
            under_load("SIGTERM and start", served, front, lambda: restart(served))
            under_load("180 clients, a byte a second", served, front, lambda: drip(front))
            with idle(front.port, number) as connections:
                under_load(f"{number:,} idle connections", served, front, lambda: None)
                print(f"    {are_open(connections):,} of them still open")


if __name__ == "__main__":
    os.environ.pop("DATABASE_URL", None)
    main()
