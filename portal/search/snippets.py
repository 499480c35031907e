"""The part of a text that shows why it was found, with the words marked."""

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
    start = max(
        (begin for begin, _end, _form in matches),
        key=lambda begin: (
            len({form for at, end, form in matches if begin <= at and end <= begin + LENGTH}),
            -begin,
        ),
    )
    start = text.rfind(" ", 0, max(start - LENGTH // 4, 0)) + 1 if start > LENGTH // 4 else 0
    shown = _cut(text, start)
    lead = 1 if start else 0  # the mark of what was left out before
    inside = [
        (begin - start + lead, end - start + lead, form)
        for begin, end, form in matches
        if begin >= start and end <= start + LENGTH
    ]
    return _pieces("…" * lead + shown, inside)


def _matches(text: str, found_by: frozenset[str], language: str) -> list[tuple[int, int, str]]:
    """Return the places of the words that were found."""
    found = []
    for each in tokens(text):
        own = terms(each.text, language)
        form = next((form for form in own.forms if form in found_by), "")
        form = form or next((part for part in own.parts if f"~{part}" in found_by), "")
        if form:
            found.append((each.start, each.end, form))
    return found


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
