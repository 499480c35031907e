"""What the demo needs to know before it serves: where, and whether it can."""

import hashlib
import os
import re
import socket
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders

_ADDRESS = re.compile(r"^(?:(?P<host>\[[0-9a-fA-F:]+\]|[^:\s]+):)?(?P<port>\d{1,5})$")


class CannotServe(Exception):
    """Why the demo cannot serve, in one sentence."""


@dataclass(frozen=True)
class Address:
    """Where the demo serves."""

    host: str = "127.0.0.1"
    port: int = 8000

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Read `[address:]port`, as runserver takes it; raises CannotServe."""
        match = _ADDRESS.match(text)
        if match is None or not 0 < int(match["port"]) < 65536:
            raise CannotServe(f"“{text}” is not a port, nor an address and a port: try 8000.")
        return cls(match["host"] or cls.host, int(match["port"]))

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"

    def check_free(self) -> None:
        """Raise CannotServe when something else answers here, or nothing may."""
        family = socket.AF_INET6 if self.host.startswith("[") else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host.strip("[]"), self.port))
            except OSError as error:
                raise CannotServe(
                    f"Port {self.port} at {self.host} cannot be used ({error.strerror}). "
                    f"Choose another: uv run manage.py demo {self.port + 1}"
                ) from error


def check_writable(folder: Path) -> None:
    """Raise CannotServe when the database cannot be made in a folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotServe(f"The folder {folder} cannot be made: {error.strerror}.") from error
    if not os.access(folder, os.W_OK):
        raise CannotServe(
            f"The folder {folder} is read-only. Set PORTAL_VAR to a folder that can be written to."
        )


def static_stamp() -> str:
    """Return a fingerprint of every static file there is, so that they are collected only once."""
    files = [
        f"{path} {Path(storage.path(path)).stat().st_mtime_ns}"
        for finder in get_finders()
        for path, storage in finder.list([])
    ]
    return hashlib.sha256("\n".join(sorted(files)).encode()).hexdigest()
