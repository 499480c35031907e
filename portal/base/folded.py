"""Columns without case and marks, for searching in lists: `name__folded__contains`.

The database folds as it reads, as `plain_letters` does in memory; nothing is stored, so nothing can
be out of date.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import CharField, TextField, Transform
from django.dispatch import receiver

from portal.base.text import plain_letters

FUNCTION = "PORTAL_FOLDED"
# Marks apart from their letters first, then the letters that no mark is part of, then no marks.
POSTGRESQL = (
    "LOWER(REGEXP_REPLACE(TRANSLATE("
    "REPLACE(REPLACE(REPLACE(REPLACE(NORMALIZE(%(expressions)s, NFKD),"
    " 'Æ', 'ae'), 'æ', 'ae'), 'ẞ', 'ss'), 'ß', 'ss'),"
    r" 'ØøĐđŊŋŦŧŁł', 'ooddnnttll'), '[\u0300-\u036f]', '', 'g'))"
)


@CharField.register_lookup
@TextField.register_lookup
class Folded(Transform):
    """A text in lower case with the letters a to z only, where it has such letters."""

    lookup_name = "folded"
    function = FUNCTION
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Return the same in functions that PostgreSQL has, whatever its locale."""
        return self.as_sql(compiler, connection, template=POSTGRESQL, **context)


@receiver(connection_created)
def teach(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Give SQLite, which knows the case of a to z only, our own function."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 1, _folded, deterministic=True)


def _folded(value: Any) -> str | None:
    return None if value is None else plain_letters(str(value))
