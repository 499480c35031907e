"""What the receipt's codes say, in the reader's language."""

import datetime as dt
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.base.languages import NORWEGIAN, current_language, language_name

MESSAGES: dict[str, Any] = {
    "link_empty": gettext_lazy("A link has no address."),
    "link_blank": gettext_lazy("There is a blank in the address."),
    "link_scheme": gettext_lazy(
        "A link begins with https:, mailto:, tel: or ref:, not “%(address)s”."
    ),
    "link_no_host": gettext_lazy("The address names no website."),
    "link_http": gettext_lazy("The connection is not encrypted. Use https: if the website has it."),
    "link_own": gettext_lazy(
        "This is a page of the portal. Use its reference (ref:), which follows the page when its "
        "address changes."
    ),
    "link_mail": gettext_lazy("This is not an e-mail address."),
    "link_phone": gettext_lazy("This is not a telephone number."),
    "link_phone_odd": gettext_lazy("No telephone number looks like this. Count the digits."),
    "link_ref_nothing": gettext_lazy("There is no entry with the reference “%(reference)s”."),
    "link_ref_hidden": gettext_lazy(
        "“%(name)s” is not public. Until it is, readers see the text without a link."
    ),
    "link_broken": gettext_lazy("The address has not worked since %(since)s."),
    "link_broken_now": gettext_lazy("The address did not work when it was last tried."),
    "link_moved": gettext_lazy("What was here has moved to %(address)s."),
    "heading_empty": gettext_lazy("A heading has no text."),
    "heading_level": gettext_lazy("A subheading has no heading above it."),
    "heading_bold": gettext_lazy(
        "This paragraph looks like a heading but is not one, so not everyone finds it. Make it "
        "a heading."
    ),
    "heading_none": gettext_lazy(
        "%(number)s words without a heading. Headings help readers find their way."
    ),
    "text_empty": gettext_lazy("A link has no text."),
    "text_vague": gettext_lazy("The text does not say where the link leads."),
    "text_address": gettext_lazy(
        "The text of the link is an address. Say in words where it leads."
    ),
    "text_twice": gettext_lazy("The same text leads to %(number)s different places."),
    "no_alternative": gettext_lazy("The picture is not described for those who cannot see it."),
    "lix_high": gettext_lazy(
        "The readability index is %(lix)s; above %(limit)s is difficult. Shorter sentences help."
    ),
    "words_unknown": gettext_lazy("Not in the dictionary: %(words)s."),
    "no_dictionary": gettext_lazy("Not checked: no dictionary is installed."),
    "spelling_failed": gettext_lazy("Not checked: the dictionary did not answer."),
    "name_missing": gettext_lazy("The name is missing."),
    "text_missing": gettext_lazy("Not written, though it is in %(other)s."),
    "body_missing": gettext_lazy(
        "There is no text in this language. Readers get the one in %(other)s."
    ),
    "behind": gettext_lazy("The translation follows an older text: that was changed on %(since)s."),
    "left_behind": gettext_lazy("The source changes now, and the translation does not."),
    "no_source": gettext_lazy("No source is given."),
    "not_confirmed": gettext_lazy("The facts are not confirmed, and readers are told so."),
    "no_owner": gettext_lazy("No organisation answers for the facts."),
    "overdue": gettext_lazy("Should have been checked by %(on)s."),
    "ended": gettext_lazy("“Public until” has passed, so nobody would see it."),
}
GRADES = {
    "very_easy": pgettext_lazy("a text", "very easy"),
    "easy": pgettext_lazy("a text", "easy"),
    "medium": pgettext_lazy("a text", "medium"),
    "difficult": pgettext_lazy("a text", "difficult"),
    "very_difficult": pgettext_lazy("a text", "very difficult"),
}
_DAYS = {"since", "on"}
_LANGUAGES = {"other"}


def sentence(code: str, params: dict[str, Any]) -> str:
    """Return what a code says in the reader's language; an unknown one is shown as it is."""
    if code not in MESSAGES:
        return code
    return str(MESSAGES[code] % {name: _shown(name, value) for name, value in params.items()})


def _shown(name: str, value: Any) -> Any:
    if name in _DAYS:
        return date_format(dt.date.fromisoformat(value), "DATE_FORMAT")
    if name in _LANGUAGES:
        codes = value if isinstance(value, list) else [value]
        return get_text_list([_in_a_sentence(code) for code in codes], _("and"))
    if isinstance(value, list):
        return ", ".join(value)
    return number_format(value) if isinstance(value, float) else value


def _in_a_sentence(code: str) -> str:
    """Return the name of a language as it is written inside a sentence: small in Norwegian."""
    name = language_name(code)
    return name.lower() if current_language() in NORWEGIAN else name


def in_language(label: str, language: str) -> str:
    """Return the name of a field with the language it is written in."""
    return _("%(field)s in %(language)s") % {
        "field": label,
        "language": language_name(language),
    }


def grade_name(code: str) -> str:
    """Return how heavy a text is, in words."""
    return str(GRADES.get(code, code))
