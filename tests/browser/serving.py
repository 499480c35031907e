"""The portal served from a folder of its own, and the browser that looks at it."""

import contextlib
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests import prepared
from tests.postgres import free_port

ROOT = Path(__file__).parent.parent.parent
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def wait_for(url: str, process: subprocess.Popen[str], log: Path) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(log.read_text(encoding="utf-8"))
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2):
            return
        time.sleep(0.3)
    raise TimeoutError(log.read_text(encoding="utf-8"))


@contextlib.contextmanager
def serve(module: str, folder: Path) -> Iterator[str]:
    """Let a module serve the portal from a folder of its own, and end it afterwards."""
    prepared.copy_to(folder)
    port, log = free_port(), folder / "log"
    environment = os.environ | {
        "PORTAL_VAR": str(folder),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    environment.pop("DATABASE_URL", None)
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", module, str(port)],
            stdout=output, stderr=subprocess.STDOUT, env=environment, text=True, cwd=ROOT,
        )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/nb/", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)
