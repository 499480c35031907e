"""Addresses as editors write them: what kind each is, what it is known by, and how one is replaced.

The same telephone number may be written with or without spaces, and a mail address alone or after
`mailto:`; each is one link, known by one address.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, unquote

import phonenumbers

from portal.base.upkeep.models import Link

REGION = "NO"  # where a telephone number without a country's code belongs
LONGEST = 500  # characters of an address

_HREF = re.compile(r'(<a\b[^>]*?\bhref=")([^"]*)(")', re.IGNORECASE)
_SCHEMES = {
    "mailto:": Link.Kind.MAIL,
    "tel:": Link.Kind.PHONE,
    "ref:": Link.Kind.INTERNAL,
    "http:": Link.Kind.WEB,
    "https:": Link.Kind.WEB,
}
_SHORTEST_NUMBER = 7  # in digits; what is shorter is dialled as it is, without a country's code


class Address(NamedTuple):
    """What a link is known by, and its kind."""

    kind: str
    address: str


def address_of(written: str, kind: str = "") -> Address | None:
    """Return what is written as a link, or nothing for what leads nowhere outside its own page."""
    written = written.strip()
    scheme, colon, rest = written.partition(":")
    known = _SCHEMES.get(f"{scheme.lower()}{colon}")
    kind = known or kind
    if kind == Link.Kind.MAIL:
        found = (unquote(rest) if known else written).partition("?")[0].strip()
    elif kind == Link.Kind.PHONE:
        found = number_of(unquote(rest) if known else written)
    elif kind == Link.Kind.WEB and not known:
        found = f"https://{written}"
    else:
        found = written
    if not kind or not found or not written or len(found) > LONGEST:
        return None
    return Address(kind, found)


def number_of(written: str) -> str:
    """Return a telephone number in its one form: +4755000000, or a short number as dialled."""
    try:
        number = phonenumbers.parse(written, REGION)
    except phonenumbers.NumberParseException:
        return written
    digits = re.sub(r"\D", "", written)
    if len(digits) < _SHORTEST_NUMBER:
        return digits
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def hrefs(text: str) -> Iterator[Address]:
    """Yield the links of a text in HTML, in their order."""
    for _before, href, _after in _HREF.findall(text):
        if (found := address_of(html.unescape(href))) is not None:
            yield found


def with_link(text: str, old: Address, new: str) -> str:
    """Return a text in HTML in which every link to one address leads to another."""

    def replace(match: re.Match[str]) -> str:
        before, href, after = match.groups()
        written = html.unescape(href)
        if address_of(written) != old:
            return match[0]
        return f"{before}{html.escape(_href(written, old.kind, new))}{after}"

    return _HREF.sub(replace, text)


def _href(written: str, kind: str, new: str) -> str:
    """Return a new address as an href; a mail keeps its subject."""
    if kind == Link.Kind.MAIL:
        _address, mark, more = written.partition("?")
        return f"mailto:{quote(new, safe='@+')}{mark}{more}"
    if kind == Link.Kind.PHONE:
        return f"tel:{number_of(new)}"
    return new
