"""Runs commands and acts of the portal, each in a process of its own; see portals.py.

Django is loaded once, and every process is a child of this one. A line of JSON is an order.
"""

import json
import os
import resource
import sys
import traceback
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import execute_from_command_line  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402

from portal.base.management.commands import backup as backup  # noqa: E402
from portal.base.management.commands import restore as restore  # noqa: E402
from tests.backups.acts import ACTS  # noqa: E402


def start(order: dict[str, Any]) -> int:
    """Start a process that carries out an order, and return its number."""
    if child := os.fork():
        return child
    status = 70
    try:
        out = os.open(order["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(os.open(order.get("asking", os.devnull), os.O_RDWR), 0)
        os.dup2(out, 1)
        os.dup2(out, 2)
        for name, value in order.get("settings", {}).items():
            setattr(settings, name, value)
        settings.DATABASES["default"].update(order.get("database", {}))
        if limit := order.get("limit"):
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        carry_out(order)
        status = 0
    except SystemExit as ended:
        status = int(ended.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


def carry_out(order: dict[str, Any]) -> None:
    name, *more = order["words"]
    if name in ACTS:
        print(json.dumps(ACTS[name](*more), default=str))
    else:
        execute_from_command_line(["manage.py", name, "--skip-checks", *more])


if __name__ == "__main__":
    MigrationLoader(None)  # so that not every process reads the migrations again
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            _pid, ended = os.waitpid(order["wait"], 0)
            answer = os.waitstatus_to_exitcode(ended)
        else:
            answer = start(order)
        os.write(1, f"{answer}\n".encode())
