"""Link texts: each says by itself where it leads (WCAG 2.4.4 and 2.4.9)."""

import re
from collections import defaultdict
from collections.abc import Iterator

from portal.base.receipt.places import Examined, Place
from portal.base.receipt.receipt import Check, Finding, Level

VAGUE = {
    # bokmål and nynorsk
    *("les mer", "les meir", "les mer her", "les meir her", "les her", "mer", "meir", "her"),
    *("klikk her", "klikk", "trykk her", "trykk", "se her", "sjå her", "se mer", "sjå meir"),
    *("finn ut mer", "finn ut meir", "mer informasjon", "meir informasjon", "mer info"),
    *("meir info", "info", "link", "lenke", "lenkje", "denne lenken", "denne lenka"),
    *("denne lenkja", "denne siden", "denne sida", "denne linken", "gå hit", "hit", "videre"),
    *("vidare", "les videre", "les vidare"),
    # English
    *("read more", "read more here", "read on", "more", "here", "click here", "click", "tap here"),
    *("press here", "see here", "see more", "learn more", "find out more", "more information"),
    *("more info", "this link", "this page", "go here", "continue"),
}
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_WRITTEN = re.compile(r"(https?://|www\.)\S+|\S+\.\w{2,}/\S+", re.IGNORECASE)
CHECK = Check.LINK_TEXTS


def check(examined: Examined) -> Iterator[Finding]:
    """Find links that do not say where they lead."""
    for place in examined.bodies:
        for link in place.markup.links:
            text = " ".join(link.text.split())
            if not bare(text):
                address = link.address or ""
                yield place.finding(CHECK, Level.ERROR, "text_empty", excerpt=text or address)
            elif bare(text) in VAGUE:
                yield place.finding(CHECK, Level.ERROR, "text_vague", excerpt=text)
            elif _WRITTEN.fullmatch(text):
                yield place.finding(CHECK, Level.WARNING, "text_address", excerpt=text)
        yield from _twice(place)


def bare(text: str) -> str:
    """Return a text without its case, and without arrows, dots and blanks around it."""
    return _AROUND.sub("", " ".join(text.replace("\u00ad", "").split())).casefold()


def _twice(place: Place) -> Iterator[Finding]:
    """The same words must lead to the same place: who hears a list of links hears only them."""
    targets = defaultdict(set)
    for link in place.markup.links:
        if link.address and bare(link.text) not in VAGUE | {""}:
            targets[bare(link.text)].add(link.address)
    for text, addresses in targets.items():
        if len(addresses) > 1:
            number = len(addresses)
            yield place.finding(CHECK, Level.WARNING, "text_twice", excerpt=text, number=number)
