"""A process killed at any moment of a publish leaves the old or the new version, never half."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import prepared
from tests.conftest import skip_or_fail
from tests.postgres import cluster, fill, find_binaries

ROOT = Path(__file__).parent.parent.parent
pytestmark = [pytest.mark.once]


def run(url: str) -> dict:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "drafts" / "killing.py")],
        env=os.environ | {"DATABASE_URL": url}, cwd=ROOT,
        capture_output=True, text=True, check=True, timeout=400,
    )  # fmt: skip
    return json.loads(done.stdout.strip().splitlines()[-1])


def old_or_new_and_never_half(told: dict) -> None:
    kinds = set()
    assert len(told["found"]) == 50
    for each in told["found"]:
        before, after = each["before"], each["after"]
        assert len(set(after["new"])) == 1, each
        is_new = all(after["new"])
        kinds.add(is_new)
        assert after["draft"] is not is_new, each
        for number in ("versions", "told", "noted"):
            assert after[number] == before[number] + is_new, each
    assert kinds == {True, False}
    here, elsewhere = told["seen"]
    assert here == "staged"
    assert elsewhere != "staged"
    assert elsewhere


def test_killed_on_sqlite(tmp_path):
    prepared.copy_to(tmp_path)
    old_or_new_and_never_half(run(f"sqlite:///{tmp_path / prepared.DATABASE}"))


@pytest.mark.postgres
def test_killed_on_postgresql():
    if find_binaries() is None:
        skip_or_fail("PostgreSQL is not installed: apt-get install postgresql")
    with cluster() as url:
        fill(url)
        old_or_new_and_never_half(run(url))
