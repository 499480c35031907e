"""Trouble under load: `uv run python benchmarks/trouble.py [SECONDS]`, on PostgreSQL.

The database is stopped for a minute while readers go on, then hangs, then has no connection left; a
worker is killed, the folder of pages deleted, the disk of the pages full, and the clock jumps a day
ahead and back. Prints what readers got. The full disk is a small file system in memory, which only
root can mount; a line says so where it is left out.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.pagecache.cluster import Stoppable, filled
from tests.pagecache.reading import Reader
from tests.serving.running import Served, serving

KEPT = ("/nb/", "/nn/", "/en/", "/nb/moter/", "/nb/karrieresentre/", "/nb/tjenester/")
DAY = 24 * 60 * 60  # seconds
DISK = "size=1m"  # of the file system that fills up; a few hundred pages
FRESH = "/nb/karriereveiledning/ressurser/?q="  # and a number: nobody can have kept it
READERS = 6


class Load:
    """Readers who ask for kept pages, one after the other."""

    def __init__(self, served: Served) -> None:
        self.served, self.answers = served, Counter[str]()
        self.slowest, self.over = 0.0, threading.Event()

    def _read(self) -> None:
        reader, number = Reader(self.served), 0
        while not self.over.is_set():
            number += 1
            begun = time.monotonic()
            try:
                response = reader.get(KEPT[number % len(KEPT)])
                stale = "stale" if "ttl=-" in (response.headers["Cache-Status"] or "") else "fresh"
                self.answers[f"{response.status} {stale}"] += 1
            except OSError as error:
                self.answers[type(error).__name__] += 1
                reader.close()
            self.slowest = max(self.slowest, time.monotonic() - begun)
        reader.close()

    @contextmanager
    def running(self) -> Iterator["Load"]:
        """Read for as long as a block takes."""
        threads = [threading.Thread(target=self._read) for _reader in range(READERS)]
        for thread in threads:
            thread.start()
        yield self
        self.over.set()
        for thread in threads:
            thread.join()


def back(served: Served) -> float:
    """Return the seconds until a page is made anew again."""
    begun = time.monotonic()
    with closing(Reader(served)) as reader:
        while reader.get(f"{FRESH}{time.monotonic()}").status != 200 or "ttl=-" in (
            reader.get("/nb/").headers["Cache-Status"] or ""
        ):
            time.sleep(0.02)
    return time.monotonic() - begun


def tell(what: str, served: Served, trouble: Callable[[], None], undo: Callable[[], None]) -> None:
    """Make trouble under load, undo it, and print what readers got."""
    load = Load(served)
    with load.running():
        time.sleep(1)
        trouble()
        undo()
        seconds = back(served)
        time.sleep(1)
    answers = ", ".join(f"{number} {how}" for how, number in sorted(load.answers.items()))
    print(f"| {what} | {answers} | {load.slowest:.2f} | {seconds:.2f} |", flush=True)


def main() -> None:
    """Print a line for each kind of trouble."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as folder, filled() as cluster, ExitStack() as stack:
        small = stack.enter_context(small_disk(Path(folder) / "pages"))
        clock = Path(folder) / "clock"
        clock.write_text("0")
        more = {"PORTAL_HTTPS": "0", "DATABASE_URL": cluster.url}
        more |= {"PORTAL_PAGES": str(small)} if small else {}
        more |= {"JUMPING_CLOCK": str(clock), "PYTHONPATH": str(Path(__file__).parent / "jumping")}
        served = stack.enter_context(serving(Path(folder) / "var", **more))
        for _twice in range(8):
            with closing(Reader(served)) as reader:
                for path in KEPT:
                    assert reader.get(path).status == 200, path
        print("| trouble | answers | slowest, s | back after, s |\n|---|---|---|---|")
        all_kinds(served, cluster, seconds)
        tell("folder of pages deleted", served, lambda: empty(served, small), lambda: None)
        if small is None:
            print("| disk of the pages full | skipped: only root can mount a small one | | |")
        else:
            tell("disk of the pages full", served, lambda: fill_up(served, small), lambda: None)
        tell("clock a day ahead", served, lambda: jump(clock, DAY), lambda: None)
        tell("clock back again", served, lambda: jump(clock, 0), lambda: None)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """Mount a small file system for the pages; None where that is not allowed."""
    folder.mkdir()
    if os.geteuid() != 0:
        yield None
        return
    subprocess.run(["mount", "-t", "tmpfs", "-o", DISK, "tmpfs", str(folder)], check=True)
    try:
        yield folder / "kept"
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def jump(clock: Path, by: int) -> None:
    """Move the clock of the portal some seconds away from that of the machine."""
    clock.write_text(str(by))
    time.sleep(5)


def empty(served: Served, small: Path | None) -> None:
    """Delete the folder of the pages, as it is read and written."""
    shutil.rmtree(small or served.folder / "pages")


def fill_up(served: Served, small: Path) -> None:
    """Write until no byte is left where the pages are, and ask for pages that are not kept."""
    with suppress(OSError), (small.parent / "full").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    with closing(Reader(served)) as reader:
        for number in range(200):
            assert reader.get(f"{FRESH}full{number}").status == 200


def all_kinds(served: Served, cluster: Stoppable, seconds: int) -> None:
    """Make each kind of trouble."""

    def stop() -> None:
        cluster.stop()
        time.sleep(seconds)

    tell(f"database stopped for {seconds} s", served, stop, cluster.start)
    holding = []

    def hang() -> None:
        connection = cluster.connect()
        holding.append(connection)
        connection.autocommit = False
        connection.execute("LOCK TABLE base_contentchange IN ACCESS EXCLUSIVE MODE")
        time.sleep(10)

    def let_go() -> None:
        while holding:
            holding.pop().close()

    tell("database hangs for 10 s", served, hang, let_go)

    def fill() -> None:
        try:
            while len(holding) < 100:
                holding.append(cluster.connect())
        except Exception:  # noqa: S110 - there is no room left, which is the point
            pass
        time.sleep(5)

    tell("no connection left for 5 s", served, fill, let_go)

    def kill() -> None:
        os.kill(served.workers()[0], signal.SIGKILL)
        time.sleep(5)

    tell("a worker killed", served, kill, lambda: None)


if __name__ == "__main__":
    main()
