"""What a snapshot of a model consists of: its fields, its parts, and how both are known."""

import functools
import hashlib
from typing import Any

from django.db import models

from portal.base.content import in_order_of_reference, slots_of
from portal.base.publishing import Publishable

NOT_OURS = {"updated_at", "behind"}  # kept by whoever publishes


def part_key(model: type[models.Model]) -> str:
    """Return the name of the field by which a part is known among its siblings."""
    return getattr(model, "part_key", "key")


def _names(model: type[models.Model]) -> set[str]:
    return {fld.name for fld in model._meta.fields}


@functools.cache
def parts_of(model: type[models.Model]) -> dict[str, Any]:
    """Return the relations to the parts of a model, by name; what is referred to comes first."""
    found = {
        str(relation.get_accessor_name()): relation
        for relation in model._meta.related_objects
        if relation.one_to_many
        and relation.on_delete is models.CASCADE
        and relation.get_accessor_name()
        and part_key(relation.related_model)
        in {f.name for f in relation.related_model._meta.fields}
        and not issubclass(relation.related_model, Publishable)
    }
    order = in_order_of_reference(relation.related_model for relation in found.values())
    return dict(sorted(found.items(), key=lambda each: order.index(each[1].related_model)))


@functools.cache
def fields_of(model: type[models.Model], parent: str = "") -> tuple[Any, ...]:
    """Return the fields that a snapshot holds: what editors can change, and what a model adds."""
    also = getattr(model, "snapshot_also", ())
    return tuple(
        fld
        for fld in model._meta.concrete_fields
        if not fld.primary_key
        and fld.name not in {parent, *NOT_OURS, *slots_of(model)}
        and (fld.editable or fld.name in also)
    )


def staged_number(path: str) -> int:
    """Return the number of a part that only a working copy has: the same each time, never used."""
    return -int(hashlib.sha256(path.encode()).hexdigest()[:15], 16)
