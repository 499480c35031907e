"""Headings: none empty, none skipped, none faked, and enough of them in a long text."""

from collections.abc import Iterator
from itertools import pairwise

from portal.base.receipt.markup import Block
from portal.base.receipt.places import Examined, Place
from portal.base.receipt.receipt import Check, Finding, Level
from portal.base.receipt.sentences import words

LONG = 300  # words that readers can be asked to read without a heading
SHORT = 12  # words that a paragraph in bold may have and still be meant as a heading
CHECK = Check.HEADINGS


def check(examined: Examined) -> Iterator[Finding]:
    """Find what is wrong with the headings of the long texts."""
    for place in examined.bodies:
        yield from _levels(place)
        yield from _faked(place)
        yield from _too_few(place)


def _levels(place: Place) -> Iterator[Finding]:
    """A text begins under the page's own h1, so that its first level is 2."""
    for heading in place.markup.headings:
        if not heading.text.strip():
            yield place.finding(CHECK, Level.ERROR, "heading_empty")
    levels = [(1, ""), *((int(each.tag[1]), each.text) for each in place.markup.headings)]
    for (above, _text), (level, text) in pairwise(levels):
        if level > above + 1:
            yield place.finding(CHECK, Level.ERROR, "heading_level", excerpt=text)


def _faked(place: Place) -> Iterator[Finding]:
    for block in place.markup.blocks:
        if _poses_as_heading(block):
            yield place.finding(CHECK, Level.WARNING, "heading_bold", excerpt=block.text)


def _poses_as_heading(block: Block) -> bool:
    text = block.text.strip()
    alone = block.tag == "p" and not block.in_list and not block.quoted
    return alone and text == block.bold.strip() and len(words(text)) <= SHORT


def _too_few(place: Place) -> Iterator[Finding]:
    number = longest = 0
    for block in place.markup.blocks:
        number = 0 if block.is_heading else number + len(words(block.text))
        longest = max(longest, number)
    if longest > LONG:
        yield place.finding(CHECK, Level.WARNING, "heading_none", number=longest)
