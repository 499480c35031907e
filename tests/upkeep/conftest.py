"""What the tests of upkeep share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything_yet():
    """Forget how often the tests before have answered; one sender may not answer without end."""
    cache.clear()
