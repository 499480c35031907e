"""Brings the table of postal codes up to date with Bring's register."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.base.models import ContentChange, Edition
from services.models import Municipality, PostalCode
from services.registers.formats import PostalLine, place_name
from services.registers.report import Report
from services.registers.rows import BadRow, Reading

# One code in so many may disappear at once; if more do, the file is hardly whole.
ONE_IN = 20
_AREAS = {"21": PostalCode.Area.SVALBARD, "22": PostalCode.Area.JAN_MAYEN}
_COLUMNS = ["place", "category", "area", "municipality"]


@transaction.atomic
def update_postal_codes(*, reading: Reading[PostalLine]) -> Report:
    """Write what Bring's register says; remove codes only when the whole file is sound."""
    return _Update(reading).run()


class _Update:
    """One update: the register against the table."""

    def __init__(self, reading: Reading[PostalLine]) -> None:
        self.lines = reading.rows
        self.report = Report(bad=[*reading.bad])
        self.table = {row.code: row for row in PostalCode.objects.select_related("municipality")}
        municipalities = Municipality.objects.prefetch_related("successors")
        self.municipalities: dict[str, Municipality] = municipalities.in_bulk(field_name="number")
        self.spellings = {row.place.casefold(): row.place for row in self.table.values()}
        self.seen: dict[str, int] = {}

    def run(self) -> Report:
        """Create and change in a few queries, then remove."""
        written = []
        for line in self.lines:
            try:
                row = self._row(line)
            except BadRow as error:
                self.report.reject(line.line, str(error), line.code)
                continue
            self.seen[line.code] = line.line
            if self._note(row):
                written.append(row)
        PostalCode.objects.bulk_create(
            written,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=_COLUMNS,
            batch_size=500,
        )
        self._remove()
        if self.report.changes:
            Edition.renew("services.postalcode")
            ContentChange.tell()
        return self.report

    def _row(self, line: PostalLine) -> PostalCode:
        """Return a line as a row of the table."""
        if line.code in self.seen:
            first = {"number": line.code, "line": self.seen[line.code]}
            raise BadRow(_("%(number)s stands in line %(line)s already") % first)
        if line.category not in PostalCode.Category.values:
            raise BadRow(
                _("“%(text)s” is not a category that is known")
                % {"text": BadRow.quote(line.category)}
            )
        area = _AREAS.get(line.municipality[:2], PostalCode.Area.MAINLAND)
        known = self.table.get(line.code)
        place = place_name(line.place)
        if known and known.place.casefold() == place.casefold():
            place = known.place
        else:
            place = self.spellings.setdefault(place.casefold(), place)
        return PostalCode(
            code=line.code,
            place=place,
            category=line.category,
            area=area,
            municipality=self._municipality(line) if area == PostalCode.Area.MAINLAND else None,
        )

    def _municipality(self, line: PostalLine) -> Municipality:
        """Return the municipality of a line; Bring may come to a new number later than SSB."""
        number = {"number": line.municipality}
        found = self.municipalities.get(line.municipality)
        if found is None:
            raise BadRow(_("there is no municipality with the number %(number)s") % number)
        if found.valid_until:
            became = found.successors.all()
            if len(became) == 1 and became[0].valid_until is None:
                return became[0]
            raise BadRow(
                _("%(number)s %(name)s ended on %(day)s")
                % {**number, "name": found.name, "day": found.valid_until}
            )
        return found

    def _note(self, row: PostalCode) -> bool:
        """Report what a row is against the table, and tell whether it has to be written."""
        known = self.table.get(row.code)
        if known is None:
            self.report.created.append(f"{row.code} {', '.join(_described(row))}")
            return True
        pairs = zip(_described(known), _described(row), strict=True)
        differences = [f"{before} → {after}" for before, after in pairs if before != after]
        if not differences:
            self.report.unchanged += 1
            return False
        self.report.changed.append(f"{row.code} {known.place}: {'; '.join(differences)}")
        return True

    def _remove(self) -> None:
        """Remove what the register no longer has, if so few are gone that it can be true."""
        known = {*self.seen, *self.report.mentioned}
        gone = [row for code, row in self.table.items() if code not in known]
        if not gone:
            return
        if not self.report.bad and len(gone) * ONE_IN < len(self.table):
            PostalCode.objects.filter(pk__in=[row.pk for row in gone]).delete()
            self.report.removed += [str(row) for row in gone]
            return
        why = (
            _("%(count)s postal codes are not in the register. They are kept, because the file has "
              "bad lines: %(codes)s")
            if self.report.bad
            else _("%(count)s postal codes are not in the register. They are kept, because so many "
                   "hardly disappear at once: %(codes)s")
        )  # fmt: skip
        codes = ", ".join(row.code for row in gone[:20]) + (" …" if len(gone) > 20 else "")
        self.report.to_look_at.append(why % {"count": len(gone), "codes": codes})


def _described(row: PostalCode) -> tuple[str, str, str]:
    """Return a row in words: place, where it is, what it is for."""
    where = row.municipality
    return (
        row.place,
        f"{where.number} {where.name}" if where else str(PostalCode.Area(row.area).label),
        row.category,
    )
