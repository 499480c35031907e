"""The mix of bokmål and nynorsk in the published long texts: whole, by section, kind and owner."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.base import languages
from portal.base.pages import WithBody
from portal.base.publishing import Publishable

LEAST = 25  # per cent of each standard over time: the Language Act § 13
GOAL = (40, 60)
ENOUGH = 500  # words; fewer say little of a mix
_QUOTATION = re.compile(r"<blockquote\b.*?</blockquote>", re.DOTALL | re.IGNORECASE)
_WORD = re.compile(r"\w+")


def words_of(body: str | None) -> int:
    """Count the words of a long text, quotations aside."""
    text = _QUOTATION.sub(" ", body or "").replace("<", " <")
    return len(_WORD.findall(html.unescape(strip_tags(text))))


@dataclass
class Row:
    """How many words of some texts are in each written standard."""

    label: str
    words: dict[str, int] = field(default_factory=lambda: dict.fromkeys(languages.NORWEGIAN, 0))

    @property
    def total(self) -> int:
        """Return how many words there are."""
        return sum(self.words.values())

    @property
    def cells(self) -> list[tuple[int, int]]:
        """Return words and per cent of each standard; the per cents add up to 100."""
        if not self.total:
            return [(0, 0) for _code in self.words]
        counts = list(self.words.values())
        per_cents = [round(100 * count / self.total) for count in counts[:-1]]
        return list(zip(counts, [*per_cents, 100 - sum(per_cents)], strict=True))

    @property
    def low(self) -> list[str]:
        """Return the standards with less than a quarter of the words, if there are enough."""
        if self.total < ENOUGH:
            return []
        return [code for code, count in self.words.items() if 100 * count < LEAST * self.total]

    @property
    def verdict(self) -> str:
        """Say in words how the mix stands."""
        if self.total < ENOUGH:
            return _("too few words to tell")
        if self.low:
            return _("Warning: below 25 %")
        within = all(
            GOAL[0] <= 100 * count / self.total <= GOAL[1] for count in self.words.values()
        )
        return _("within the goal") if within else _("outside the goal")


@dataclass(frozen=True)
class Table:
    """One way of dividing the texts."""

    name: str
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Mix:
    """The whole, and the tables."""

    whole: Row
    tables: tuple[Table, ...]


def mix(kinds: Iterable[type[models.Model]] | None = None) -> Mix:
    """Count the words of all published long texts: one query for each kind, one for the owners."""
    whole = Row(_("All long texts"))
    sections: dict[str, Row] = {}
    by_kind: dict[str, Row] = {}
    by_owner: dict[int | None, Row] = defaultdict(lambda: Row(""))
    for model in kinds if kinds is not None else with_body():
        section = apps.get_app_config(model._meta.app_label)
        rows = [
            whole,
            sections.setdefault(section.label, Row(str(section.verbose_name))),
            by_kind.setdefault(
                model._meta.label, Row(capfirst(str(model._meta.verbose_name_plural)))
            ),
        ]
        bodies = [f"body_{code}" for code in languages.NORWEGIAN]
        published = model._default_manager.published().order_by()  # type: ignore[attr-defined]
        for owner, *texts in published.values_list("owner", *bodies):
            for code, text in zip(languages.NORWEGIAN, texts, strict=True):
                number = words_of(text)
                for row in [*rows, by_owner[owner]]:
                    row.words[code] += number
    _name_owners(by_owner)
    return Mix(
        whole,
        (
            Table("section", _("By section"), _filled(sections.values())),
            Table("kind", _("By kind of content"), _filled(by_kind.values())),
            Table("owner", _("By owner"), _filled(by_owner.values())),
        ),
    )


def with_body() -> list[type[models.Model]]:
    """Return the kinds of content that have a long text."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Publishable) and issubclass(model, WithBody)
    ]


def _name_owners(rows: dict[int | None, Row]) -> None:
    """Give each owner's row the owner's name, in one query."""
    owners = Publishable._meta.get_field("owner").related_model
    model = apps.get_model(owners) if isinstance(owners, str) else owners
    named = {owner.pk: str(owner) for owner in model._base_manager.filter(pk__in=rows)}
    for pk, row in rows.items():
        row.label = named.get(pk, _("no owner")) if pk else _("no owner")


def _filled(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows that have words, the longest first."""
    return tuple(sorted((row for row in rows if row.total), key=lambda row: -row.total))
