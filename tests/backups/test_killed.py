"""A restore that is killed at any moment leaves what was there, or what is restored."""

import os
import shutil
import signal
import sqlite3
import time
from contextlib import closing

import pytest

from tests import prepared

pytestmark = pytest.mark.once


def test_a_restore_killed_at_any_moment_leaves_the_old_or_the_new(portal):
    old = portal.ask("sources")
    portal.ask("make_portal")
    backup, new = portal.back_up(), portal.ask("sources")
    words = ("restore", backup, "--yes", "--no-safety-copy")
    begun = time.monotonic()
    assert portal.run(*words).status == 0
    lasted = time.monotonic() - begun
    ended = []
    for point in range(1, 7):
        portal.make_database()
        running = portal.start(*words)
        time.sleep(lasted * point / 6)
        os.kill(running.pid, signal.SIGKILL)
        ended.append(running.end().status)
        assert portal.ask("sources") in (old, new)
    assert set(ended) <= {-signal.SIGKILL, 0}
    assert -signal.SIGKILL in ended
    assert portal.run(*words).status == 0
    assert portal.ask("sources") == new


def test_pages_that_are_half_copied_over_a_database_are_never_seen(sqlite_portal):
    portal = sqlite_portal
    live, copy = portal.var / prepared.DATABASE, portal.var / "copy.sqlite3"
    old = portal.ask("sources")
    portal.ask("make_portal")
    with closing(sqlite3.connect(live)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    new = portal.ask("sources")
    found = []
    for tenth in range(1, 13):
        for path in portal.var.glob(f"{prepared.DATABASE}*"):
            path.unlink()
        shutil.copy(prepared.folder() / prepared.DATABASE, live)
        size = copy.stat().st_size * tenth // 10
        ended = portal.run("replace_and_die", copy, size).status
        found.append((ended, portal.ask("sources")))
    assert (-signal.SIGXFSZ, old) in found
    assert found[-1] == (0, new)
    assert all(sources in (old, new) for _ended, sources in found)
