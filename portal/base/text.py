"""Plain-text helpers: what belongs together on a line, and the Norwegian alphabet."""

import re

_SECTION_SIGN = re.compile(r"(§§?) (?=\d)")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_AFTER_Z = str.maketrans({"æ": "{", "ø": "|", "å": "}"})


def keep_together(text: str) -> str:
    """Return a text in which a section sign and a number's thousands never end a line."""
    return _THOUSANDS.sub("\u00a0", _SECTION_SIGN.sub("\\1\u00a0", text))


def alphabetical(text: str) -> str:
    """Return a key that sorts as the Norwegian alphabet does, whatever the case: æ, ø, å last."""
    return text.casefold().translate(_AFTER_Z)
