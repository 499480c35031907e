"""What nginx keeps of the portal's answers, by what the portal says of them."""

import json
import time

import pytest

from tests.conftest import skip_or_fail
from tests.serving.running import ask, in_front_of, nginx, serving

pytestmark = pytest.mark.once
KEPT = 1  # seconds that a page may be kept beside the portal


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Serve pages that others may keep for a moment only."""
    more = {"PORTAL_SHARED_SECONDS": str(KEPT)}
    with serving(tmp_path_factory.mktemp("served"), **more) as portal:
        yield portal


@pytest.fixture(scope="module")
def front(served, tmp_path_factory):
    """Put nginx in front of it."""
    if not nginx():
        skip_or_fail("nginx is not installed: apt-get install nginx-light")
    with in_front_of(served.port, tmp_path_factory.mktemp("front") / "nginx") as running:
        lines_after(running, 0)  # of the question whether it is there, which was answered before
        yield running


def lines_after(front, known: int) -> list[str]:
    """Return the lines of nginx's log when there are more than are known; answers come first."""
    deadline = time.monotonic() + 10
    while len(lines := (front.folder / "access.log").read_text().splitlines()) == known:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return lines


def asked(front, path: str, **headers: str):
    """Ask nginx; return the answer, and what its log says of the cache."""
    known = len((front.folder / "access.log").read_text().splitlines())
    answer = ask(front.port, path, tls=True, **headers)
    return answer, json.loads(lines_after(front, known)[-1])["cache"]


def test_a_page_is_asked_of_the_portal_once_in_a_while(front):
    assert asked(front, "/nb/tjenester/")[1] == "MISS"
    answer, cache = asked(front, "/nb/tjenester/")
    assert (answer.status, cache) == (200, "HIT")


@pytest.mark.parametrize("cookie", ["__Host-session=a", "sessionid=a", "x=y; messages=a"])
def test_who_is_signed_in_is_answered_by_the_portal(front, cookie):
    asked(front, "/nb/")
    assert asked(front, "/nb/", Cookie=cookie)[1] == "BYPASS"


def test_what_is_not_to_be_kept_is_not(front):
    for path in ("/nb/admin/login/", "/nb/tjenester/finnes-ikke/", "/"):
        asked(front, path)
        assert asked(front, path)[1] == "MISS"


def test_readers_go_on_while_the_portal_does_not(served, front):
    before = ask(front.port, "/nb/karrieresentre/", tls=True)
    served.stop()
    try:
        time.sleep(KEPT + 0.5)
        for _again in range(3):
            begun = time.monotonic()
            after = ask(front.port, "/nb/karrieresentre/", tls=True)
            assert (after.status, after.text) == (200, before.text)
            assert time.monotonic() - begun < 4  # nobody waits for the portal, which has no answer
    finally:
        served.start()
        served.wait()
