"""Processes beside the tests that publish and search as they are told."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


class Process:
    """A process that answers questions, a line of JSON each."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.running = subprocess.Popen(
            [sys.executable, "-m", "tests.answering"],
            cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def ask(self, act: str, *more: str) -> Any:
        """Let it do something, and return what it says."""
        assert self.running.stdin is not None
        assert self.running.stdout is not None
        self.running.stdin.write(json.dumps([act, *more]) + "\n")
        self.running.stdin.flush()
        return json.loads(self.running.stdout.readline())

    def end(self) -> None:
        """Let it end."""
        self.running.communicate(timeout=20)
