"""The way from a list of content to its import and export."""

from typing import Any

from django import template
from django.urls import reverse

from portal.base.accounts import rights
from portal.base.exchange import kind_of

register = template.Library()


@register.simple_tag
def exchange_url(user: Any, changelist: Any) -> str:
    """Return the page for import and export with a list's kind chosen; nothing for other lists."""
    kind = kind_of(changelist.model)
    if kind is None or not rights.may(user, "view", model=kind.model):
        return ""
    return reverse("admin:exchange", query={"kinds": kind.name})
