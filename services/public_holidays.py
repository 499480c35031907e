"""Norwegian public holidays, with their names in the reader's language."""

import datetime as dt
import functools

import holidays
from django.utils.translation import gettext_lazy

# The package has no nynorsk and no Sámi, so the names come from our own catalogues.
NAMES = {
    "New Year's Day": gettext_lazy("New Year’s Day"),
    "Maundy Thursday": gettext_lazy("Maundy Thursday"),
    "Good Friday": gettext_lazy("Good Friday"),
    "Easter Sunday": gettext_lazy("Easter Sunday"),
    "Easter Monday": gettext_lazy("Easter Monday"),
    "Labor Day": gettext_lazy("Labour Day"),
    "Constitution Day": gettext_lazy("Constitution Day"),
    "Ascension Day": gettext_lazy("Ascension Day"),
    "Pentecost": gettext_lazy("Whit Sunday"),
    "Pentecost Monday": gettext_lazy("Whit Monday"),
    "Christmas Day": gettext_lazy("Christmas Day"),
    "Second Day of Christmas": gettext_lazy("Second Day of Christmas"),
}


@functools.lru_cache(maxsize=32)
def _of_year(year: int) -> dict[dt.date, list[str]]:
    """Return the holidays of a year by day, under the names of the package; two may coincide."""
    calendar = holidays.country_holidays("NO", years=year, language="en_US")
    return {day: calendar.get_list(day) for day in calendar}


def is_holiday(day: dt.date) -> bool:
    """Tell whether a day is a public holiday; an ordinary Sunday is not."""
    return day in _of_year(day.year)


def holiday_name(day: dt.date) -> str:
    """Return the name of a day's public holiday in the reader's language, or nothing."""
    names = _of_year(day.year).get(day, [])
    return ", ".join(str(NAMES.get(name, name)) for name in names)
