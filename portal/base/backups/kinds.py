"""The kinds of databases, each in a module that copies it and puts a copy back."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from django.db import connection

from portal.base.backups import postgresql, sqlite
from portal.base.backups.archive import Held
from portal.base.backups.faults import NotMade


class Kind(Protocol):
    """What a module for a kind of database can do, always with the database that is written to."""

    NAME: str
    COPY: str  # what the copy is called in an archive

    def server(self) -> str:
        """Return the version of the database."""

    def is_empty(self) -> bool:
        """Tell whether there is nothing yet."""

    def copy_to(self, path: Path) -> Held:
        """Write a copy of one moment while others go on writing; raises NotMade."""

    def check(self, copy: Path) -> None:
        """Read a copy from end to end; raises ValueError if it is not whole."""

    def put_back(self, copy: Path, held: Held, renew: Callable[[], None]) -> None:
        """Put a copy in the place of what is there, all or nothing; raises NotRestored.

        `renew` does with it what is to be done before anybody sees it.
        """

    def try_out(self, copy: Path, held: Held, renew: Callable[[], None]) -> None:
        """Put a copy where nobody sees it, and throw it away; raises NotRestored."""


KINDS: dict[str, Kind] = {each.NAME: each for each in (sqlite, postgresql)}


def in_use() -> Kind:
    """Return the kind of the portal's database."""
    if connection.vendor not in KINDS:
        raise NotMade(f"There are no backups of {connection.display_name}.")
    return KINDS[connection.vendor]
