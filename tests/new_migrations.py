"""Which new migrations the code of before could not serve beside, on PostgreSQL.

`uv run python -m tests.postgres uv run python -m tests.new_migrations` looks at every migration of
ours that is not in .ci/migrations-before. docs/operations/migrations.md says what to do instead.
"""

import os
import re
import sys
from pathlib import Path

import django
from django.apps import apps
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django_migration_linter import MigrationLinter
from django_migration_linter.sql_analyser import analyse_sql_statements
from django_migration_linter.sql_analyser.postgresql import PostgresqlAnalyser

ROOT = Path(__file__).parent.parent
BEFORE = ROOT / ".ci" / "migrations-before"
INDEX = re.compile(r"CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY).*? ON (\S+) ")


def statements_of(migration: Migration, state: ProjectState) -> list[str]:
    """Return the statements that a migration sends to the database; no code of its own is run."""
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        migration.apply(state, editor, collect_sql=True)
    return [line for line in editor.collected_sql if line and not line.startswith("--")]


def problems_of(migration: Migration, state: ProjectState) -> list[str]:
    """Return why the code of before could not serve while or after a migration has run."""
    statements = statements_of(migration, state)
    errors, _ignored, warnings = analyse_sql_statements(PostgresqlAnalyser, statements, [])
    linter = MigrationLinter(no_output=True)
    wrong, _ignored, _in_doubt = linter.analyse_data_migration(migration)
    found = [
        f"{issue.message} ({issue.table}.{issue.column})" if issue.table else issue.message
        for issue in (*errors, *warnings, *wrong)
    ]
    new = {match[1] for each in statements if (match := re.match(r"CREATE TABLE (\S+)", each))}
    built = {match[1] for each in statements if (match := INDEX.match(each))}
    found += [f"Writers wait for an index ({table})" for table in sorted(built - new)]
    return found


def ours(loader: MigrationLoader) -> list[tuple[str, str]]:
    """Return app and name of every migration in this repository."""
    labels = {
        app.label
        for app in apps.get_app_configs()
        if ROOT in Path(app.path).parents and "site-packages" not in app.path
    }
    return sorted(key for key in loader.disk_migrations if key[0] in labels)


def main() -> int:
    """Look at what is new; return how many migrations are not safe."""
    loader = MigrationLoader(connection)
    before = set(BEFORE.read_text(encoding="utf-8").split())
    new = [key for key in ours(loader) if ".".join(key) not in before]
    unsafe = 0
    for key in new:
        migration = loader.get_migration(*key)
        problems = problems_of(migration, loader.project_state(key, at_end=False))
        reason = getattr(migration, "contracts", "")
        if problems and not reason:
            unsafe += 1
        verdict = "safe" if not problems else f"allowed: {reason}" if reason else "NOT SAFE"
        print(f"{'.'.join(key)}: {verdict}", *problems, sep="\n    ")
    print(f"{len(new)} new migrations, {unsafe} that cannot run while the code of before serves.")
    return unsafe


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    sys.exit(min(main(), 1))
