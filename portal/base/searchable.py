"""What an app says of its entries, so that readers can search in them.

An app lists its kinds in `searchable.py`; the search at the top collects them. Nothing here knows
how they are searched.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import override

from portal.base import languages
from portal.base.models import content_name
from portal.base.richtext import plain_text

_IN_PARENTHESES = re.compile(r"\s*\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Document:
    """What readers of a language find of an entry; plain text without markup.

    `names`: what else it is called, each found as its title is: in other languages, abbreviated,
    by an older name, by its section in an act. `of`: the entries it goes away with, besides its
    own. `ends`: when it will be over; what is past stands below what is to come. `closes`: when it
    is no longer public, where that is not the entry's own `published_until`.
    `over`: it has ended for good. `weight`: against others of its kind; 1.0 is an ordinary one.
    """

    url: str
    title: str
    language: str  # the language of the page, and of the words unless a name has its own
    lead: str = ""
    text: str = ""
    title_language: str = ""  # of title and lead, where it is another
    names: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()  # keys of services.Audience
    counties: tuple[str, ...] = ()  # keys of services.County
    date: dt.date | None = None  # shown with the result, and what results are sorted by
    ends: dt.datetime | None = None
    closes: dt.datetime | None = None
    over: bool = False
    weight: float = 1.0
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Searchable:
    """A kind of entry that readers search in.

    `entries` gives what is public now with what `document` needs, in a few queries for all of them;
    `document` what readers of a language find, or nothing. `follows`: the other kinds that a
    document tells of, each with the lookups that lead to their keys, so that it is renewed with
    them; its own kind among them where entries tell of each other.
    """

    kind: str  # a word in addresses, the same in every language
    model: type[models.Model]
    one: str | Promise  # shown with a result
    many: str | Promise  # shown in the filter
    entries: Callable[[], Any]
    document: Callable[[Any, str], Document | None]
    weight: float = 1.0  # what a citizen needs above what a researcher needs
    follows: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Return the name of the model, such as services.service."""
        return str(self.model._meta.label_lower)

    @property
    def key_field(self) -> str:
        """Return the field that holds the permanent name of an entry."""
        return str(getattr(self.model, "content_key", "key"))

    def name(self, entry: models.Model) -> str:
        """Return the permanent name of an entry among all kinds, such as services.service:nav."""
        return f"{self.label}:{content_name(entry)}"

    def changed(self, label: str, keys: set[str]) -> Any:
        """Return the public entries to renew when entries of a kind have changed, or None."""
        found = self.follows.get(label, ())
        lookups = [found] if isinstance(found, str) else [*found]
        if label == self.label:
            lookups.append(self.key_field)
        if not lookups:
            return None
        told = [models.Q((f"{lookup}__in", keys)) for lookup in lookups]
        rows = self.model._base_manager.filter(models.Q(*told, _connector=models.Q.OR))
        return self.entries().filter(pk__in=rows.order_by().values("pk"))


def words(*parts: object) -> str:
    """Return several texts as one, without the empty ones."""
    return "\n".join(str(part) for part in parts if part)


def page_document(
    entry: Any, language: str, *, text: str = "", names: Iterable[str] = (), **more: Any
) -> Document:
    """Return the document of an entry with a page of its own: name, summary and body.

    Name and summary are in the reader's language, whatever that of the page they are led to.
    """
    page = page_of(entry, language)
    title = languages.slot(entry, "name", language)
    body = plain_text(getattr(entry, f"body_{page}", "") or "")
    called = {
        "title": title.value,
        "title_language": title.language,
        "language": page if body or page != language else title.language,
        "lead": languages.slot(entry, "summary", language).value,
        "names": names_besides(title.value, *every_slot(entry, "name"), *names),
    }
    return Document(url=entry.url_in(language), text=words(body, text), **(called | more))


def page_of(entry: Any, language: str) -> str:
    """Return the language of the page on which readers of a language find an entry."""
    return languages.page_language(getattr(entry, "page_entry", entry), language)


def slots(entry: models.Model, language: str, *fields: str) -> str:
    """Return the texts of several slots, each in a language or else in the nearest one."""
    return words(*(languages.slot(entry, field, language).value for field in fields))


def names_of(entries: Iterable[Any], language: str) -> str:
    """Return the names of other entries, which have to be public."""
    return words(*(languages.slot(entry, "name", language).value for entry in entries))


def choice(entry: models.Model, field_name: str, language: str) -> str:
    """Return what has been chosen in a field, in words; nothing if nothing has."""
    with override(language):
        shown = getattr(entry, f"get_{field_name}_display")()
        return capfirst(str(shown)) if getattr(entry, field_name) else ""


def closing(*entries: Any) -> dt.datetime | None:
    """Return when the first of several entries is no longer public, if a date is set."""
    ends = [entry.published_until for entry in entries if entry.published_until]
    return min(ends, default=None)


def every_slot(entry: Any, field_name: str) -> tuple[str, ...]:
    """Return the texts of a slot in every language, those that are filled."""
    found = (getattr(entry, f"{field_name}_{code}", "") for code in languages.all_languages())
    return tuple(text for text in found if text)


def names_besides(title: str, *names: str) -> tuple[str, ...]:
    """Return other names than the title, each once, with the short forms in parentheses apart."""
    found: list[str] = []
    for name in (title, *names):
        name = name.strip()
        inside = _IN_PARENTHESES.findall(name)
        found += [name, *inside, _IN_PARENTHESES.sub("", name)] if inside else [name]
    each = dict.fromkeys(_apart(name) for name in found if name)
    return tuple(name for name in each if name != _apart(title))


def _apart(text: str) -> str:
    """Return a text without what keeps its words together on a line."""
    return text.replace("\u00a0", " ")
