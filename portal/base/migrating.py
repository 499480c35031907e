"""What migrations do so that the code of before can serve while they run."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddIndex
from django.db.migrations.state import ProjectState
from django.db.models import Model


class AddIndexAlongside(AddIndex):
    """Build an index while others write to the table; for a migration with `atomic = False`.

    PostgreSQL builds it beside the work that goes on. SQLite has one writer at a time, who waits.
    """

    atomic = False

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Build the index."""
        model: type[Model] = to_state.apps.get_model(app_label, self.model_name)  # type: ignore[assignment]
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.add_index(model, self.index, **_alongside(schema_editor))

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take the index away."""
        model: type[Model] = from_state.apps.get_model(app_label, self.model_name)  # type: ignore[assignment]
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.remove_index(model, self.index, **_alongside(schema_editor))


def _alongside(schema_editor: BaseDatabaseSchemaEditor) -> dict[str, Any]:
    """Return how an index is built; in a transaction, as a restore runs in, nobody else writes.

    Statements that are only collected are shown as a migration sends them.
    """
    connection = schema_editor.connection
    is_alone = connection.in_atomic_block and not schema_editor.collect_sql
    if connection.vendor != "postgresql" or is_alone:
        return {}
    return {"concurrently": True}
