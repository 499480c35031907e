"""The part of a text that shows why it was found, with the words marked."""

import itertools

from portal.search.analysis import terms, tokens

LENGTH = 220  # letters
LOOKED_AT = 5_000  # letters of a text

Pieces = list[tuple[str, bool]]


def marked(text: str, found_by: frozenset[str], language: str) -> Pieces:
    """Return a whole text in pieces, those that were found marked."""
    return _pieces(text, _matches(text, found_by, language))


def snippet(text: str, found_by: frozenset[str], language: str) -> Pieces:
    """Return the stretch of a text with most of what was found, marked; else its beginning."""
    lines = (" ".join(line.split()) for line in text[:LOOKED_AT].splitlines())
    text = " · ".join(line for line in lines if line)
    matches = _matches(text, found_by, language)
    if not matches or len(text) <= LENGTH:
        return _pieces(_cut(text, 0), [each for each in matches if each[1] <= LENGTH])
    best = max(range(len(matches)), key=lambda at: (_forms_from(matches, at), -at))
    start = matches[best][0]
    start = text.rfind(" ", 0, max(start - LENGTH // 4, 0)) + 1 if start > LENGTH // 4 else 0
    shown = _cut(text, start)
    lead = 1 if start else 0  # the mark of what was left out before
    inside = [
        (begin - start + lead, end - start + lead, form)
        for begin, end, form in matches
        if begin >= start and end <= start + LENGTH
    ]
    return _pieces("…" * lead + shown, inside)


def _forms_from(matches: list[tuple[int, int, str]], first: int) -> int:
    """Return how many different words are found in a stretch that begins with one of them."""
    last = matches[first][0] + LENGTH
    inside = itertools.takewhile(lambda match: match[1] <= last, matches[first:])
    return len({form for _begin, _end, form in inside})


def _matches(text: str, found_by: frozenset[str], language: str) -> list[tuple[int, int, str]]:
    """Return the places of the words that were found."""
    found, known = [], dict[str, str]()
    for word, start, end in tokens(text):
        if word not in known:
            known[word] = _found_as(word, found_by, language)
        if form := known[word]:
            found.append((start, end, form))
    return found


def _found_as(word: str, found_by: frozenset[str], language: str) -> str:
    """Return the form or the part by which a word was found; nothing if it was not."""
    own = terms(word, language)
    form = next((form for form in own.forms if form in found_by), "")
    return form or next((part for part in own.parts if f"~{part}" in found_by), "")


def _cut(text: str, start: int) -> str:
    """Return a stretch of a text that ends with a whole word."""
    if len(text) - start <= LENGTH:
        return text[start:]
    end = text.rfind(" ", start, start + LENGTH)
    return text[start : end if end > start else start + LENGTH].rstrip(" ,;:–") + "…"


def _pieces(text: str, matches: list[tuple[int, int, str]]) -> Pieces:
    """Return a text in pieces by the places of what was found."""
    pieces, at = [], 0
    for begin, end, _form in matches:
        if end > len(text):
            break
        if begin > at:
            pieces.append((text[at:begin], False))
        pieces.append((text[begin:end], True))
        at = end
    if at < len(text):
        pieces.append((text[at:], False))
    return pieces
