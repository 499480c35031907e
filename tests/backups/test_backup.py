"""A backup holds everything, of one moment, or there is none."""

import os
import stat
import time

import pytest

from portal.base.backups import archive
from tests.backups.acts import PAPER

pytestmark = pytest.mark.once
OWN = {"base_edition", "base_contentchange", "base_periodicrun", "base_auditentry"}
SESSIONS = {"django_session", "usersessions_usersession"}


def test_what_is_restored_is_exactly_what_was(portal):
    portal.ask("make_portal")
    before, log = portal.ask("everything"), portal.ask("log")[0]
    backup = portal.back_up()
    portal.ask("edit")
    seen = portal.ask("last_change")
    done = portal.run("restore", backup, "--yes")
    assert done.status == 0, done.said
    assert "Everybody has to sign in again." in done.said
    after = portal.ask("everything")
    assert after.keys() == before.keys()
    assert {table for table in before if before[table] != after[table]} == OWN | SESSIONS
    assert portal.ask("restored") == {
        "sessions": 0, "lock is free": True, "paper": True, "title": "Æ ø å – “kilde”\n\\N\t\\.",
    }  # fmt: skip
    new_log, refused = portal.ask("log")
    assert new_log[:-1] == log
    assert new_log[-1]["action"] == "restored a backup"
    assert new_log[-1]["detail"]["name"] == backup.name
    assert "only ever added to" in refused
    assert portal.ask("is_made_anew", *seen)


def test_a_backup_says_what_it_holds_and_only_its_owner_reads_it(portal):
    portal.ask("make_portal")
    rows = {table: len(found) for table, found in portal.ask("everything").items()}
    backup = portal.back_up()
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700
    assert [path.name for path in portal.folder.iterdir()] == [backup.name]
    manifest = archive.read(backup)
    assert manifest.rows == rows
    assert manifest.files == rows["base_storedfile"] == 2
    assert manifest.size > len(PAPER) / 100
    assert manifest.kind == ("sqlite" if portal.url.startswith("sqlite") else "postgresql")
    assert manifest.migrations["base"] >= "0007_contentchange"


def test_a_backup_made_while_others_write_holds_no_half_of_anything(portal):
    stop = portal.var / "stop"
    writers = [portal.start("write_pairs", stop)]
    backups = []
    for _turn in range(3):
        time.sleep(0.3)
        backups.append(portal.back_up())
    stop.touch()
    written = int(writers[0].end().said)
    numbers = []
    for backup in backups:
        assert portal.run("restore", backup, "--yes", "--no-safety-copy").status == 0
        found = portal.ask("pairs")
        assert found["a"] == found["b"] == list(range(1, len(found["a"]) + 1))
        numbers.append(len(found["a"]))
    assert 0 < numbers[0] < numbers[1] < numbers[2] <= written


def test_a_full_disk_leaves_the_older_backups_and_nothing_of_a_new_one(portal):
    portal.ask("make_portal")
    older = portal.back_up()
    size = archive.read(older).size
    for limit in (64 * 1024, size // 2, size + 2000):
        done = portal.run("backup", limit=limit)
        assert done.status == 1, done.said
        assert "CommandError: No backup was made. " in done.said
        assert "Traceback" not in done.said
        assert list(portal.folder.iterdir()) == [older]


def test_an_empty_database_and_a_folder_that_cannot_be_are_said(portal):
    (portal.var / "file").touch()
    done = portal.run("backup", portal.var / "file")
    assert (done.status, "No backup was made." in done.said) == (1, True), done.said
    portal.ask("empty")
    done = portal.run("backup")
    assert "There is nothing in the database yet." in done.said
    assert done.status == 1
    assert not portal.folder.exists()


def test_old_backups_go_when_a_new_one_is_there_and_other_files_stay(sqlite_portal):
    portal = sqlite_portal
    portal.folder.mkdir()
    old = [f"portal-20250{month}01T000000Z-00000{month}.tar" for month in (1, 2, 3)]
    others = ["portal-20250101T000000Z-000001.tar.gpg", "notes.txt", "portal-2025.tar"]
    for name in old + others:
        (portal.folder / name).touch()
    assert portal.run("backup", "--keep-all").status == 0
    assert {path.name for path in portal.folder.iterdir()} > {*old, *others}
    done = portal.run("backup")
    assert done.said.count("deleted, by age") == 3
    names = {path.name for path in portal.folder.iterdir()}
    assert names > set(others)
    assert not names & set(old)
    assert len(names) == len(others) + 2


def test_what_a_killed_backup_left_goes_after_a_day(sqlite_portal):
    for name in ("old", "new"):
        (sqlite_portal.folder / f".unfinished-{name}").mkdir(parents=True)
    a_day_ago = time.time() - 25 * 3600
    os.utime(sqlite_portal.folder / ".unfinished-old", (a_day_ago, a_day_ago))
    backup = sqlite_portal.back_up()
    left = {path.name for path in sqlite_portal.folder.iterdir()}
    assert left == {backup.name, ".unfinished-new"}


def test_the_daily_backup_is_made_where_it_is_switched_on_and_nowhere_else(sqlite_portal):
    portal = sqlite_portal
    assert "backup" not in portal.run("run_periodic", "--list").said
    done = portal.run("run_periodic", "--only", "backup", settings={"PORTAL_BACKUP_DAILY": True})
    assert done.said.startswith("backup: done. Made portal-"), done.said
    (backup,) = portal.folder.iterdir()
    assert portal.run("restore", backup, "--rehearse").status == 0
