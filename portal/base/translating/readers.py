"""What readers are told of translations whose source has left them behind: one honest sentence."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.base.languages import NORWEGIAN, current_language
from portal.base.translating.following import BODY


def body_sentence(entry: models.Model, language: str) -> str:
    """Say that an entry's long text in a language follows an older text, or nothing."""
    followed = _behind(entry, language).get(BODY)
    if followed is None:
        return ""
    since, on = day(followed.get("since")), day(followed.get("on"))
    if not since or not on:
        return _("The Norwegian text has changed since this translation was made.")
    words = {"since": since, "on": on, "standard": _sister(language)}
    if language in NORWEGIAN:
        return _(
            "The text in %(standard)s was changed on %(since)s; this follows that of %(on)s."
        ) % (words)
    return (
        _("The Norwegian text was changed on %(since)s; this translation follows that of %(on)s.")
        % words
    )


def others_sentence(entry: models.Model, within: str = "") -> str:
    """Say that shorter texts in the page's language follow older ones, or nothing.

    `within` is the path of the part that the page is about, such as `cases/<key>/`.
    """
    language = current_language()
    followed = [
        one
        for path, one in _behind(entry, language).items()
        if path != BODY and path.startswith(within)
    ]
    days = sorted(one["since"] for one in followed if one.get("since"))
    if not days:
        return ""
    words = {"since": day(days[0]), "standard": _sister(language)}
    if language in NORWEGIAN:
        return (
            _(
                "Some of the shorter texts were changed in %(standard)s on %(since)s "
                "and have not been changed here yet."
            )
            % words
        )
    return (
        _(
            "Some of the shorter Norwegian texts were changed on %(since)s; "
            "their translations here have not been changed yet."
        )
        % words
    )


def day(written: str | None) -> str:
    """Return a day as readers write it, or nothing."""
    return date_format(dt.date.fromisoformat(written), _("j F Y")) if written else ""


def _behind(entry: models.Model, language: str) -> dict[str, dict[str, Any]]:
    """Return what is behind in a language, by path; an entry of another kind has nothing."""
    return (getattr(entry, "behind", None) or {}).get(language, {})


def _sister(language: str) -> str:
    """Return the name of the other Norwegian written standard, as it stands in a sentence."""
    other = next(code for code in NORWEGIAN if code != language)
    return str(dict(settings.LANGUAGES)[other]).lower()
