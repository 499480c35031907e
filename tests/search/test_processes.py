"""Two processes on one machine: what one publishes or withdraws, the other knows at once."""

import os
import shutil
import time
from collections.abc import Iterator

import pytest
from django.db import connection

from portal.search import shelves
from tests import prepared
from tests.processes import Process

pytestmark = pytest.mark.once
PATIENCE = 20  # seconds


@pytest.fixture
def two(tmp_path) -> Iterator[tuple[Process, Process]]:
    """Give two processes with a database and an index of their own together."""
    if connection.vendor != "sqlite":
        pytest.skip("the index does not know which database it is made of")
    prepared.search_folder(shelves.fingerprint())
    shutil.copytree(prepared.folder(), tmp_path / "var", symlinks=True)
    environment = os.environ | {"PORTAL_VAR": str(tmp_path / "var")}
    environment.pop("DATABASE_URL", None)
    both = Process(environment), Process(environment)
    yield both
    for each in both:
        each.end()


def test_what_one_process_publishes_or_withdraws_the_other_knows_within_a_second(two) -> None:
    first, second = two
    key = first.ask("some service")
    waited = []
    for word in ("vekslingsord", "motvekslingsord"):
        assert second.ask("find", word) == []
        first.ask("publish", key, word)
        waited.append(_wait(second, word, [f"services.service:{key}"]))
        assert first.ask("find", word) == [f"services.service:{key}"]
    second.ask("take off", key)
    waited.append(_wait(first, "motvekslingsord", []))
    assert _wait(second, "motvekslingsord", []) < PATIENCE
    assert min(waited) < 1, waited  # a machine with other work may let one of them wait


def _wait(process: Process, word: str, expected: list[str]) -> float:
    """Ask until the answer is right; return the seconds it took."""
    begun = time.monotonic()
    while (found := process.ask("find", word)) != expected:
        assert time.monotonic() - begun < PATIENCE, found
        time.sleep(0.02)
    return time.monotonic() - begun
