"""The README's first command: what it refuses, in one sentence, and what it keeps."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from portal.base.demo import Address, CannotServe, check_writable

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("8000", "127.0.0.1:8000"),
        ("0.0.0.0:80", "0.0.0.0:80"),
        ("localhost:9000", "localhost:9000"),
        ("[::1]:8000", "[::1]:8000"),
    ],
)
def test_the_address_is_read_as_runserver_reads_it(text, address):
    assert str(Address.parse(text)) == address


@pytest.mark.parametrize(
    "text", ["", "web", "99999", "0", "1.2.3.4", "a b:80", "8000/", "::1:8000"]
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(CannotServe, match="is not a port"):
        Address.parse(text)


def test_a_port_in_use_is_said_and_another_offered():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotServe, match=f"demo {port + 1}"):
            Address("127.0.0.1", port).check_free()


def test_a_folder_that_can_not_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotServe, match="cannot be made"):
        check_writable(tmp_path / "file" / "var")


def test_a_read_only_folder_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everywhere
    with pytest.raises(CannotServe, match="read-only"):
        check_writable(tmp_path)


def demo(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PORTAL_VAR": str(folder)}
    environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "demo", *arguments],
        env=environment, capture_output=True, text=True, timeout=300,
    )  # fmt: skip


def test_a_refusal_is_one_sentence_and_no_traceback(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = demo(tmp_path, str(taken.getsockname()[1]))
    assert answer.returncode != 0
    assert "Traceback" not in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1


def test_the_first_run_says_the_password_and_the_second_keeps_everything(tmp_path):
    first = demo(tmp_path, "--no-serve")
    assert first.returncode == 0, first.stderr
    assert "password, shown only now: " in first.stdout
    assert "services.PostalCode: 5122 (5122" in first.stdout
    second = demo(tmp_path, "--no-serve")
    assert second.returncode == 0, second.stderr
    assert "shown only now" not in second.stdout
    assert "Content: 0 new, 0 updated" in second.stdout
    assert "0 kept" in second.stdout


def test_an_older_python_is_told_what_it_needs():
    source = (ROOT / "manage.py").read_text(encoding="utf-8")
    older = source.replace("sys.version_info < (3, 13)", "sys.version_info < (99,)")
    answer = subprocess.run(
        [sys.executable, "-c", older], capture_output=True, text=True, timeout=60
    )
    assert answer.returncode == 1
    assert "needs Python 3.13" in answer.stderr
    assert "Traceback" not in answer.stderr
