"""What is to be checked again, and by whom."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.base.accounts.kinds import entries_of, entry_of
from portal.base.publishing import Checked
from portal.base.upkeep.freshness import checked_models, due, due_for_editors
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = dt.date(2027, 3, 10)
LATE, LATER = dt.date(2027, 3, 1), dt.date(2028, 3, 1)


@pytest.fixture(autouse=True)
def _nothing_else_is_due(db: None) -> None:
    for model in checked_models():
        model._base_manager.update(next_check_on=None)


def organisation(**values: Any) -> Any:
    return factories.OrganisationFactory(**{"mailbox": "post@example.org"} | values)


def named(found: list[Any]) -> dict[Any, list[str]]:
    """Return the keys of the entries of each owner."""
    return {
        each.owner and each.owner.key: [due.entry.key for due in each.entries] for each in found
    }


def test_entries_stand_under_the_organisation_that_answers_for_them_the_earliest_first():
    one, other = organisation(key="one"), organisation(key="two")
    factories.ServiceFactory(key="late", owner=one, next_check_on=TODAY)
    factories.CentreFactory(key="latest", owner=one, next_check_on=LATE)
    factories.ServiceFactory(key="theirs", owner=other, next_check_on=LATE)
    factories.ServiceFactory(key="nobody-s", next_check_on=LATE)
    factories.ServiceFactory(key="fresh", owner=one, next_check_on=LATER)
    assert named(due(TODAY)) == {
        None: ["nobody-s"], "one": ["latest", "late"], "two": ["theirs"],
    }  # fmt: skip


def test_a_day_that_comes_within_some_days_counts_when_it_is_asked_for():
    owner = organisation(key="one")
    factories.ServiceFactory(key="soon", owner=owner, next_check_on=dt.date(2027, 3, 31))
    assert named(due(TODAY, dt.timedelta(days=20))) == {}
    assert named(due(TODAY, dt.timedelta(days=21))) == {"one": ["soon"]}


@pytest.mark.parametrize(
    "values",
    [
        {"state": "draft"},
        {"published_from": dt.datetime(2027, 3, 20, tzinfo=dt.UTC)},
        {"published_until": dt.datetime(2027, 3, 2, tzinfo=dt.UTC)},
    ],
)
def test_what_is_not_public_is_never_due_nor_are_its_facts(values: dict[str, Any]):
    owner = organisation()
    centre = factories.CentreFactory(owner=owner, next_check_on=LATE, **values)
    site = factories.SiteFactory(centre=centre, next_check_on=LATE)
    factories.ScheduleFactory(site=site, next_check_on=LATE)
    assert due(TODAY) == []


def test_a_fact_with_a_day_of_its_own_is_due_under_its_entry():
    owner = organisation(key="one")
    centre = factories.CentreFactory(key="centre", owner=owner, next_check_on=LATER)
    site = factories.SiteFactory(centre=centre)
    line = factories.ContactFactory(site=site)
    hours = factories.ScheduleFactory(contact=line, next_check_on=LATE)
    [found] = due(TODAY)
    assert named([found]) == {"one": ["centre"]}
    assert found.entries[0].parts == [hours]
    assert found.entries[0].on == LATE


def test_a_fact_of_another_owner_follows_the_day_of_its_entry():
    owner, other = organisation(key="one"), organisation(key="two")
    centre = factories.CentreFactory(key="centre", owner=owner, next_check_on=LATE)
    factories.SiteFactory(centre=centre)
    theirs = factories.SiteFactory(centre=centre, owner=other)
    found = due(TODAY)
    assert named(found) == {"one": ["centre"], "two": ["centre"]}
    assert [each.entries[0].parts for each in found] == [[], [theirs]]


def test_what_is_known_to_be_old_is_asked_of_nobody():
    centre = factories.CentreFactory(owner=organisation(), next_check_on=LATER)
    factories.SiteFactory(centre=centre, standing="former", next_check_on=LATE)
    factories.ContactFactory(centre=centre, standing="stale", next_check_on=LATE)
    site = factories.SiteFactory(centre=centre)
    factories.ScheduleFactory(site=site, valid_until=dt.date(2027, 1, 1), next_check_on=LATE)
    assert due(TODAY) == []


def test_editors_are_told_what_no_owner_can_be_asked_about():
    factories.ServiceFactory(key="asked", owner=organisation(), next_check_on=LATE)
    mute = organisation(key="mute", mailbox="")
    factories.ServiceFactory(key="mute-s", owner=mute, next_check_on=LATE)
    factories.ServiceFactory(key="nobody-s", next_check_on=LATE)
    assert named(due_for_editors(TODAY)) == {None: ["nobody-s"], "mute": ["mute-s"]}


def test_every_part_that_is_checked_leads_to_its_entry():
    contact = factories.ContactFactory(site=factories.SiteFactory())
    assert entry_of(factories.ScheduleFactory(contact=contact)) == contact.site.centre
    parts = [m for m in apps.get_models() if issubclass(m, Checked) and not hasattr(m, "state")]
    assert parts
    assert all(entries_of(part) for part in parts)


def test_ten_owners_cost_as_many_queries_as_one():
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert [each.owner.name for each in due(TODAY)]
        return len(queries)

    def make() -> None:
        owner, other = organisation(), organisation()
        centre = factories.CentreFactory(owner=owner, next_check_on=LATE)
        site = factories.SiteFactory(centre=centre, owner=other, next_check_on=LATE)
        factories.ScheduleFactory(contact=factories.ContactFactory(site=site), next_check_on=LATE)
        factories.ServiceFactory(owner=owner, next_check_on=LATE)

    make()
    one = cost()
    for _ in range(9):
        make()
    assert cost() == one
