"""Web addresses are visited politely, and nothing but the open internet is ever connected to."""

import socket
import time

import pytest

from portal.base.upkeep.fetching import AGENT
from portal.base.upkeep.findings import Outcome
from portal.base.upkeep.guard import (
    Forbidden,
    GuardedBackend,
    NoNameService,
    UnknownHost,
    is_public,
)
from tests.upkeep.sites import HERE, site


def test_a_page_that_is_there_is_asked_for_its_head_alone(settings):
    settings.PORTAL_ADDRESS, settings.PORTAL_CONTACT = "https://example.org", "post@example.org"
    with site({"/": 200}) as here:
        [found] = here.visit(here.url("/"))
        assert (found.outcome, found.status, here.paths()) == (Outcome.WORKS, 200, ["HEAD /"])
        assert here.agents == {f"{AGENT}/1.0 (+https://example.org; post@example.org)"}


@pytest.mark.parametrize("refusal", [405, 403, 404, 500, "silence"])
def test_a_server_that_refuses_head_is_asked_for_the_page(refusal):
    with site({"HEAD /": refusal, "GET /": (200, {}, b"x" * 100_000)}) as here:
        [found] = here.visit(here.url("/"), seconds=0.5)
        assert found.outcome is Outcome.WORKS
        assert here.paths() == ["HEAD /", "GET /"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (401, Outcome.UNSURE),
        (403, Outcome.UNSURE),
        (429, Outcome.TROUBLE),
        (500, Outcome.TROUBLE),
        (503, Outcome.TROUBLE),
        (400, Outcome.TROUBLE),
    ],
)
def test_what_an_answer_comes_to(status, outcome):
    with site({"/": status}) as here:
        [found] = here.visit(here.url("/"))
        assert (found.outcome, found.status) == (outcome, status)


def test_a_wall_against_programs_is_no_broken_link():
    with site({"/": (503, {"cf-mitigated": "challenge"})}) as here:
        assert here.visit(here.url("/"))[0].outcome is Outcome.UNSURE


def test_who_asks_us_to_come_back_later_is_not_asked_twice():
    with site({"/": (429, {"Retry-After": "172800"})}) as here:
        [found] = here.visit(here.url("/"))
        assert (found.wait.days, here.paths()) == (2, ["HEAD /"])


def test_permanent_redirects_say_where_a_page_has_moved_and_others_do_not():
    pages = {
        "/old": (301, {"Location": "/older"}),
        "/older": (308, {"Location": "http://b.example.org:PORT/new"}),
        "/new": 200,
        "/today": (302, {"Location": "/new"}),
        "/mixed": (301, {"Location": "/today"}),
    }
    with site(pages) as here:
        old, today, mixed = here.visit(
            here.url("/old#part"), here.url("/today"), here.url("/mixed")
        )
        assert (old.outcome, old.moved_to) == (
            Outcome.MOVED,
            here.url("/new#part", "b.example.org"),
        )
        assert (today.outcome, today.moved_to) == (Outcome.WORKS, "")
        assert (mixed.outcome, mixed.moved_to) == (Outcome.MOVED, here.url("/today"))


def test_a_redirect_without_an_end_is_left():
    with site({"/round": (302, {"Location": "/round"})}) as here:
        [found] = here.visit(here.url("/round"))
        assert (found.outcome, found.said) == (Outcome.TROUBLE, "too_many_redirects")


def test_a_page_that_has_moved_to_nowhere_is_gone():
    with site({"/old": (301, {"Location": "/nowhere"})}) as here:
        assert here.visit(here.url("/old"))[0].outcome is Outcome.GONE


@pytest.mark.parametrize("page", ["silence", "trickle"])
def test_a_server_that_keeps_us_waiting_is_left_in_time(page):
    with site({"/": page}) as here:
        [found] = here.visit(
            here.url("/"), seconds=0.4, seconds_in_all=0.8, clock=time.monotonic, pause=0
        )
        assert (found.outcome, found.said) == (Outcome.TROUBLE, "timeout")


def test_a_site_that_asks_programs_to_stay_away_is_left_alone():
    rules = (200, {}, b"User-agent: *\nDisallow: /private/\n")
    with site({"/robots.txt": rules, "/private/x": 200, "/open": 200}) as here:
        closed, opened = here.visit(here.url("/private/x"), here.url("/open"))
        assert (closed.outcome, closed.said) == (Outcome.UNSURE, "robots")
        assert (opened.outcome, here.paths()) == (Outcome.WORKS, ["HEAD /open"])
        assert len([path for _m, _h, path in here.asked if path == "/robots.txt"]) == 1


def test_the_rules_of_where_a_redirect_leads_hold_too():
    pages = {"/": (302, {"Location": "http://b.example.org:PORT/x"}), "/x": 200}
    pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /x\n")
    with site(pages) as here:
        assert here.visit(here.url("/"))[0].said == "robots"
        assert here.paths("b.example.org") == []


def test_a_site_whose_rules_cannot_be_read_is_asked_for_nothing_else():
    with site({"/robots.txt": 500, "/": 200}) as here:
        assert here.visit(here.url("/"))[0].said == "robots_trouble"
        assert here.paths() == []


