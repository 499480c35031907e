"""Who reads and who edits in these tests, and the cluster that some of them stand on."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.conftest import skip_or_fail
from tests.pagecache.cluster import Stoppable, filled
from tests.pagecache.reading import Reader
from tests.postgres import find_binaries
from tests.processes import Process


@pytest.fixture(scope="module")
def cluster() -> Iterator[Stoppable]:
    """Start PostgreSQL with the reference content."""
    if find_binaries() is None:
        skip_or_fail("PostgreSQL is not installed: apt-get install postgresql")
    with filled() as found:
        yield found


@pytest.fixture
def reader(served) -> Iterator[Reader]:
    """Read on one connection."""
    with closing(Reader(served)) as found:
        yield found


@pytest.fixture(scope="module")
def editor(served) -> Iterator[Process]:
    """Publish from a process of its own."""
    process = Process(served.environment)
    yield process
    process.end()
