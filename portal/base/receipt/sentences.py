"""Words and sentences as people count them: abbreviations and dates end no sentence."""

import re

ABBREVIATIONS = (  # those that a capital letter or a number may follow in the same sentence
    *("adr", "art", "bl.a", "ca", "cf", "dr", "dvs", "e.g", "evt", "f.eks", "fig", "fr", "gj.sn"),
    *("i.e", "iht", "incl", "inkl", "jf", "jfr", "kap", "kl", "m.a", "m.a.o", "mht", "mill"),
    *("mrd", "nr", "pga", "pkt", "red", "s.k", "t.d", "t.o.m", "tlf", "vedr", "vol", "vs"),
)
WORD = re.compile(r"\w+(?:[-’'.,]\w+)*")
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\b[\w.-]+\.(?:no|eu|org|com|int|net)\b(?:/\S*)?")
_NOT_AN_END = re.compile(
    r"\b(?:(?i:" + "|".join(map(re.escape, ABBREVIATIONS)) + r")|[A-ZÆØÅ])\."
    r"|\b(?:no|p|pp|s|st)\.(?=\s?\d)"
)
# A mark before a blank, unless a small letter follows as in “1. januar” and “osv. gjelder”.
_END = re.compile(r"[.!?]+[”»\")\]]*\s+(?![a-zæøå])|:\s+")
_HIDDEN = "\N{ONE DOT LEADER}"


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph; one without an end mark is a sentence too.

    A colon ends one as well: so it is in the readability index.
    """
    kept = _NOT_AN_END.sub(lambda found: found.group().replace(".", _HIDDEN), text)
    parts = (part.replace(_HIDDEN, ".").strip() for part in _END.split(kept))
    return [part for part in parts if WORD.search(part)]


def words(text: str) -> list[str]:
    """Return the words of a text; a number counts as one, and so does an address on the web."""
    return WORD.findall(ADDRESS.sub("www", text))
