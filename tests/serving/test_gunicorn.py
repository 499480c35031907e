"""gunicorn with the portal's settings: it starts, tells systemd, counts over workers, ends well."""

import os
import re
import shutil
import signal
import socket
import time

import pytest

from tests.serving.running import ask, metrics

pytestmark = pytest.mark.once


def counted(text: str, *labels: str) -> float:
    """Return how many requests with these labels have been answered."""
    lines = [line for line in text.splitlines() if line.startswith("portal_requests_total")]
    return sum(float(line.split()[-1]) for line in lines if all(one in line for one in labels))


def test_two_workers_answer_pages_and_searches(served):
    assert len(served.workers()) == 2
    for path in ("/nb/", "/nn/", "/en/", "/nb/sok/?q=veiledning"):
        answer = ask(served.port, path, **{"X-Forwarded-Proto": "https"})
        assert answer.status == 200, path
        assert "</html>" in answer.text


def test_https_is_believed_of_the_proxy(served):
    assert ask(served.port, "/nb/").status == 301
    answer = ask(served.port, "/nb/", **{"X-Forwarded-Proto": "https"})
    assert answer.status == 200


def test_counts_go_on_when_a_worker_is_killed_and_files_do_not_grow(served):
    for _each in range(20):
        ask(served.port, "/robots.txt", **{"X-Forwarded-Proto": "https"})
    before = counted(metrics(served.port), 'status="200"')
    assert before >= 20
    files = sorted(served.counts().iterdir())
    for _each in range(2):
        victim, others = served.workers()[0], served.workers()[1:]
        os.kill(victim, signal.SIGKILL)
        deadline = time.monotonic() + 60
        while victim in served.workers() or len(served.workers()) < 2:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert others
        served.wait()
    for _each in range(20):
        ask(served.port, "/robots.txt", **{"X-Forwarded-Proto": "https"})
    assert counted(metrics(served.port), 'status="200"') >= before + 20
    assert sorted(served.counts().iterdir()) == files


def test_names_that_strangers_make_up_do_not_become_labels(served):
    for number in range(30):
        ask(served.port, f"/made-up-{number}", **{"X-Forwarded-Proto": "https"})
    with socket.create_connection(("127.0.0.1", served.port)) as connection:
        connection.sendall(b"INVENTED / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 ")
    text = metrics(served.port)
    assert "made-up" not in text
    assert "INVENTED" not in text
    assert counted(text, 'route="none"', 'status="404"') >= 30
    assert set(re.findall(r'method="(\w+)"', text)) <= {"GET", "HEAD", "POST", "OTHER"}


def test_systemd_is_told_when_it_listens_and_sigterm_takes_the_counts_away(served, tmp_path):
    served.stop()
    path = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(path)
        systemd.settimeout(60)
        served.environment["NOTIFY_SOCKET"] = path
        served.start()
        assert systemd.recv(1000).startswith(b"READY=1\n")
        served.wait()
    counts = served.counts()
    assert counts.is_dir()
    assert served.stop() == 0
    assert not counts.exists()
    served.start()
    served.wait()


def test_a_reload_makes_the_search_index_that_new_code_needs(served):
    shutil.rmtree(served.folder / "search")
    old = served.workers()
    os.kill(served.process.pid, signal.SIGHUP)
    deadline = time.monotonic() + 120
    while set(old) & set(served.workers()):
        assert time.monotonic() < deadline, served.log.read_text()
        time.sleep(0.1)
    said = [line["text"] for line in served.lines("gunicorn.error")]
    assert any("Search index before the new workers: nb: " in text for text in said), said
    assert len(list((served.folder / "search").rglob("meta.json"))) == 3


def test_nothing_that_a_client_sends_wrongly_is_logged(served):
    for sent in (b"G@T /kari@marked.example HTTP/1.1\r\n\r\n", b"GET /\r\nmarked: ja\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", served.port)) as connection:
            connection.sendall(sent)
            assert b" 400 " in connection.recv(500)
    assert "Invalid request" in {line["text"] for line in served.lines("gunicorn.error")}
    assert "marked" not in served.log.read_text()
    assert "127.0.0.1" not in str([line for line in served.lines() if line["level"] != "info"])
