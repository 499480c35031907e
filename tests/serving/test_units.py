"""The units of systemd agree with each other; benchmarks/units.sh runs them."""

import re

import pytest

from tests.serving.running import EXAMPLES

pytestmark = pytest.mark.once
SERVICE = (EXAMPLES / "portal.service").read_text("utf-8")
PERIODIC = (EXAMPLES / "portal-periodic.service").read_text("utf-8")
MANAGE = (EXAMPLES / "portal-manage").read_text("utf-8")


def of(unit: str, *names: str) -> set[str]:
    lines = unit.splitlines()
    return {line for line in lines if line.partition("=")[0] in names and "MALLOC" not in line}


def test_periodic_work_has_the_settings_the_secret_and_the_limits_of_the_service():
    names = ("User", "Group", "WorkingDirectory", "EnvironmentFile", "Environment", "UMask")
    names += ("LoadCredential", "StateDirectory", "CapabilityBoundingSet", "SystemCallFilter")
    assert len(of(SERVICE, *names)) == 13
    assert of(PERIODIC, *names) == of(SERVICE, *names)
    hardening = re.compile(r"(?:Protect|Restrict|Private|No|Lock|Memory(?!Max))\w+$")
    shared = [line for line in SERVICE.splitlines() if hardening.match(line.partition("=")[0])]
    assert len(shared) > 15
    assert {line for line in shared if "NotifyAccess" not in line} <= {*PERIODIC.splitlines()}


def test_a_command_by_hand_has_the_settings_and_the_secret_of_the_service():
    for line in of(SERVICE, "EnvironmentFile", "StateDirectory", "LoadCredential", "UMask"):
        assert f"--property={line}" in MANAGE
    for line in of(SERVICE, "Environment"):
        setting = line.removeprefix("Environment=")
        assert setting.replace("%d", "$CREDENTIALS_DIRECTORY") in MANAGE


def test_a_reload_runs_nothing_that_would_have_to_read_the_secret():
    assert of(SERVICE, "ExecReload") == {"ExecReload=/bin/kill -HUP $MAINPID"}
