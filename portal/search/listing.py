"""Results as the page lists them, ten at a time."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page
from django.utils.translation import gettext as _

from portal.base.languages import current_language
from portal.base.paging import page_of
from portal.search.finding import Hit, Suggestion
from portal.search.kinds import kind_in_words
from portal.search.looking import MOST_SHOWN
from portal.search.snippets import Pieces, snippet
from services.spoken import language_name

PER_PAGE = 10


@dataclass(frozen=True)
class Result:
    """A result as the page shows it; in the snippet, what was asked for is marked.

    The languages of the page, of the title and of the snippet are nothing where they are the
    reader's.
    """

    url: str
    title: str
    title_language: str
    snippet: Pieces
    snippet_language: str
    kind: str
    language: str
    in_language: str  # that of the page in words
    date: dt.date | None
    is_over: bool


def results(hits: Iterable[Hit]) -> list[Result]:
    """Return hits as the page shows them."""
    return [_result(hit) for hit in hits]


def _result(hit: Hit) -> Result:
    shown, its_language = _snippet(hit)
    language, in_language = other_language(hit.language)
    return Result(
        url=hit.url,
        title=hit.title,
        title_language=_if_other(hit.title_language),
        snippet=shown,
        snippet_language=_if_other(its_language),
        kind=kind_in_words(hit.kind),
        language=language,
        in_language=in_language,
        date=hit.date,
        is_over=hit.over,
    )


def _snippet(hit: Hit) -> tuple[Pieces, str]:
    """Return why something was found, in one language, and which: its summary or its text."""
    if hit.title_language == hit.language:
        return hit.snippet(), hit.language
    lead = snippet(hit.lead, hit.found_by, hit.title_language)
    text = snippet(hit.text, hit.found_by, hit.language)
    if hit.lead and (_has_marks(lead) or not _has_marks(text)):
        return lead, hit.title_language
    return text, hit.language


def _has_marks(pieces: Pieces) -> bool:
    return any(marked for _text, marked in pieces)


def _if_other(language: str) -> str:
    return "" if language == current_language() else language


def suggested(found: Iterable[Suggestion]) -> list[tuple[Suggestion, str, str, str]]:
    """Return suggestions with the language of each name, and that of its page, also in words."""
    return [
        (each, _if_other(each.language), *other_language(each.url.split("/")[1])) for each in found
    ]


def other_language(code: str) -> tuple[str, str]:
    """Return a language as a code and in words; nothing if it is the reader's."""
    if not _if_other(code):
        return "", ""
    named = {
        "nb": _("In Norwegian (bokmål)"),
        "nn": _("In Norwegian (nynorsk)"),
        "en": _("In English"),
    }
    return code, named.get(code) or language_name(code)


def page_asked_for(number: str) -> Page:
    """Return which results a page has, by its number; raises Http404 for what is no page."""
    return page_of(range(MOST_SHOWN), number, PER_PAGE)


def page_found(number: str, total: int) -> Page:
    """Return the page among as many as are shown; raises Http404 for one that is not there."""
    return page_of(range(min(total, MOST_SHOWN)), number, PER_PAGE)
