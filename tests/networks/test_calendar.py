"""The month as a table: its weeks, what stands on each day, and where the calendar ends."""

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from networks.meetings import month as calendar
from networks.meetings.month import Month, Range
from tests import factories

TODAY = dt.date(2026, 11, 22)


def on(first: str, last: str = "") -> SimpleNamespace:
    """Return something that stands on some days."""
    ends = dt.date.fromisoformat(last) if last else None
    return SimpleNamespace(starts_on=dt.date.fromisoformat(first), ends_on=ends)


def dates(weeks: list[calendar.Week]) -> list[list[int | None]]:
    return [[day.date.day if day else None for day in week.days] for week in weeks]


def with_items(weeks: list[calendar.Week]) -> list[int]:
    return [day.date.day for day in calendar.days_with_something(weeks)]


def test_a_month_is_rows_from_monday_without_the_days_of_others():
    weeks = calendar.weeks(Month(2027, 3), [], today=TODAY)
    assert dates(weeks) == [
        [1, 2, 3, 4, 5, 6, 7],
        [8, 9, 10, 11, 12, 13, 14],
        [15, 16, 17, 18, 19, 20, 21],
        [22, 23, 24, 25, 26, 27, 28],
        [29, 30, 31, None, None, None, None],
    ]
    assert [week.number for week in weeks] == [9, 10, 11, 12, 13]


def test_the_first_days_of_january_may_stand_in_the_last_week_of_the_year_before():
    weeks = calendar.weeks(Month(2027, 1), [], today=TODAY)
    assert weeks[0].number == 53
    assert dates(weeks)[0] == [None, None, None, None, 1, 2, 3]


def test_a_leap_day_is_shown():
    assert Month(2028, 2).last == dt.date(2028, 2, 29)


def test_what_lasts_stands_on_each_of_its_days_and_only_in_this_month():
    assert with_items(calendar.weeks(Month(2027, 3), [on("2027-03-05")], today=TODAY)) == [5]
    long = on("2027-02-27", "2027-03-03")
    assert with_items(calendar.weeks(Month(2027, 3), [long], today=TODAY)) == [1, 2, 3]
    assert with_items(calendar.weeks(Month(2027, 2), [long], today=TODAY)) == [27, 28]


def test_what_has_no_day_stands_nowhere():
    nowhere = SimpleNamespace(starts_on=None, ends_on=None)
    assert with_items(calendar.weeks(Month(2027, 3), [nowhere], today=TODAY)) == []


def test_a_cell_shows_four_and_says_how_many_more():
    weeks = calendar.weeks(Month(2027, 3), [on("2027-03-05")] * 6, today=TODAY)
    (day,) = calendar.days_with_something(weeks)
    assert (len(day.shown), day.more) == (4, 2)


def test_only_today_is_today():
    weeks = calendar.weeks(Month(2026, 11), [], today=TODAY)
    assert [day.date for week in weeks for day in week.days if day and day.is_today] == [TODAY]
    other = calendar.weeks(Month(2026, 12), [], today=TODAY)
    assert not any(day.is_today for week in other for day in week.days if day)


def test_the_calendar_goes_from_the_first_year_with_a_meeting_to_three_years_ahead():
    months = Range.around(TODAY, 2016)
    assert (months.first, months.last) == (Month(2016, 1), Month(2029, 12))
    assert months.find(2016, 1) == Month(2016, 1)
    assert months.find(2029, 12) == Month(2029, 12)
    for year, month in ((2015, 12), (2030, 1), (2027, 0), (2027, 13), (10**30, 1), (0, 1)):
        assert months.find(year, month) is None


def test_this_month_is_there_even_when_every_meeting_is_later():
    assert Range.around(TODAY, 2028).find(2026, 11)
    assert Range.around(TODAY, None).first == Month(2026, 1)


def test_the_steps_stop_at_the_ends():
    months = Range.around(TODAY, 2016)
    assert months.before(Month(2027, 1)) == Month(2026, 12)
    assert months.after(Month(2026, 12)) == Month(2027, 1)
    assert months.before(months.first) is None
    assert months.after(months.last) is None


# The page

pytestmark = pytest.mark.django_db


