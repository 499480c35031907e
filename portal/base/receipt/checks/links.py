"""Links: addresses that can be followed, and that lead somewhere readers may go."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models

from portal.base import richtext
from portal.base.models import Link
from portal.base.pages import Page
from portal.base.receipt.places import Examined, Place
from portal.base.receipt.receipt import Check, Finding, Level
from portal.base.upkeep.findings import Outcome
from portal.base.upkeep.links import address_of, number_of
from portal.base.upkeep.reachable import check_phone

CHECK = Check.LINKS
_BEFORE = {Link.Kind.MAIL: "mailto:", Link.Kind.PHONE: "tel:"}
_REFERENCE = re.compile(r"ref:([\w.]+)/([\w-]+)")
_PHONE = re.compile(r"\+?[\d\s\u00a0()./-]+")


class Written(NamedTuple):
    """An address, where it stands, and the text of the link if it is one."""

    place: Place
    address: str
    text: str


def check(examined: Examined) -> Iterator[Finding]:
    """Find addresses that are wrong, known not to work, or lead to what is not public.

    Two queries for each kind of entry that is referred to, and one for all other addresses.
    """
    written = list(_written(examined))
    for each in written:
        if code := _wrong(each.address):
            yield _finding(each, Level.ERROR, code)
        elif code := _doubtful(each.address):
            yield _finding(each, Level.WARNING, code)
    yield from _references(examined, written)
    yield from _known(written)


def _finding(each: Written, level: Level, code: str, **params: str) -> Finding:
    if code == "link_scheme":
        params = {"address": each.address}
    excerpt = each.text or each.address
    return each.place.finding(CHECK, level, code, excerpt=excerpt, **params)


def _written(examined: Examined) -> Iterator[Written]:
    """Yield the addresses of links in texts, and of the fields that hold one: see collecting."""
    for place in examined.places:
        if not isinstance(place.value, str) or not place.value:
            continue
        if place.is_html:
            for link in place.markup.links:
                yield Written(place, link.address or "", link.text.strip())
        elif place.name in getattr(place.model, "never_public", ()):
            continue
        elif isinstance(place.field, models.URLField):
            yield Written(place, place.value, "")
        elif isinstance(place.field, models.EmailField):
            yield Written(place, f"mailto:{place.value}", "")
    for model, places in examined.rows:
        if hasattr(model, "own_links"):
            row: Any = model(
                **{name: places[name].value for name in getattr(model, "own_links_from", ())}
            )
            for name, kind, address in row.own_links():
                yield Written(places[name], f"{_BEFORE.get(kind, '')}{address}", "")


def _wrong(address: str) -> str:
    """Return what is wrong with an address, as a code; nothing if it can be followed."""
    scheme, _colon, rest = address.partition(":")
    scheme = scheme.lower()
    if not address:
        return "link_empty"
    if scheme not in richtext.SCHEMES or not _colon:
        return "link_scheme"
    if scheme != "tel" and re.search(r"\s", address):
        return "link_blank"
    if scheme == "mailto":
        return "" if _is_mail(rest.partition("?")[0]) else "link_mail"
    if scheme == "tel":
        return "" if _PHONE.fullmatch(rest) else "link_phone"
    if scheme == "ref":
        return ""
    return "" if _host(address) else "link_no_host"


def _doubtful(address: str) -> str:
    """Return what an editor should look at in an address that can be followed."""
    if address.startswith("tel:"):
        number = check_phone(number_of(address.removeprefix("tel:")))
        return "" if number.outcome == Outcome.WORKS else "link_phone_odd"
    if _host(address) in _own_hosts():
        return "link_own"
    return "link_http" if address.lower().startswith("http:") else ""


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _own_hosts() -> set[str]:
    own = {_host(settings.PORTAL_ADDRESS), *settings.ALLOWED_HOSTS}
    return {host.lstrip(".").lower() for host in own} - {"", "*"}


def _is_mail(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _references(examined: Examined, written: Iterable[Written]) -> Iterator[Finding]:
    pages = {m._meta.label_lower: m for m in apps.get_models() if issubclass(m, Page)}
    wanted: dict[str, dict[str, list[Written]]] = defaultdict(lambda: defaultdict(list))
    for each in written:
        if not each.address.startswith("ref:"):
            continue
        found = _REFERENCE.fullmatch(each.address)
        if found is None or found[1] not in pages:
            yield _finding(each, Level.ERROR, "link_ref_nothing", reference=each.address)
        else:
            wanted[found[1]][found[2]].append(each)
    for label, by_key in wanted.items():
        manager = pages[label]._base_manager.filter(key__in=by_key)
        names = {entry.key: str(entry) for entry in manager}
        public = pages[label]._default_manager.published(now=examined.now)
        seen = set(public.filter(key__in=by_key).values_list("key", flat=True))
        if label == examined.entry._meta.label_lower:
            seen.add(examined.entry.key)  # public together with what is written here
        for key, places in by_key.items():
            for each in places:
                if key not in names:
                    yield _finding(each, Level.ERROR, "link_ref_nothing", reference=each.address)
                elif key not in seen:
                    yield _finding(each, Level.WARNING, "link_ref_hidden", name=names[key])


def _known(written: Iterable[Written]) -> Iterator[Finding]:
    """What the regular check of links has found: broken, or moved."""
    by_address = defaultdict(list)
    for each in written:
        if known := address_of(each.address):
            by_address[known.address].append(each)
    bad = {Link.State.BROKEN, Link.State.MOVED}
    for link in Link.objects.filter(address__in=by_address, state__in=bad):
        for each in by_address[link.address]:
            if link.state == Link.State.MOVED:
                yield _finding(each, Level.WARNING, "link_moved", address=link.moved_to)
            elif link.broken_since is None:
                yield _finding(each, Level.WARNING, "link_broken_now")
            else:
                since = link.broken_since.isoformat()
                yield _finding(each, Level.WARNING, "link_broken", since=since)
