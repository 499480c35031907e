"""A portal on each kind of database, as new before each test."""

from collections.abc import Iterator

import pytest

from tests.backups.portals import Portal, PostgresPortal, on_postgresql, on_sqlite
from tests.conftest import skip_or_fail
from tests.postgres import find_binaries


@pytest.fixture(scope="session")
def _sqlite(tmp_path_factory) -> Iterator[Portal]:
    with on_sqlite(tmp_path_factory.mktemp("portal")) as portal:
        yield portal


@pytest.fixture(scope="session")
def _postgresql(tmp_path_factory) -> Iterator[PostgresPortal]:
    if find_binaries() is None:
        skip_or_fail("PostgreSQL is not installed: apt-get install postgresql")
    with on_postgresql(tmp_path_factory.mktemp("portal")) as portal:
        yield portal


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def portal(request) -> Portal:
    """Give a portal on a kind of database."""
    portal = request.getfixturevalue(f"_{request.param}")
    portal.begin_again()
    return portal


@pytest.fixture
def sqlite_portal(_sqlite) -> Portal:
    """Give a portal where the kind of database makes no difference."""
    _sqlite.begin_again()
    return _sqlite


@pytest.fixture
def postgres_portal(_postgresql) -> PostgresPortal:
    """Give a portal on PostgreSQL."""
    _postgresql.begin_again()
    return _postgresql
