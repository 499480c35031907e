#!/usr/bin/env python
"""Run a management command of the portal."""

import os
import sys

if sys.version_info < (3, 13):
    sys.exit(
        "The portal needs Python 3.13; this is "
        f"{sys.version_info.major}.{sys.version_info.minor}. "
        "Run it as: uv run manage.py …"
    )


def main() -> None:
    """Hand the command line to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
