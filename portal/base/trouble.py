"""What is wrong with the database, as far as its error says, and what that means for a reader."""

import enum

from django.db import DatabaseError, InterfaceError

_STATES = {"25006": "READ_ONLY", "53100": "FULL", "53300": "BUSY", "55P03": "BUSY", "57014": "BUSY"}
_SIGNS = {"readonly": "READ_ONLY", "full": "FULL", "locked": "BUSY"}


class Trouble(enum.Enum):
    """Why the database does not do what it is asked."""

    AWAY = "away"
    READ_ONLY = "read_only"
    FULL = "full"
    BUSY = "busy"


def trouble_of(error: BaseException | None) -> Trouble | None:
    """Return what is wrong with the database; None if the error is a mistake of ours.

    PostgreSQL says it by a code (SQLSTATE), its pool by a time-out, and SQLite in words.
    """
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    cause = error.__cause__
    if state := getattr(cause, "sqlstate", None):
        if state in _STATES:
            return Trouble[_STATES[state]]
        return Trouble.AWAY if state[:2] in {"08", "53", "57", "58"} else None
    if type(cause).__name__ == "PoolTimeout":
        return Trouble.BUSY
    words = str(error)
    if any(sign in words for sign in ("no such", "syntax", "constraint", "misuse")):
        return None
    for sign, name in _SIGNS.items():
        if sign in words:
            return Trouble[name]
    names = {each.__name__ for each in type(error).__mro__}
    return Trouble.AWAY if names & {"OperationalError", "InterfaceError"} else None
