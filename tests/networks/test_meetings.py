"""The list of meetings, the archive, and one meeting's page."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from networks.meetings import listing, siblings
from networks.models import Meeting
from tests import factories

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
LIST = "/en/meetings/"


def read(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status, path
    return response.content.decode()


def part(html: str, heading: str) -> str:
    """Return the section of a page that a heading names."""
    found = re.search(rf'<section aria-labelledby="{heading}">.*?</section>', html, re.S)
    return found[0] if found else ""


def named(name: str, days: int, **given: object) -> Meeting:
    """Return a meeting some days from today."""
    day = timezone.localdate() + days * DAY
    return factories.MeetingFactory(starts_on=day, **factories.slots("name", name), **given)


def test_meetings_to_come_stand_first_and_the_nearest_of_them_first():
    named("Later", 9), named("Sooner", 3), named("Before", -3, standing="held")
    html = read(LIST)
    coming = part(html, "upcoming")
    assert coming.index("Sooner") < coming.index("Later")
    assert "Before" not in coming
    assert "Before" in part(html, "latest")


def test_the_list_says_when_where_who_and_how_it_stands():
    network = factories.NetworkFactory(**factories.slots("name", "The network"))
    factories.MeetingFactory(
        network=network,
        starts_on=dt.date(2099, 1, 15),
        start_time=dt.time(10),
        end_time=dt.time(12),
        form="both",
        registration_deadline=dt.date(2099, 1, 2),
        **factories.slots("place", "Bodø"),
    )
    coming = part(read(LIST), "upcoming")
    for words in (
        "Thursday 15 January 2099, 10:00–12:00",
        "Bodø",
        "In person and digital",
        "Convened by: The network",
        "Planned",
        "Sign up by 2 January 2099",
    ):
        assert words in coming


def test_a_cancelled_meeting_says_so_and_why():
    named("Off", 3, standing="cancelled", **factories.slots("change_note", "The hall is closed."))
    coming = part(read(LIST), "upcoming")
    assert "meeting-cancelled" in coming
    assert "Cancelled" in coming
    assert "The hall is closed." in coming


def test_a_plan_whose_time_has_passed_is_not_said_to_have_been_held():
    named("Perhaps", -3)
    assert "Planned; whether it was held is not confirmed" in part(read(LIST), "latest")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"starts_on": dt.date(2027, 1, 14)}, "planned"),
        ({"starts_on": dt.date(2027, 1, 13)}, "unclear"),
        ({"starts_on": dt.date(2027, 1, 14), "start_time": dt.time(8), "end_time": dt.time(9)},
         "unclear"),
        ({"starts_on": dt.date(2027, 1, 13), "standing": "held"}, "held"),
        ({"starts_on": dt.date(2027, 1, 13), "standing": "cancelled"}, "cancelled"),
        ({"year": 2027}, "planned"),
        ({"year": 2026}, "unclear"),
    ],
)  # fmt: skip
def test_how_a_meeting_stands_at_a_moment(given, code):
    now = dt.datetime(2027, 1, 14, 12, tzinfo=dt.UTC)
    assert listing.standing(factories.MeetingFactory(**given), now).code == code


def test_a_meeting_whose_day_is_not_known_yet_stands_by_itself():
    factories.MeetingFactory(year=2099, **factories.slots("name", "Some day"))
    html = read(LIST)
    assert "2099, the day is not given" in part(html, "without-a-day")
    assert "Some day" not in part(html, "upcoming") + part(html, "latest")


def test_nothing_to_come_is_said_and_leads_on():
    Meeting.objects.all().delete()
    coming = part(read("/nb/moter/"), "upcoming")
    assert 'href="/nb/moter/ar/"' in coming
    assert 'href="/nb/moter/abonner/"' in coming


def test_drafts_are_nowhere():
    named("Secret", 3, state="draft"), named("Hidden", -3, state="draft")
    html = read(LIST)
    assert "Secret" not in html
    assert "Hidden" not in html


def test_fifty_stand_on_a_page_and_the_choices_follow_to_the_next():
    network = factories.NetworkFactory()
    day = timezone.localdate() + DAY
    factories.MeetingFactory.create_batch(51, network=network, starts_on=day)
    html = read(f"{LIST}?network={network.key}")
    assert part(html, "upcoming").count("<h3>") == 50
    assert f'href="{LIST}?network={network.key}&amp;page=2"' in html
    second = read(f"{LIST}?network={network.key}&page=2")
    assert part(second, "upcoming").count("<h3>") == 1
    assert not part(second, "latest")
    assert f'href="/nb/moter/?network={network.key}&amp;page=2"' in second
    read(f"{LIST}?network={network.key}&page=3", status=404)


def shown(query: str) -> set[str]:
    """Return which of the meetings made for a test a choice shows."""
    return set(re.findall(r"Made \w+", part(read(f"{LIST}?{query}"), "upcoming")))


def test_each_choice_shows_its_own_meetings():
    role, county, other = (
        factories.RoleFactory(key="a-role"),
        factories.CountyFactory(key="a-county"),
        factories.CountyFactory(),
    )
    mine = factories.NetworkFactory(key="mine", level="county")
    mine.roles.add(role)
    mine.counties.add(county)
    theirs = factories.NetworkFactory(key="theirs")
    theirs.counties.add(other)
    abroad = factories.CooperationFactory(key="abroad", level="nordic")
    named("Made mine", 3, network=mine, form="digital")
    named("Made theirs", 3, network=theirs, form="in_person")
    named("Made abroad", 3, network=None, cooperation=abroad, form="both")
    together = named("Made together", 3, network=theirs)
    together.with_networks.add(mine)
    assert shown("network=mine") == {"Made mine", "Made together"}
    assert shown("cooperation=abroad") == {"Made abroad"}
    assert shown("role=a-role") == {"Made mine", "Made together", "Made abroad"}
    assert shown("county=a-county") == {"Made mine", "Made together", "Made abroad"}
    assert shown("level=nordic") == {"Made abroad"}
    assert shown("form=in_person") == {"Made theirs", "Made abroad"}
    assert shown("role=a-role&form=digital") == {"Made mine", "Made abroad"}


@pytest.mark.parametrize("name", ["role", "county", "network", "cooperation", "level", "form"])
def test_a_choice_that_is_not_there_is_said_and_the_rest_is_kept(name):
    kept = "form=digital" if name != "form" else "level=nordic"
    html = read(f"{LIST}?{name}=no%00thing&{kept}", status=400)
    assert "Something needs to be corrected" in html
    assert f'href="#id_{name}"' in html
    assert f'<option value="{kept.partition("=")[2]}" selected>' in html


def test_what_nobody_asks_for_is_ignored():
    assert "Something needs" not in read(f"{LIST}?utm=1&form=")


def test_a_list_leads_to_the_calendar_of_the_very_same_choice():
    role = factories.RoleFactory(key="a-role", slug_en="the-role")
    county = factories.CountyFactory(key="a-county", slug_en="the-county")
    network = factories.NetworkFactory(key="mine", slug_en="the-network")
    cooperation = factories.CooperationFactory(key="abroad", slug_en="the-cooperation")
    assert all((role, county, network, cooperation))
    for query, address in (
        ("", "/en/meetings/calendar.ics"),
        ("role=a-role", "/en/for-counsellors/the-role/calendar.ics"),
        ("role=a-role&county=a-county", "/en/for-counsellors/the-role/the-county/calendar.ics"),
        ("county=a-county", "/en/counties/the-county/calendar.ics"),
        ("network=mine", "/en/networks/the-network/calendar.ics"),
        ("cooperation=abroad", "/en/cooperation/the-cooperation/calendar.ics"),
    ):
        assert f'href="{address}"' in part(read(f"{LIST}?{query}"), "subscribe"), query
    without = part(read(f"{LIST}?network=mine&form=digital"), "subscribe")
    assert ".ics" not in without
    assert "There is no calendar for exactly these choices." in without


# The archive


def test_the_archive_counts_the_meetings_of_each_year():
    factories.MeetingFactory.create_batch(3, year=1961)
    factories.MeetingFactory(year=1961, state="draft")
    html = read("/en/meetings/years/")
    assert re.search(r'<a href="/en/meetings/years/1961/">1961</a>.*?3 meetings', html, re.S)
    assert html.index("/years/2016/") < html.index("/years/1961/")


def test_a_year_stands_month_by_month_and_the_unknown_day_last():
    for day in (dt.date(1961, 5, 3), dt.date(1961, 2, 3), dt.date(1961, 5, 1)):
        factories.MeetingFactory(starts_on=day)
    factories.MeetingFactory(year=1961)
    html = read("/en/meetings/years/1961/")
    headings = re.findall(r'<h2 id="month-\d">(.*?)</h2>', html)
    assert headings == ["February 1961", "May 1961", "The day is not given"]
    assert html.index("1 May 1961") < html.index("3 May 1961")


def test_a_hundred_of_a_year_stand_on_a_page():
    factories.MeetingFactory.create_batch(101, year=1961)
    assert read("/en/meetings/years/1961/").count("<h3>") == 100
    assert read("/en/meetings/years/1961/?page=2").count("<h3>") == 1
    read("/en/meetings/years/1961/?page=3", status=404)


@pytest.mark.parametrize("year", ["1961", "0", "99999999999999999999999"])
def test_a_year_without_meetings_is_not_found(year):
    read(f"/en/meetings/years/{year}/", status=404)


# One meeting


def test_a_meeting_answers_every_question_even_with_not_given():
    meeting = named("Bare", 3)
    html = part(read(meeting.url_in("en")), "facts")
    labels = re.findall(r"<dt>(.*?)</dt>", html)
    assert labels == [
        "When", "Where", "Form", "Take part digitally", "Languages", "Interpreter",
        "Step-free access", "Hearing loop", "How to get in", "Sign up", "Sign up by",
        "Number of places", "Convened by", "Standing",
    ]  # fmt: skip
    assert html.count("Not given") == 11
    assert "The time of day is not given." in html


def test_a_meeting_that_is_over_does_not_ask_how_to_sign_up_but_who_took_part():
    html = part(read(named("Over", -3, standing="held").url_in("en")), "facts")
    assert "Sign up" not in html
    assert "Who took part" in html


def test_a_meeting_tells_what_is_known():
    series = factories.SeriesFactory(name_en="Tuesdays")
    meeting = factories.MeetingFactory(
        starts_on=dt.date(2099, 1, 15),
        start_time=dt.time(9),
        end_time=dt.time(16),
        time_zone="Europe/Helsinki",
        form="digital",
        digital_url="https://example.org/room",
        language_codes="se,nb",
        interpreter="yes",
        hearing_loop="no",
        registration_url="https://example.org/sign-up",
        registration_deadline=dt.date(2020, 1, 1),
        capacity=40,
        series=series,
    )
    with_network = factories.NetworkFactory(name_en="With us")
    hidden = factories.NetworkFactory(name_en="Hidden", state="draft")
    meeting.with_networks.add(with_network, hidden)
    meeting.with_organisations.add(factories.OrganisationFactory(name_en="With them"))
    html = part(read(meeting.url_in("en")), "facts")
    for words in (
        "Thursday 15 January 2099, 09:00–16:00",
        "Local time in Helsinki.",
        "By clocks in Norway: Thursday 15 January 2099, 08:00–15:00.",
        "https://example.org/room",
        "Northern Sami",
        "The deadline has passed.",
        "<p>40</p>",
        "With us",
        "With them",
        "Tuesdays",
    ):
        assert words in html, words
    assert "Hidden" not in html


def test_a_change_stands_at_the_top():
    meeting = named("Moved", 3, **factories.slots("change_note", "Moved from 3 March."))
    html = read(meeting.url_in("en"))
    assert html.index("Moved from 3 March.") < html.index('id="facts"')


def test_a_meeting_to_come_can_be_added_to_a_calendar_and_one_that_is_over_cannot():
    coming, over = named("Soon", 3), named("Over", -3)
    assert f'href="{coming.url_in("nb")}mote.ics"' in read(coming.url_in("nb"))
    assert ".ics" not in read(over.url_in("nb"))


def test_the_cases_lead_to_their_pages_with_decision_and_follow_up():
    meeting = named("Over", -3, standing="held")
    case = factories.CaseFactory(
        meeting=meeting, number=3, label="12/24", follow_up="ongoing",
        **factories.slots("decision", "To be done."),
    )  # fmt: skip
    html = part(read(meeting.url_in("en")), "agenda")
    assert f'href="{case.url_in("en")}"' in html
    for words in ("Case 12/24", "To be done.", "Follow-up: under way"):
        assert words in html


def test_the_papers_stand_on_the_meeting_and_on_their_case():
    case = factories.CaseFactory()
    own = factories.PaperFactory(meeting=case.meeting, case=case, title="Saksframlegg")
    common = factories.PaperFactory(meeting=case.meeting, title="Innkalling")
    for paper in (own, common):
        factories.PaperVersionFactory(paper=paper)
    meeting_page, case_page = read(case.meeting.url_in("en")), read(case.url_in("en"))
    assert "Saksframlegg" in part(meeting_page, "papers")
    assert "Innkalling" in part(meeting_page, "papers")
    assert "Saksframlegg" in part(case_page, "papers")
    assert "Innkalling" not in case_page


def test_the_five_meetings_nearest_in_time_stand_below():
    network = factories.NetworkFactory()
    meetings = [factories.MeetingFactory(network=network, year=year) for year in range(2001, 2011)]
    assert [m.year for m in siblings.nearest(meetings[4])] == [2003, 2004, 2006, 2007, 2008]
    assert [m.year for m in siblings.nearest(meetings[0])] == [2002, 2003, 2004, 2005, 2006]
    assert [m.year for m in siblings.nearest(meetings[9])] == [2005, 2006, 2007, 2008, 2009]
    assert network.url_in("en") in part(read(meetings[4].url_in("en")), "siblings")


def test_a_meeting_without_others_says_nothing_of_them():
    assert siblings.nearest(factories.MeetingFactory()) == []


# What the pages cost


def fill(number: int) -> Meeting:
    """Return a meeting with as many as asked for of everything around it, and as many others."""
    network = factories.NetworkFactory()
    for shift in (-9, 9):
        for meeting in factories.MeetingFactory.create_batch(
            number, network=network, starts_on=timezone.localdate() + shift * DAY, form="digital"
        ):
            meeting.with_networks.add(*factories.NetworkFactory.create_batch(2))
            meeting.with_organisations.add(*factories.OrganisationFactory.create_batch(2))
    factories.MeetingFactory.create_batch(number, network=network, year=2099, form="digital")
    for case in factories.CaseFactory.create_batch(
        number, meeting=meeting, responsible=factories.OrganisationFactory()
    ):
        paper = factories.PaperFactory(meeting=meeting, case=case)
        factories.PaperVersionFactory(paper=paper)
    return meeting


@pytest.mark.parametrize(
    "page",
    [
        lambda meeting: "/nb/moter/",
        lambda meeting: f"/nb/moter/?network={meeting.network.key}&form=digital",
        lambda meeting: "/nb/moter/ar/",
        lambda meeting: f"/nb/moter/ar/{meeting.year}/",
        lambda meeting: meeting.url_in("nb"),
    ],
)
def test_a_page_costs_no_more_with_ten_of_everything(
    queries_for: Callable[[str], int], page: Callable[[Meeting], str]
):
    one = queries_for(page(fill(1)))
    assert queries_for(page(fill(10))) <= one  # a kind of convener that no row has is not asked for
    assert one <= 20
