"""What a field looks like in a cell of a spreadsheet, and how a cell is read back.

A cell that is not understood raises ValidationError, with the reason in the reader's language.
"""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export.widgets import Widget

from portal.base.content import content_key
from portal.base.languages import all_languages

YES = ("yes", "ja", "true", "sann", "1")
NO = ("", "no", "nei", "false", "usann", "0")
_DAY = r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4}))"
_DATE = re.compile(_DAY, re.ASCII)
_MOMENT = re.compile(_DAY + r"(?:[ T](\d{1,2})[.:](\d\d)(?:[.:](\d\d))?)?", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[.:](\d\d)(?:[.:](\d\d))?", re.ASCII)
_WHOLE_NUMBER = re.compile(r"\d{1,9}(?:[.,]0+)?", re.ASCII)
_NUMBER = re.compile(r"[-−]?\d{1,12}(?:[.,]\d{1,30})?", re.ASCII)


class Cell(Widget):
    """A text, as it is; what is read is held against the field's own rules."""

    def __init__(self, field: Any) -> None:
        super().__init__()
        self.field = field

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> Any:
        """Return what a cell says."""
        return self.field.clean(self.read(value.strip()), None)

    def read(self, text: str) -> Any:
        """Return the value that a text without blanks around it stands for."""
        if "\n" in text and not isinstance(self.field, models.TextField):
            raise ValidationError(_("Write this on one line."))
        return text

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return a value as it stands in a cell."""
        return "" if value is None else str(value)


class ChoiceCell(Cell):
    """One of several words: written in the file's own, read in those of every language, too."""

    def read(self, text: str) -> str:
        """Return the value that a word stands for."""
        codes = {str(code).casefold(): code for code, _label in self.field.flatchoices}
        for language in all_languages():
            with override(language):
                for code, label in self.field.flatchoices:
                    codes.setdefault(str(label).casefold(), code)
        if text.casefold() in codes:
            return codes[text.casefold()]
        if not text:
            return ""  # the field says whether it may be empty
        words = [f"{code} ({label})" for code, label in self.field.flatchoices if code]
        raise ValidationError(_("The cell must hold one of these: %s.") % ", ".join(words))


class YesNoCell(Cell):
    """Yes or no; empty is no."""

    def read(self, text: str) -> bool:
        """Return whether a word means yes."""
        if text.casefold() in YES:
            return True
        if text.casefold() in NO:
            return False
        raise ValidationError(_("Write yes or no."))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return yes or no."""
        return "yes" if value else "no"


class NumberCell(Cell):
    """A decimal number: written with a comma, as Norwegian spreadsheets do; read with a point, too.

    Decimals that the field has no room for are rounded off.
    """

    def read(self, text: str) -> Decimal | None:
        """Return the number."""
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise ValidationError(_("This is not a number, such as 59,91."))
        number = Decimal(text.replace(",", ".").replace("−", "-"))
        step = Decimal(1).scaleb(-self.field.decimal_places)
        return number if number == number.to_integral_value() else number.quantize(step)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return the number without needless zeros."""
        if value is None:
            return ""
        text = f"{value:f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


class WholeNumberCell(Cell):
    """A number without decimals."""

    def read(self, text: str) -> int | None:
        """Return the number."""
        if not text:
            return None
        if not _WHOLE_NUMBER.fullmatch(text):
            raise ValidationError(_("This is not a whole number, such as 12."))
        return int(re.split("[.,]", text)[0])


class TimeCell(Cell):
    """A time of the day: written 09.00, read as 9:00 or 09:00:00, too."""

    def read(self, text: str) -> dt.time | None:
        """Return the time."""
        if not text:
            return None
        try:
            hour, minute, second = _TIME.fullmatch(text).groups("0")  # type: ignore[union-attr]
            return dt.time(int(hour), int(minute), int(second))
        except (AttributeError, ValueError):
            raise ValidationError(_("This is not a time, such as 09.00.")) from None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return the time, with seconds only where there are some."""
        if value is None:
            return ""
        return value.strftime("%H.%M.%S" if value.second else "%H.%M")


class DateCell(Cell):
    """A date: written 2026-03-01, read as 01.03.2026, too."""

    def read(self, text: str) -> dt.date | None:
        """Return the date."""
        if not text:
            return None
        try:
            return dt.date(*_day(_DATE.fullmatch(text)))
        except ValueError:
            raise ValidationError(
                _("This is not a date, such as 2026-03-01 or 01.03.2026.")
            ) from None


class MomentCell(Cell):
    """A date and a time of the day in Norway."""

    def read(self, text: str) -> dt.datetime | None:
        """Return the moment."""
        if not text:
            return None
        match = _MOMENT.fullmatch(text)
        try:
            day = dt.date(*_day(match))
            clock = match.groups()[6:] if match else (None,) * 3
            hour, minute, second = (int(part or 0) for part in clock)
            moment = timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute, second)))
            moment.astimezone(dt.UTC)  # the first and the last days there are have no such moment
        except (ValueError, OverflowError):
            raise ValidationError(
                _("This is not a date and a time, such as 2026-03-01 09:00.")
            ) from None
        return moment

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return the moment, with seconds only where there are some."""
        if value is None:
            return ""
        local = timezone.localtime(value)
        return local.strftime("%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M")


class KeyCell(Cell):
    """A reference: the key of the entry that is meant, or a municipality's number."""

    def __init__(self, field: Any) -> None:
        super().__init__(field)
        self.model = field.related_model
        self.key_name = content_key(self.model)
        self.known: dict[str, models.Model] | None = None

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> Any:
        """Return the entry."""
        if text := value.strip():
            return self.find(text)
        if not self.field.null:
            raise ValidationError("", code="blank")
        return None

    def find(self, text: str) -> models.Model:
        """Return the entry that has a key; all are read the first time one is asked for."""
        key = text
        if self.key_name == "number":  # spreadsheets take the zeros off in front
            key = text.zfill(self.model._meta.get_field("number").max_length)
        if self.known is None:
            entries = self.model._base_manager.all()
            self.known = {getattr(entry, self.key_name): entry for entry in entries}
        if key not in self.known:  # it may have been made by a row above
            entry = self.model._base_manager.filter(**{self.key_name: key}).first()
            if entry is None:
                kind = self.model._meta.verbose_name
                message = _("No entry of the kind “%(kind)s” has the key “%(key)s”.")
                raise ValidationError(message % {"kind": kind, "key": text[:80]})
            self.known[key] = entry
        return self.known[key]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return the key."""
        return "" if value is None else str(getattr(value, self.key_name))


class KeysCell(KeyCell):
    """References to several entries: keys with blanks or commas between."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> list[models.Model]:
        """Return the entries."""
        return [self.find(key) for key in dict.fromkeys(value.replace(",", " ").split())]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return the keys in alphabetical order."""
        entries = [] if value is None else value.all()
        return " ".join(sorted(getattr(entry, self.key_name) for entry in entries))


def cell_for(field: Any) -> Cell:
    """Return the kind of cell that shows a field."""
    if field.choices:
        return ChoiceCell(field)
    kinds: tuple[tuple[type, type[Cell]], ...] = (
        (models.ManyToManyField, KeysCell),
        (models.ForeignKey, KeyCell),
        (models.BooleanField, YesNoCell),
        (models.DecimalField, NumberCell),
        (models.IntegerField, WholeNumberCell),
        (models.TimeField, TimeCell),
        (models.DateTimeField, MomentCell),
        (models.DateField, DateCell),
    )
    return next((cell for kind, cell in kinds if isinstance(field, kind)), Cell)(field)


def _day(match: re.Match[str] | None) -> tuple[int, int, int]:
    """Return year, month and day; raises ValueError where there is no date."""
    if match is None:
        raise ValueError
    parts = match.groups()
    year, month, day = parts[:3] if parts[0] else (parts[5], parts[4], parts[3])
    return int(year), int(month), int(day)
