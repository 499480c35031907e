"""Secrets come from files or from the environment, and can be changed without a break."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core import signing
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from portal.environment import env_secret

ROOT = Path(__file__).parents[2]


def settings_say(names: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Read settings in a process of their own, with debug off."""
    kept = {key: value for key, value in os.environ.items() if "SECRET" not in key}
    code = f"from portal import settings as s; print({names})"
    return subprocess.run(
        [sys.executable, "-c", code],
        env=kept | {"PORTAL_DEBUG": "0"} | env, cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.once
def test_a_server_without_a_secret_key_does_not_start(tmp_path):
    run = settings_say("1", PORTAL_VAR=str(tmp_path))
    assert run.returncode != 0
    assert "PORTAL_SECRET_KEY_FILE" in run.stderr


@pytest.mark.once
def test_secrets_are_read_from_files(tmp_path):
    files = {"new": "new-key\n", "old": "older-key\noldest-key\n", "mail": "post\n"}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    run = settings_say(
        "s.SECRET_KEY, s.SECRET_KEY_FALLBACKS, s.MAILERS['default']['OPTIONS']['password']",
        PORTAL_VAR=str(tmp_path),
        PORTAL_SECRET_KEY_FILE=str(tmp_path / "new"),
        PORTAL_OLD_SECRET_KEYS_FILE=str(tmp_path / "old"),
        PORTAL_EMAIL_PASSWORD_FILE=str(tmp_path / "mail"),
    )
    assert run.stdout.strip() == "new-key ['older-key', 'oldest-key'] post", run.stderr


def test_a_file_that_cannot_be_read_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_SECRET_KEY_FILE", str(tmp_path / "missing"))
    with pytest.raises(ImproperlyConfigured, match="PORTAL_SECRET_KEY_FILE cannot be read"):
        env_secret("PORTAL_SECRET_KEY")


def test_what_an_old_key_signed_is_read_until_the_key_is_taken_away():
    with override_settings(SECRET_KEY="old"):
        token = signing.dumps("x", salt="test")
    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=["old"]):
        assert signing.loads(token, salt="test") == "x"
    with override_settings(SECRET_KEY="new"), pytest.raises(signing.BadSignature):
        signing.loads(token, salt="test")


def test_no_secret_stands_in_the_code():
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "portal").rglob("*.py")
        if "migrations" not in path.parts
    )
    assert "PRIVATE KEY" not in text
    assert text.count("only-for-a-machine-with-debug-on") == 1
