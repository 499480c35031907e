"""Behind the nginx example: reload, restart, slow clients, idle connections; nobody is lost."""

import signal
import time

import pytest

from tests.serving.load import Load, are_open, connect, idle
from tests.serving.running import TOKEN, ask

pytestmark = pytest.mark.once


def test_a_reload_under_load_loses_no_request_and_takes_new_workers(served, front):
    before = set(served.workers())
    with Load(front.port).running() as load:
        load.wait_for(40)
        served.process.send_signal(signal.SIGHUP)
        load.wait_for(40)
        deadline = time.monotonic() + 60
        while before & set(served.workers()) and time.monotonic() < deadline:
            time.sleep(0.1)
        load.wait_for(40)
    assert load.lost == []
    assert set(load.answered) == {200, 404, 405}
    assert not before & set(served.workers())
    assert len(served.workers()) == 2


def test_sigterm_and_a_start_under_load_lose_no_request(served, front):
    with Load(front.port).running() as load:
        load.wait_for(40)
        assert served.stop() == 0
        served.start()
        load.wait_for(40)
    assert load.lost == []
    assert load.answered.total() >= 80


def test_who_sends_a_byte_a_second_holds_nobody_up(served, front):
    slow = [connect(front.port) for _each in range(40)]
    head = b"POST /nb/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999\r\n"
    try:
        for number, connection in enumerate(slow):  # half in the middle of the head, half after it
            connection.sendall(head + (b"\r\n" if number % 2 else b"X-Slow: "))
        with Load(front.port).running() as load:
            for _second in range(3):
                for connection in slow:
                    connection.sendall(b"a")
                load.wait_for(20)
                time.sleep(1)
        assert load.lost == []
        assert load.answered.total() >= 60
        assert are_open(slow) == 40  # and nobody was sent away for being slow
    finally:
        for connection in slow:
            connection.close()


def test_a_thousand_idle_connections_hold_nobody_up(served, front):
    with idle(front.port, 1000) as connections:
        with Load(front.port).running() as load:
            load.wait_for(60)
        assert load.lost == []
        assert are_open(connections) == 1000
        connections[500].setblocking(True)
        connections[500].sendall(b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connections[500].recv(4096).startswith(b"HTTP/1.1 200 ")


def test_a_request_is_known_by_one_id_from_nginx_to_the_log(served, front):
    answer = ask(front.port, "/nb/sok/?q=one-id", tls=True, **{"X-Request-ID": "mine"})
    number = answer.headers["X-Request-ID"]
    assert number != "mine"
    assert [line["route"] for line in served.lines("portal.requests") if line["request"] == number]
    assert number in (front.folder / "access.log").read_text()


def test_what_machines_ask_is_not_for_the_world(front):
    for path in ("/healthz", "/readyz", "/metrics"):
        answer = ask(front.port, path, tls=True, Authorization=f"Bearer {TOKEN}")
        assert answer.status == 404


def test_what_nginx_writes_says_nothing_about_who_asked_and_for_what(front):
    ask(
        front.port, "/nb/?name=kari-marked", tls=True,
        **{"User-Agent": "agent-marked", "Referer": "https://marked.example/"},
    )  # fmt: skip
    written = "".join(path.read_text() for path in front.folder.glob("*.log"))
    assert '"status":200' in written
    assert "marked" not in written
    assert "127.0.0.1" not in written
