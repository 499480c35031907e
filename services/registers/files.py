"""Fetches a register from a file on this machine or from an address."""

import http.client
import ipaddress
import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

MOST_BYTES = 20 * 1024 * 1024
TIMEOUT = 30
# SSB answers with XML unless asked for something else, and writes CSV in ISO 8859-1, which has
# not all Sámi letters.
_HEADERS = {
    "Accept": "application/json, text/csv;charset=UTF-8;q=0.9, text/plain;q=0.8, */*;q=0.5",
    "User-Agent": "career-guidance-portal update_places",
}


class CannotFetch(Exception):
    """A register that could not be read at all, with the reason in plain words."""


def fetch(source: str, *, most: int = MOST_BYTES, timeout: float = TIMEOUT) -> bytes:
    """Return the bytes of a file or an https address; plain http only on this machine."""
    try:
        is_address = re.match(r"[a-z][a-z0-9+.-]*://", source, re.IGNORECASE)
        raw = _download(source, most, timeout) if is_address else _read(source, most)
    except urllib.error.HTTPError as error:
        error.close()
        raise CannotFetch(
            _("%(source)s: the server answered %(status)s.")
            % {"source": source, "status": error.code}
        ) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise CannotFetch(
            _("%(source)s cannot be read: %(error)s.") % {"source": source, "error": error}
        ) from error
    if len(raw) > most:
        raise CannotFetch(
            _("%(source)s is larger than %(most)s MB, so it is not the register.")
            % {"source": source, "most": most // (1024 * 1024)}
        )
    return raw


def _read(source: str, most: int) -> bytes:
    with Path(source).open("rb") as file:
        return file.read(most + 1)


def _download(address: str, most: int, timeout: float) -> bytes:
    if not _is_safe(address):
        raise CannotFetch(_("%(source)s: only https addresses are read.") % {"source": address})
    handlers: list[Any] = [_SameScheme()]
    if address.lower().startswith("http:"):
        handlers.append(urllib.request.ProxyHandler({}))  # this machine is asked directly
    request = urllib.request.Request(address, headers=_HEADERS)  # noqa: S310 - scheme checked
    with urllib.request.build_opener(*handlers).open(request, timeout=timeout) as response:
        raw: bytes = response.read(most + 1)
        if len(raw) <= most and response.length:
            raise CannotFetch(
                _("%(source)s was cut off: %(missing)s bytes are missing.")
                % {"source": address, "missing": response.length}
            )
    return raw


def _is_safe(address: str) -> bool:
    """Tell whether an address is https, or on this machine."""
    parts = urlsplit(address)
    local = parts.scheme == "http" and _is_this_machine(parts.hostname or "")
    return bool(parts.hostname) and (parts.scheme == "https" or local)


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _SameScheme(urllib.request.HTTPRedirectHandler):
    """Follows a redirect within https only; a register is not fetched by a less safe way."""

    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Any:
        """Refuse a redirect to another scheme or to an address that would not be read."""
        same = urlsplit(newurl).scheme == urlsplit(req.full_url).scheme
        if not (same and _is_safe(newurl)):
            fp.close()
            raise CannotFetch(
                _("%(source)s leads on to %(target)s, which is not read.")
                % {"source": req.full_url, "target": newurl}
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)
