"""Text slots: which language a text is really in, and under which languages a page exists.

One Norwegian site in two written standards, and English. Names, summaries and facts are
written in every language; a body is written once in Norwegian, in one of the two standards,
and translated. A page with a body therefore exists under the prefix of its body.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, override

from portal.base.text import keep_together

NORWEGIAN = ("nb", "nn")


class Text(NamedTuple):
    """A text and the language it is really in."""

    value: str
    language: str


def all_languages() -> list[str]:
    """Return the codes of the interface languages, in the order of the settings."""
    return [code for code, _name in settings.LANGUAGES]


def language_name(code: str) -> str:
    """Return the name of a language of the portal, in the reader's language."""
    return str(dict(settings.LANGUAGES).get(code, code))


def current_language() -> str:
    """Return the interface language of the page being made."""
    language = get_language() or settings.LANGUAGE_CODE
    return language if language in all_languages() else settings.LANGUAGE_CODE


def in_every_language(build: Callable[[], str]) -> dict[str, str]:
    """Return what a function gives in each language, such as the addresses of a page."""
    built = {}
    for code in all_languages():
        with override(code):
            built[code] = build()
    return built


def reading_order(language: str) -> list[str]:
    """Return the languages to look in for a text: the asked one, its Norwegian sister, the rest."""
    first = [language]
    if language in NORWEGIAN:
        first += [other for other in NORWEGIAN if other != language]
    return first + [other for other in all_languages() if other not in first]


def slot(entry: models.Model, field: str, language: str | None = None) -> Text:
    """Return the text of a slot in a language, or else in the nearest language that has one."""
    wanted = language or current_language()
    for candidate in reading_order(wanted):
        if value := getattr(entry, f"{field}_{candidate}", None):
            return Text(keep_together(value), candidate)
    return Text("", wanted)


def has_body(entry: models.Model) -> bool:
    """Tell whether an entry has a body in any language."""
    return any(getattr(entry, f"body_{language}", "") for language in all_languages())


def page_languages(entry: models.Model) -> list[str]:
    """Return the languages under whose prefix an entry's page exists."""
    if not has_body(entry):
        return all_languages()
    return [language for language in all_languages() if getattr(entry, f"body_{language}")]


def page_language(entry: models.Model, language: str) -> str:
    """Return the language under which a reader of `language` finds an entry's page."""
    existing = page_languages(entry)
    return next(candidate for candidate in reading_order(language) if candidate in existing)


def link_language(entry: models.Model) -> str:
    """Return the language a link to an entry leads to, or nothing if it is the reader's own.

    An entry that is read on another's page says so by its `page_entry`.
    """
    target = page_language(getattr(entry, "page_entry", entry), current_language())
    return "" if target == current_language() else target
