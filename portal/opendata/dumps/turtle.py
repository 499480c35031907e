"""Rows as Turtle: an entry is named by its place in the file, a column is a property of it.

Texts are in the language they are in, references lead to the other entry's place in its file. All
names are relative to where the files lie, so they hold wherever these are served from or unpacked.
"""

import datetime as dt
import json
from typing import Any
from urllib.parse import quote

from django.db import models

from portal.base.exchange import Kind
from portal.opendata.dumps.fields import Dumped, Part

HEAD = (
    "@prefix : <README.txt#> .\n"
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
)  # fmt: skip
TYPES = {models.DateTimeField: "dateTime", models.DateField: "date", models.TimeField: "time"}


def entry(dumped: Dumped, row: dict[str, Any]) -> str:
    """Return what is said of an entry; nothing is said of what is not given."""
    said = [f"a :{dumped.name}"]
    for part in dumped.parts:
        if values := [value for value in _values(part, row[part.name]) if value]:
            said.append(f":{_property(part)} {', '.join(values)}")
    return f"\n<#{quote(dumped.key_of(row))}> " + " ;\n  ".join(said) + " .\n"


def _property(part: Part) -> str:
    """Return the name of a column, without the language that its text is in."""
    slot = getattr(part.field, "translated_field", None)
    return slot.name if slot is not None else part.name


def _values(part: Part, value: Any) -> list[str]:
    """Return the values of a column as Turtle has them."""
    if value is None or value in ("", []):
        return []
    if part.field.is_relation:
        file = f"{Kind(part.field.related_model).name}.ttl"
        return [f"<{file}#{quote(str(key))}>" for key in _several(value)]
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, int):
        return [str(value)]
    if isinstance(value, float):
        return [f'"{value}"^^xsd:decimal']
    if isinstance(value, list | dict):
        return [_text(json.dumps(value, ensure_ascii=False, sort_keys=True))]
    if isinstance(part.field, models.TimeField):
        value = dt.time.fromisoformat(value).isoformat(timespec="seconds")
    if kind := TYPES.get(type(part.field)):
        return [f'"{value}"^^xsd:{kind}']
    language = getattr(part.field, "language", "")
    return [_text(value) + (f"@{language}" if language else "")]


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: str) -> str:
    """Return a text between marks; what JSON writes for a character, Turtle reads as the same."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
