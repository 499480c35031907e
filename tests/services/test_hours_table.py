"""The table of opening hours on a page, read as a reader would."""

import datetime as dt
import re

import html5lib
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.translation import override

from portal.base.pagecache import marks
from services import hours
from tests.services.made_hours import OFFICE, at, other_day, schedule

MONDAY = dt.date(2026, 3, 2)


def html(*schedules, exceptions=(), first=MONDAY, language="en", **more) -> str:
    """Return the table as it stands on a page."""
    with override(language):
        days = hours.week(schedules, exceptions, first=first)
        table = render_to_string("components/opening_hours.html", {"days": days, **more})
        return marks.as_fresh(table)


def lines(table: str) -> list[str]:
    """Return the text of each row."""
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return [" ".join(strip_tags(row.replace("</th>", "</th> ")).split()) for row in rows]


def test_every_day_stands_with_its_hours_and_today_is_said_in_words():
    table = html(OFFICE)
    html5lib.HTMLParser(strict=True).parseFragment(table)
    head, monday, tuesday, *_rest, sunday = lines(table)
    assert head == "Day Opening hours"
    assert monday == "Monday, March 2 (today) 09:00–15:30"
    assert tuesday == "Tuesday, March 3 09:00–15:30"
    assert sunday == "Sunday, March 8 Closed"
    assert "<caption>Opening hours the next seven days</caption>" in table
    assert table.count('<th scope="row">') == 7
    assert "Closed on public holidays" in table


def test_the_norwegian_table_writes_times_with_a_point():
    assert "09.00–15.30" in html(OFFICE, language="nn")


def test_the_status_comes_first():
    with override("en"):
        words = hours.words(hours.status([OFFICE], [], now=at(2)), now=at(2))
    table = html(OFFICE, status_words=words)
    assert table.index("Open now, closes 15:30") < table.index("<table>")


def test_what_differs_is_said_with_its_reason_and_language():
    closed = other_day(dt.date(2026, 3, 3), reason="Kurs & møte")
    table = html(OFFICE, exceptions=[closed])
    assert '<span lang="nb">Kurs &amp; møte</span>' in table
    assert lines(table)[2].startswith("Tuesday, March 3 Closed (Kurs")
    easter = lines(html(OFFICE, first=dt.date(2026, 4, 2)))
    assert easter[1] == "Thursday, April 2 (today) Closed (Maundy Thursday)"


def test_appointments_say_so():
    desk = schedule("10–14", kind="appointment", open_on_holidays=True)
    assert lines(html(desk))[1] == "Monday, March 2 (today) By appointment 10:00–14:00"
    assert "Open on public holidays" in html(desk)


def test_unknown_is_said_once():
    for table in (html(), html(status_words="Opening hours not given")):
        assert "<table>" not in table
        assert table.count("Opening hours not given") == 1
        assert "public holidays" not in table


def test_a_day_without_a_period_is_not_given():
    soon = schedule("9–15", valid_from=dt.date(2026, 3, 4))
    assert lines(html(soon))[1:4] == [
        "Monday, March 2 (today) Not given",
        "Tuesday, March 3 Not given",
        "Wednesday, March 4 09:00–15:00",
    ]


def test_the_date_of_the_hours_and_whose_they_are_can_be_given():
    table = html(OFFICE, as_of="2026-02-01", name="Moss")
    assert "Hours as of Feb. 1, 2026" in table
    assert "Opening hours the next seven days: Moss" in table
