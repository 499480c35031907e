"""Who finds a weakness learns where to tell us (RFC 9116)."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

pytestmark = pytest.mark.django_db
PATH = "/.well-known/security.txt"
LINE = re.compile(r"([A-Z][A-Za-z-]+): (\S.*)")
KNOWN = {"Contact", "Expires", "Canonical", "Preferred-Languages", "Policy", "Encryption"}


def fields(text: str) -> dict[str, list[str]]:
    """Read the file strictly: every line a field with a value, nothing around them."""
    assert text.endswith("\n")
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        match = LINE.fullmatch(line)
        assert match, line
        found.setdefault(match[1], []).append(match[2])
    return found


@pytest.mark.parametrize("address", ["", "https://portal.example.org"])
def test_the_file_is_what_the_standard_says(settings, address):
    settings.PORTAL_ADDRESS = address
    settings.PORTAL_CONTACT = "post@example.org"
    answer = Client().get(PATH, headers={"host": "testserver"})
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    found = fields(answer.content.decode("ascii"))
    assert set(found) <= KNOWN
    assert found["Contact"] == ["mailto:post@example.org"]
    (expires,) = found["Expires"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", expires)
    left = dt.datetime.fromisoformat(expires) - timezone.now()
    assert dt.timedelta(days=90) < left < dt.timedelta(days=365)
    assert found["Preferred-Languages"] == ["nb, nn, en"]
    (canonical,) = found["Canonical"]
    assert canonical == (address or "http://testserver") + PATH


def test_it_is_only_read():
    for method in ("post", "put", "delete"):
        assert getattr(Client(), method)(PATH).status_code == 405
