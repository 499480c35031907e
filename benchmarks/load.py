"""How much the portal answers: `uv run python benchmarks/load.py [SECONDS]`, and how it grows.

Two workers of gunicorn with our settings, asked by wrk over loopback on two connections a thread,
in one run with a static file that WhiteNoise serves, of the same size as the kept page. Then the
same pages made anew, in process: processor time and queries with 100 and 100,000 objects.
Needs wrk (apt-get install wrk). Prints the table of docs/operations/performance.md.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.serving.running import Served, ask, serving

CONNECTIONS, THREADS = 32, 2
BROTLI = ["-H", "Accept-Encoding: br", "-H", "Host: localhost"]
OPEN = {  # one reader asks for everything
    "PORTAL_HTTPS": "0",
    "PORTAL_SEARCHES_A_MINUTE": "99999999",
    "PORTAL_SUGGESTIONS_A_MINUTE": "99999999",
}
KINDS = {
    "a page": "/nb/tjenester/karriereveiledning-no/",
    "the finder's answer": "/nb/finn/ungdomsskole/agder/",
    "search": "/nb/sok/?q=veiledning",
    "suggestions": "/nb/sok/forslag/?q=karr",
    "calendar": "/nb/moter/kalender.ics",
    "news as Atom": "/nb/moter/nytt.atom",
    "a county": "/nb/fylker/agder/",
}


def wrk(served: Served, path: str, seconds: int, *headers: str) -> tuple[float, str, str, int]:
    """Return requests a second, median and 99th percentile, and how many answers failed."""
    command = [
        *("wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}", "--latency"),
        *(*BROTLI, *headers, f"http://127.0.0.1:{served.port}{path}"),
    ]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rate = re.search(r"Requests/sec: +([\d.]+)", said)
    median, last = (re.search(rf"{share}% +(\S+)", said) for share in (50, 99))
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    assert rate is not None
    return (
        float(rate[1]),
        median[1] if median else "",
        last[1] if last else "",
        int(failed[1]) if failed else 0,
    )


def show(what: str, measured: tuple[float, str, str, int]) -> None:
    """Print a line of the table."""
    rate, median, last, failed = measured
    print(f"| {what} | {rate:,.0f} | {median} | {last} | {failed or ''} |", flush=True)


def static_file(served: Served, size: int) -> str:
    """Put a file where WhiteNoise finds it, as big compressed as a page is; return its address."""
    folder = served.folder / "static"
    for suffix in ("", ".br"):
        (folder / f"benchmark.0123456789ab.css{suffix}").write_bytes(b"x" * size)
    return "/static/benchmark.0123456789ab.css"


def kept(seconds: int) -> None:
    """Print what kept pages and the file reach in one run, and what is made anew."""
    print("| what | requests a second | median | 99 % | failed |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "v", **OPEN) as served:
        page = ask(served.port, "/nb/", **{"Accept-Encoding": "br"})
        path = static_file(served, int(page.headers["Content-Length"]))
        served.stop()
        served.start()
        served.wait()
        mark = f"If-None-Match: {page.headers['ETag']}"
        for _round in range(3):  # the connections are not always shared alike by the workers
            show("static file, WhiteNoise", wrk(served, path, seconds))
            show("kept page", wrk(served, "/nb/", seconds))
            show("kept page, 304", wrk(served, "/nb/", seconds, "-H", mark))
        for what, address in KINDS.items():
            show(f"{what}, as it is", wrk(served, address, seconds))
    unkept = OPEN | {"PORTAL_PAGES_MB": "0"}
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "v", **unkept) as served:
        for what, address in KINDS.items():
            show(f"{what}, made anew", wrk(served, address, seconds))


def main() -> None:
    """Measure."""
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed: apt-get install wrk")
    begun = time.perf_counter()
    kept(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
    subprocess.run([sys.executable, str(Path(__file__).with_name("growing.py"))], check=True)
    print(f"\n{time.perf_counter() - begun:.0f} seconds")


if __name__ == "__main__":
    main()
