"""What an answer tells of an entry: fields, each with its schema and how it is read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest

from portal.base.http import absolute_url
from portal.base.languages import current_language, slot
from portal.base.pages import Page
from portal.base.richtext import render

Schema = dict[str, Any]
Words = dict[str, str]

STRING: Schema = {"type": "string"}
KEY: Schema = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 80}
URI: Schema = {"type": "string", "format": "uri"}
BOOLEAN: Schema = {"type": "boolean"}
INTEGER: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
DATE: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}


def named(name: str) -> Schema:
    """Return a reference to a schema by its name in the document."""
    return {"$ref": f"#/components/schemas/{name}"}


TEXT, REF = named("Text"), named("Ref")


def maybe(schema: Schema) -> Schema:
    """Return a schema for what may be unknown."""
    if "type" in schema and "enum" not in schema:
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def list_of(schema: Schema) -> Schema:
    """Return a schema for several."""
    return {"type": "array", "items": schema}


def one_of(choices: Any, *, known: bool = True) -> Schema:
    """Return a schema for one of the values of a choice; `known`: it is always given."""
    values: list[Any] = [value for value in choices.values if value]
    return {"enum": values if known else [*values, None]}


@dataclass
class Saying:
    """Who asks: in which language, at which address of the portal."""

    request: HttpRequest
    language: str = field(default_factory=current_language)

    def text(self, entry: Model, name: str) -> Words | None:
        """Return the text of a slot with the language it is really in; None where there is none."""
        value, language = slot(entry, name, self.language)
        return {"text": value, "lang": language} if value else None

    def ref(self, entry: Any) -> dict[str, Any] | None:
        """Return an entry by key and name, if readers can know of it."""
        if entry is None or not entry.is_public():
            return None
        return {"key": entry.key, "name": self.text(entry, "name")}

    def refs(self, entries: Iterable[Any]) -> list[dict[str, Any]]:
        """Return public entries by key and name."""
        return [{"key": entry.key, "name": self.text(entry, "name")} for entry in entries]

    def page(self, entry: Page) -> str:
        """Return the address of an entry's page for people."""
        return self.address(entry.url_in(self.language))

    def address(self, path: str) -> str:
        """Return a path of the portal as an absolute address."""
        return self.origin + path

    @cached_property
    def origin(self) -> str:
        """Return the portal's scheme and host, worked out once."""
        return settings.PORTAL_ADDRESS or absolute_url(self.request, "/").rstrip("/")


Read = Callable[[Any, Saying], Any]


@dataclass(frozen=True)
class Field:
    """One thing that is told of an entry; `in_lists`: not only of an entry that is asked for."""

    name: str
    schema: Schema
    about: str
    read: Read
    in_lists: bool = True

    @property
    def described(self) -> Schema:
        """Return the schema with what it is about."""
        if "$ref" in self.schema:
            return {"allOf": [self.schema], "description": self.about}
        return self.schema | {"description": self.about}


def plain(name: str, schema: Schema, about: str, *, of: str = "", in_lists: bool = True) -> Field:
    """Return a field that is told as it is stored; what is empty is unknown."""
    attribute = of or name

    def read(entry: Any, say: Saying) -> Any:
        value = getattr(entry, attribute)
        return None if value == "" else value

    return Field(name, schema, about, read, in_lists)


def day(name: str, about: str) -> Field:
    """Return a field with a day that may be unknown."""

    def read(entry: Any, say: Saying) -> str | None:
        value = getattr(entry, name)
        return value.isoformat() if value else None

    return Field(name, maybe(DATE), about, read)


def text(name: str, about: str, *, of: str = "", in_lists: bool = True) -> Field:
    """Return a field with a text in the reader's language, or else the nearest."""
    slot_name = of or name
    return Field(name, maybe(TEXT), about, lambda entry, say: say.text(entry, slot_name), in_lists)


def ref(name: str, about: str) -> Field:
    """Return a field with another public entry."""
    return Field(name, maybe(REF), about, lambda entry, say: say.ref(getattr(entry, name)))


def refs(name: str, about: str, *, of: str = "", in_lists: bool = True) -> Field:
    """Return a field with several entries, those that rows were given as an attribute."""
    attribute = of or f"public_{name}"
    return Field(
        name,
        list_of(REF),
        about,
        lambda entry, say: say.refs(getattr(entry, attribute)),
        in_lists,
    )


def body() -> Field:
    """Return the long text of a page, as HTML with the addresses of this portal."""

    def read(entry: Any, say: Saying) -> Words | None:
        value, language = slot(entry, "body", say.language)
        return {"text": str(render(value)), "lang": language} if value else None

    about = "The long text as HTML; addresses that begin with / are of this portal."
    return Field("body", maybe(TEXT), about, read, in_lists=False)


def changed(entry: Any, say: Saying) -> str:
    """Return when an entry became what readers see."""
    moment = max(entry.updated_at, entry.published_from or entry.updated_at)
    return moment.isoformat()


CHECKS = (
    plain("confirmed", BOOLEAN, "Whether an editor stands behind the facts.", of="is_confirmed"),
    day("checked_on", "When the facts were last held against their source."),
    Field("changed_at", MOMENT, "When the entry became what is told here.", changed),
)
SOURCES = Field(
    "sources",
    list_of(named("Source")),
    "Where the facts are from.",
    lambda entry, say: [
        {
            "title": {"text": source.title, "lang": source.title_language},
            "publisher": source.publisher or None,
            "url": (source.url if source.linkable else "") or None,
        }
        for source in entry.sources.all()
    ],
    in_lists=False,
)
ENTRY_KEY = plain("key", KEY, "The entry's permanent name.")


def of_page(*fields: Field) -> tuple[Field, ...]:
    """Return the fields of an entry with a page: the common ones around its own."""
    return (
        ENTRY_KEY,
        text("name", "What it is called."),
        text("summary", "What it is, in one to three sentences."),
        Field("page", URI, "The page for people.", lambda entry, say: say.page(entry)),
        *fields,
        *CHECKS,
        SOURCES,
    )
