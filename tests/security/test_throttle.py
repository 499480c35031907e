"""How often one sender may ask: counted by window, in bounded memory, and nobody is remembered."""

import datetime as dt
import re
import tracemalloc

import html5lib
import pytest
from django.test import Client, RequestFactory

from portal.base import throttle
from portal.base.throttle import MINUTE, ROOM, Limit, seconds_to_wait

NOW = dt.datetime(2026, 11, 22, 12, 59, 30, tzinfo=dt.UTC)
PAGES = {  # and another field that they read
    "/nb/sok/": ("q", "kind"),
    "/nn/sok/": ("q", "kind"),
    "/en/search/": ("q", "kind"),
    "/nb/finn/": ("place", "situation"),
    "/nb/steder/": ("place", "for"),
}


def ask(limit: Limit, address: str = "198.51.100.4", now: dt.datetime = NOW) -> int:
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    return seconds_to_wait(request, limit, now=now)


def test_a_limit_counts_by_address_and_window():
    hour, minute = Limit("hour", 2), Limit("minute", 2, MINUTE)
    assert [ask(hour) for _time in range(3)] == [0, 0, 30]
    assert [ask(minute) for _time in range(4)] == [0, 0, 30, 30]
    assert ask(hour, "198.51.100.5") == 0
    assert ask(minute, now=NOW + dt.timedelta(seconds=30)) == 0
    assert ask(Limit("hour", 5)) == 0


def test_neither_an_address_nor_a_lasting_name_of_it_is_kept():
    limit = Limit("test", 2)
    ask(limit)
    before = dict(throttle._windows["test"].counts)
    assert "198.51.100.4" not in str(throttle._windows)
    throttle.forget()
    ask(limit)
    after = throttle._windows["test"].counts
    assert list(before.values()) == list(after.values()) == [1]
    assert set(before).isdisjoint(after)


def test_what_was_counted_is_forgotten_when_its_window_ends_whoever_comes_next():
    ask(Limit("hour", 2))
    ask(Limit("minute", 2, MINUTE))
    assert set(throttle._windows) == {"hour", "minute"}
    ask(Limit("other", 2), now=NOW + dt.timedelta(seconds=30))
    assert set(throttle._windows) == {"other"}


def test_a_flood_of_addresses_stays_in_bounds_and_frees_nobody(monkeypatch):
    monkeypatch.setattr(throttle, "ROOM", 500)
    limit = Limit("flood", 3, MINUTE)
    known = "203.0.113.7"
    for _time in range(4):
        ask(limit, known)
    counts = throttle._windows["flood"].counts
    for number in range(5000):
        ask(limit, f"2001:db8:{number:x}::1")
    assert ask(limit, known) == 30
    whole = [name for name in counts if len(name) == 16]
    assert len(whole) == 500
    assert len(counts) <= 500 + 2 ** (8 * throttle.SHARED)
    late = "192.0.2.200"
    assert [ask(limit, late) > 0 for _time in range(5)][3:] == [True, True]


@pytest.mark.once
def test_as_many_as_there_is_room_for_take_a_few_megabytes():
    window = throttle._Window(1)
    tracemalloc.start()
    try:
        for number in range(ROOM):
            window.count(str(number))
        size = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert len(window.counts) == ROOM
    assert size < 10_000_000


@pytest.fixture
def few(settings) -> None:
    """Let two of each be asked in a minute, long before the minute ends."""
    settings.PORTAL_EACH_MINUTE = {"searches": 2, "suggestions": 2}


@pytest.mark.django_db
@pytest.mark.usefixtures("few", "shared_search_index")
@pytest.mark.parametrize("path", PAGES)
def test_who_searches_too_often_is_told_when_to_ask_again_and_loses_nothing(path):
    field, another = PAGES[path]
    query = {field: 'Tromsø "x"<', another: "\x00service"}
    client = Client()
    answers = [client.get(path, query) for _time in range(6)]  # a minute may end among them
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert {answer.status_code for answer in answers[:2]} <= {200, 302, 400}
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    assert "no-store" in refused["Cache-Control"]
    assert not refused.cookies
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    elements = list(parser.parse(refused.text).iter())
    assert parser.errors == []
    assert f'<html lang="{path[1:3]}">' in refused.text
    assert len([each for each in elements if each.tag == "h1"]) == 1
    (form,) = re.findall(rf'<form class="ask-form"[^>]*action="{path}">', refused.text)
    fields = {each.get("name"): each.get("value") for each in elements if each.tag == "input"}
    assert {field: query[field], another: "service"}.items() <= fields.items()
    assert re.search(rf'href="/en/[^"]*\?[^"]*{another}=service', refused.text)
    assert Client(REMOTE_ADDR="192.0.2.9").get(path, query).status_code in {200, 302, 400}
    assert client.get(path).status_code == 200  # without a question nothing is counted


@pytest.mark.django_db
@pytest.mark.usefixtures("few", "shared_search_index")
@pytest.mark.parametrize("path", ["/nb/sok/forslag/", "/en/search/suggestions.json"])
def test_suggestions_asked_too_often_are_refused_in_a_few_bytes(path):
    client = Client()
    answers = [client.get(path, {"q": "karr"}) for _time in range(6)]  # a minute may end among them
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert answers[0].status_code == 200
    assert refused.content == b""
    assert int(refused["Retry-After"]) > 0
