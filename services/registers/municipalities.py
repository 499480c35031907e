"""Brings the table of municipalities up to date with SSB's list and its changes.

Nothing is lost: no municipality is deleted, and what the register does not explain is reported and
left as it is.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.base.models import ContentChange, Edition
from services.models import County, Municipality, PostalCode
from services.registers.formats import (
    Change,
    Code,
    could_be,
    has_lost_letters,
)
from services.registers.history import Fate, History
from services.registers.report import Report
from services.registers.rows import NotARegister, Reading

# So many ended municipalities in a list mean that it is of an earlier date, not that they are back.
MOST_RETURNED = 5


@transaction.atomic
def update_municipalities(
    *, codes: Reading[Code], changes: Reading[Change], as_of: dt.date
) -> Report:
    """Write what SSB's list says is valid on a day, and what its changes say became of the rest."""
    return _Update(codes, changes, as_of).run()


class _Update:
    """One update: the list of the day against the table."""

    def __init__(self, codes: Reading[Code], changes: Reading[Change], as_of: dt.date) -> None:
        self.report = Report(bad=[*codes.bad])
        counties: Any = County.objects.all()
        self.counties: dict[str, Any] = {county.number: county for county in counties}
        municipalities = Municipality.objects.select_related("county")
        self.table: dict[str, Municipality] = municipalities.in_bulk(field_name="number")
        self.listed = self._listed([code for code in codes.rows if code.is_valid(as_of)], as_of)
        self.history = History(changes.rows, self.listed, as_of)

    def run(self) -> Report:
        """Rename, create and end, in that order: what something became must be there first."""
        current = [row for row in self.table.values() if row.valid_until is None]
        gone = [row for row in current if row.number not in self.listed]
        fates = {row.number: self.history.fate(row.number, row.valid_from) for row in gone}
        self._rename()
        self._create({number: fate for number, fate in fates.items() if fate})
        for row in gone:
            if row.number not in self.report.mentioned:
                self._end(row, fates[row.number])
        if self.report.changes:
            Edition.renew("services.municipality")
            ContentChange.tell()
        return self.report

    def _listed(self, codes: list[Code], as_of: dt.date) -> dict[str, Code]:
        """Return the municipalities of the day by number, and reject what cannot be so."""
        if not codes:
            raise NotARegister(
                _("No municipality in the list is valid on %(day)s.") % {"day": as_of}
            )
        ended = {row.number for row in self.table.values() if row.valid_until}
        returned = [code for code in codes if code.number in ended]
        if len(returned) > MOST_RETURNED:
            raise NotARegister(
                _(
                    "The list has %(count)s municipalities that have ended, such as %(number)s "
                    "%(name)s. It is of an earlier date."
                )
                % {"count": len(returned), "number": returned[0].number, "name": returned[0].name}
            )
        listed: dict[str, Code] = {}
        for code in codes:
            if code.number in listed and code.name == listed[code.number].name:
                continue
            if reason := self._objection(code, listed.get(code.number)):
                self.report.reject(code.line, reason, code.number)
            else:
                listed[code.number] = code
        return listed

    def _objection(self, code: Code, first: Code | None) -> str:
        """Return why a line of the list cannot be used, or nothing."""
        known = self.table.get(code.number)
        values = {"number": code.number, "name": code.name, "county": code.number[:2]}
        if first:
            values |= {"line": first.line, "name": first.name}  # type: ignore[dict-item]
            return _("%(number)s stands in line %(line)s already, as %(name)s") % values
        if known and known.valid_until:
            values |= {"name": known.name, "day": known.valid_until.isoformat()}
            return _("%(number)s %(name)s ended on %(day)s; an editor must decide") % values
        if not known and code.number[:2] not in self.counties:
            return _("there is no county with the number %(county)s") % values
        if has_lost_letters(code.name) and not (known and could_be(code.name, known.official_name)):
            return _("“%(name)s” has lost letters; fetch the list as JSON or in UTF-8") % values
        return ""

    def _rename(self) -> None:
        """Give the municipalities of the table the names of the list."""
        changed = []
        for code in self.listed.values():
            row = self.table.get(code.number)
            if row is None:
                continue
            if row.official_name == code.name or has_lost_letters(code.name):
                self.report.unchanged += 1
                continue
            self.report.changed.append(f"{row.number} {row.official_name} → {code.name}")
            row.official_name = code.name
            row.name = self._norwegian(code, [row.name])
            changed.append(row)
        Municipality.objects.bulk_update(changed, ["name", "official_name"], batch_size=200)

    def _norwegian(self, code: Code, known: Iterable[str]) -> str:
        """Return the Norwegian form: the one we know, or the only one, or all for an editor."""
        parts = code.name.split(" - ")
        if ours := next((name for name in known if name in parts), ""):
            return ours
        if len(parts) > 1:
            self._look_at(
                _("%(place)s: an editor says which of the names is the Norwegian one."),
                code.number,
                code.name,
            )
        return code.name

    def _create(self, fates: dict[str, Fate]) -> None:
        """Make the new municipalities; one that only got a new number keeps point and figures."""
        new = []
        for code in self.listed.values():
            if code.number in self.table:
                continue
            before = [self.table[old] for old, fate in fates.items() if code.number in fate.numbers]
            row = Municipality(
                number=code.number,
                official_name=code.name,
                name=self._norwegian(code, [old.name for old in before]),
                county=self.counties[code.number[:2]],
                valid_from=self.history.began(code.number),
            )
            if self._is_the_same(row, before, fates):
                row.latitude, row.longitude = before[0].latitude, before[0].longitude
                row.population = before[0].population
            else:
                self._look_at(_("%(place)s is new: give it a point."), row.number, row.name)
            new.append(row)
            since = f" ({row.valid_from})" if row.valid_from else ""
            self.report.created.append(f"{row.number} {row.official_name}{since}, {row.county}")
        for row in Municipality.objects.bulk_create(new):
            self.table[row.number] = row

    def _is_the_same(
        self, row: Municipality, before: list[Municipality], fates: dict[str, Fate]
    ) -> bool:
        """Tell whether a new municipality is one of the table under a new number."""
        return (
            len(before) == 1
            and fates[before[0].number].numbers == {row.number}
            and self.history.is_renumbered(row.number)
        )

    def _look_at(self, text: str, number: str, name: str, **more: object) -> None:
        self.report.to_look_at.append(text % {"place": f"{number} {name}", **more})

    def _end(self, row: Municipality, fate: Fate | None) -> None:
        """End a municipality, and let all that led to it lead on to what it became."""
        if fate is None:
            text = _(
                "%(place)s is not in the list, and the changes do not say what it became. "
                "It is left as it is."
            )
            self._look_at(text, row.number, row.name)
            return
        became = [self.table[number] for number in sorted(fate.numbers)]
        county: Any = row.county
        row.valid_until = fate.on
        row.former_county = row.former_county or county.name_nb
        if len({successor.county_id for successor in became}) == 1:
            row.county_id = became[0].county_id
        row.save()
        row.successors.set(became)
        names = ", ".join(f"{successor.number} {successor.name}" for successor in became)
        self.report.ended.append(f"{row.number} {row.name} ({fate.on}) → {names}")
        for earlier in row.predecessors.all():
            earlier.successors.remove(row)
            earlier.successors.add(*became)
            self.report.changed.append(
                f"{earlier.number} {earlier.name} → {row.number} {row.name} → {names}"
            )
        self._move(row, became)

    def _move(self, row: Municipality, became: list[Municipality]) -> None:
        """Move the postal codes when it is certain where to; name what a person has to move."""
        codes = PostalCode.objects.filter(municipality=row)
        if len(became) == 1:
            if count := codes.update(municipality=became[0]):
                Edition.renew("services.postalcode")
                text = _("%(count)s postal codes: %(old)s → %(new)s")
                names = {"old": f"{row.number} {row.name}"}
                names["new"] = f"{became[0].number} {became[0].name}"
                self.report.changed.append(text % {"count": count, **names})
        elif count := codes.count():
            text = _("%(place)s was split; %(count)s postal codes wait for Bring’s register.")
            self._look_at(text, row.number, row.name, count=count)
        if count := row.sites.count():
            text = _("%(place)s still has %(count)s sites of career centres: move them.")
            self._look_at(text, row.number, row.name, count=count)
