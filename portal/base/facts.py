"""Facts as a page shows them: in a fixed order, with what is not known said so."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from portal.base import languages
from portal.base.pages import Page


@dataclass(frozen=True)
class FactItem:
    """One of several answers to a fact, perhaps a link."""

    text: str
    language: str
    url: str = ""
    hreflang: str = ""
    note: str = ""
    unconfirmed: bool = False


@dataclass(frozen=True)
class Fact:
    """A label and what is known; with neither value nor items it is shown as not given."""

    label: str
    value: str = ""
    language: str = ""
    note: str = ""
    unconfirmed: bool = False
    items: tuple[FactItem, ...] = ()

    @property
    def missing(self) -> bool:
        """Tell whether nothing is known."""
        return not self.value and not self.items


def slot_fact(label: str, entry: models.Model, field: str) -> Fact:
    """Return a fact from a text slot."""
    value, language = languages.slot(entry, field)
    return Fact(str(label), value, language)


def plain_fact(label: str, value: object) -> Fact:
    """Return a fact whose value is the same in every language."""
    return Fact(str(label), "" if value is None else str(value), languages.current_language())


def link_fact(label: str, entries: Iterable[Page]) -> Fact:
    """Return a fact that consists of links to other entries."""
    items = []
    for entry in entries:
        name = languages.slot(entry, "name")
        hreflang = languages.link_language(entry)
        items.append(FactItem(name.value, name.language, entry.get_absolute_url(), hreflang))
    return Fact(str(label), items=tuple(items))


def address_fact(label: str, url: str, *, confirmed: bool = True) -> Fact:
    """Return a fact that is a web address; one that nobody has confirmed is marked so."""
    if not url:
        return Fact(str(label))
    here = languages.current_language()
    item = FactItem(shown_address(url), here, url, unconfirmed=not confirmed)
    return Fact(str(label), items=(item,))


def shown_address(url: str) -> str:
    """Return a web address as a page shows it, without what all of them begin with."""
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
