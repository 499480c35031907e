"""A migration that the code of before could not serve beside is caught before it lands."""

from pathlib import Path

import pytest
from django.db import connection, migrations, models, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from portal.base.migrating import AddIndexAlongside
from tests import new_migrations
from tests.new_migrations import BEFORE, ours, problems_of

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="PostgreSQL's statements are looked at"
)
INDEX = models.Index(fields=["about"], name="base_feedback_about")
SHORT = {"max_length": 20}


def migration(*operations: Operation) -> migrations.Migration:
    """Return a migration that nobody has written yet."""
    made = migrations.Migration("9999_next", "base")
    made.operations = list(operations)
    return made


def problems(*operations: Operation) -> list[str]:
    loader = MigrationLoader(connection)
    return problems_of(migration(*operations), loader.project_state())


def new_field(**more: object) -> migrations.AddField:
    return migrations.AddField("feedback", "extra", models.CharField(**SHORT, **more))


def kind_of_its_own() -> list[Operation]:
    """A new table with an index, both in one migration."""
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("word", models.CharField(**SHORT, unique=True)),
        ("day", models.DateField(db_index=True)),
    ]
    return [migrations.CreateModel("Extra", fields)]


@on_postgresql
@pytest.mark.parametrize(
    ("operations", "said"),
    [
        ([migrations.RemoveField("feedback", "note")], "DROPPING columns"),
        ([migrations.RenameField("feedback", "note", "remark")], "RENAMING columns"),
        ([migrations.RenameModel("Feedback", "Message")], "RENAMING tables"),
        ([migrations.DeleteModel("Feedback")], "DROPPING table"),
        ([new_field(default="x")], "NOT NULL"),
        (
            [migrations.AlterField("feedback", "received_on", models.TextField())],
            "ALTERING columns",
        ),
        ([migrations.AddIndex("feedback", INDEX)], "CREATE INDEX locks table"),
        ([*kind_of_its_own(), migrations.AddIndex("feedback", INDEX)], "wait for an index"),
        ([new_field(null=True, db_index=True)], "CREATE INDEX"),
        (
            [
                migrations.AddConstraint(
                    "feedback", models.UniqueConstraint(fields=["about"], name="one_about")
                )
            ],
            "ADDING unique",
        ),
    ],
)
def test_what_the_code_of_before_cannot_live_with_is_told(operations, said):
    assert any(said in problem for problem in problems(*operations)), problems(*operations)


@on_postgresql
@pytest.mark.parametrize(
    "operations",
    [
        [new_field(null=True)],
        [new_field(db_default="x")],
        kind_of_its_own(),
        [AddIndexAlongside("feedback", INDEX)],
        [migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop)],
        [migrations.SeparateDatabaseAndState(state_operations=[new_field(null=True)])],
    ],
)
def test_what_both_can_live_with_passes(operations):
    assert problems(*operations) == []


def test_an_index_built_alongside_is_built_in_one_way_and_taken_away_in_the_same(tmp_path):
    step = migration(AddIndexAlongside("feedback", INDEX))
    before = MigrationLoader(connection).project_state()
    after = step.mutate_state(before)
    is_postgresql = connection.vendor == "postgresql"
    # SQLite changes no table within a transaction, in which every test runs.
    own = connection.settings_dict | {"NAME": tmp_path / "own.sqlite3"}
    used = connection if is_postgresql else DatabaseWrapper(own)
    with used.schema_editor(atomic=False, collect_sql=True) as editor:
        step.operations[0].database_forwards("base", editor, before, after)
        step.operations[0].database_backwards("base", editor, after, before)
    if used is not connection:
        used.close()
    built, taken = (line for line in editor.collected_sql if not line.startswith("--"))
    alongside = "CONCURRENTLY " if is_postgresql else ""
    assert built.startswith(f'CREATE INDEX {alongside}"base_feedback_about" ON "base_feedback"')
    assert taken.startswith(f"DROP INDEX {alongside}")


@on_postgresql
def test_an_index_is_built_within_a_transaction_too_as_a_restore_has_one():
    step = migration(AddIndexAlongside("feedback", INDEX))
    before = MigrationLoader(connection).project_state()
    after = step.mutate_state(before)
    with transaction.atomic(), connection.schema_editor(atomic=False) as editor:
        step.operations[0].database_forwards("base", editor, before, after)
        assert INDEX.name in indexes("base_feedback")
        step.operations[0].database_backwards("base", editor, after, before)
        assert INDEX.name not in indexes("base_feedback")


def indexes(table: str) -> dict[str, dict]:
    """Return what is indexed in a table, by the index's name."""
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, table)


def test_every_migration_of_before_is_still_there():
    before = BEFORE.read_text(encoding="utf-8").split()
    assert before == list(dict.fromkeys(before))
    assert set(before) <= {".".join(key) for key in ours(MigrationLoader(connection))}


def test_a_reason_lets_a_migration_through_and_nothing_else_does(monkeypatch, tmp_path, capsys):
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL's statements are looked at")
    first = "base.0001_initial base.0002_edition base.0003_feedback base.0004_stored_file"
    (tmp_path / "before").write_text(first, encoding="utf-8")
    monkeypatch.setattr(new_migrations, "BEFORE", Path(tmp_path / "before"))
    assert new_migrations.main() > 0
    assert "NOT SAFE" in capsys.readouterr().out
    loader = MigrationLoader(connection)
    for key in ours(loader):
        kind = type(loader.get_migration(*key))
        monkeypatch.setattr(kind, "contracts", "nothing reads it since 0.1.0", raising=False)
    assert new_migrations.main() == 0
    assert "allowed: nothing reads it since 0.1.0" in capsys.readouterr().out
