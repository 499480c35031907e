"""A million hostile requests: `uv run python benchmarks/hostile.py [IN_PROCESS] [OVER_HTTP]`.

Over every route and method, 900,000 of them in process and 100,000 over HTTP, on two cores, from a
seed. Prints how they were answered, and the memory of the workers as it goes; any answer of 500 or
more but a refusal for lack of the database ends it with status 1.
"""

import http.client
import os
import random
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
SEED = 20261123


def memory_of(process: int) -> int:
    """Return what a process holds, in megabytes."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024


def in_process(number: int, seed: int) -> None:
    """Ask the WSGI application itself; print what was answered, and the memory meanwhile."""
    import django  # noqa: PLC0415 - its settings come from the environment

    django.setup()
    from django.core.servers.basehttp import ServerHandler  # noqa: F401, PLC0415
    from django.test import RequestFactory  # noqa: PLC0415

    from portal.home.sitemaps import all_paths  # noqa: PLC0415
    from portal.wsgi import application  # noqa: PLC0415
    from tests.hostile import requests  # noqa: PLC0415

    paths = sorted(path for found in all_paths().values() for path in found)
    factory, answered, memory = RequestFactory(), Counter[str](), []
    for count, asked in zip(range(number), requests(seed, paths), strict=False):
        environ = factory.generic(
            asked.method, "/", asked.body, "application/x-www-form-urlencoded",
            headers={"Host": "localhost"} | asked.headers,
        ).environ  # fmt: skip
        environ |= {"PATH_INFO": asked.path, "QUERY_STRING": asked.query}
        told: list[str] = []
        response = application(environ, lambda status, *_more, told=told: told.append(status))
        for _part in response:
            pass
        if hasattr(response, "close"):
            response.close()
        answered[told[0][:3]] += 1
        if told[0] >= "500":
            print("FAILED", told[0], asked, flush=True)
        if count % (number // 10 or 1) == 0:
            memory.append(memory_of(os.getpid()))
    print(f"in process, seed {seed}: {dict(sorted(answered.items()))}; MB: {memory}", flush=True)
    sys.exit(any(status >= "500" for status in answered))


def over_http(number: int, port: int, workers: list[int], paths: list[str]) -> int:
    """Ask over HTTP from eight connections; return how many answers were failures."""
    from tests.hostile import requests  # noqa: PLC0415 - needs the settings

    answered, memory, failed = Counter[int](), [], []

    def ask(seed: int, share: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _count, asked in zip(range(share), requests(seed, paths), strict=False):
            target = asked.path + (f"?{asked.query}" if asked.query else "")
            target = "".join(sign for sign in target if sign > " " and sign != "\x7f") or "/"
            connection._validate_path = lambda _url: None  # type: ignore[attr-defined, method-assign]
            try:
                connection.putrequest(asked.method, "/" + target.lstrip("/"), skip_host=True)
                connection.putheader("Host", "localhost")
                for name, value in asked.headers.items():
                    connection.putheader(name, value)
                body = asked.body.encode()
                connection.putheader("Content-Length", str(len(body)))
                connection.endheaders(body)
                response = connection.getresponse()
                response.read()
                answered[response.status] += 1
                if response.status >= 500:
                    failed.append((response.status, asked))
            except (OSError, http.client.HTTPException, UnicodeError):
                answered[0] += 1  # the server closes a connection that makes no sense
                connection.close()
        connection.close()

    threads = [
        threading.Thread(target=ask, args=[SEED + 100 + nth, number // 8]) for nth in range(8)
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        threads[0].join(20)
        memory.append(sum(memory_of(worker) for worker in workers))
    for each in failed[:20]:
        print("FAILED", each)
    print(f"over HTTP: {dict(sorted(answered.items()))}; MB of both workers: {memory}")
    return len(failed)


def main() -> None:
    """Run both, and end with status 1 if anything failed."""
    inside = int(sys.argv[1]) if len(sys.argv) > 1 else 900_000
    outside = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    random.seed(SEED)
    from tests.serving.running import serving  # noqa: PLC0415

    more = {"PORTAL_HTTPS": "0", "PORTAL_SEARCHES_A_MINUTE": "1000000"}
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "var", **more) as served:
        each = inside // 2
        command = [sys.executable, __file__, "--inside", str(each)]
        running = [
            subprocess.Popen(
                [*command, str(SEED + nth)], env=served.environment, stderr=subprocess.DEVNULL
            )
            for nth in (range(2) if each else ())
        ]
        failed = sum(process.wait() for process in running)
        if outside:
            import django  # noqa: PLC0415

            os.environ |= served.environment
            django.setup()
            from portal.home.sitemaps import all_paths  # noqa: PLC0415

            paths = sorted(path for found in all_paths().values() for path in found)
            failed += over_http(outside, served.port, served.workers(), paths)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    if "--inside" in sys.argv:
        in_process(int(sys.argv[2]), int(sys.argv[3]))
    main()
