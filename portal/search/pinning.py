"""Which page an editor means: by its address, its permanent name or its title; only public ones."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.base.languages import reading_order
from portal.base.links_inside import as_reference
from portal.base.searchable import Document
from portal.search.collecting import SEARCHABLE
from portal.search.finding import NotReady, Suggestion, entry_at, suggest
from portal.search.pages import page_documents

MOST_OFFERED = 6
_NAME = re.compile(r"[\w.-]+:[\w.:-]+")


class NoSuchPage(Exception):
    """Nothing public is meant by what was written; with the pages whose titles are like it."""

    def __init__(self, reason: str, offered: Iterable[Suggestion] = ()) -> None:
        super().__init__(reason)
        self.offered = list(offered)


def pages_named(names: Iterable[str], language: str) -> dict[str, Document]:
    """Return what is public now of some permanent names; a few queries for each kind."""
    wanted = set(names)
    found = {}
    with override(language):
        for each in SEARCHABLE:
            start = f"{each.label}:"
            keys = {name.removeprefix(start) for name in wanted if name.startswith(start)}
            rows = each.entries().filter(**{f"{each.key_field}__in": keys}) if keys else ()
            for row in rows:
                if (document := each.document(row, language)) is not None:
                    found[each.name(row)] = document
        for name, _kind, document in page_documents(language) if wanted - set(found) else ():
            if name in wanted:
                found[name] = document
    return found


def name_meant(text: str, language: str, hosts: Iterable[str] = ()) -> str:
    """Return the permanent name of the page that a text means; raises NoSuchPage.

    `hosts`: where the portal itself is, in an address that begins with https.
    """
    text = text.strip()
    try:
        if text.startswith(("/", "https://", "http://")):
            return _by_address(text, language, hosts)
        if _NAME.fullmatch(text):
            return _by_name(text, language)
        return _by_title(text, language)
    except NotReady:
        raise NoSuchPage(
            _("The search is being made ready. Save again in a minute; what you wrote is kept.")
        ) from None


def _by_name(name: str, language: str) -> str:
    if name in pages_named([name], language):
        return name
    raise NoSuchPage(_("No page that is public now has this permanent name."))


def _by_address(address: str, language: str, hosts: Iterable[str]) -> str:
    """Return what is at an address, or once was, in whatever language it is written."""
    try:
        parts = urlsplit(address)
    except ValueError:
        raise NoSuchPage(_("This is not an address of a page.")) from None
    if parts.netloc and parts.netloc.casefold() not in {host.casefold() for host in hosts}:
        raise NoSuchPage(_("This address is not on the portal. Only the portal’s pages are found."))
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    places = [f"{path}#{parts.fragment}", path] if parts.fragment else [path]
    for code in reading_order(language):
        for place in places:
            if found := entry_at(place, code):
                return found[0]
    reference = as_reference(path)
    if reference:
        name = reference.removeprefix("ref:").replace("/", ":", 1)
        if name in pages_named([name], language):
            return name
        raise NoSuchPage(_("The page at this address is not public now."))
    raise NoSuchPage(_("There is no public page at this address."))


def _by_title(text: str, language: str) -> str:
    """Return the one page with a title; otherwise offer those that are like it."""
    like = suggest(text, language, MOST_OFFERED) if text else []
    same = [each for each in like if each.title.casefold() == text.casefold()]
    if len(same) == 1:
        return _by_address(same[0].url, language, ())
    if like:
        raise NoSuchPage(_("Several pages may be meant. Paste the address of one:"), like)
    raise NoSuchPage(_("No page is called this. Paste the address of the page."))
