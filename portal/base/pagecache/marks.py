"""Parts of a page that are only right as long as the clock is followed: open now, opens at nine.

A template writes them with {% while_fresh %} in two ways, and the page is made with both. It is
sent with the first; with the second, when it is sent after the moment until which it was true.
"""

import re

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

FRESH, STALE, END = "\ue000", "\ue001", "\ue002"  # in no text: these signs have no meaning
MAIN = '<main id="main" tabindex="-1">'  # in base.html
_MARKED = re.compile(f"{FRESH}([^{STALE}]*){STALE}([^{END}]*){END}")


def marked(fresh: str, stale: str) -> str:
    """Return both ways of a part."""
    return f"{FRESH}{fresh}{STALE}{stale}{END}"


def is_marked(page: str) -> bool:
    """Tell whether a page has parts that follow the clock."""
    return FRESH in page


def as_fresh(page: str) -> str:
    """Return a page as it is sent while all of it is true."""
    return _MARKED.sub(r"\1", page)


def as_stale(page: str) -> str:
    """Return a page as it is sent when nobody can say what is open now, with a notice of that."""
    words = _("We cannot look up right now who is open, so this page leaves it out.")
    notice = format_html('{}\n<p class="notice"><span>{}</span></p>', mark_safe(MAIN), words)  # noqa: S308 - our own
    return _MARKED.sub(r"\2", page).replace(MAIN, notice, 1)