def test_each_host_has_its_rest_and_meanwhile_the_others_are_asked():
    with site({f"/{n}": 200 for n in range(4)}) as here:
        pages = [
            here.url(f"/{n}", host) for host in ("a.example.org", "b.example.org") for n in range(4)
        ]
        found = here.visit(*pages, pause=3.0)
        assert {each.outcome for each in found} == {Outcome.WORKS}
        hosts = [host.partition(".")[0] for _method, host, _path in here.asked]
        assert hosts == ["a", "b"] * 5  # the rules and four pages of each, in turn
        assert here.clock.slept == [3.0] * 4  # and not twice that


def test_the_pace_that_a_site_asks_for_is_kept():
    rules = (200, {}, b"User-agent: *\nCrawl-delay: 9\n")
    with site({"/robots.txt": rules, "/": 200}) as here:
        here.visit(here.url("/"), pause=3.0)
        assert here.clock.slept == [9.0]


NOT_PUBLIC = (
    *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255"),  # noqa: S104
    *("192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1"),
    *("198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808"),
    *("64:ff9b:1::1", "2002:7f00:1::", "2001:db8::1", "2001::1", "100::1", "nonsense"),
)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_inside_a_network_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "193.0.6.139", "2001:67c:2e8:22::c100:68b"])
def test_an_address_on_the_open_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize("address", [HERE, "10.1.2.3", "::1", "::ffff:127.0.0.1"])
def test_a_name_that_leads_inside_a_network_is_never_connected_to(address):
    with site({"/": 200}, inside_example_org=[[address]]) as here:
        [found] = here.visit(here.url("/", "inside.example.org"), allowed=())
        assert (found.outcome, found.said, here.asked) == (Outcome.UNSURE, "not_followed", [])


def test_one_address_inside_a_network_among_several_is_enough_to_refuse():
    with site({"/": 200}, mixed_example_org=[[HERE, "10.0.0.1"]]) as here:
        assert here.visit(here.url("/", "mixed.example.org"))[0].said == "not_followed"
        assert here.asked == []


def test_a_redirect_into_a_network_is_not_followed():
    pages = {"/": (302, {"Location": "http://inside.example.org:PORT/secret"}), "/secret": 200}
    with site(pages, inside_example_org=[["192.168.0.1"]]) as here:
        assert here.visit(here.url("/"))[0].said == "not_followed"
        assert here.paths("inside.example.org") == []


def test_a_name_that_changes_its_mind_is_looked_at_each_time():
    answers = [[HERE], ["10.0.0.1"]]  # the first for the rules, the second for the page
    with site({"/": 200}, fickle_example_org=answers) as here:
        assert here.visit(here.url("/", "fickle.example.org"))[0].said == "not_followed"
        assert here.paths("fickle.example.org") == []


def test_the_connection_goes_to_the_address_that_was_looked_at():
    looked_up = []

    def resolve(host: str) -> list[str]:
        looked_up.append(host)
        return [HERE]

    with site({}) as here:
        backend = GuardedBackend(resolve=resolve, allowed={HERE}, ports={here.port})
        stream = backend.connect_tcp("a.example.org", here.port, timeout=1)
        assert stream.get_extra_info("server_addr") == (HERE, here.port)
        stream.close()
    assert looked_up == ["a.example.org"]


@pytest.mark.parametrize("port", [22, 25, 8080, 5432])
def test_other_doors_than_the_two_of_the_web_are_not_tried(port):
    with pytest.raises(Forbidden):
        GuardedBackend(resolve=lambda host: ["8.8.8.8"]).connect_tcp("example.org", port)


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f000001", "2130706433", "[::1]"])
def test_the_guard_of_the_command_lets_nobody_in(host):
    with pytest.raises((Forbidden, UnknownHost, NoNameService)):
        GuardedBackend().connect_tcp(host.strip("[]"), 80)


@pytest.mark.parametrize("address", ["http://", "http://[", "http://a b/", "https://exa mple.org"])
def test_what_is_no_address_is_said_to_be_none(address):
    with site({}) as here:
        assert here.visit(address)[0].outcome in {Outcome.WRONG, Outcome.UNSURE}
        assert here.asked == []


@pytest.mark.parametrize("target", ["ftp://example.org/", "file:///etc/passwd", "//[", "gopher:x"])
def test_a_redirect_to_something_else_than_the_web_is_not_followed(target):
    with site({"/": (302, {"Location": target})}) as here:
        assert here.visit(here.url("/"))[0].outcome in {Outcome.UNSURE, Outcome.TROUBLE}
        assert set(here.paths()) <= {"HEAD /", "GET /"}


def test_a_proxy_in_the_environment_is_not_used(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with site({"/": 200}) as here:
        assert here.visit(here.url("/"))[0].outcome is Outcome.WORKS


def test_a_host_that_nobody_knows_is_told_from_a_name_service_that_is_away(monkeypatch):
    for number, problem in ((socket.EAI_NONAME, UnknownHost), (socket.EAI_AGAIN, NoNameService)):

        def fail(*_args: object, number: int = number, **_options: object) -> None:
            raise socket.gaierror(number, "no")

        monkeypatch.setattr(socket, "getaddrinfo", fail)
        with pytest.raises(problem):
            GuardedBackend().connect_tcp("example.org", 443)
    with site({}) as here:
        [found] = here.visit(here.url("/", "nowhere.example.org"))
        assert (found.outcome, found.said) == (Outcome.GONE, "unknown_host")
