"""The publish receipt as plain values, kept with the version and read in any language.

A finding is a code with parameters, never a sentence: the sentence is made when it is read.
"""

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import Any, Self

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.base.drafts import paths
from portal.base.languages import current_language, language_name, reading_order
from portal.base.receipt import words

FORM = 1  # how the values are written; raised when that changes


class Level(enum.StrEnum):
    """How serious a finding is: an error stops publishing, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    FINE = "fine"
    NOT_CHECKED = "not_checked"


class Check(models.TextChoices):
    """What is looked at."""

    LINKS = "links", _("Links")
    HEADINGS = "headings", _("Headings")
    LINK_TEXTS = "link_texts", _("Link texts")
    ALTERNATIVES = "alternatives", _("Alternative texts")
    READABILITY = "readability", _("Readability")
    SPELLING = "spelling", _("Spelling")
    TRANSLATIONS = "translations", _("Translations")
    FACTS = "facts", _("Facts")
    DATES = "dates", _("Dates")


class Kind(models.TextChoices):
    """What kind of place a publishing touches, in the order they are told."""

    OWN = "own", _("The page itself")
    OLD_ADDRESS = "old_address", _("Old addresses that will lead to the page")
    PAGE = "page", _("Other pages")
    LIST = "list", _("Lists")
    CALENDAR = "calendar", _("Calendars")
    FEED = "feed", _("News feeds")
    SITEMAP = "sitemap", _("For search engines")


@dataclass(frozen=True)
class Finding:
    """One thing that was found, where it stands, and the place of its field in the form."""

    check: str
    level: str
    code: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    model: str = ""
    path: str = ""
    language: str = ""
    excerpt: str = ""
    fragment: str = ""
    names: dict[str, Any] = field(default_factory=dict)  # what the parts on the path are called

    @property
    def message(self) -> str:
        """Return what was found, in the reader's language."""
        return words.sentence(self.code, self.params)

    @property
    def check_label(self) -> str:
        """Return the name of what was looked at."""
        return _label(Check, self.check)

    @property
    def where(self) -> str:
        """Return the name of the field with its part and language, in the reader’s language."""
        if not self.path:
            return language_name(self.language) if self.language else ""
        try:
            label = paths.label(apps.get_model(self.model), self.path, self.names)
        except (LookupError, ValueError, FieldDoesNotExist):  # there is no such field any more
            label = self.path
        return words.in_language(label, self.language) if self.language else label


@dataclass(frozen=True)
class Readability:
    """How heavy a text is to read in a language: see the check of that name."""

    language: str
    lix: float
    words: int
    sentences: int
    grade: str

    @property
    def grade_label(self) -> str:
        """Return the grade in words."""
        return words.grade_name(self.grade)

    @property
    def language_label(self) -> str:
        """Return the name of the language."""
        return language_name(self.language)


@dataclass(frozen=True)
class Affected:
    """Something that changes with the publishing: its name and its address in every language."""

    kind: str
    names: dict[str, str]
    urls: dict[str, str]
    more: int = 0  # how many others of the same sort are not listed

    @property
    def language(self) -> str:
        """Return the language of the address a reader is sent to."""
        known = reading_order(current_language())
        return next((code for code in known if code in self.urls), "")

    @property
    def label(self) -> str:
        """Return the name in the reader's language."""
        known = reading_order(current_language())
        return next((self.names[code] for code in known if self.names.get(code)), "")

    @property
    def url(self) -> str:
        """Return the address in the reader's language, or the nearest it has."""
        return self.urls.get(self.language, "")

    @property
    def addresses(self) -> list[tuple[str, str, str]]:
        """Return (language, its name, address) for each address; one alone for all is one."""
        if len(set(self.urls.values())) <= 1:
            return []
        return [(code, language_name(code), url) for code, url in self.urls.items()]


@dataclass(frozen=True)
class Receipt:
    """What was found in an entry as it would be published, and what that touches."""

    findings: tuple[Finding, ...]
    readability: tuple[Readability, ...]
    affected: tuple[Affected, ...]
    made_at: dt.datetime

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return what stops the publishing."""
        return self._of(Level.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Return what an editor should look at, and may leave."""
        return self._of(Level.WARNING)

    @property
    def not_checked(self) -> tuple[Finding, ...]:
        """Return what could not be looked at."""
        return self._of(Level.NOT_CHECKED)

    @property
    def fine(self) -> list[str]:
        """Return the names of what was looked at without remarks."""
        return [finding.check_label for finding in self._of(Level.FINE)]

    @property
    def blocks(self) -> bool:
        """Tell whether an error stops the publishing."""
        return bool(self.errors)

    @property
    def affected_by_kind(self) -> list[tuple[str, list[Affected]]]:
        """Return what is touched under the names of its kinds."""
        order = {kind.value: number for number, kind in enumerate(Kind)}
        known = sorted(self.affected, key=lambda one: order.get(one.kind, len(order)))
        grouped = groupby(known, key=lambda one: one.kind)
        return [(_label(Kind, kind), list(ones)) for kind, ones in grouped]

    def as_data(self) -> dict[str, Any]:
        """Return the receipt as JSON can hold it."""
        return {
            "form": FORM,
            "made_at": self.made_at.isoformat(),
            "findings": [_given(finding) for finding in self.findings],
            "readability": [_given(one) for one in self.readability],
            "affected": [_given(one) for one in self.affected],
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self | None:
        """Return a receipt as it was kept; nothing where none was."""
        if not data:
            return None
        return cls(
            findings=_read(Finding, data.get("findings", ())),
            readability=_read(Readability, data.get("readability", ())),
            affected=_read(Affected, data.get("affected", ())),
            made_at=dt.datetime.fromisoformat(data["made_at"]).astimezone(
                timezone.get_default_timezone()
            ),
        )

    def _of(self, level: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level == level)


def _given(one: Any) -> dict[str, Any]:
    """Return the values of a part of a receipt that say something, texts as plain strings."""
    values = {name: value for name, value in asdict(one).items() if value not in ("", {}, 0)}
    return {name: str(v) if isinstance(v, str) else v for name, v in values.items()}


def _read[Part](kind: type[Part], rows: Iterable[dict[str, Any]]) -> tuple[Part, ...]:
    """Return parts of a receipt from what was kept; what is not known any more is left out."""
    known = set(kind.__dataclass_fields__)  # type: ignore[attr-defined]
    numbers = {"lix": 0.0, "words": 0, "sentences": 0} if kind is Readability else {}
    return tuple(
        kind(**(numbers | {name: value for name, value in row.items() if name in known}))
        for row in rows
    )


def _label(choices: type[models.TextChoices], value: str) -> str:
    return str(dict(choices.choices).get(value, value))
