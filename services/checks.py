"""System checks of the services app."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError

from services import choices


@register(Tags.database)
def check_choice_codes(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Warn of entries that share a code, and so cannot both be put on a list."""
    try:
        found = choices.references() if databases else {}
    except DatabaseError:  # before the first migration
        return []
    return [
        Warning(
            f"{' and '.join(references)} share the code {code}.",
            hint="Give the newer entry another key before it is published.",
            id="services.W001",
        )
        for code, references in found.items()
        if len(references) > 1
    ]
