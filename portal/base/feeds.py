"""Feeds that programs fetch again and again: asked whether they changed, and Atom (RFC 4287)."""

import datetime as dt
import hashlib
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import DateTimeField
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _

from portal.base.http import absolute_url
from portal.base.languages import Text, current_language
from portal.base.publishing import Publishable

A_QUARTER_OF_AN_HOUR = 15 * 60
BEFORE_EVERYTHING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def urn(name: str) -> str:
    """Return a name of something as an identifier that never changes."""
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def plain_text(text: str) -> str:
    """Return a text with line feeds alone as control characters: no feed may hold others."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def changed_at(entry: Publishable) -> dt.datetime:
    """Return when an entry became what readers see: its last change, or when it became public."""
    return max(entry.updated_at, entry.published_from or entry.updated_at)


def changed_expression() -> Any:
    """Return the same moment as `changed_at` for a query."""
    public = Coalesce("published_from", "updated_at")
    return Greatest("updated_at", public, output_field=DateTimeField())


def answers_for(entry: Publishable) -> str:
    """Return the name of the organisation that answers for an entry, if readers can know of it."""
    owner = entry.owner
    return str(owner) if owner is not None and owner.is_public() else ""


def in_one(texts: list[Text]) -> Text:
    """Return texts as one; it is in another language than the reader's if they all are."""
    languages = {text.language for text in texts}
    language = languages.pop() if len(languages) == 1 else current_language()
    return Text("\n\n".join(text.value for text in texts), language)


def conditional(
    request: HttpRequest,
    content: bytes,
    *,
    content_type: str,
    changed: dt.datetime,
    filename: str,
    max_age: int = A_QUARTER_OF_AN_HOUR,
) -> HttpResponse:
    """Return a file to read in place, or only that it has not changed since it was last fetched.

    The ETag follows the content, so it sees everything, and it alone is asked. The date is told
    for information: it does not see what was taken out.
    """
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response = HttpResponse(content, content_type=content_type)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed.timestamp())
    response["Cache-Control"] = f"public, max-age={max_age}"
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    if "If-None-Match" in request.headers:
        found = get_conditional_response(request, etag, int(changed.timestamp()), response)
        if isinstance(found, HttpResponseNotModified):
            return found
    return response


def _as_html(text: str) -> Any:
    """Return a text as paragraphs; a text that is empty stays away."""
    return linebreaks(plain_text(text), autoescape=True) if text else None


@dataclass(frozen=True)
class Entry:
    """One piece of news: what it is about, where it stands, when it changed, who answers for it."""

    urn: str
    title: Text
    path: str
    changed: dt.datetime
    summary: Text | str = ""  # as a plain text it is marked with no language
    author: str = ""
    kind: str = ""


class StrictAtom(Atom1Feed):
    """Atom that never invents when it changed, and marks texts in another language."""

    def latest_post_date(self) -> dt.datetime:
        """Return when the latest entry changed; without entries, a day before all of them."""
        return max((item["updateddate"] for item in self.items), default=BEFORE_EVERYTHING)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write an entry, its title and summary with their languages where not the feed's."""
        marks = {
            name: {"xml:lang": language}
            for name, language in item["languages"].items()
            if language != self.feed["language"]
        }
        marking: Any = _Marking(handler, marks)
        super().add_item_elements(marking, item)


class _Marking:
    """Writes elements as another writer does, some of them with more attributes."""

    def __init__(self, writer: Any, marks: dict[str, dict[str, str]]) -> None:
        self._writer, self._marks = writer, marks
        self.startElement, self.endElement = writer.startElement, writer.endElement

    def addQuickElement(self, name: str, contents: Any = None, attrs: Any = None) -> None:  # noqa: N802
        """Write an element without children, with the attributes that its name has here."""
        more = self._marks.get(name, {})
        self._writer.addQuickElement(name, contents, (attrs or {}) | more)


def atom(
    request: HttpRequest, entries: Iterable[Entry], *, key: str, title: str, about: str, page: str
) -> HttpResponse:
    """Return news as Atom, in the reader's language; `page` shows the same to people.

    An identifier is of an entry in a language, as each language has a page of its own.
    """
    language = current_language()
    feed = StrictAtom(
        title=title,
        link=absolute_url(request, page),
        description=None,
        subtitle=about,
        language=language,
        feed_url=absolute_url(request, request.path),
        feed_guid=urn(f"feed/{key}/{language}"),
        author_name=_("The Directorate for Higher Education and Skills (HK-dir)"),
    )
    for entry in entries:
        told = entry.summary
        summary = told if isinstance(told, Text) else Text(told, language)
        feed.add_item(
            title=plain_text(entry.title.value),
            link=absolute_url(request, entry.path),
            description=_as_html(summary.value),
            unique_id=urn(f"{entry.urn}/{language}"),
            updateddate=entry.changed.astimezone(dt.UTC).replace(microsecond=0),
            author_name=plain_text(entry.author) or None,
            categories=[plain_text(entry.kind)] if entry.kind else (),
            languages={"title": entry.title.language, "summary": summary.language},
        )
    return conditional(
        request,
        feed.writeString("utf-8").encode(),
        content_type="application/atom+xml; charset=utf-8",
        changed=feed.latest_post_date(),
        filename=f"{key}-{language}.atom",
    )
