"""Addresses at which a working copy is seen as it would be, by whoever has been given them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from portal.base import languages
from portal.base.content import entry_named
from portal.base.publishing import Publishable

SALT = "portal.base.drafts.previews"
VALID_FOR = dt.timedelta(days=7)


class Expired(Exception):
    """The address was right, and is too old."""


@dataclass(frozen=True)
class Preview:
    """An address for one language."""

    language: str
    url: str


def sign(entry: Publishable) -> str:
    """Return the word of an address that shows an entry's working copy, and nothing else."""
    return signing.dumps([entry._meta.label_lower, entry.key], salt=SALT)


def read(token: str) -> Any:
    """Return the entry that a word leads to, or None; raises Expired."""
    try:
        label, key = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.SignatureExpired:
        raise Expired from None
    except (signing.BadSignature, ValueError):
        return None
    return entry_named(label, key)


def addresses(entry: Publishable, token: str = "") -> list[Preview]:
    """Return the address of the preview in each language in which the entry would have a page."""
    found = []
    token = token or sign(entry)
    for code in languages.page_languages(entry):
        with override(code):
            found.append(Preview(code, reverse("home:preview", args=[token])))
    return found
