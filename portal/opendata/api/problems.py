"""What went wrong, for programs and in the reader's language: problem details (RFC 9457)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from portal.base.languages import current_language

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Wrong:
    """A parameter that could not be used, and why."""

    parameter: str
    message: str


class BadParameters(Exception):
    """Some parameters of a request could not be used."""

    def __init__(self, *wrong: Wrong) -> None:
        super().__init__(*wrong)
        self.wrong = wrong


def title_of(status: int) -> str:
    """Return what a status means, in the reader's language."""
    titles = {
        400: _("We did not understand the question"),
        404: _("There is nothing here"),
        405: _("This can only be read"),
        429: _("Too many questions in a short time"),
        503: _("We cannot answer right now"),
    }
    return titles.get(status, _("Something went wrong"))


def detail_of(status: int) -> str:
    """Return what to do about a status, in the reader's language."""
    details = {
        400: _("Look at the parameters of the address: the document of the API says which it has."),
        404: _("No public entry has this address. It may have been taken away."),
        405: _("Ask with GET or HEAD. Nothing can be written here."),
        429: _("Wait as many seconds as Retry-After says, and ask again."),
        503: _("The database does not answer. Try again in half a minute."),
    }
    return details.get(status, _("The error is ours. Try again later."))


def problem(
    status: int, *, detail: str = "", wrong: Iterable[Wrong] = (), retry_after: str = ""
) -> HttpResponse:
    """Return an answer that says what went wrong."""
    found: dict[str, Any] = {
        "type": "about:blank",
        "title": title_of(status),
        "status": status,
        "detail": detail or detail_of(status),
    }
    if errors := [{"parameter": each.parameter, "message": each.message} for each in wrong]:
        found["errors"] = errors
    response = HttpResponse(
        json.dumps(found, ensure_ascii=False), status=status, content_type=MEDIA_TYPE
    )
    response["Content-Language"] = current_language()
    if retry_after:
        response["Retry-After"] = retry_after
    if status == 405:
        response["Allow"] = "GET, HEAD, OPTIONS"
    if status in {405, 429, 503}:
        add_never_cache_headers(response)
    return response


def of_parameters(found: BadParameters) -> HttpResponse:
    """Say which parameters could not be used."""
    return problem(
        400,
        detail=" ".join(f"{each.parameter}: {each.message}" for each in found.wrong),
        wrong=found.wrong,
    )


def in_words(error: dict[str, Any]) -> Wrong:
    """Return what is wrong with a value that its type refuses, in the reader's language."""
    place = [str(part) for part in error["loc"] if part not in {"query", "path", "asked"}]
    context = error.get("ctx", {})
    messages = {
        "int_parsing": _("Write a whole number."),
        "int_type": _("Write a whole number."),
        "int_parsing_size": _("The number is too big."),
        "greater_than_equal": _("The number must be at least %(ge)s."),
        "less_than_equal": _("The number must be at most %(le)s."),
        "string_too_long": _("This is longer than %(max_length)s characters."),
        "string_too_short": _("This must not be empty."),
        "literal_error": _("The possible values are %(expected)s."),
        "enum": _("The possible values are %(expected)s."),
        "bool_parsing": _("Write true or false."),
        "missing": _("This must be given."),
    }
    if "date" in error["type"]:
        message = _("Write a date such as 2026-11-23, with a time where one is asked for.")
    else:
        message = messages.get(error["type"], _("We did not understand this value."))
    if "expected" in context:
        context = context | {"expected": context["expected"].replace(" or ", ", ")}
    return Wrong(".".join(place), message % context if "%(" in message else message)
