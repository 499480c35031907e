"""What a page says, for programs. Apart from the portal's other tags, which know no app."""

import json
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.base.http import absolute_url
from portal.opendata.linked import schema
from portal.opendata.linked.kinds import named_data

register = template.Library()
PATHS = {"url", "item", "urlTemplate", "inDefinedTermSet"}
# No text can end the element it stands in, whatever an editor wrote.
ESCAPED = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def linked_data(context: template.Context) -> SafeString:
    """Return the links to what is said of a page's entry, and what the page says; not of a draft.

    It is data: no browser runs it, so the policy against inline code does not concern it.
    """
    request = context.get("request")
    if request is None or getattr(request, "shows_draft", False):
        return SafeString("")
    if getattr(request, "is_preview", False):
        return SafeString("")
    values: Any = context.flatten()
    parts = []
    if named := named_data(context.get("entry")):
        address = absolute_url(request, reverse("opendata:subject_file", args=[*named, "ttl"]))
        parts.append(format_html('<link rel="alternate" type="text/turtle" href="{}">', address))
    if said := [each for each in schema.descriptions(values) if each]:
        document = {"@context": "https://schema.org", "@graph": _whole(request, said)}
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)
        script = f'<script type="application/ld+json">{text}</script>'
        parts.append(mark_safe(script))  # noqa: S308 - escaped above
    return SafeString("\n".join(parts))


def _whole(request: HttpRequest, value: Any, name: str = "") -> Any:
    """Return what is said with the portal's address before every path."""
    if isinstance(value, dict):
        return {key: _whole(request, each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_whole(request, each, name) for each in value]
    is_path = name in PATHS and isinstance(value, str) and value.startswith("/")
    return absolute_url(request, value) if is_path else value
