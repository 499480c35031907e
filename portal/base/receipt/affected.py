"""What a publishing touches: the page itself, pages that name it, lists, calendars and feeds."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy, override

from portal.base.content import content_key
from portal.base.drafts.snapshots import Snapshot
from portal.base.languages import all_languages, page_languages, slot
from portal.base.pages import Page, WithBody
from portal.base.receipt.receipt import Affected, Kind
from portal.base.receipt.touched import Touched

MOST = 10  # pages of one kind, or calendars of one sort, that are listed; the rest are counted
NOT_SHOWN = {"owner", "checked_by", "sources"}  # a page does not list what it answers for
EVERYWHERE = (
    Touched("list", gettext_lazy("Changes"), "home:changes"),
    Touched("feed", gettext_lazy("Changes"), "home:changes_atom"),
    Touched("sitemap", "sitemap.xml", "sitemap"),
)


def affected(entry: Any, before: Snapshot | None, *, now: dt.datetime) -> list[Affected]:
    """Return what changes with an entry, as far as the portal can tell.

    A query for each kind of page that can name the entry, one more where they are too many to
    list, and what the entry's own kind asks.
    """
    was = before["fields"] if before else {}
    found: list[Affected] = []
    if isinstance(entry, Page):
        found += _own(entry, was)
    found += _pages(entry, was, now)
    touched = list(entry.also_affects(was)) if hasattr(entry, "also_affects") else []
    found += _capped(touched + (list(EVERYWHERE) if isinstance(entry, Page) else []))
    return found


def _own(entry: Page, was: dict[str, Any]) -> Iterator[Affected]:
    """The page itself in each language it has, and the addresses it leaves."""
    urls = {language: _url(entry, language) for language in page_languages(entry)}
    yield Affected(str(Kind.OWN), _names(entry), {code: url for code, url in urls.items() if url})
    left = {}
    for language in all_languages():
        old = was.get(f"slug_{language}")
        if old and old != getattr(entry, f"slug_{language}"):
            left[language] = _reversed(entry.url_name, language, old)
    if left := {code: url for code, url in left.items() if url}:
        yield Affected(str(Kind.OLD_ADDRESS), left, left)


def _pages(entry: Any, was: dict[str, Any], now: dt.datetime) -> Iterator[Affected]:
    """Other public pages that refer to the entry in a text, or are tied to it, both ways."""
    for model, condition in _conditions(entry, was).items():
        pages: Any = model._default_manager.published(now=now)  # type: ignore[attr-defined]
        pages = pages.filter(condition)
        if isinstance(entry, model):
            pages = pages.exclude(pk=entry.pk)
        if model.address_of:
            pages = pages.select_related(*model.address_of)
        pages = pages.order_by("key").distinct()
        shown = list(pages[: MOST + 1])
        more = pages.count() - MOST if len(shown) > MOST else 0
        for number, page in enumerate(shown[:MOST], start=1):
            urls = {code: _url(page, code) for code in page_languages(page)}
            rest = more if number == MOST else 0
            yield Affected(str(Kind.PAGE), _names(page), urls, rest)


def _conditions(entry: Any, was: dict[str, Any]) -> dict[type[Page], Q]:
    """Return which entries of each kind of page are touched."""
    found: dict[type[Page], Q] = defaultdict(Q)
    reference = f'"ref:{entry._meta.label_lower}/{entry.key}"'
    if isinstance(entry, Page):
        for model in _page_models():
            if issubclass(model, WithBody):
                for language in all_languages():
                    found[model] |= Q((f"body_{language}__contains", reference))
    for relation in entry._meta.get_fields():
        if relation.is_relation and relation.related_model and relation.name not in NOT_SHOWN:
            for model, condition in _tied(entry, relation, was):
                found[model] |= condition
    return found


def _tied(entry: Any, relation: Any, was: dict[str, Any]) -> Iterator[tuple[type[Page], Q]]:
    """Return the pages at the other end of a relation; a part leads on to the pages it names."""
    other = relation.related_model
    if not relation.auto_created:  # the entry names the other, or named it
        if not issubclass(other, Page):
            return
        key, old = content_key(other), was.get(relation.name) or []
        before = Q((f"{key}__in", old if isinstance(old, list) else [old]))
        if relation.many_to_many:
            ids = getattr(entry, relation.name).order_by().values("pk")
            yield other, before | Q(pk__in=ids)
        else:
            yield other, before | Q(pk=getattr(entry, relation.attname))
    elif relation.field.name not in NOT_SHOWN:  # the other names the entry
        name = relation.field.name
        if issubclass(other, Page):
            rows = other._base_manager.filter(**{name: entry.pk}).order_by()
            yield other, Q(pk__in=rows.values("pk"))
            return
        rows = other._base_manager.filter(**{name: entry.pk}).order_by()
        for field in other._meta.concrete_fields:
            target = field.related_model
            named = field.is_relation and field.name not in {name, *NOT_SHOWN}
            if named and isinstance(target, type) and issubclass(target, Page):
                yield (
                    target,
                    Q(pk__in=rows.filter(**{f"{field.name}__isnull": False}).values(field.name)),
                )


def _page_models() -> list[type[Page]]:
    return [model for model in apps.get_models() if issubclass(model, Page)]


def _capped(touched: list[Touched]) -> Iterator[Affected]:
    """Return lists, calendars and feeds with names and addresses, the first of each sort."""
    for _sort, group in groupby(
        dict.fromkeys(touched), key=lambda each: (each.kind, each.url_name)
    ):
        same = list(group)
        for number, each in enumerate(same[:MOST], start=1):
            urls = {}
            for language in all_languages():
                word = [slot(each.about, "slug", language).value] if each.about else []
                if url := _reversed(each.url_name, language, *word, *each.args):
                    urls[language] = url
            rest = max(0, len(same) - MOST) if number == MOST else 0
            yield Affected(each.kind, _called(each), urls, rest)


def _called(each: Touched) -> dict[str, str]:
    names = {}
    for language in all_languages():
        with override(language):
            name = [slot(each.about, "name", language).value] if each.about else []
            names[language] = ": ".join([str(each.label), *name])
    return names


def _names(entry: Any) -> dict[str, str]:
    return {code: slot(entry, "name", code).value for code in all_languages()}


def _url(entry: Page, language: str) -> str:
    """Return the address of a page; one that lacks its address words has none yet."""
    try:
        return entry.url_in(language)
    except NoReverseMatch:
        return ""


def _reversed(url_name: str, language: str, *args: Any) -> str:
    with override(language):
        try:
            return reverse(url_name, args=args)
        except NoReverseMatch:
            return ""
