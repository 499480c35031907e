"""Replaces a link everywhere it stands, in one step: all of it or nothing."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from portal.base.accounts import rights
from portal.base.accounts.audit import note
from portal.base.content import entry_named
from portal.base.drafts import paths, publication, snapshots
from portal.base.drafts.models import Publication
from portal.base.models import Source
from portal.base.publishing import Publishable
from portal.base.upkeep.collecting import collect, texts_of
from portal.base.upkeep.links import Address, address_of, with_link
from portal.base.upkeep.models import Link


@dataclass(frozen=True)
class Change:
    """One field of one entry, before and after."""

    entry: Any
    path: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Left:
    """A place where the link stays, and why."""

    entry: Any
    label: str
    why: str


@dataclass(frozen=True)
class Plan:
    """What replacing a link would do, and where it would stay."""

    changes: tuple[Change, ...]
    left: tuple[Left, ...]


def plan(link: Link, new: str, *, user: Any) -> Plan:
    """Return what replacing a link everywhere would change; nothing is changed yet."""
    changes: list[Change] = []
    left: list[Left] = []
    for (label, key), used in _uses(link).items():
        entry = entry_named(label, key)
        if entry is None:
            continue
        flat = _values(entry)
        for path in used:
            words = paths.label(type(entry), path, flat)
            if not isinstance(flat.get(path), str):
                left.append(Left(entry, words, _("It is kept as it was published.")))
                continue
            after = _replaced(type(entry), path, flat[path], link, new)
            if after == flat[path]:
                continue
            if not _may(user, entry):
                left.append(Left(entry, words, _("You may not publish this entry.")))
                continue
            changes.append(Change(entry, path, words, flat[path], after))
    return Plan(tuple(changes), tuple(left))


@transaction.atomic
def replace(link: Link, new: str, *, user: Any) -> Plan:
    """Replace a link everywhere the user may, and return what was done.

    A link that is no longer used disappears. Raises snapshots.Refused where a rule of an entry
    refuses the new address; nothing is changed then.
    """
    done = plan(link, new, user=user)
    values: dict[Any, dict[str, str]] = {}
    for change in done.changes:
        values.setdefault(change.entry, {})[change.path] = change.after
    for entry, changed in values.items():
        if isinstance(entry, Publishable):
            act = Publication.Act.LINK_MENDED
            publication.publish_change(entry, changed, user=user, act=act, minor=True)
        else:
            _change_source(entry, changed["url"], user)
    collect()
    return done


def _uses(link: Link) -> dict[tuple[str, str], list[str]]:
    """Return the fields that hold a link, by entry."""
    found: dict[tuple[str, str], list[str]] = {}
    for use in link.uses.all():
        found.setdefault((use.model, use.object_key), []).append(use.path)
    return found


def _values(entry: models.Model) -> paths.Flat:
    if isinstance(entry, Publishable):
        return paths.flat(snapshots.take(entry))
    return {fld.name: getattr(entry, fld.attname) for fld in entry._meta.concrete_fields}


def _replaced(model: type[models.Model], path: str, value: str, link: Link, new: str) -> str:
    """Return a field's value with the new address; other addresses in it stay."""
    old = Address(link.kind, link.address)
    if path.rpartition("/")[2] in texts_of(paths.model_at(model, path)):
        return with_link(value, old, new)
    return new if address_of(value, link.kind) == old else value


def _may(user: Any, entry: models.Model) -> bool:
    if isinstance(entry, Publishable):
        return entry.is_public() and rights.may(user, "publish", entry)
    return bool(user.has_perm("base.change_source"))


def _change_source(source: Source, new: str, user: Any) -> None:
    """Change the address of a source, which has no versions; the log keeps what it was."""
    before, source.url = source.url, new
    errors = _errors(source)
    if errors:
        raise snapshots.Refused(errors)
    source.save(update_fields=["url"])
    note(Publication.Act.LINK_MENDED, who=user, entry=source, before=before, after=new)


def _errors(source: Source) -> list[tuple[str, str]]:
    try:
        source.clean_fields(exclude={fld.name for fld in source._meta.fields} - {"url"})
    except ValidationError as error:
        return [("url", message) for message in error.messages]
    return []
