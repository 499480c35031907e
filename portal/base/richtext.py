"""The one place where editors' HTML is defined, cleaned and rendered.

A link to another entry is stored as a reference, `ref:services.service/follow-up`, so that it
survives a changed address; `render` turns it into the entry's address in the reader's language.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

import nh3
from django.apps import apps
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

TAGS = {"p", "br", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "a", "span"}
ATTRIBUTES = {"a": {"href", "lang", "hreflang"}, "span": {"lang"}, "blockquote": {"lang", "cite"}}
SCHEMES = {"https", "http", "mailto", "tel", "ref"}

_REFERENCE = re.compile(r'<a href="ref:([a-z]+\.[a-z]+)/([\w-]+)"[^>]*>(.*?)</a>', re.DOTALL)


def clean(html: str) -> str:
    """Return HTML with only the allowed elements, attributes and kinds of address."""
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None
    ).strip()


def references(html: str) -> list[tuple[str, str]]:
    """Return the (model label, key) of every reference in a text."""
    return [(label, key) for label, key, _text in _REFERENCE.findall(html)]


def _targets(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the addresses of the public entries among the wanted, one query per model."""
    keys_of = defaultdict(set)
    for label, key in wanted:
        keys_of[label].add(key)
    found = {}
    for label, keys in keys_of.items():
        try:
            model = apps.get_model(label)
        except (LookupError, ValueError):
            continue
        for entry in model.objects.published().filter(key__in=keys):
            found[label, entry.key] = entry.get_absolute_url()
    return found


def render(html: str) -> SafeString:
    """Return a cleaned text with its references as links; a link to nothing becomes plain text."""
    addresses = _targets(references(html))

    def link(match: re.Match[str]) -> str:
        label, key, text = match.groups()
        address = addresses.get((label, key))
        return format_html('<a href="{}">{}</a>', address, mark_safe(text)) if address else text  # noqa: S308 - cleaned on save

    return mark_safe(_REFERENCE.sub(link, clean(html)))  # noqa: S308 - cleaned on the same line
