"""One portal served by gunicorn, and nginx in front of it, for the tests of a file."""

from collections.abc import Iterator

import pytest

from tests.conftest import skip_or_fail
from tests.serving.running import Front, Served, in_front_of, nginx, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Served]:
    """Serve the reference content."""
    with serving(tmp_path_factory.mktemp("served")) as portal:
        yield portal


@pytest.fixture(scope="module")
def front(served, tmp_path_factory) -> Iterator[Front]:
    """Put nginx in front of it; a machine without nginx skips, the gate fails."""
    if not nginx():
        skip_or_fail("nginx is not installed: apt-get install nginx-light")
    with in_front_of(served.port, tmp_path_factory.mktemp("front") / "nginx") as running:
        yield running
