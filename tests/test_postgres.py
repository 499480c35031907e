"""The same content stands in PostgreSQL as in SQLite."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.base.models import LoadedEntry
from tests.conftest import skip_or_fail
from tests.postgres import cluster, find_binaries

ROOT = Path(__file__).parent.parent
pytestmark = [pytest.mark.postgres, pytest.mark.once, pytest.mark.django_db]
COUNT = "from portal.base.models import LoadedEntry as L; print(L.objects.count())"


def manage(url: str, *command: str) -> str:
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *command],
        env=os.environ | {"DATABASE_URL": url},
        capture_output=True, text=True, check=True, timeout=300,
    ).stdout  # fmt: skip


def test_the_whole_content_loads_on_postgresql():
    if find_binaries() is None:
        skip_or_fail("PostgreSQL is not installed: apt-get install postgresql")
    with cluster() as url:
        manage(url, "migrate", "--verbosity", "0")
        assert "0 kept" in manage(url, "load_content")
        counted = manage(url, "shell", "--verbosity", "0", "--command", COUNT)
    assert int(counted.strip().splitlines()[-1]) == LoadedEntry.objects.count()