def read(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status, path
    return response.content.decode()


def cells(html: str) -> dict[int, str]:
    """Return the cells of the table by the day of the month."""
    table = html[html.index("<tbody>") : html.index("</tbody>")]
    found = re.findall(
        r'<td[^>]*><p class="day"><time datetime="\d+-\d+-(\d+)">(.*?)</td>', table, re.S
    )
    return {int(day): cell for day, cell in found}


def test_the_calendar_leads_to_this_month_and_keeps_what_is_chosen():
    today = timezone.localdate()
    here = f"/nb/moter/maned/{today.year}/{today.month}/"
    response = Client().get("/nb/moter/maned/?form=digital&x=1")
    assert (response.status_code, response["Location"]) == (302, f"{here}?form=digital")


def test_today_is_marked_with_a_word_as_well():
    today = timezone.localdate()
    html = read(f"/en/meetings/month/{today.year}/{today.month}/")
    assert html.count('aria-current="date"') == 1
    assert '<span class="word">today</span>' in cells(html)[today.day]


def test_a_month_that_the_calendar_does_not_have_is_not_found():
    year = timezone.localdate().year
    assert read(f"/nb/moter/maned/{year + 3}/12/")
    for path in (f"{year + 4}/1", "1900/1", "2027/13", "2027/0", "99999999999999999999/1"):
        read(f"/nb/moter/maned/{path}/", status=404)


def test_the_last_month_leads_back_only():
    html = read(f"/nb/moter/maned/{timezone.localdate().year + 3}/12/")
    assert 'rel="prev"' in html
    assert 'rel="next"' not in html


def test_a_meeting_of_three_days_stands_on_each_of_them_in_the_table_and_the_list():
    meeting = factories.MeetingFactory(
        starts_on=dt.date(2027, 3, 5), ends_on=dt.date(2027, 3, 7), name_en="Spring days"
    )
    html = read("/en/meetings/month/2027/3/")
    shown = cells(html)
    for day in (5, 6, 7):
        assert meeting.url_in("en") in shown[day]
        assert f'<a href="#day-{day}">1<span> meeting</span></a>' in shown[day]
        assert f'id="day-{day}"' in html
    assert "Spring days" not in shown[4] + shown[8]
    assert "March 2027: 1 meeting." in html


def test_a_cancelled_meeting_says_so_in_the_table():
    factories.MeetingFactory(starts_on=dt.date(2027, 3, 5), standing="cancelled")
    assert "Cancelled" in cells(read("/en/meetings/month/2027/3/"))[5]


def test_the_table_has_a_name_and_says_what_its_columns_are():
    html = read("/nb/moter/maned/2027/3/")
    assert '<caption id="month-name" tabindex="-1">Mars 2027</caption>' in html
    assert html.count('scope="col"') == 8
    assert html.count('scope="row"') == 5
    assert '<span class="full">mandag</span>' in html


def test_the_steps_are_links_that_htmx_only_saves_the_reload_of():
    html = read("/nb/moter/maned/2027/3/?form=digital")
    for month in (2, 4):
        url = f"/nb/moter/maned/2027/{month}/?form=digital"
        assert f'href="{url}"' in html
        assert f'data-hx-get="{url}" data-hx-target="#month" data-hx-select="#month"' in html
    assert "hx-push-url" not in html


def test_the_month_shows_what_was_chosen_and_says_what_it_does_not_know():
    for form in ("digital", "both", "in_person", ""):
        factories.MeetingFactory(
            starts_on=dt.date(2027, 3, 5), form=form, **factories.slots("name", f"Form-{form}.")
        )
    html = read("/en/meetings/month/2027/3/?form=digital")
    assert "Form-digital." in html
    assert "Form-both." in html
    assert "Form-in_person." not in html
    assert "1 more does not say whether it is in person or digital." in html


def test_a_choice_that_does_not_exist_is_said_and_the_rest_is_kept():
    html = read("/en/meetings/month/2027/3/?network=nothing&form=digital", status=400)
    assert "We do not know this network, and left it out." in html
    assert '<option value="digital" selected>' in html


def test_a_month_costs_the_same_with_ten_meetings(queries_for):
    def fill(number: int) -> int:
        for meeting in factories.MeetingFactory.create_batch(number, starts_on=dt.date(2027, 3, 5)):
            meeting.with_networks.add(factories.NetworkFactory())
            meeting.with_organisations.add(factories.OrganisationFactory())
        return queries_for("/nb/moter/maned/2027/3/?form=digital")

    assert fill(1) == fill(10)
    assert fill(1) <= 20
