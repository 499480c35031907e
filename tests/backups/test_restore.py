"""A restore brings everything back, on today's code, or changes nothing and says why."""

import dataclasses
import os
from pathlib import Path

import pytest

from portal.base.backups import archive

pytestmark = pytest.mark.once
EARLIER = "0006_audit_only_added_to"


def refused(portal, backup: Path, why: str, *words: str, **more) -> None:
    """Tell that a restore changes nothing and says why."""
    before, files = portal.ask("everything"), sorted(portal.var.iterdir())
    done = portal.run("restore", backup, *words, **more)
    assert done.status == 1, done.said
    assert "CommandError: Nothing was changed. " in done.said
    assert why in done.said
    assert portal.ask("everything") == before
    said = {portal.var / f"said-{number}" for number in (portal.started - 1, portal.started)}
    assert set(portal.var.iterdir()) - set(files) == said


def rewritten(portal, backup: Path, **changes) -> Path:
    """Return a whole backup that says something else of itself."""
    manifest, folder = archive.read(backup), portal.var / "rewritten"
    folder.mkdir()
    copy = archive.extract(backup, manifest, folder)
    archive.write(folder / "other.tar", dataclasses.replace(manifest, **changes), copy)
    return folder / "other.tar"


def test_a_backup_of_earlier_code_is_migrated(portal):
    portal.ask("make_portal")
    now = archive.read(portal.back_up()).migrations
    assert portal.run("migrate", "base", EARLIER, "--verbosity", "0").status == 0
    backup = portal.back_up()
    assert archive.read(backup).migrations["base"] == EARLIER
    assert portal.run("migrate", "--verbosity", "0").status == 0
    portal.ask("edit")
    done = portal.run("restore", backup, "--yes")
    assert done.status == 0, done.said
    assert archive.read(portal.back_up()).migrations == now
    assert portal.ask("restored")["paper"] is True
    assert "ny" not in portal.ask("sources")
    assert portal.run("migrate", "--check", "--verbosity", "0").status == 0


def test_a_backup_is_restored_on_a_new_machine(portal):
    portal.ask("make_portal")
    backup = portal.back_up()
    sources = portal.ask("sources")
    portal.ask("empty")
    done = portal.run("restore", backup, "--yes")
    assert done.status == 0, done.said
    assert "What was there before" not in done.said
    assert portal.ask("sources") == sources
    assert "only ever added to" in portal.ask("log")[1]


def test_who_goes_on_working_sees_all_of_it_and_loses_no_half(portal):
    stop = portal.var / "stop"
    writer = portal.start("write_pairs", stop)
    backup = portal.back_up()
    portal.ask("make_portal")
    assert "kilde" in portal.ask("sources")
    done = portal.run("restore", backup, "--yes")
    stop.touch()
    ended, found = writer.end(), portal.ask("pairs")
    assert (done.status, ended.status) == (0, 0), done.said + ended.said
    assert found["a"] == found["b"]
    assert found["a"][-1] == int(ended.said)
    assert "kilde" not in portal.ask("sources")


def test_what_was_there_is_kept_and_comes_back_by_the_same_command(portal):
    backup = portal.back_up()
    portal.ask("make_portal")
    done = portal.run("restore", backup, "--yes")
    kept = Path(done.said.split()[-1])
    assert {backup, kept} == set(portal.folder.iterdir())
    assert "kilde" not in portal.ask("sources")
    assert portal.ask("log")[0][-1]["detail"] == {"name": backup.name, "before": kept.name}
    assert portal.run("restore", kept, "--yes", "--no-safety-copy").status == 0
    assert portal.ask("restored")["paper"] is True
    assert {backup, kept} == set(portal.folder.iterdir())


@pytest.mark.parametrize("place", [0.0, 0.001, 0.3, 0.6, -1500, -1])
def test_a_damaged_backup_is_refused(portal, place):
    portal.ask("make_portal")
    content = bytearray(portal.back_up().read_bytes())
    where = int(place * len(content)) if isinstance(place, float) else place
    content[where] ^= 1
    damaged = portal.folder / "damaged.tar"
    damaged.write_bytes(content)
    refused(portal, damaged, "is damaged, or no backup of the portal.", "--yes")


def test_what_is_no_backup_of_this_portal_is_refused(portal):
    backup = portal.back_up()
    for name, content in {
        "empty": b"",
        "text": b"x" * 9000,
        "cut": backup.read_bytes()[:-1],
    }.items():
        (portal.folder / name).write_bytes(content)
        refused(portal, portal.folder / name, "or no backup of the portal.", "--yes")
    refused(portal, portal.folder / "missing", "No such file", "--yes")
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[archive.read(backup).kind]
    backup_of_other = rewritten(portal, backup, kind=other)
    refused(portal, backup_of_other, f"The backup is of {other}, and DATABASE_URL names", "--yes")


def test_a_backup_of_newer_code_is_refused(portal):
    backup = portal.back_up()
    newer = rewritten(portal, backup, migrations={"base": "0999_later"})
    refused(portal, newer, "made by newer code, which had base.0999_later", "--yes")


def test_a_copy_that_does_not_hold_what_is_said_of_it_changes_nothing(portal):
    backup = portal.back_up()
    rows = archive.read(backup).rows
    wrong = rewritten(portal, backup, rows=rows | {"base_source": rows["base_source"] + 1})
    why = "does not hold what is said of it"
    refused(portal, wrong, why, "--yes", "--no-safety-copy")
    refused(portal, wrong, why, "--rehearse")


def test_nothing_is_replaced_unless_somebody_says_so(portal):
    backup = portal.back_up()
    refused(portal, backup, "Nobody can be asked here; say --yes.")
    ours, theirs = os.openpty()
    os.write(ours, b"no\n")
    refused(portal, backup, "It was not wanted.", asking=os.ttyname(theirs))
    os.write(ours, b"yes\n")
    done = portal.run("restore", backup, asking=os.ttyname(theirs))
    assert done.status == 0, done.said


def test_a_rehearsal_changes_nothing_and_finds_a_file_that_is_not_what_it_was(portal):
    portal.ask("make_portal")
    portal.back_up()
    portal.ask("edit")
    before = portal.ask("everything")
    done = portal.run("restore", portal.folder, "--rehearse")
    assert done.said.endswith("It can be restored. Nothing was changed.\n"), done.said
    assert done.status == 0
    assert portal.ask("everything") == before
    portal.ask("spoil_a_file")
    refused(portal, portal.back_up(), "is not what it was.", "--rehearse")


def test_a_role_that_owns_the_database_and_no_more_can_do_both(postgres_portal):
    portal = postgres_portal
    portal.execute("DROP ROLE IF EXISTS plain", "CREATE ROLE plain LOGIN PASSWORD 'secret word'")
    portal.execute("ALTER DATABASE portal OWNER TO plain")
    portal.ask("give_everything_to", "plain")
    database = {"USER": "plain", "PASSWORD": "secret word"}
    portal.ask("make_portal")
    assert portal.run("backup", database=database).status == 0
    (backup,) = portal.folder.iterdir()
    portal.ask("edit")
    refused(
        portal, backup, "needs a role that may create databases", "--rehearse", database=database
    )
    done = portal.run("restore", backup, "--yes", database=database)
    assert done.status == 0, done.said
    assert portal.ask("restored")["title"].startswith("Æ ø å")
    portal.execute("ALTER ROLE plain CREATEDB")
    assert portal.run("restore", backup, "--rehearse", database=database).status == 0
    portal.execute("DROP DATABASE portal WITH (FORCE)", "DROP ROLE plain")
