"""What the kinds of results are called, one and many of them."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.search.collecting import SEARCHABLE


def kinds() -> dict[str, str]:
    """Return what many of each kind are called, the portal's own pages last."""
    found = {each.kind: capfirst(str(each.many)) for each in SEARCHABLE}
    return found | {"page": _("Tools and overviews")}


def kind_in_words(kind: str) -> str:
    """Return what a result of a kind is called; nothing for a kind without a name."""
    found = {each.kind: capfirst(str(each.one)) for each in SEARCHABLE}
    return (found | {"page": _("Tool or overview")}).get(kind, "")
