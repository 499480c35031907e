"""How the portal talks to its database, by the one address that says where it is."""

from typing import Any

import dj_database_url

# Write-ahead log: writers queue instead of failing, and readers never wait.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def databases_of(url: str) -> dict[str, Any]:
    """Return the settings of the databases, from DATABASE_URL."""
    default: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60))
    if default["ENGINE"].endswith("sqlite3"):
        default["OPTIONS"] = dict(SQLITE)
    return {"default": default}
