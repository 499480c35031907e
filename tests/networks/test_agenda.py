"""What a network has ahead of it and behind it, at a moment."""

import datetime as dt

import pytest

from networks.agenda import agenda, latest_decisions, next_meetings
from networks.meetings.listing import has_been, latest
from networks.models import Meeting
from portal.base.publishing import State
from tests import factories

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
FAR, PAST = dt.date(2099, 5, 4), dt.date(2001, 5, 4)


def test_the_next_meeting_is_the_first_that_is_not_cancelled_or_over():
    network = factories.NetworkFactory()
    factories.MeetingFactory(network=network, starts_on=dt.date(2027, 2, 1))
    factories.MeetingFactory(network=network, starts_on=dt.date(2027, 3, 5), standing="cancelled")
    factories.MeetingFactory(network=network, starts_on=dt.date(2027, 3, 6), state=State.DRAFT)
    later = factories.MeetingFactory(network=network, starts_on=dt.date(2027, 5, 1))
    expected = factories.MeetingFactory(network=network, starts_on=dt.date(2027, 4, 1))
    assert next_meetings([network.pk], now=NOW)[network.pk].meeting == expected
    in_april = dt.datetime(2027, 4, 20, tzinfo=dt.UTC)
    assert next_meetings([network.pk], now=in_april)[network.pk].meeting == later


def test_a_meeting_that_two_networks_share_is_the_next_of_both():
    one, other = factories.NetworkFactory.create_batch(2)
    shared = factories.MeetingFactory(network=one, starts_on=FAR)
    shared.with_networks.add(other)
    found = next_meetings([one.pk, other.pk], now=NOW)
    assert {pk: row.meeting for pk, row in found.items()} == {one.pk: shared, other.pk: shared}


def test_an_agenda_keeps_what_is_ahead_from_what_is_behind():
    network = factories.NetworkFactory()
    running = factories.MeetingFactory(network=network, starts_on=dt.date(2027, 3, 1))
    ahead = factories.MeetingFactory(network=network, starts_on=dt.date(2027, 3, 2))
    undated = factories.MeetingFactory(network=network, year=2027)
    held = factories.MeetingFactory(network=network, year=2026, standing="held")
    older = factories.MeetingFactory(network=network, starts_on=dt.date(2020, 1, 1))
    shelves = agenda(Meeting.objects.published().of_network(network), now=NOW)
    assert [row.meeting for row in shelves["ahead"]] == [running, ahead, undated]
    assert [row.meeting for row in shelves["behind"]] == [held, older]


def test_a_meeting_is_known_to_have_been_as_the_list_of_them_knows_it():
    network = factories.NetworkFactory()
    days = [{"starts_on": day} for day in (PAST, NOW.date(), FAR)]
    years = [{"starts_on": None, "year": year} for year in (2001, 2027, 2030)]
    for when in days + years:
        for standing in ("planned", "held"):
            factories.MeetingFactory(network=network, standing=standing, **when)
    every = Meeting.objects.of_network(network)
    assert {m for m in every if has_been(m, NOW)} == set(latest(every, NOW))
    assert len(every) == 12


def test_the_latest_decisions_leave_out_cases_without_one():
    network = factories.NetworkFactory()
    meeting = factories.MeetingFactory(network=network, starts_on=PAST)
    factories.CaseFactory(meeting=meeting, number=1)
    decided = factories.CaseFactory(meeting=meeting, number=2, decision_nn="Slik vart det.")
    cases = latest_decisions(Meeting.objects.published().of_network(network))
    assert cases == [decided]
