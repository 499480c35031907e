"""Plain-text helpers: what belongs together on a line, the Norwegian alphabet, plain letters."""

import re
import unicodedata

_SECTION_SIGN = re.compile(r"(§§?) (?=\d)")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss", "ł": "l"}
)
_AFTER_Z = str.maketrans({"æ": "{", "ø": "|", "å": "}"})


def keep_together(text: str) -> str:
    """Return a text in which a section sign and a number's thousands never end a line."""
    return _THOUSANDS.sub("\u00a0", _SECTION_SIGN.sub("\\1\u00a0", text))


def alphabetical(text: str) -> str:
    """Return a key that sorts as the Norwegian alphabet does, whatever the case: æ, ø, å last."""
    return text.casefold().translate(_AFTER_Z)


def plain_letters(text: str) -> str:
    """Return a text in lower case with the letters a to z only: æøå and Sámi marks taken off."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFKD", plain).translate(_LETTERS)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
