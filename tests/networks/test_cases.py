"""The minutes: searched across meetings, and one case's page with where it comes from."""

import datetime as dt
import re

import pytest
from django.test import Client

from networks.cases import facts as case_facts
from networks.models import Case, Meeting
from portal.base.models import OldAddress
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/en/minutes/"
TODAY = dt.date(2027, 1, 14)


def read(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status, path
    return response.content.decode()


def part(html: str, heading: str) -> str:
    """Return the section of a page that a heading names."""
    found = re.search(rf'<section aria-labelledby="{heading}">.*?</section>', html, re.S)
    return found[0] if found else ""


def called(name: str, **given: object) -> Case:
    return factories.CaseFactory(**factories.slots("name", name), **given)


def found(query: str) -> list[str]:
    """Return the names of the cases that a search shows, in order."""
    return re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", part(read(f"{LIST}?{query}"), "cases"))


def test_every_word_must_be_there_in_any_case_and_with_or_without_marks():
    called("Veiledning i Ærfjord", **factories.slots("decision", "Godkjent på møtet"))
    called("Veiledning i Bodø-x")
    assert found("q=VEILEDNING+%C3%A6rfjord") == ["Veiledning i Ærfjord"]
    assert found("q=aerfjord+GODKJENT") == ["Veiledning i Ærfjord"]
    assert found("q=bodo-X") == ["Veiledning i Bodø-x"]
    assert found("q=%C3%86RFJORD+bod%C3%B8") == []
    assert {"Veiledning i Ærfjord", "Veiledning i Bodø-x"} <= set(found("q=veiledning"))


def test_signs_that_mean_something_to_databases_mean_themselves():
    called("Hundre prosent")
    assert found("q=hundre%25prosent") == []
    assert found("q=hundre_prosent") == []
    assert found("q=hundre%00") == ["Hundre prosent"]


def test_the_latest_meeting_stands_first():
    for day in (dt.date(2025, 3, 1), dt.date(2026, 3, 1), dt.date(2025, 9, 1)):
        called(f"Ordnet {day}", meeting=factories.MeetingFactory(starts_on=day))
    called("Ordnet 2025", meeting=factories.MeetingFactory(year=2025))
    assert found("q=ordnet") == [
        "Ordnet 2026-03-01", "Ordnet 2025-09-01", "Ordnet 2025-03-01", "Ordnet 2025",
    ]  # fmt: skip


def test_each_choice_shows_its_own_cases():
    network = factories.NetworkFactory(key="mine")
    abroad = factories.CooperationFactory(key="abroad")
    organisation = factories.OrganisationFactory(key="doer")
    together = factories.MeetingFactory(year=1932)
    together.with_networks.add(network)
    called("One", meeting=factories.MeetingFactory(network=network, year=1931), follow_up="open")
    called("Two", meeting=together, responsible=organisation, follow_up="done")
    called("Three", meeting=factories.MeetingFactory(network=None, cooperation=abroad, year=1931))
    assert sorted(found("network=mine")) == ["One", "Two"]
    assert found("cooperation=abroad") == ["Three"]
    assert sorted(found("year=1931")) == ["One", "Three"]
    assert found("organisation=doer") == ["Two"]
    assert found("follow_up=open") == ["One"]
    assert "Three" in found("follow_up=not-given")
    assert found("network=mine&follow_up=done&q=two") == ["Two"]


@pytest.mark.parametrize("name", ["network", "cooperation", "year", "follow_up", "organisation"])
def test_a_choice_that_is_not_there_is_said_and_the_rest_is_kept(name):
    called("Kept")
    html = read(f"{LIST}?{name}=nothing&q=kept", status=400)
    assert f'<a href="#id_{name}">' in html
    assert 'value="kept"' in html
    assert "Kept" in part(html, "cases")


def test_too_long_a_search_is_said_and_not_lost():
    text = "a" * 101
    html = read(f"{LIST}?q={text}", status=400)
    assert "This is too long to look for." in html
    assert f'value="{text}"' in html


def test_the_count_is_said_and_nothing_found_leads_on():
    called("Something")
    assert re.search(r'role="status">1 case<', read(f"{LIST}?q=something"))
    html = read(f"{LIST}?q=neverheardof")
    assert re.search(r'role="status">0 cases<', html)
    assert f'href="{LIST}"' in part(html, "cases")


def test_fifty_stand_on_a_page_and_the_search_follows_to_the_next():
    meeting = factories.MeetingFactory()
    for _ in range(51):
        called("Many", meeting=meeting)
    html = read(f"{LIST}?q=many")
    assert len(found("q=many")) == 50
    assert f'href="{LIST}?q=many&amp;page=2"' in html
    assert len(found("q=many&page=2")) == 1
    read(f"{LIST}?q=many&page=3", status=404)


def test_cases_of_drafts_are_nowhere():
    meeting = factories.MeetingFactory(state="draft", year=1990)
    hidden, of_the_year = called("Secret", meeting=meeting), '<option value="1990"'
    html = read(LIST)
    assert "Secret" not in html
    assert of_the_year not in html  # the number alone may stand in a name of another test
    read(hidden.url_in("en"), status=404)
    meeting.state = "published"
    meeting.save()
    assert of_the_year in read(LIST)


# One case


def test_a_case_says_what_is_known_and_what_is_not():
    doer = factories.OrganisationFactory(name_en="The doer")
    full = factories.CaseFactory(
        label="12/24", responsible=doer, follow_up="done", due_on=dt.date(2027, 1, 1),
        followed_up_on=dt.date(2027, 1, 2), **factories.slots("decision", "Decided."),
    )  # fmt: skip
    html = part(read(full.url_in("en")), "facts")
    for words in ("12/24", "Decided.", "The doer", "Done", "Friday 1 January 2027"):
        assert words in html
    bare = part(read(factories.CaseFactory().url_in("en")), "facts")
    assert bare.count("Not given") == 7


@pytest.mark.parametrize(
    ("follow_up", "late"),
    [("open", True), ("ongoing", True), ("", True), ("done", False), ("dropped", False)],
)
def test_a_day_that_has_passed_is_said_unless_it_is_done(follow_up, late):
    case = factories.CaseFactory(follow_up=follow_up, due_on=TODAY - dt.timedelta(days=1))
    notes = [fact.note for fact in case_facts.case_facts(case, today=TODAY) if fact.note]
    assert bool(notes) is late


def test_the_other_cases_of_the_meeting_are_a_step_away():
    meeting = factories.MeetingFactory()
    first, second, third = (called(f"Nr {n}", meeting=meeting, number=n) for n in (1, 2, 5))
    html = read(second.url_in("en"))
    assert f'Previous case:</span> <a href="{first.url_in("en")}"' in html
    assert f'Next case:</span> <a href="{third.url_in("en")}"' in html
    assert "Previous case:" not in read(first.url_in("en"))
    assert "Next case:" not in read(third.url_in("en"))


@pytest.mark.parametrize("number", ["2", "0", "99999999999999999999999"])
def test_a_case_that_the_meeting_does_not_have_is_not_found(number):
    meeting = factories.MeetingFactory()
    factories.CaseFactory(meeting=meeting, number=1)
    read(f"/nb/moter/{meeting.slug_nb}/sak-{number}/", status=404)


def test_a_case_of_a_meeting_that_moved_is_found_at_its_new_address():
    meeting = factories.MeetingFactory(slug_nb="foer")
    factories.CaseFactory(meeting=meeting, number=3)
    meeting.slug_nb = "naa"
    meeting.save()
    assert OldAddress.objects.filter(slug="foer").exists()
    response = Client().get("/nb/moter/foer/sak-3/")
    assert (response.status_code, response["Location"]) == (301, "/nb/moter/naa/sak-3/")
    response = Client().get(f"/en/meetings/{meeting.slug_nb}/case-3/")
    assert (response.status_code, response["Location"]) == (
        302, f"/en/meetings/{meeting.slug_en}/case-3/",
    )  # fmt: skip


def chained(number: int) -> list[Case]:
    """Return cases that each go on from the one before, a meeting a year."""
    cases: list[Case] = []
    for year in range(2000, 2000 + number):
        meeting = factories.MeetingFactory(year=year)
        cases.append(factories.CaseFactory(meeting=meeting, previous=cases[-1] if cases else None))
    return cases


def test_the_whole_chain_is_shown_from_wherever_it_is_seen():
    cases = chained(4)
    for case in cases:
        assert case_facts.chain(case) == cases
    html = part(read(cases[1].url_in("en")), "chain")
    assert html.count("<li>") == 4
    assert html.count("this case") == 1


def test_a_case_that_goes_on_in_two_shows_both():
    first, second, third = chained(3)
    branch = factories.CaseFactory(previous=first)
    assert case_facts.chain(first) == [first, second, branch, third]
    assert case_facts.chain(branch) == [first, branch]


def test_a_chain_that_leads_back_to_itself_ends():
    first, second = chained(2)
    Case.objects.filter(pk=first.pk).update(previous=second)
    assert set(case_facts.chain(first)) == {first, second}
    Case.objects.filter(pk=first.pk).update(previous=first)
    read(first.url_in("en"))


def test_a_draft_in_the_middle_of_a_chain_is_left_out_and_the_ends_still_meet():
    first, middle, last = chained(3)
    Meeting.objects.filter(pk=middle.meeting_id).update(state="draft")
    assert case_facts.chain(last) == [first, last]


def test_a_case_that_stands_alone_has_no_chain():
    assert case_facts.chain(factories.CaseFactory()) == []


def test_a_case_costs_the_same_with_ten_before_it_and_ten_beside_it(queries_for):
    def cost(number: int) -> int:
        case = chained(number + 1)[-1]
        for other in factories.CaseFactory.create_batch(
            number, meeting=case.meeting, responsible=factories.OrganisationFactory()
        ):
            paper = factories.PaperFactory(meeting=case.meeting, case=case)
            assert other
            factories.PaperVersionFactory(paper=paper)
        return queries_for(case.url_in("nb"))

    assert cost(1) == cost(10)
    assert cost(1) <= 20


def test_the_minutes_cost_the_same_with_ten_cases(queries_for):
    def cost(number: int) -> int:
        for _ in range(number):
            factories.CaseFactory(responsible=factories.OrganisationFactory())
        return queries_for("/nb/saker/?q=sak")

    assert cost(1) == cost(10)
    assert cost(1) <= 20
