"""Finds every link that the public portal sends readers to, and where each stands.

Fields for addresses and the bodies of entries are known by their type. A model names further texts
in HTML in `rich_text`, and addresses that are never shown in `never_public`. Where it differs from
row to row what a field holds, it has a method `own_links`, and names what that reads in
`own_links_from`.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from portal.base.accounts.kinds import entries_of
from portal.base.content import content_key
from portal.base.drafts.shape import part_key, parts_of
from portal.base.languages import all_languages
from portal.base.models import Source
from portal.base.pages import WithBody
from portal.base.publishing import Publishable, published_q
from portal.base.upkeep.links import Address, address_of, hrefs
from portal.base.upkeep.models import Link, LinkUse

_BY_FIELD = {models.URLField: Link.Kind.WEB, models.EmailField: Link.Kind.MAIL}
SOURCE = Source._meta.label_lower


class Use(NamedTuple):
    """One link, and the field of an entry that it stands in."""

    link: Address
    model: str
    key: str
    path: str


@dataclass(frozen=True)
class Collected:
    """How many links there are, and what became of those from last time."""

    links: int
    uses: int
    new: int
    gone: int


def collect(*, now: dt.datetime | None = None) -> Collected:
    """Write down every link of what is public at a moment, and forget those no longer used.

    The number of queries follows from the kinds of content, not from how much there is of each.
    """
    found = set(links_of_everything(now or timezone.now()))
    with transaction.atomic():
        return _store(found, now or timezone.now())


def links_of_everything(now: dt.datetime) -> Iterator[Use]:
    """Yield every link of what is public at a moment: entries, their parts, their sources."""
    sources: set[int] = set()
    for model in apps.get_models():
        if issubclass(model, Publishable):
            rows = model._base_manager.filter(published_q(now))
            yield from _of_entries(model, rows, now, sources)
        elif model is not Source and not entries_of(model):
            _rested_on(model, model._base_manager.all(), sources)
    for source in Source.objects.filter(pk__in=sources, linkable=True).exclude(url=""):
        if link := address_of(source.url, Link.Kind.WEB):
            yield Use(link, SOURCE, source.key, "url")


def _of_entries(
    model: type[models.Model], rows: models.QuerySet, now: dt.datetime, sources: set[int]
) -> Iterator[Use]:
    """Yield the links of the entries of a model and of all their parts."""
    label = model._meta.label_lower
    _rested_on(model, rows, sources)
    if _has_links(model):
        for row in rows.only(*_read(model), content_key(model)):
            for name, link in _links_of(row):
                yield Use(link, label, getattr(row, content_key(model)), name)
    for through, accessors, part in _parts(model):
        parts = part._base_manager.filter(published_q(now, through))
        _rested_on(part, parts, sources)
        if not _has_links(part):
            continue
        owners = _owners_of(through, model, accessors)
        chain = {f"_owner_{n}": models.F(path) for n, path in enumerate(owners)}
        for row in parts.annotate(**chain).only(*_read(part), part_key(part)):
            keys = [str(getattr(row, name)) for name in chain][::-1]
            steps = [*keys[1:], str(getattr(row, part_key(part)))]
            path = "/".join(f"{name}/{key}" for name, key in zip(accessors, steps, strict=True))
            for name, link in _links_of(row):
                yield Use(link, label, keys[0], f"{path}/{name}")


def _parts(
    model: type[models.Model], through: str = "", accessors: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...], Any]]:
    """Yield every kind of part: the lookup to its entry, the names down to it, the part itself."""
    for name, relation in parts_of(model).items():
        back = relation.field.name
        lookup = f"{back}__{through}" if through else back
        yield lookup, (*accessors, name), relation.related_model
        yield from _parts(relation.related_model, lookup, (*accessors, name))


def _owners_of(through: str, root: type[models.Model], accessors: tuple[str, ...]) -> list[str]:
    """Return the lookups to the keys of the owners of a part, the nearest first."""
    owner, kinds = root, [root]
    for name in accessors[:-1]:
        owner = parts_of(owner)[name].related_model
        kinds.append(owner)
    steps = through.split("__")
    lookups = []
    for number, kind in enumerate(reversed(kinds), start=1):
        known_by = content_key(kind) if kind is root else part_key(kind)
        lookups.append("__".join([*steps[:number], known_by]))
    return lookups


def _rested_on(model: Any, rows: models.QuerySet, sources: set[int]) -> None:
    """Add the sources that rows of a model name."""
    for fld in model._meta.concrete_fields:
        if fld.related_model is Source:
            named = rows.filter(**{f"{fld.name}__isnull": False})
            sources |= set(named.order_by().values_list(fld.attname, flat=True))
    for fld in model._meta.many_to_many:
        if fld.related_model is Source:
            named = rows.filter(**{f"{fld.name}__isnull": False})
            sources |= set(named.order_by().values_list(fld.name, flat=True))


def texts_of(model: type[models.Model]) -> list[str]:
    """Return the fields of a model that hold HTML, in every language."""
    bodies = [f"body_{code}" for code in all_languages()] if issubclass(model, WithBody) else []
    return [*bodies, *getattr(model, "rich_text", ())]


def addresses_of(model: type[models.Model]) -> dict[str, str]:
    """Return the fields of a model that hold an address, with its kind."""
    hidden = getattr(model, "never_public", ())
    return {
        fld.name: kind
        for fld in model._meta.concrete_fields
        for cls, kind in _BY_FIELD.items()
        if isinstance(fld, cls) and fld.name not in hidden
    }


def _has_links(model: type[models.Model]) -> bool:
    return bool(texts_of(model) or addresses_of(model) or hasattr(model, "own_links"))


def _read(model: type[models.Model]) -> list[str]:
    """Return the fields that are read to find the links of a row."""
    return ["pk", *texts_of(model), *addresses_of(model), *getattr(model, "own_links_from", ())]


def _links_of(row: models.Model) -> Iterator[tuple[str, Address]]:
    """Yield the links of one row, each with its field."""
    model = type(row)
    for name, kind in addresses_of(model).items():
        if link := address_of(getattr(row, name) or "", kind):
            yield name, link
    for name in texts_of(model):
        for link in hrefs(getattr(row, name) or ""):
            yield name, link
    for name, kind, written in row.own_links() if hasattr(row, "own_links") else ():
        if link := address_of(written, kind):
            yield name, link


def _store(found: set[Use], now: dt.datetime) -> Collected:
    """Make the stored links and uses say what was found, in few queries."""
    stored = {Address(link.kind, link.address): link for link in Link.objects.all()}
    wanted = {use.link for use in found}
    gone = [link.pk for known, link in stored.items() if known not in wanted]
    Link.objects.filter(pk__in=gone).delete()
    new = [
        Link(kind=link.kind, address=link.address, next_check_at=now)
        for link in sorted(wanted - stored.keys())
    ]
    Link.objects.bulk_create(new)
    pks = {Address(link.kind, link.address): link.pk for link in Link.objects.all()}
    uses = {(pks[use.link], use.model, use.key, use.path) for use in found}
    earlier = {
        (use.link_id, use.model, use.object_key, use.path): use.pk for use in LinkUse.objects.all()
    }
    LinkUse.objects.filter(pk__in=[earlier[use] for use in earlier.keys() - uses]).delete()
    LinkUse.objects.bulk_create(
        LinkUse(link_id=link, model=model, object_key=key, path=path)
        for link, model, key, path in sorted(uses - earlier.keys())
    )
    return Collected(links=len(wanted), uses=len(uses), new=len(new), gone=len(gone))
