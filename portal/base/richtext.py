"""The one place where editors' HTML is defined, cleaned and rendered.

A link to another entry is stored as a reference, `ref:services.service/follow-up`, so that it
survives a changed address; `render` turns it into the entry's address in the reader's language.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from html import unescape
from typing import Any

import nh3
from django.apps import apps
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.base import held
from portal.base.languages import current_language, page_language

TAGS = {"p", "br", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "a", "span"}
ATTRIBUTES = {"a": {"href", "lang", "hreflang"}, "span": {"lang"}, "blockquote": {"lang", "cite"}}
SCHEMES = {"https", "http", "mailto", "tel", "ref"}

_BLOCK_END = re.compile(r"(<br>|</(?:p|li|h[2-6]|blockquote)>)")
_REFERENCE = re.compile(r'<a href="ref:([\w.]*)/([\w-]*)"[^>]*>(.*?)</a>', re.DOTALL)


def clean(html: str) -> str:
    """Return HTML with only the allowed elements, attributes and kinds of address."""
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None
    ).strip()


def plain_text(html: str) -> str:
    """Return the words of HTML alone, each block on a line of its own."""
    return unescape(nh3.clean(_BLOCK_END.sub(r"\1\n", html), tags=set())).strip()


def references(html: str) -> list[tuple[str, str]]:
    """Return the (model label, key) of every reference in a text."""
    return [(label, key) for label, key, _text in _REFERENCE.findall(html)]


def _targets(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return (address, language) of the public entries among the wanted.

    One query per kind, unless there are few of it and they are held.
    """
    keys_of = defaultdict(set)
    for label, key in wanted:
        keys_of[label].add(key)
    found = {}
    for label, keys in keys_of.items():
        model = page_models().get(label)
        if model is None:
            continue
        for entry in held.among(model, "key", keys):
            target = page_language(entry, current_language())
            found[label, entry.key] = (entry.get_absolute_url(), target)
    return found


def page_models() -> dict[str, Any]:
    """Return the models whose entries have a page, by label."""
    return {m._meta.label_lower: m for m in apps.get_models() if hasattr(m, "url_name")}


def render(html: str) -> SafeString:
    """Return a cleaned text with its references as links; a link to nothing becomes plain text."""
    return render_all([html])[0]


def render_all(texts: list[str]) -> list[SafeString]:
    """Return several texts ready for one page, in as few queries as one of them."""
    targets = _targets(reference for html in texts for reference in references(html))

    def link(match: re.Match[str]) -> str:
        label, key, text = match.groups()
        if (label, key) not in targets:
            return text
        address, language = targets[label, key]
        other = "" if language == current_language() else f' hreflang="{language}"'
        return f'<a href="{escape(address)}"{other}>{text}</a>'

    return [mark_safe(_REFERENCE.sub(link, clean(html))) for html in texts]  # noqa: S308 - cleaned
