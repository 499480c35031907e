"""A link is called broken when it is, not on one bad day, and never because we have no network."""

import contextlib
import datetime as dt
import socketserver
import threading
from collections.abc import Iterator

import dns.flags
import dns.message
import dns.resolver
import dns.rrset
import pytest

from portal.base.publishing import State
from portal.base.upkeep.checking import check, due
from portal.base.upkeep.findings import Outcome, in_words
from portal.base.upkeep.links import number_of
from portal.base.upkeep.models import Link
from portal.base.upkeep.reachable import check_mail, check_phone
from tests.factories import ServiceFactory
from tests.upkeep.sites import site

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def web(address: str, **values: object) -> Link:
    return Link.objects.create(kind="web", address=address, next_check_at=NOW, **values)


def checked(here, link: Link, now: dt.datetime) -> Link:
    here.check(link, now=now)
    link.refresh_from_db()
    return link


def test_a_page_that_is_gone_is_broken_at_the_second_time():
    with site({}) as here:
        link = checked(here, web(here.url("/gone")), NOW)
        assert (link.state, link.status, link.failures) == ("unsure", 404, 1)
        assert link.next_check_at == NOW + DAY
        link = checked(here, link, NOW + DAY)
        assert (link.state, link.broken_since) == ("broken", dt.date(2027, 3, 2))
        link = checked(here, link, NOW + 3 * DAY)
        assert link.broken_since == dt.date(2027, 3, 2)


def test_a_host_that_does_not_exist_is_broken_at_the_second_time():
    with site({"/": 200}) as here:
        alive, dead = web(here.url("/")), web(here.url("/", "nowhere.example.org"))
        here.check(alive, dead, now=NOW)
        here.check(alive, dead, now=NOW + DAY)
        assert Link.objects.get(pk=dead.pk).state == "broken"
        assert "Navnetjenesten" in in_words(dead)


def test_a_server_in_trouble_is_asked_again_after_growing_waits_and_broken_after_three_days():
    with site({"/": 500}) as here:
        link, now, waits = web(here.url("/"), state="works"), NOW, []
        for _day in range(3):
            assert link.state == "works"
            link = checked(here, link, now)
            waits.append((link.next_check_at - now).days)
            now = link.next_check_at
        assert waits == [1, 2, 4]
        assert (link.state, link.failures) == ("broken", 3)
        here.pages["/"] = 200
        link = checked(here, link, now)
        assert (link.state, link.failures, link.broken_since) == ("works", 0, None)


def test_trouble_counts_once_a_day():
    with site({"/": 500}) as here:
        link = web(here.url("/"))
        for hour in range(5):
            link = checked(here, link, NOW + dt.timedelta(hours=hour))
        assert (link.failures, link.state) == (1, "unsure")


def test_a_moved_page_says_where_it_is_now():
    with site({"/old": (301, {"Location": "/new"}), "/new": 200}) as here:
        link = checked(here, web(here.url("/old")), NOW)
        assert (link.state, link.moved_to) == ("moved", here.url("/new"))


def test_without_a_network_nothing_is_written_down_and_the_report_says_so():
    with site({}) as here:
        links = [
            web(here.url("/", f"{name}.example.org"), state="works", failures=1)
            for name in ("x", "y")
        ]
        report = here.check(*links, now=NOW)
        assert not report.online
        assert set(Link.objects.values_list("state", "failures", "checked_at")) == {
            ("works", 1, None)
        }


def test_the_one_link_whose_host_is_gone_is_told_from_having_no_network():
    with site({"/": 200}) as here:
        web(here.url("/"), state="works", checked_at=NOW)
        dead = web(here.url("/", "nowhere.example.org"), failures=1)
        report = here.check(dead, now=NOW)
        assert (report.online, [link.pk for link in report.newly_broken]) == (True, [dead.pk])


def test_what_was_not_reached_in_time_stays_due():
    with site({f"/{n}": 200 for n in range(5)}) as here:
        links = [web(here.url(f"/{n}")) for n in range(5)]
        report = here.check(*links, now=NOW, seconds=10)  # three pauses, the rules first
        assert (report.checked, report.left) == (3, 2)
        assert len(due(NOW)) == 2


def test_only_what_is_due_is_checked_unless_all_is_asked_for():
    later = web("https://example.org/later")
    Link.objects.filter(pk=later.pk).update(next_check_at=NOW + DAY)
    now = web("https://example.org/now")
    assert due(NOW) == [now]
    assert due(NOW, every=True) == [now, later]
    assert due(NOW, every=True, limit=1) == [now]


@pytest.mark.parametrize(
    "number",
    [
        "110",
        "112",
        "113",
        "116117",
        "1881",
        "02800",
        "09189",
        "04040",
        "55553333",
        "80033166",
        "81548000",
        "82000000",
        "+4755553333",
        "+468123456",
    ],
)
def test_a_number_of_the_plan_works(number):
    assert check_phone(number_of(number)).outcome is Outcome.WORKS


@pytest.mark.parametrize(
    "number", ["55 00", "999", "12345", "5555333", "+47 1234567890", "abc", ""]
)
def test_a_number_outside_the_plan_does_not(number):
    assert check_phone(number_of(number)).outcome is Outcome.WRONG


class _Names(socketserver.BaseRequestHandler):
    """A name service with one domain that takes mail, one that does not, and one in trouble."""

    def handle(self) -> None:
        data, sock = self.request
        query = dns.message.from_wire(data)
        answer = dns.message.make_response(query)
        name, kind = str(query.question[0].name), query.question[0].rdtype
        if name == "mail.example.org." and kind == dns.rdatatype.MX:
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", "MX", "10 mx.example.org."))
        elif name == "none.example.org." and kind == dns.rdatatype.MX:
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", "MX", "0 ."))
        elif name == "trouble.example.org.":
            answer.set_rcode(dns.rcode.SERVFAIL)
        else:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        sock.sendto(answer.to_wire(), self.client_address)


@contextlib.contextmanager
def names() -> Iterator[dns.resolver.Resolver]:
    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), _Names) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers, resolver.port = ["127.0.0.1"], server.server_address[1]
        yield resolver
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        ("post@mail.example.org", Outcome.WORKS),
        ("post@none.example.org", Outcome.GONE),
        ("post@nowhere.example.org", Outcome.GONE),
        ("post@trouble.example.org", Outcome.UNSURE),
        ("no address", Outcome.WRONG),
    ],
)
def test_a_mail_address_is_asked_for_in_the_name_service(address, outcome):
    with names() as resolver:
        assert check_mail(address, resolver).outcome is outcome


def test_a_reference_works_as_long_as_its_entry_is_public(django_assert_num_queries):
    entries = [ServiceFactory() for _n in range(10)]
    links = [
        Link.objects.create(kind="internal", address=f"ref:services.service/{entry.key}")
        for entry in entries
    ]
    nowhere = Link.objects.create(kind="internal", address="ref:services.service/nowhere")
    no_kind = Link.objects.create(kind="internal", address="ref:nothing/x")
    check([*links, nowhere, no_kind], now=NOW)
    assert set(Link.objects.filter(pk__in=[link.pk for link in links]).values_list("state")) == {
        ("works",)
    }
    assert {nowhere.state, no_kind.state} == {"broken"}
    entries[0].state = State.DRAFT
    entries[0].save()
    check(links, now=NOW + DAY)
    assert (links[0].state, links[0].said) == ("broken", "not_public")
    assert links[1].state == "works"
