"""Links from one text of the portal to another: stored as references, however they are written."""

import html
import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, get_script_prefix, resolve
from django.utils.translation import override

from portal.base import languages
from portal.base.models import OldAddress
from portal.base.richtext import page_models

_HREF = re.compile(r'(<a\b[^>]*?\bhref=")([^"]*)(")', re.IGNORECASE)


def as_reference(address: str) -> str | None:
    """Return the reference for an address of the portal that shows an entry, or nothing.

    Old addresses are recognised too. A place on the page, after `#`, is left out; an address with
    questions in it shows more than the entry and is left as it is.
    """
    path = _own_path(address)
    if path is None:
        return None
    language = path.lstrip("/").partition("/")[0]
    if language not in languages.all_languages():
        return None
    with override(language):
        try:
            match = resolve(path)
        except Resolver404:
            return None
    model: Any = _shown_by().get(match.view_name)
    if model is None or len(match.kwargs) != 1:
        return None
    key = _key_of(model, next(iter(match.kwargs.values())), language)
    return f"ref:{model._meta.label_lower}/{key}" if key else None


def with_references(text: str) -> str:
    """Return a text in HTML with its addresses inside the portal as references."""

    def replace(match: re.Match[str]) -> str:
        before, href, after = match.groups()
        reference = as_reference(html.unescape(href).strip())
        return f"{before}{reference or href}{after}"

    return _HREF.sub(replace, text)


def _own_path(address: str) -> str | None:
    """Return the path of an address of the portal itself, below where it is mounted."""
    try:
        parts = urlsplit(address)
        own = urlsplit(settings.PORTAL_ADDRESS)
    except ValueError:
        return None
    if parts.query or not parts.path.startswith("/"):
        return None
    has_host = bool(parts.scheme or parts.netloc)
    is_own = parts.scheme in {"http", "https"} and parts.netloc and parts.netloc == own.netloc
    if has_host and not is_own:
        return None
    prefix = get_script_prefix()
    return f"/{parts.path.removeprefix(prefix)}" if parts.path.startswith(prefix) else None


def _shown_by() -> dict[str, Any]:
    """Return the models whose entries have a page, by the name of the view that shows it."""
    return {model.url_name: model for model in page_models().values() if model.url_name}


def _key_of(model: Any, slug: str, language: str) -> str | None:
    """Return the key of the entry that has an address word, or once had it."""
    for code in languages.reading_order(language):
        entries = model._base_manager.filter(**{f"slug_{code}": slug})
        if key := entries.values_list("key", flat=True).first():
            return str(key)
    old = OldAddress.objects.filter(model=model._meta.label_lower, slug=slug)
    keys = dict(old.values_list("language", "object_key"))
    return next((keys[code] for code in languages.reading_order(language) if code in keys), None)
