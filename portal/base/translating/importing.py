"""Texts that come back from translators: what each would do, and then all of them or none.

Nothing becomes public: a translation is put into the working copy of its entry.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.base import languages, richtext
from portal.base.accounts import rights
from portal.base.accounts.audit import note
from portal.base.content import digest
from portal.base.drafts import copies, paths, snapshots
from portal.base.publishing import Publishable
from portal.base.translating import markup
from portal.base.translating.following import BODY, fingerprint, plain, source_language, texts
from portal.base.translating.texts import copies_of
from portal.base.translating.xliff import BadFile, Document, Unit, unit_id


class Outcome(TextChoices):
    """What becomes of a text."""

    NEW = "new", gettext_lazy("new translation")
    CHANGED = "changed", gettext_lazy("changed translation")
    UNCHANGED = "unchanged", gettext_lazy("unchanged")
    EMPTY = "empty", gettext_lazy("not translated in the file")
    REFUSED = "refused", gettext_lazy("refused")


@dataclass(frozen=True)
class Verdict:
    """What becomes of one text, and why."""

    unit: Unit
    outcome: Outcome
    problems: tuple[str, ...] = ()
    warning: str = ""
    entry: Any = None
    name: str = ""
    label: str = ""
    path: str = ""  # with the language
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Report:
    """What a file would do, or has done."""

    document: Document
    verdicts: tuple[Verdict, ...]
    written: int = 0

    @property
    def counts(self) -> list[tuple[Outcome, int]]:
        """Return how many texts there are of each outcome."""
        found = Counter(verdict.outcome for verdict in self.verdicts)
        return [(outcome, found[outcome]) for outcome in Outcome if found[outcome]]

    @property
    def failed(self) -> bool:
        """Tell whether a text is refused, so that nothing is written."""
        return bool(self.of(Outcome.REFUSED))

    @property
    def to_write(self) -> list[Verdict]:
        """Return what would be written."""
        return self.of(Outcome.NEW) + self.of(Outcome.CHANGED)

    @property
    def warned(self) -> list[Verdict]:
        """Return what there is a warning about."""
        return [verdict for verdict in self.verdicts if verdict.warning]

    @property
    def digest(self) -> str:
        """Return what the report is known again by."""
        return digest([(v.unit.file, v.path, v.outcome, v.before, v.after) for v in self.verdicts])

    def of(self, outcome: Outcome) -> list[Verdict]:
        """Return the texts of an outcome."""
        return [verdict for verdict in self.verdicts if verdict.outcome == outcome]


@dataclass(frozen=True)
class _Known:
    """An entry as its working copy has it, with its texts by the ids of a file."""

    entry: Any
    flat: paths.Flat
    texts: dict[str, tuple[str, dict[str, str]]]
    source: str


def check(document: Document, *, user: Any) -> Report:
    """Say what each text of a file would do; a few queries for each kind. Raises BadFile."""
    codes = languages.all_languages()
    for code in (document.source, document.target):
        if code not in codes:
            raise BadFile(_("The portal has no language “%(code)s”.") % {"code": code})
    if document.source == document.target:
        raise BadFile(_("The file translates a language into itself."))
    known = _known(document.units)
    seen: set[tuple[str, str]] = set()
    verdicts = []
    for unit in document.units:
        if (unit.file, unit.id) in seen:
            verdicts.append(_refused(unit, _("The text is in the file twice.")))
        else:
            verdicts.append(_verdict(unit, known.get(unit.file), document, user))
        seen.add((unit.file, unit.id))
    return Report(document, tuple(verdicts))


@transaction.atomic
def write(document: Document, *, user: Any, expected: str | None = None) -> Report:
    """Put the translations into working copies, all or none; see `check`.

    `expected`: the digest of the report that somebody has seen; nothing is written if it is not
    the same any more.
    """
    report = check(document, user=user)
    if report.failed or (expected is not None and expected != report.digest):
        return report
    by_entry: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in report.to_write:
        by_entry[verdict.unit.file].append(verdict)
    for verdicts in by_entry.values():
        entry = verdicts[0].entry
        copies.change(entry, {verdict.path: verdict.after for verdict in verdicts}, user=user)
        note("imported translations", who=user, entry=entry, language=document.target)
    return Report(document, report.verdicts, written=len(report.to_write))


def _known(units: Iterable[Unit]) -> dict[str, _Known]:
    """Return the entries that a file names, by the ids it has for them."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        label, _colon, key = unit.file.partition(":")
        wanted[label].add(key)
    found = {}
    for label, keys in wanted.items():
        model = _kind(label)
        if model is None:
            continue
        rows: list[Any] = list(model._base_manager.filter(key__in=keys))
        public, working = snapshots.take_all(rows), copies_of(model)
        for entry in rows:
            snapshot = working.get(entry.key, public[entry.pk])
            by_id = {unit_id(path): (path, each) for path, each in texts(model, snapshot).items()}
            flat, source = paths.flat(snapshot), source_language(snapshot)
            found[f"{label}:{entry.key}"] = _Known(entry, flat, by_id, source)
    return found


def _kind(label: str) -> type[models.Model] | None:
    """Return the kind of entry that a label names, if there is one."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    is_kind = issubclass(model, Publishable) and model._meta.label_lower == label
    return model if is_kind else None


def _verdict(unit: Unit, known: _Known | None, document: Document, user: Any) -> Verdict:
    if known is None:
        return _refused(unit, _("There is no such entry."))
    about: dict[str, Any] = {"entry": known.entry, "name": str(known.entry)}
    if not rights.may(user, "translate", known.entry):
        return _refused(unit, _("You may not translate this entry."), **about)
    if unit.id not in known.texts:
        return _refused(unit, _("The entry has no such text."), **about)
    path, by_language = known.texts[unit.id]
    model, target = type(known.entry), document.target
    column = f"{path}_{target}"
    about |= {"path": column, "label": paths.label(model, column, known.flat)}
    about |= {"before": by_language[target]}
    if target == known.source:
        return _refused(unit, _("That is the language the entry is written in."), **about)
    if path == BODY and target in languages.NORWEGIAN:
        return _refused(unit, _("The long text is in one Norwegian standard only."), **about)
    if not unit.target.strip():
        return Verdict(unit, Outcome.EMPTY, **about)
    source = by_language[document.source]
    after, problems = _cleaned(model, column, path, unit, source)
    if problems:
        return _refused(unit, *problems, **about)
    warning = ""
    if not source or (unit.digest or fingerprint(unit.source)) != fingerprint(source):
        warning = _("The source has changed since the file was made.")
    about |= {"after": after, "warning": warning}
    if plain(after) == plain(by_language[target]):
        return Verdict(unit, Outcome.UNCHANGED, **about)
    return Verdict(unit, Outcome.CHANGED if by_language[target] else Outcome.NEW, **about)


def _cleaned(
    model: type[models.Model], column: str, path: str, unit: Unit, source: str
) -> tuple[str, list[str]]:
    """Return a translation as it is to be stored, and what is wrong with it."""
    text = unit.target.strip()
    if unit.codes:
        return text, [_("The text has inline codes; the file as we made it has none.")]
    if path == BODY:
        found = markup.problems(text, source)
        return (text, found) if found else (richtext.clean(text), [])
    try:
        paths.field_at(model, column).clean(text, None)
    except ValidationError as error:
        return text, list(error.messages)
    return text, []


def _refused(unit: Unit, *problems: str, **about: Any) -> Verdict:
    return Verdict(unit, Outcome.REFUSED, problems, **about)
