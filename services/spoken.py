"""The names of languages in the reader's language, from CLDR."""

from collections.abc import Iterable

from babel import Locale
from django.utils.translation import gettext as _

from portal.base.languages import current_language, reading_order
from portal.base.text import alphabetical


def language_name(code: str) -> str:
    """Return what the reader calls a language; its code when nobody has named it."""
    own = {"fkv": _("Kven"), "nsl": _("Norwegian Sign Language"), "prs": _("Dari")}
    if code in own:
        return own[code]
    for language in reading_order(current_language()):
        if name := Locale(language).languages.get(code):
            return str(name)
    return code


def is_language(code: str) -> bool:
    """Tell whether a code is that of a language with a name."""
    return language_name(code) != code


def language_names(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return (code, name) of languages, by name."""
    named = [(code, language_name(code)) for code in codes]
    return sorted(named, key=lambda pair: alphabetical(pair[1]))
