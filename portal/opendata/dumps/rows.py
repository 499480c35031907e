"""The rows of a kind as the dumps hold them: public entries alone, references by key."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db import connections, models
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Collate

from networks.models import Meeting, Paper, PaperVersion
from portal.base.content import content_key
from portal.base.files import StoredFile
from portal.base.models import Source
from portal.opendata.dumps.fields import Dumped, dumped_kinds, is_dumped
from services.models import ContactFact, Schedule

CHUNK = 500
BYTE_ORDER = {"postgresql": "C", "sqlite": "BINARY"}
NAMED = (Source, StoredFile)  # public because something public names them
LOOSE = {Meeting._meta.get_field("series")}  # without which an entry is public all the same
Row = dict[str, Any]


def public(model: Any) -> QuerySet[Any]:
    """Return what pages show of a model; what cannot be without something else needs that, too."""
    found = _own(model)
    for field in _needed(model):
        if field.related_model is not model:
            found = found.filter(_is_there(field, public(field.related_model)))
    for field in _needed(model):
        if field.related_model is model:
            found = found.exclude(pk__in=_without_root(field, found))
    return found


def _without_root(field: Any, found: QuerySet[Any]) -> set[Any]:
    """Return which entries of a tree, such as a framework, stand under one that is not there."""
    above = dict(found.order_by().values_list("pk", field.attname))
    gone: set[Any] = set()
    while more := {
        pk for pk, up in above.items()
        if pk not in gone and up is not None and (up not in above or up in gone)
    }:  # fmt: skip
        gone |= more
    return gone


def _is_there(field: Any, those: QuerySet[Any]) -> Q:
    """Return the condition for referring to one of some entries, or to none where that may be."""
    condition = Q(**{f"{field.name}__in": those.order_by().values("pk")})
    return condition | Q(**{f"{field.name}__isnull": True}) if field.null else condition


def _own(model: Any) -> QuerySet[Any]:
    """Return the entries of a model that are public by what they say themselves."""
    if model is Paper:  # which pages list when it has a file
        its = PaperVersion.objects.order_by().filter(paper=OuterRef("pk"))
        return Paper.objects.published().filter(Exists(its))
    if hasattr(model._default_manager, "published"):
        return model._default_manager.published()
    if model is ContactFact:
        return ContactFact.objects.current()
    if model is Schedule:
        return Schedule.objects.confirmed()
    if model in NAMED:
        return model._base_manager.filter(_is_named(model))
    return model._default_manager.all()


def _needed(model: Any) -> list[Any]:
    """Return the references without which an entry could not be."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and is_dumped(field.related_model)  # type: ignore[arg-type]
        and field.remote_field.on_delete is not models.SET_NULL
        and field.related_model not in NAMED
        and field not in LOOSE
    ]


def _is_named(model: Any) -> Q:
    """Return the condition for being a source, or a file, that something public names."""
    named = Q()
    for kind in dumped_kinds():
        for part in kind.parts:
            if part.field.is_relation and part.field.related_model is model:
                by = public(kind.model).order_by().filter(**{part.name: OuterRef("pk")})
                named |= Q(Exists(by))
    return named


def rows(dumped: Dumped) -> Iterator[Row]:
    """Yield the rows of a kind by key, a chunk of them in memory at a time."""
    model, fields = dumped.model, [part.field for part in dumped.parts]
    one = [field for field in fields if isinstance(field, models.ForeignKey)]
    many = [field for field in fields if field.many_to_many]
    found = public(model).annotate(**{f"key_of_{field.name}": _key_of(field) for field in one})
    found = found.only(*[field.name for field in fields if not field.many_to_many])
    found = found.prefetch_related(
        *[Prefetch(f.name, _targets(f.related_model), f"those_{f.name}") for f in many]
    )
    order = [_in_order(model._meta.get_field(name), found.db) for name in dumped.keys]
    for entry in found.order_by(*order).iterator(chunk_size=CHUNK):
        yield {part.name: _value(entry, part.field) for part in dumped.parts}


def contents() -> Iterator[tuple[str, bytes]]:
    """Yield the checksum and the bytes of every public file, in their order, one in memory."""
    found = public(StoredFile)
    in_order = found.order_by(_in_order(StoredFile._meta.get_field("sha256"), found.db))
    for sha256, content in in_order.values_list("sha256", "content").iterator(chunk_size=1):
        yield sha256, bytes(content)


def _in_order(field: Any, database: str) -> Any:
    """Return what orders rows in the same way on every database: texts by their bytes."""
    if isinstance(field, models.IntegerField):
        return field.name
    name = f"key_of_{field.name}" if field.is_relation else field.name
    return Collate(name, BYTE_ORDER[connections[database].vendor])


def _targets(model: Any) -> QuerySet[Any]:
    """Return what a row may refer to; a source that it names is public by that."""
    found = Source.objects.all() if model is Source else public(model)
    return found.order_by().only(content_key(model))


def _key_of(field: Any) -> Subquery:
    target = field.related_model
    return Subquery(
        _targets(target).filter(pk=OuterRef(field.attname)).values(content_key(target))[:1]
    )


def _value(entry: Any, field: Any) -> Any:
    """Return a value as JSON has it: moments in UTC, references by key."""
    if field.many_to_many:
        key = content_key(field.related_model)
        return sorted(getattr(target, key) for target in getattr(entry, f"those_{field.name}"))
    if field.is_relation:
        return getattr(entry, f"key_of_{field.name}")
    value = getattr(entry, field.attname)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.isoformat(timespec="minutes")
    return float(value) if isinstance(value, Decimal) else value
