"""The only tag library of the portal."""

import datetime as dt
import re
from typing import NamedTuple

from django import template
from django.conf import settings
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.base import languages, richtext
from portal.base.accounts.audit_words import ACTIONS
from portal.base.drafts.public_changes import Change, changes_of
from portal.base.http import absolute_url
from portal.base.languages import Text
from portal.base.pagecache import marks
from portal.base.translating.readers import body_sentence, others_sentence

register = template.Library()
register.filter("language_named", languages.language_name)
LAST_CHANGES = 3


class LanguageLink(NamedTuple):
    """The page in one language."""

    code: str
    label: str
    url: str
    current: bool


class Body(NamedTuple):
    """An entry's long text, ready for the page."""

    html: SafeString
    language: str
    behind: str  # one sentence, if it is a translation that its source has left


@register.simple_tag
def slot(entry: models.Model, field: str) -> Text:
    """Return the text of a slot with the language it is really in."""
    return languages.slot(entry, field)


@register.simple_tag
def text(entry: models.Model | None, field: str) -> str:
    """Return the text of a slot, marked with its language where that is not the page's."""
    if entry is None:
        return ""
    value, language = languages.slot(entry, field)
    if not value or language == languages.current_language():
        return value
    return format_html('<span lang="{}">{}</span>', language, value)


@register.simple_tag
def plain(entry: models.Model, field: str) -> str:
    """Return the text of a slot without any mark, for titles and descriptions."""
    return languages.slot(entry, field).value


@register.simple_tag
def paragraphs(entry: models.Model, field: str) -> SafeString:
    """Return the text of a slot as paragraphs, marked with its language where needed."""
    value, language = languages.slot(entry, field)
    if not value:
        return mark_safe("")
    html = mark_safe(linebreaks(value, autoescape=True))  # noqa: S308 - escaped by linebreaks
    if language == languages.current_language():
        return html
    return format_html('<div lang="{}">{}</div>', language, html)


@register.simple_tag
def body(entry: models.Model) -> Body:
    """Return an entry's long text in the page's language, or else in the language it has."""
    value, language = languages.slot(entry, "body")
    return Body(richtext.render(value), language, body_sentence(entry, language))


@register.simple_tag
def translations_behind(entry: models.Model, within: str = "") -> str:
    """Say that shorter texts of a page follow older ones than the source has now, or nothing."""
    return others_sentence(entry, within or "")


@register.simple_tag
def link(entry: models.Model, label: str = "") -> SafeString:
    """Return a link to an entry, by name or label, saying its language where it differs."""
    target = link_language(entry)
    return format_html(
        '<a href="{}"{}>{}</a>',
        entry.get_absolute_url(),  # type: ignore[attr-defined]
        format_html(' hreflang="{}"', target) if target else "",
        label or text(entry, "name"),
    )


@register.simple_tag
def link_language(entry: models.Model) -> str:
    """Return the language a link to an entry leads to, or nothing if it is the page's own."""
    return languages.link_language(entry)


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[LanguageLink]:
    """Return the page in every language it exists in.

    A page with a body exists in the standard of its body, so its Norwegian link says Norwegian.
    A page whose address carries what the reader chose names its own `addresses`.
    """
    request, entry = context.get("request"), context.get("entry")
    match = getattr(request, "resolver_match", None)
    if match is None:
        return []
    current = languages.current_language()
    with_body = entry is not None and languages.has_body(entry)
    if addresses := getattr(request, "preview_addresses", None) or context.get("addresses"):
        return [
            LanguageLink(code, _label(code, with_body), url, code == current)
            for code, url in addresses.items()
        ]
    codes = languages.page_languages(entry) if entry is not None else languages.all_languages()
    links = []
    for code in codes:
        with override(code):
            if entry is not None:
                url = entry.url_in(code)
            else:
                try:
                    url = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
                except NoReverseMatch:
                    continue
        links.append(LanguageLink(code, _label(code, with_body), url, code == current))
    return links


def _label(code: str, with_body: bool) -> str:
    """Return what the choice calls a language: Norwegian, where a text is in one standard."""
    return _("Norwegian") if with_body and code in languages.NORWEGIAN else _own_name(code)


def _own_name(code: str) -> str:
    """Return a language's name in that language."""
    with override(code):
        return str(dict(settings.LANGUAGES)[code])


@register.simple_tag(takes_context=True)
def absolute(context: template.Context, path: str) -> str:
    """Return a path as an absolute address of this portal."""
    request = context.get("request")
    return absolute_url(request, path) if request else settings.PORTAL_ADDRESS + path


@register.filter
def source_date(text: str) -> str:
    """Return the date of a source in the reader's language; undated when the source has none."""
    if not text:
        return _("undated")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date_format(dt.date.fromisoformat(text), "DATE_FORMAT")
    if re.fullmatch(r"\d{4}-\d\d", text):
        return date_format(dt.date.fromisoformat(f"{text}-01"), "F Y")
    return text


@register.simple_tag
def last_changes(entry: models.Model) -> list[Change]:
    """Return what readers are told of an entry's latest changes; one query."""
    return changes_of(entry, LAST_CHANGES)


@register.filter
def label_of(entry: models.Model) -> str:
    """Return what an entry's kind is called in addresses."""
    return entry._meta.label_lower


@register.filter
def done_in_words(action: str) -> str:
    """Return what somebody did, as the audit log names it, in the reader's language."""
    return str(ACTIONS.get(action, action))


class WhileFresh(template.Node):
    """A part of a page that is only right while the clock is followed, and what stands else."""

    def __init__(self, fresh: template.NodeList, otherwise: template.NodeList) -> None:
        self.fresh, self.otherwise = fresh, otherwise

    def render(self, context: template.Context) -> SafeString:
        """Write both ways; the page is sent with one of them."""
        both = marks.marked(self.fresh.render(context), self.otherwise.render(context))
        return mark_safe(both)  # noqa: S308 - each was made safe by its template


@register.tag
def while_fresh(parser: template.base.Parser, token: template.base.Token) -> WhileFresh:
    """Mark what tells who is open now, up to endwhile_fresh; after otherwise, what stands else."""
    fresh = parser.parse(("otherwise", "endwhile_fresh"))
    otherwise = template.NodeList()
    if parser.next_token().contents == "otherwise":
        otherwise = parser.parse(("endwhile_fresh",))
        parser.delete_first_token()
    return WhileFresh(fresh, otherwise)
