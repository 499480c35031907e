"""How the portal talks to its database, by the addresses that say where it is."""

from typing import Any

import dj_database_url

CONNECT = 3  # seconds until a machine that does not answer counts as away
WAIT_FOR_LOCK = 5  # seconds
READ, WRITE, WATCH = 5, 30, 2  # seconds that one statement may take


def databases_of(url: str, read_url: str = "", *, threads: int = 4) -> dict[str, Any]:
    """Return the settings of the databases: what is written to, read from, and watched.

    They are the same one, unless public pages read from a replica with an address of its own. What
    is watched is the one that is written to, on a connection that no page has to wait for.
    """
    default, read, watch = _parsed(url), _parsed(read_url or url), _parsed(url)
    read["TEST"] = watch["TEST"] = {"MIRROR": "default"}
    if default["ENGINE"].endswith("sqlite3"):
        default["OPTIONS"] = {"transaction_mode": "IMMEDIATE"} | _sqlite()
        read["OPTIONS"] = watch["OPTIONS"] = _sqlite("PRAGMA query_only=ON;")
    else:
        pool = {"pool": _pool(threads)}
        default["OPTIONS"] |= _limits(WRITE) | pool
        read["OPTIONS"] |= _limits(READ) | pool
        watch["OPTIONS"] |= _limits(WATCH)
        watch["CONN_MAX_AGE"] = None
    return {"default": default, "read": read, "watch": watch}


def _parsed(url: str) -> dict[str, Any]:
    found: dict[str, Any] = dict(dj_database_url.parse(url))
    found.setdefault("OPTIONS", {})
    found["CONN_HEALTH_CHECKS"] = True
    found["CONN_MAX_AGE"] = None if found["ENGINE"].endswith("sqlite3") else 0  # a pool keeps them
    return found


def _sqlite(more: str = "") -> dict[str, Any]:
    """Return how SQLite is opened: writers queue instead of failing, and readers never wait."""
    begin = f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; {more}"
    return {"timeout": 10, "init_command": begin}


def _limits(seconds: int) -> dict[str, Any]:
    """Return how long PostgreSQL may take to connect, to lock, and over one statement."""
    limits = {
        "statement_timeout": seconds * 1000,
        "lock_timeout": WAIT_FOR_LOCK * 1000,
        "idle_in_transaction_session_timeout": 2 * seconds * 1000,
    }
    return {
        "connect_timeout": CONNECT,
        "tcp_user_timeout": CONNECT * 1000,
        "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
    }


def _pool(threads: int) -> dict[str, Any]:
    """Return the pool of one process: a connection for each thread, and two."""
    return {
        "min_size": 0,
        "max_size": threads + 2,
        "timeout": 2.0,  # seconds until a thread that gets no connection says so
        "reconnect_timeout": 1.0,
        "max_idle": 300.0,
    }
